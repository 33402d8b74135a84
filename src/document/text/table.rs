//! Tables drawn with pipes, also broken ones: rows fused on one line, padding, reference marks between cells.

use std::ops::Range;

use super::lines::Line;
use crate::document::{Block, Cell, Kind, Lines, is_column};

/// Fewer rows than this without a ruled line under the header are a menu (`Home | About | Contact`).
const MIN_BARE_ROWS: usize = 3;
/// No more lines are looked at for a shape.
const MAX_BARE_ROWS: usize = 1_000;
/// A header cell is short.
const MAX_HEADER_WORDS: usize = 12;

/// The table that starts at line `at`: its blocks, and how many lines it takes. No table of bare rows begins before `tried`.
pub fn read(
    lines: &[Line],
    at: usize,
    group: u32,
    tried: &mut usize,
) -> Option<(Vec<Block>, usize)> {
    let lines = &lines[at..];
    let ruled = lines.iter().take(3).position(|line| is_rule(&line.text));
    let is_edged = |line: &Line| line.text.starts_with('|') && pipes(&line.text) > 1;
    let is_sure = ruled.is_some()
        || (is_edged(lines.first()?) && lines.get(1).is_some_and(|next| next.text.contains('|')));
    if !is_sure && (at < *tried || !is_even(lines.get(..MIN_BARE_ROWS)?)) {
        return None;
    }
    let most = if is_sure { usize::MAX } else { MAX_BARE_ROWS };
    let count = pipes(&lines.first()?.text);
    let mut taken = 0;
    for line in lines.iter().take(most) {
        match pipes(&line.text) {
            0 => break,
            other if !is_sure && other != count => {
                *tried = at + taken;
                return None;
            }
            _ => taken += 1,
        }
    }
    if taken == 0 {
        return None;
    }
    let lines = &lines[..taken];
    let ruled = ruled.filter(|at| *at < taken);
    let rows: Vec<Row> = lines.iter().map(|line| Row::of(&line.text)).collect();
    let header = ruled
        .and_then(|at| at.checked_sub(1))
        .or_else(|| looks_like_header(&rows).then_some(0));
    let columns: Vec<String> = header
        .map(|at| rows[at].cells.iter().map(|cell| cell.to_string()).collect())
        .unwrap_or_default();
    let mut blocks = Vec::new();
    for (at, (line, row)) in lines.iter().zip(&rows).enumerate() {
        let is_bare = row.cells.is_empty() && row.padding.is_empty();
        if is_bare || is_rule(&line.text) {
            let mut block = Block::new(Kind::Row, line.text.clone(), line.lines);
            block.group = Some(group);
            block.is_header = true;
            blocks.push(block);
            continue;
        }
        for part in row.unfused(columns.len()) {
            blocks.push(block(
                &part,
                &columns,
                header == Some(at),
                line.lines,
                group,
            ));
        }
    }
    Some((blocks, taken))
}

/// Lines of one shape: the same number of pipes in at least three of them.
fn is_even(lines: &[Line]) -> bool {
    let count = lines.first().map_or(0, |line| pipes(&line.text));
    lines.len() >= MIN_BARE_ROWS && count > 1 && lines.iter().all(|line| pipes(&line.text) == count)
}

/// How many pipes stand in a line.
pub(super) fn pipes(text: &str) -> usize {
    memchr::memchr_iter(b'|', text.as_bytes()).count()
}

/// `|---|:--:|`: drawn, not said, as is a line of nothing but edges.
fn is_rule(text: &str) -> bool {
    text.starts_with(['|', '-', ':', '+', '=', ' '])
        && text.contains("--")
        && text.contains('|')
        && text
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | '+' | '=' | ' '))
}

fn looks_like_header(rows: &[Row]) -> bool {
    let is_label =
        |cell: &&str| cell.split(' ').count() <= MAX_HEADER_WORDS && !cell.ends_with('.');
    rows.len() > 2 && rows[0].cells.len() > 1 && rows[0].cells.iter().all(is_label)
}

/// The cells of a line, in order, with what stands at its end outside any cell.
struct Row<'a> {
    cells: Vec<&'a str>,
    /// `||||||||`: what is left of cells that were merged.
    padding: &'a str,
}

impl<'a> Row<'a> {
    fn of(text: &'a str) -> Row<'a> {
        let bare = text.trim_end_matches(['|', ' ']);
        let tail = text[bare.len()..].trim();
        // The last cell's own edge is not padding.
        let padding = if tail.len() > 2 { &tail[1..] } else { "" };
        let bare = bare.strip_prefix('|').unwrap_or(bare);
        Row {
            cells: if bare.is_empty() {
                Vec::new()
            } else {
                bare.split('|').map(str::trim).collect()
            },
            padding: padding.trim(),
        }
    }

    /// The rows that were fused on this line: cut where a mark (`[2]-`, a dash, nothing) stands between as many cells as
    /// the table has columns, or, without any mark, after every so many cells.
    fn unfused(&self, columns: usize) -> Vec<Row<'a>> {
        let whole = || {
            vec![Row {
                cells: self.cells.clone(),
                padding: self.padding,
            }]
        };
        if columns < 2 || self.cells.len() <= columns {
            return whole();
        }
        let mut rows: Vec<Row> = Vec::new();
        let mut cells = self.cells.as_slice();
        while !cells.is_empty() {
            let (row, rest) = cells.split_at(columns.min(cells.len()));
            let mark = rest.first().copied().filter(|cell| is_mark(cell));
            rows.push(Row {
                cells: row.to_vec(),
                padding: mark.unwrap_or(""),
            });
            cells = &rest[usize::from(mark.is_some())..];
        }
        // Cells left over: the line is broken in another way, and one row is the honest reading.
        if rows.last().is_some_and(|row| row.cells.len() < columns) {
            return whole();
        }
        if let Some(last) = rows.last_mut().filter(|row| row.padding.is_empty()) {
            last.padding = self.padding;
        }
        rows
    }
}

/// What stands between fused rows: nothing, a dash, a reference mark.
fn is_mark(cell: &str) -> bool {
    let inner = cell.trim_matches(['-', '–', ' ']);
    inner.is_empty() || (inner.starts_with('[') && inner.ends_with(']') && inner.len() < 8)
}

fn block(row: &Row, columns: &[String], is_header: bool, lines: Lines, group: u32) -> Block {
    let mut text = String::new();
    let mut cells = Vec::new();
    for (at, cell) in row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
    {
        let column = columns
            .get(at)
            .filter(|column| !is_header && is_column(column))
            .cloned();
        cells.push(Cell {
            column,
            range: push(&mut text, cell),
        });
    }
    if !row.padding.is_empty() {
        push(&mut text, row.padding);
    }
    let mut block = Block::new(Kind::Row, text, lines);
    block.group = Some(group);
    block.is_header = is_header;
    block.cells = cells;
    block
}

fn push(text: &mut String, cell: &str) -> Range<usize> {
    if !text.is_empty() {
        text.push_str(" | ");
    }
    let start = text.len();
    text.push_str(cell);
    start..text.len()
}
