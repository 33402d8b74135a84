//! CSV is for spreadsheets: one hit a row, several values of one cell joined by `; `.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and articles come from anywhere: such a
//! cell gets an apostrophe in front, which spreadsheets show as text.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::passage::Passage;
use crate::render::{Names, place, safe};
use crate::search::compare::{Comparison, Side};
use crate::search::{Hit, Hits};

const HEADER: [&str; 18] = [
    "rank",
    "score",
    "id",
    "primary",
    "roles",
    "mentions",
    "title",
    "author",
    "publisher",
    "published",
    "url",
    "path",
    "first_line",
    "last_line",
    "headings",
    "text",
    "lead",
    "also",
];

/// Writes a header row, and a row a hit.
pub fn hits(out: &mut impl Write, hits: &Hits, names: Names) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(HEADER)?;
    for hit in &hits.hits {
        let passage = &hit.passage;
        let roles = [
            primary(passage, names),
            joined(passage.about.iter().map(|about| names(&about.role))),
            joined(passage.mentions.iter().map(|id| names(id))),
        ];
        let facts = [fact(&hit.source.title), fact(&hit.source.author)];
        let text = [passage.headings.join(" > "), passage.text.clone()];
        let row = ranked(hit).into_iter().chain(roles).chain(facts);
        let row = row.chain(stands(hit)).chain(text);
        put(&mut table, row.chain(beside(hit)))?;
    }
    table.flush()
}

const SIDES: [&str; 16] = [
    "role",
    "name",
    "kind",
    "rank",
    "score",
    "id",
    "title",
    "publisher",
    "published",
    "url",
    "path",
    "first_line",
    "last_line",
    "text",
    "lead",
    "also",
];

/// Writes a comparison: the rows of tables, then each role's terms (`score` is the z-score) and its passages.
pub fn comparison(out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(SIDES)?;
    for hit in &comparison.rows {
        put(&mut table, side_row(None, hit))?;
    }
    for side in &comparison.sides {
        for (i, term) in side.terms.iter().enumerate() {
            let mut row: [String; 16] = Default::default();
            let filled = [
                (0, side.role.clone()),
                (1, side.name.clone()),
                (2, "term".into()),
                (3, (i + 1).to_string()),
            ];
            filled.into_iter().for_each(|(at, value)| row[at] = value);
            row[4] = term.z.to_string();
            row[13].clone_from(&term.term);
            put(&mut table, row)?;
        }
        for hit in &side.hits {
            put(&mut table, side_row(Some(side), hit))?;
        }
    }
    table.flush()
}

fn side_row(side: Option<&Side>, hit: &Hit) -> impl Iterator<Item = String> {
    let of = |what: fn(&Side) -> &String| side.map(what).cloned().unwrap_or_default();
    let kind = if side.is_some() { "passage" } else { "table" };
    let side = [of(|side| &side.role), of(|side| &side.name), kind.into()];
    let row = side.into_iter().chain(ranked(hit));
    row.chain([fact(&hit.source.title)])
        .chain(stands(hit))
        .chain([hit.passage.text.clone()])
        .chain(beside(hit))
}

fn ranked(hit: &Hit) -> [String; 3] {
    let id = hit.passage.id.clone();
    [hit.rank.to_string(), hit.score.to_string(), id]
}

/// Who published it when, and where it stands.
fn stands(hit: &Hit) -> [String; 6] {
    let (lines, source) = (hit.passage.lines, &hit.source);
    [
        fact(&source.publisher),
        fact(&source.published),
        fact(&source.url),
        source.path.clone(),
        lines.0.to_string(),
        lines.1.to_string(),
    ]
}

/// The lead-in that a passage has from its list, and the places of those that say the same.
fn beside(hit: &Hit) -> [String; 2] {
    [
        fact(&hit.passage.lead),
        joined(hit.also.iter().map(place::of_twin)),
    ]
}

fn fact(fact: &Option<String>) -> String {
    fact.clone().unwrap_or_default()
}

fn put<W: Write>(
    table: &mut csv::Writer<W>,
    row: impl IntoIterator<Item = String>,
) -> io::Result<()> {
    Ok(table.write_record(row.into_iter().map(|text| cell(&text).into_owned()))?)
}

fn primary(passage: &Passage, names: Names) -> String {
    passage
        .about
        .iter()
        .find(|about| about.primary)
        .map(|about| names(&about.role))
        .unwrap_or_default()
}

fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("; ")
}

/// A cell that a terminal and a spreadsheet both take for text.
pub fn cell(text: &str) -> Cow<'_, str> {
    let text = safe::line(text);
    if text.trim_start().starts_with(['=', '+', '-', '@']) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_formula_is_text() {
        assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(cell(" @SUM"), "' @SUM");
        assert_eq!(cell("3 - 2"), "3 - 2");
    }
}
