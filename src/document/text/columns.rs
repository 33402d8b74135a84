//! Tables that lost their pipes: columns held apart by tabs or wide gaps, or flattened into lines of cells.

use super::lines::Line;
use super::marker::Marker;
use crate::document::{Block, Cell, Kind, is_column, job};

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
    let has_figures = || figures(second) > 1;
    if second.after_blank || !can_be_row(first) || !(start(lines) || has_figures()) {
        return None;
    }
    let blocks = gapped(lines, group).or_else(|| flattened(lines, group))?;
    let taken = blocks.len();
    Some((blocks, taken))
}

/// The lines of a table that starts with the first of these. It ends where they do, so no line is looked at often.
fn rows(lines: &[Line]) -> impl Iterator<Item = &Line> {
    let may_go_on =
        |(at, line): &(usize, &Line)| *at == 0 || (!line.after_blank && can_be_row(line));
    let lines = lines.iter().take(MAX_ROWS).enumerate();
    lines.take_while(may_go_on).map(|(_, line)| line)
}

/// Columns that are held apart may start here: two lines with as many gaps.
pub(super) fn start(lines: &[Line]) -> bool {
    matches!(lines, [first, second, ..] if !second.gaps.is_empty()
        && (first.gaps.len() == second.gaps.len() || has_corner(first, second)))
}

/// The header has an empty first cell, over the names of the rows.
fn has_corner(header: &Line, row: &Line) -> bool {
    header.indent > row.indent && !header.gaps.is_empty() && header.gaps.len() + 1 == row.gaps.len()
}

fn can_be_row(line: &Line) -> bool {
    !line.text.ends_with(['.', '!', '?', ':', ','])
        && !line.text.contains('|')
        && Marker::of(&line.text).is_none()
}

/// As many lines as have the same number of gaps: a dump has no blank line behind a table.
fn gapped(lines: &[Line], group: u32) -> Option<Vec<Block>> {
    let [header, first, ..] = lines else {
        return None;
    };
    let count = first.gaps.len();
    let corner = usize::from(has_corner(header, first));
    let short = |line: &Line| {
        cells(line).all(|range| line.text[range].split(' ').count() <= MAX_CELL_WORDS)
    };
    let is_row = |(at, line): &(usize, &Line)| {
        line.gaps.len() + if *at == 0 { corner } else { 0 } == count && short(line)
    };
    let taken = rows(lines).enumerate().take_while(is_row).count();
    if count == 0 || taken < MIN_ROWS {
        return None;
    }
    let columns: Vec<&str> = cells(header).map(|range| &header.text[range]).collect();
    let has_figure = header.text.contains(|c: char| c.is_ascii_digit());
    let has_header = !has_figure && (corner > 0 || !is_list_of_posts(&columns, &lines[1..taken]));
    let blocks = lines[..taken].iter().enumerate().map(|(at, line)| {
        let mut block = row(line, group);
        block.is_header = has_header && at == 0;
        let column = |nth: usize| {
            let name = columns.get(nth.checked_sub(corner)?)?;
            (has_header && at > 0 && is_column(name)).then(|| name.to_string())
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

/// People with their posts need no header: the first line names a job where all others do.
fn is_list_of_posts(first: &[&str], others: &[Line]) -> bool {
    let names_job = |at: usize| {
        let cell = |line: &Line| {
            cells(line)
                .nth(at)
                .map(|range| job::names_job(&line.text[range]))
        };
        job::names_job(first[at]) && others.iter().all(|line| cell(line) == Some(true))
    };
    (0..first.len()).any(names_job)
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

/// A line of column names without a figure, and under it lines of one shape with at least two figures each. The
/// rows have no cells: where those end is lost.
fn flattened(lines: &[Line], group: u32) -> Option<Vec<Block>> {
    let [header, first, ..] = lines else {
        return None;
    };
    let is_header = header.text.split(' ').count() >= MIN_HEADER_WORDS
        && !header.text.contains(['$', '%', '€', '£'])
        && is_titled(&header.text);
    let count = figures(first);
    // Asked before the rows are counted, or every line of a long list of figures would count those below it.
    if !is_header || count < 2 {
        return None;
    }
    let like_first = rows(lines).skip(1).take_while(|row| figures(row) == count);
    let taken = 1 + like_first.count();
    if taken < MIN_ROWS {
        return None;
    }
    let mut blocks: Vec<Block> = lines[..taken].iter().map(|line| row(line, group)).collect();
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

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    #[test]
    fn a_copied_table_ends_where_its_columns_do() {
        let text = "Role\tGermany\tAustria\nWarden\t12\t10\nClerk\t14\t11\nRelated lakes\nGarda\n";
        let (rows, taken) = read(&split(text), 1).expect("it is a table");
        assert_eq!(taken, 3);
        assert_eq!(rows[2].cells[1].column.as_deref(), Some("Germany"));
    }

    #[test]
    fn people_with_their_posts_need_no_header() {
        let text =
            "Ida Berg\tHarbour Manager\nOle Dahl\tDredging Officer\nPia Lund\tHead of Buoys\n";
        let (rows, _) = read(&split(text), 1).expect("it is a table");
        assert!(
            rows.iter()
                .all(|row| !row.is_header && row.cells[1].column.is_none())
        );
    }

    #[test]
    fn a_header_may_lack_its_first_cell() {
        let text = "\tWarden\tClerk\nKeeps\tboats\tbooks\nAnswers to\tnobody\tthe warden\n";
        let (rows, taken) = read(&split(text), 1).expect("it is a table");
        assert_eq!(taken, 3);
        assert_eq!(rows[1].cells[0].column, None);
        assert_eq!(rows[2].cells[2].column.as_deref(), Some("Clerk"));
    }
}
