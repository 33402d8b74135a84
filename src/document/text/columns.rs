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

/// The table that starts at a line: its blocks, and how many lines it takes.
pub fn read(lines: &[Line], group: u32) -> Option<(Vec<Block>, usize)> {
    let [first, second, ..] = lines else {
        return None;
    };
    let has_gaps = !first.gaps.is_empty() && first.gaps.len() == second.gaps.len();
    let has_figures = || figures(second) > 1;
    if second.after_blank || !can_be_row(first) || !(has_gaps || has_figures()) {
        return None;
    }
    let taken = 1 + lines[1..]
        .iter()
        .take(MAX_ROWS)
        .take_while(|line| !line.after_blank && can_be_row(line))
        .count();
    let lines = &lines[..taken];
    gapped(lines, group)
        .or_else(|| flattened(lines, group))
        .map(|blocks| (blocks, taken))
}

fn can_be_row(line: &Line) -> bool {
    !line.text.ends_with(['.', '!', '?', ':', ','])
        && !line.text.contains('|')
        && Marker::of(&line.text).is_none()
}

/// The same number of gaps in every line.
fn gapped(lines: &[Line], group: u32) -> Option<Vec<Block>> {
    let count = lines.first()?.gaps.len();
    let short = |line: &Line| {
        cells(line).all(|range| line.text[range].split(' ').count() <= MAX_CELL_WORDS)
    };
    if count == 0
        || lines.len() < MIN_ROWS
        || !lines
            .iter()
            .all(|line| line.gaps.len() == count && short(line))
    {
        return None;
    }
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
    Some(blocks.collect())
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
fn flattened(lines: &[Line], group: u32) -> Option<Vec<Block>> {
    let (header, rows) = lines.split_first()?;
    let is_header = header.text.split(' ').count() >= MIN_HEADER_WORDS
        && !header.text.contains(['$', '%', '€', '£'])
        && is_titled(&header.text);
    let count = figures(rows.first()?);
    if !is_header
        || lines.len() < MIN_ROWS
        || count < 2
        || !rows.iter().all(|row| figures(row) == count)
    {
        return None;
    }
    let mut blocks: Vec<Block> = lines.iter().map(|line| row(line, group)).collect();
    blocks[0].is_header = true;
    Some(blocks)
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
