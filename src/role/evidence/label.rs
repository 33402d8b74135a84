//! The evidence of a label: a name that stands before what is said of it, as in a glossary, or fills a cell of a row.

use super::distinct;
use crate::passage::Labelled;
use crate::role::matcher::What;
use crate::role::scene::{Named, Reading};

/// Words that may stand before a name that is a label: "4. The treasurer: …"
const SMALL: &[&str] = &["a", "an", "the", "and", "or", "no"];
/// A note in brackets behind a label is at most so long.
const MAX_NOTE: usize = 40;
/// A cell has at most so many words beside the names: "Treasurer and chair jointly".
const MAX_BESIDE: usize = 1;

/// "Treasurer. Looks after cash.", "Controller: closes the books": the passage is about whom its first words name, or about
/// all of several names with what each does.
pub fn by_label(text: &str, reading: &Reading) -> Vec<What> {
    if reading.is_bare {
        return Vec::new();
    }
    let labels: Vec<&Named> = reading
        .named
        .iter()
        .filter(|named| is_label(text, reading, named))
        .collect();
    let roles = distinct(labels.iter().map(|named| named.what));
    match labels.first() {
        Some(first) if first.sentence == 0 || roles.len() > 1 => roles,
        _ => Vec::new(),
    }
}

/// The roles that fill cells of a row: those of the first cell, which names the row, else of all but whom somebody reports to.
pub fn by_cells(cells: &[Labelled], text: &str, reading: &Reading) -> Vec<What> {
    let mut all = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        if cell.column.as_deref().is_some_and(is_relation) {
            continue;
        }
        if at == 0 && text.get(cell.range.clone()).is_some_and(is_relation) {
            break;
        }
        let within = |named: &&Named| {
            cell.range.start <= named.bytes.start && named.bytes.end <= cell.range.end
        };
        let named: Vec<&Named> = reading.named.iter().filter(within).collect();
        let mut beside = text[cell.range.clone()].to_owned();
        for named in named.iter().rev() {
            let (start, end) = (
                named.bytes.start - cell.range.start,
                named.bytes.end - cell.range.start,
            );
            beside.replace_range(start..end, " ");
        }
        let beside = beside.split('(').next().unwrap_or_default();
        let beside = words(beside).filter(|word| !is_small(word)).count();
        if named.is_empty() || beside > MAX_BESIDE {
            continue;
        }
        all.extend(named.iter().map(|named| named.what));
        if at == 0 {
            break;
        }
    }
    distinct(all.into_iter())
}

/// "Reports to", "works with": whom a row or column so called names, it is not about.
fn is_relation(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("report") || name.contains("work")
}

/// Whether nothing but the name stands before a stop, a colon or a dash.
fn is_label(text: &str, reading: &Reading, named: &Named) -> bool {
    let opens = reading
        .sentences
        .get(named.sentence)
        .map_or(0, |sentence| sentence.start);
    let (Some(before), Some(behind)) = (
        text.get(opens..named.bytes.start),
        text.get(named.bytes.end..),
    ) else {
        return false;
    };
    let behind = behind.strip_prefix(')').unwrap_or(behind);
    let behind = match behind
        .strip_prefix(" (")
        .and_then(|note| note.split_once(')'))
    {
        Some((note, rest)) if note.len() <= MAX_NOTE => rest,
        _ => behind,
    };
    // "As for the treasurer, she signs."
    let is_turned_to = before.starts_with("As for ") && behind.starts_with(',');
    !named.is_holder
        && (is_turned_to
            || words(before).all(is_small)
                && [". ", ": ", " – ", " — ", " - "]
                    .iter()
                    .any(|stop| behind.starts_with(stop)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn is_small(word: &str) -> bool {
    SMALL.iter().any(|small| word.eq_ignore_ascii_case(small))
        || word.bytes().all(|b| b.is_ascii_digit())
}
