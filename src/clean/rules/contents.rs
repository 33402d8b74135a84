//! A table of contents: a run of lines each of which stands further down as a heading.

use std::collections::HashMap;

use super::plain::Plain;
use super::reason;
use crate::clean::Reason;
use crate::document::{Block, Kind};

/// Fewer lines are not a table of contents.
const MIN_LINES: usize = 3;
/// A longer line is not a heading.
const MAX_WORDS: usize = 14;

/// Takes the tables of contents. Other lists whose items return as headings are the article's.
pub(super) fn find(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    let titles: Vec<Option<&str>> = blocks
        .iter()
        .zip(plain)
        .map(|(block, plain)| title(block, plain))
        .collect();
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (at, title) in titles.iter().enumerate() {
        if let Some(title) = title {
            last.insert(title, at);
        }
    }
    let returns = |at: usize| {
        titles[at]
            .and_then(|title| last.get(title))
            .copied()
            .filter(|later| *later > at + 1)
    };
    let mut at = 0;
    while at < blocks.len() {
        let end = at
            + (at..blocks.len())
                .take_while(|at| returns(*at).is_some())
                .count();
        let places: Vec<usize> = (at..end).filter_map(returns).collect();
        // As headings they stand apart, in the same order.
        let apart = places
            .windows(2)
            .filter(|pair| pair[1] > pair[0] + 1)
            .count();
        let is_headed = at > 0 && HEADS.iter().any(|head| plain[at - 1].is(head));
        if places.len() >= MIN_LINES && apart + 1 == places.len() && places[0] >= end && is_headed {
            for reason_at in reasons[at - 1..end]
                .iter_mut()
                .filter(|reason| reason.is_none())
            {
                *reason_at = reason(
                    "table-of-contents",
                    "lines that stand further down as headings",
                );
            }
        }
        at = end.max(at + 1);
    }
}

/// What stands over a table of contents.
const HEADS: [&str; 15] = [
    "contents",
    "table of contents",
    "in this article",
    "in this post",
    "in this guide",
    "on this page",
    "what's in this article",
    "article contents",
    "jump to",
    "jump to section",
    "quick jump",
    "quick links",
    "quick navigation",
    "overview",
    "what you'll learn",
];

/// The words of a short line, without its number.
fn title<'a>(block: &Block, plain: &'a Plain) -> Option<&'a str> {
    let words = plain.text.trim();
    let is_line = plain.words <= MAX_WORDS
        && matches!(block.kind, Kind::Heading | Kind::Paragraph | Kind::Item);
    // An encyclopaedia has a button at each heading.
    let words = words.strip_suffix(" edit").unwrap_or(words);
    let bare = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    (is_line && bare.len() > 1).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str]) -> Vec<bool> {
        let blocks: Vec<Block> = lines
            .iter()
            .map(|line| Block::new(Kind::Paragraph, *line, (1, 1)))
            .collect();
        let plain: Vec<Plain> = lines.iter().map(|line| Plain::of(line)).collect();
        let mut reasons = vec![None; lines.len()];
        find(&blocks.iter().collect::<Vec<_>>(), &plain, &mut reasons);
        reasons.iter().map(Option::is_some).collect()
    }

    #[test]
    fn lines_that_return_as_headings_are_a_table_of_contents() {
        let text = [
            "Duties",
            "He leads.",
            "Pay",
            "He earns.",
            "Outlook",
            "It is good.",
        ];
        let table = [
            &["In this article", "1. Duties", "2. Pay", "3. Outlook"],
            text.as_slice(),
        ]
        .concat();
        let mut wanted = vec![false; 10];
        wanted[..4].fill(true);
        assert_eq!(found(&table), wanted);
        let list = [
            &[
                "The job has three sides that count:",
                "Duties",
                "Pay",
                "Outlook",
            ],
            text.as_slice(),
        ]
        .concat();
        assert!(!found(&list).contains(&true));
    }
}
