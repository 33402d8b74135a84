//! The title of a text that begins with something else: a dump of a page has its menu before it.

use super::facts;
use crate::document::{Block, Kind};

/// The title stands among so many blocks before the text.
const MAX_ABOVE: usize = 15;
/// A text begins with a block of so many words …
const TEXT_WORDS: usize = 25;
/// … and goes on: of so many blocks after it …
const MAX_APART: usize = 8;
/// … two more have this many words. A banner stands alone.
const MORE_WORDS: usize = 15;
/// The first blocks of a text say what its title says.
const OPENING: usize = 12;
/// A title has so many words.
const WORDS: std::ops::RangeInclusive<usize> = 3..=20;
/// A shorter word of a title says little.
const MIN_LETTERS: usize = 4;
/// Behind a title that is the first block, a text may begin with one of so many words; the line of a site under its name is shorter.
const LEAD_WORDS: usize = 12;
/// Of the longer words of a title the opening has at least this share.
const MIN_SHARE: f32 = 0.5;

/// The block that is the title, if one is: the first one, if it is a heading and of the words of the text.
pub(super) fn find(blocks: &[Block]) -> Option<usize> {
    let first = blocks
        .first()
        .filter(|block| block.kind == Kind::Heading && block.level == 1)
        .map(|_| 0);
    let has_lead = blocks.get(1).is_some_and(|next| is_text(next, LEAD_WORDS));
    match body(blocks) {
        Some(body) if !(first.is_some() && has_lead) => above(blocks, body, first).or(first),
        _ => first,
    }
}

/// The title above a text that begins at `body`: of its words, next to the date or the author if they stand there.
fn above(blocks: &[Block], body: usize, first: Option<usize>) -> Option<usize> {
    let opening = words(&blocks[body..(body + OPENING).min(blocks.len())]);
    let above = body.saturating_sub(MAX_ABOVE)..body;
    let fits =
        |first: &usize| share(&blocks[*first], &opening).is_some_and(|share| share >= MIN_SHARE);
    if let Some(first) = first.filter(fits) {
        return Some(first);
    }
    let fact = above.clone().find(|at| {
        facts::date(&blocks[*at].text).is_some() || facts::author(&blocks[*at].text).is_some()
    });
    let shares = above.filter_map(|at| Some((at, share(&blocks[at], &opening)?)));
    let shares: Vec<(usize, f32)> = shares.filter(|(_, share)| *share >= MIN_SHARE).collect();
    let before_fact = fact.and_then(|fact| {
        shares
            .iter()
            .rev()
            .find(|(at, _)| *at < fact && at + 3 >= fact)
    });
    before_fact
        .or_else(|| shares.iter().max_by(|a, b| a.1.total_cmp(&b.1)))
        .map(|(at, _)| *at)
}

/// Where running text begins.
fn body(blocks: &[Block]) -> Option<usize> {
    (0..blocks.len()).find(|at| {
        let after = blocks.iter().skip(at + 1).take(MAX_APART);
        is_text(&blocks[*at], TEXT_WORDS)
            && after.filter(|block| is_text(block, MORE_WORDS)).count() >= 2
    })
}

/// A block of sentences, of so many words at the least.
fn is_text(block: &Block, words: usize) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Quote)
        && block.text.ends_with(['.', '!', '?', '”', '"', ':'])
        && block.text.split(' ').count() >= words
}

/// The share of a title's longer words that the opening has; none if the block is no title by its looks.
fn share(block: &Block, opening: &std::collections::HashSet<String>) -> Option<f32> {
    let text = block.text.as_str();
    let looks = matches!(block.kind, Kind::Heading | Kind::Paragraph)
        && WORDS.contains(&text.split(' ').count())
        && !text.ends_with(['.', ':', ',', ';', '…'])
        && !text.contains(['>', '›', '»', '@'])
        && facts::author(text).is_none();
    let own = looks.then(|| words(std::slice::from_ref(block)))?;
    let found = own.iter().filter(|word| opening.contains(*word)).count();
    (own.len() > 1).then(|| found as f32 / own.len() as f32)
}

/// The longer words, in lower case, without the `s` of a plural.
fn words(blocks: &[Block]) -> std::collections::HashSet<String> {
    let words = blocks
        .iter()
        .flat_map(|block| block.text.split(|c: char| !c.is_alphanumeric()));
    words
        .filter(|word| word.chars().count() >= MIN_LETTERS)
        .map(|word| word.to_lowercase().trim_end_matches('s').to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str]) -> Option<usize> {
        let blocks: Vec<Block> = lines
            .iter()
            .map(|line| Block::new(Kind::Paragraph, *line, (1, 1)))
            .collect();
        find(&blocks)
    }

    #[test]
    fn a_title_stands_above_its_text() {
        let text = "The head chef runs the kitchen of a restaurant and cooks less than anybody else, for the duties that come with the \
                    title are mostly those of a manager of people.";
        let more = "Every dish of the menu is written down with its weights by the chef, so that it tastes the same.";
        let lines = [
            "Menu",
            "Jobs",
            "What does a head chef do?",
            "By Jane Doe",
            "Share",
            text,
            more,
            more,
        ];
        assert_eq!(found(&lines), Some(2));
        assert_eq!(
            found(&["Menu", "Best soups of the year", text, more, more]),
            None
        );
        assert_eq!(found(&["What does a head chef do?", text]), None);
        let mut questions = vec![Block::new(Kind::Heading, "All you asked us", (1, 1))];
        questions[0].level = 1;
        for line in [
            "These are the questions that came up most in the letters of the last year.",
            "Who is the head chef?",
            text,
            more,
            more,
        ] {
            questions.push(Block::new(Kind::Paragraph, line, (1, 1)));
        }
        assert_eq!(find(&questions), Some(0));
    }
}
