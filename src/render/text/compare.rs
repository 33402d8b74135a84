//! Roles side by side for a person: in columns where the page is wide enough, else one after the other.

use std::io::{self, Write};

use super::hits::{self, source};
use super::ink::{self, BOLD, DIM, PLAIN, ROLE, Row, Span, span};
use crate::render::{Look, amount};
use crate::search::Hit;
use crate::search::compare::{Comparison, Side, Term};

/// A column narrower than this is hard to read.
const NARROWEST: usize = 44;
/// Between two columns.
const GAP: usize = 3;
/// Longer lines are hard to read.
const WIDEST: usize = 100;
/// The longest bar of a term.
const BAR: usize = 12;
/// What stands beside a term: two blanks, the bar, and the figure of up to six.
const BESIDE_NAME: usize = 2 + BAR + 1 + 6;

/// Writes the table rows that compare the roles, then the sides.
pub fn comparison(out: &mut impl Write, look: Look, comparison: &Comparison) -> io::Result<()> {
    if !comparison.rows.is_empty() {
        rows(out, look, &comparison.rows)?;
    }
    let count = comparison.sides.len().max(1);
    let columns = (look.width + GAP) / count;
    if count > 1 && columns >= NARROWEST + GAP {
        beside(out, look, &comparison.sides, (columns - GAP).min(WIDEST))
    } else {
        for (i, side) in comparison.sides.iter().enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            for row in column(side, look.width.min(WIDEST)) {
                ink::row(out, look, 0, &row)?;
            }
        }
        Ok(())
    }
}

fn rows(out: &mut impl Write, look: Look, hits: &[Hit]) -> io::Result<()> {
    let look = Look {
        width: look.width.min(WIDEST),
        ..look
    };
    ink::row(out, look, 0, &vec![span(BOLD, "Tables that compare them")])?;
    for hit in hits {
        for line in cells(hit) {
            ink::paragraph(out, look, 2, &line)?;
        }
        ink::paragraph(out, look, 4, &source(hit))?;
    }
    writeln!(out)
}

/// A row cell by cell, each after the header of its column.
fn cells(hit: &Hit) -> Vec<Vec<Span>> {
    let text = &hit.passage.text;
    let cell = |cell: &crate::passage::Labelled| {
        let mut line: Vec<Span> = Vec::new();
        if let Some(column) = &cell.column {
            line.extend([span(ROLE, column), span(PLAIN, ": ")]);
        }
        line.push(span(PLAIN, text.get(cell.range.clone()).unwrap_or("")));
        line
    };
    hit.passage.cells.iter().map(cell).collect()
}

/// Every side in a column of its own.
fn beside(out: &mut impl Write, look: Look, sides: &[Side], columns: usize) -> io::Result<()> {
    let mut sides: Vec<_> = sides
        .iter()
        .map(|side| column(side, columns).into_iter())
        .collect();
    loop {
        let rows: Vec<Option<Row>> = sides.iter_mut().map(Iterator::next).collect();
        if rows.iter().all(Option::is_none) {
            return Ok(());
        }
        let mut line = Row::new();
        let mut used = 0;
        for (i, row) in rows.into_iter().enumerate() {
            let row = row.unwrap_or_default();
            let start = i * (columns + GAP);
            if !row.is_empty() {
                line.push((PLAIN, " ".repeat(start.saturating_sub(used))));
                used = start + ink::width(&row);
                line.extend(row);
            }
        }
        ink::row(out, look, 0, &line)?;
    }
}

fn column(side: &Side, columns: usize) -> Vec<Row> {
    let mut rows = ink::wrap(
        &[
            span(ROLE, &side.name),
            span(DIM, &format!(" ({})", amount(side.total, "passage"))),
        ],
        columns,
    );
    rows.push(vec![span(DIM, &"─".repeat(columns))]);
    let strongest = side.terms.first().map_or(1.0, |term| term.z);
    let widest = side
        .terms
        .iter()
        .map(|term| ink::width(&vec![span(PLAIN, &term.term)]))
        .max()
        .unwrap_or(0)
        .min(columns.saturating_sub(BESIDE_NAME));
    rows.extend(
        side.terms
            .iter()
            .flat_map(|term| bar(term, strongest, widest)),
    );
    if side.hits.is_empty() {
        rows.push(vec![span(DIM, "nothing is said of it")]);
    }
    for hit in &side.hits {
        rows.push(Row::new());
        let text = hits::said(hit);
        rows.extend(ink::wrap(&text, columns));
        rows.extend(ink::wrap(&source(hit), columns));
    }
    rows
}

/// `roadmap      ▇▇▇▇▇▇▇  3.2`: how far beyond chance the role's passages use a word.
fn bar(term: &Term, strongest: f64, widest: usize) -> Vec<Row> {
    let length = (term.z / strongest * BAR as f64)
        .round()
        .clamp(1.0, BAR as f64) as usize;
    let mut rows = ink::wrap(&[span(PLAIN, &term.term)], widest);
    if let Some(first) = rows.first_mut() {
        let pad = widest.saturating_sub(ink::width(first)) + 2;
        first.extend([
            span(PLAIN, &" ".repeat(pad)),
            span(ROLE, &"▇".repeat(length)),
            span(DIM, &format!("{} {:.1}", " ".repeat(BAR - length), term.z)),
        ]);
    }
    rows
}
