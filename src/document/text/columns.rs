//! Tables that lost their pipes: columns held apart by tabs or wide gaps, or flattened into lines of cells.

use super::lines::Line;
use super::marker::Marker;
use crate::document::{Block, Cell, Kind};

/// A header and two rows are the least that shows a pattern.
const MIN_ROWS: usize = 3;
/// A longer table without pipes is data, not an article.
const MAX_ROWS: usize = 1_000;
/// A cell with more words than this is running text.
const MAX_CELL_WORDS: usize = 25;
/// A flattened header names several columns.
const MIN_HEADER_WORDS: usize = 4;

/// Up to where tables were looked for in vain: none begins before. So no line is looked at a thousand times.
#[derive(Default)]
pub struct Tried {
    gapped: usize,
    flattened: usize,
}

/// The table that starts at line `at`: its blocks, and how many lines it takes.
pub fn read(
    lines: &[Line],
    at: usize,
    group: u32,
    tried: &mut Tried,
) -> Option<(Vec<Block>, usize)> {
    let lines = &lines[at..];
    let [first, second, ..] = lines else {
        return None;
    };
    let has_gaps = !first.gaps.is_empty() && first.gaps.len() == second.gaps.len();
    let has_figures = || figures(second) > 1;
    if second.after_blank || !can_be_row(first) || !(has_gaps || has_figures()) {
        return None;
    }
    gapped(lines, at, group, tried).or_else(|| flattened(lines, at, group, tried))
}

/// How many lines the table takes whose rows under the first are like that, or which is the first that is not.
fn rows(lines: &[Line], is_row: impl Fn(&Line) -> bool) -> Result<usize, usize> {
    let rows = lines[1..]
        .iter()
        .take(MAX_ROWS)
        .take_while(|line| !line.after_blank && can_be_row(line));
    let mut taken = 1;
    for line in rows {
        if !is_row(line) {
            return Err(taken);
        }
        taken += 1;
    }
    Ok(taken)
}

fn can_be_row(line: &Line) -> bool {
    !line.text.ends_with(['.', '!', '?', ':', ','])
        && !line.text.contains('|')
        && Marker::of(&line.text).is_none()
}

/// The same number of gaps in every line.
fn gapped(lines: &[Line], at: usize, group: u32, tried: &mut Tried) -> Option<(Vec<Block>, usize)> {
    let count = lines.first()?.gaps.len();
    let is_row = |line: &Line| {
        line.gaps.len() == count
            && cells(line).all(|range| line.text[range].split(' ').count() <= MAX_CELL_WORDS)
    };
    if count == 0 || at < tried.gapped || !is_row(&lines[0]) {
        return None;
    }
    let taken = match rows(lines, is_row) {
        Ok(taken) => taken,
        Err(other) => {
            tried.gapped = at + other;
            return None;
        }
    };
    if taken < MIN_ROWS {
        return None;
    }
    let lines = &lines[..taken];
    let header = &lines[0];
    let has_header = !header.text.contains(|c: char| c.is_ascii_digit());
    let columns: Vec<&str> = cells(header).map(|range| &header.text[range]).collect();
    let blocks = lines.iter().enumerate().map(|(at, line)| {
        let mut block = row(line, group);
        block.is_header = has_header && at == 0;
        let column = |nth: usize| {
            (has_header && at > 0)
                .then(|| columns.get(nth).map(|name| name.to_string()))
                .flatten()
        };
        block.cells = cells(line)
            .enumerate()
            .map(|(nth, range)| Cell {
                column: column(nth),
                range,
            })
            .collect();
        block
    });
    Some((blocks.collect(), taken))
}

fn cells(line: &Line) -> impl Iterator<Item = std::ops::Range<usize>> {
    let starts = std::iter::once(0).chain(line.gaps.iter().map(|gap| gap + 1));
    let ends = line
        .gaps
        .iter()
        .copied()
        .chain(std::iter::once(line.text.len()));
    starts.zip(ends).map(|(start, end)| start..end)
}

/// A line of column names without a figure, and under it lines of one shape with at least two figures each. Where the
/// cells end is lost, so the rows have none.
fn flattened(
    lines: &[Line],
    at: usize,
    group: u32,
    tried: &mut Tried,
) -> Option<(Vec<Block>, usize)> {
    let [header, first, ..] = lines else {
        return None;
    };
    let is_header = header.text.split(' ').count() >= MIN_HEADER_WORDS
        && !header.text.contains(['$', '%', '€', '£'])
        && is_titled(&header.text);
    let count = figures(first);
    if count < 2 || at < tried.flattened || !is_header {
        return None;
    }
    let taken = match rows(lines, |row| figures(row) == count) {
        Ok(taken) => taken,
        Err(other) => {
            // The line above may be the header of another table.
            tried.flattened = at + other - 1;
            return None;
        }
    };
    if taken < MIN_ROWS {
        return None;
    }
    let mut blocks: Vec<Block> = lines[..taken].iter().map(|line| row(line, group)).collect();
    blocks[0].is_header = true;
    Some((blocks, taken))
}

fn row(line: &Line, group: u32) -> Block {
    let mut block = Block::new(Kind::Row, line.text.clone(), line.lines);
    block.group = Some(group);
    block
}

fn figures(line: &Line) -> usize {
    line.text.split(' ').filter(|word| is_figure(word)).count()
}

/// `$160,556`, `11%`, `4.5`, `3x`.
fn is_figure(word: &str) -> bool {
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let word = word.trim_matches(['(', ')', ',', ';']);
    let bare = word
        .trim_start_matches(['$', '€', '£', '+', '-', '~', '<', '>'])
        .trim_end_matches(['%', '*', '+', 'x', 'k', 'K', 'M']);
    bare.starts_with(|c: char| c.is_ascii_digit())
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

fn is_titled(text: &str) -> bool {
    let words: Vec<&str> = text
        .split(' ')
        .filter(|word| word.starts_with(char::is_alphabetic))
        .collect();
    let upper = words
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    !words.is_empty() && upper * 5 >= words.len() * 4
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    #[test]
    fn a_table_looked_for_in_vain_is_not_looked_for_again() {
        let mut tried = Tried::default();
        let gapped = split(&format!("{}aa\tbb\tcc\n", "aa\tbb\n".repeat(500)));
        assert!(read(&gapped, 0, 1, &mut tried).is_none());
        assert_eq!(tried.gapped, 500);
        let flattened = split(&format!(
            "{}Aa Bb Cc Dd 1 2 3\n",
            "Aa Bb Cc Dd 1 2\n".repeat(500)
        ));
        assert!(read(&flattened, 0, 1, &mut tried).is_none());
        assert_eq!(tried.flattened, 499);
    }
}
