//! The title of a text that begins with something else: a dump of a page has its menu before it.

use std::collections::HashSet;

use super::facts;
use crate::document::{Block, Kind};

/// The title stands among so many blocks before the text.
const MAX_ABOVE: usize = 40;
/// A block of so many words that ends like a sentence is text …
const TEXT_WORDS: usize = 12;
/// … and from so many on it needs one more near it, else two: a banner stands alone.
const LONG_TEXT_WORDS: usize = 20;
/// Near are so many blocks after it.
const MAX_APART: usize = 8;
/// The first blocks of a text say what its title says.
const OPENING: usize = 30;
/// Of them count those of so many words.
const OPENING_WORDS: usize = 8;
/// A title has at most so many words.
const MAX_WORDS: usize = 24;
/// A line of fewer is rather the name of a section, as long as nothing marks it and the text has not all of its words.
const MIN_WORDS: usize = 3;
/// A shorter word of a title says little.
const MIN_LETTERS: usize = 4;

// What speaks for a line, beside the share of its longer words that the opening has. Weights were tried on 70 articles about roles and
// 738 dumps with a known title; they find 63 and 601 of them, and half or twice of a weight loses ten at most.
/// Each of the first six longer words.
const A_WORD: f32 = 0.08;
const MANY_WORDS: usize = 6;
/// A line of four words and more: menus have one or two.
const A_PHRASE: f32 = 0.4;
const PHRASE_WORDS: usize = 4;
/// The date or the author within four lines below it.
const A_FACT: f32 = 0.3;
const MAX_TO_FACT: usize = 4;
/// The first line of the file, if the opening has half of its words.
const THE_FIRST: f32 = 0.25;
/// The least that a title has.
const MIN_SCORE: f32 = 1.0;

/// The block that is the title, if one is; for want of a better one the first, if it is a heading.
pub(super) fn find(blocks: &[Block]) -> Option<usize> {
    let first = blocks
        .first()
        .filter(|block| block.kind == Kind::Heading && block.level == 1)
        .map(|_| 0);
    body(blocks).and_then(|body| above(blocks, body)).or(first)
}

/// The blocks above the text that say a known title once more.
pub(super) fn said(blocks: &[Block], title: &str) -> Vec<usize> {
    let letters = |text: &str| -> String {
        let plain = text.chars().filter(|c| c.is_alphanumeric());
        plain.flat_map(char::to_lowercase).collect()
    };
    let title = letters(title);
    let is_it = |at: &usize| !title.is_empty() && letters(&blocks[*at].text) == title;
    let is_above = |at: &usize| words(&blocks[*at]) <= 2 * MAX_WORDS;
    // What is nothing but its title is found by it.
    let last = blocks.len().saturating_sub(1);
    let above = (0..last.min(MAX_TO_FACT + 1)).take_while(is_above);
    above.filter(is_it).collect()
}

/// The likeliest title above a text that begins at `body`.
fn above(blocks: &[Block], body: usize) -> Option<usize> {
    let of_text = blocks[body..].iter().take(OPENING);
    let opening: HashSet<String> = of_text
        .filter(|block| words(block) >= OPENING_WORDS)
        .flat_map(|block| long_words(&block.text))
        .collect();
    let start = body.saturating_sub(MAX_ABOVE);
    let is_fact: Vec<bool> = blocks[start..=body]
        .iter()
        .map(|block| facts::date(&block.text).is_some() || facts::author(&block.text).is_some())
        .collect();
    let score = |at: usize| {
        let after = &is_fact[at - start..];
        let score = score(&blocks[at], &opening).filter(|_| !after[0])?;
        let has_fact = after.iter().take(MAX_TO_FACT + 1).any(|is| *is);
        let is_first = at == 0 && score.share >= 0.5;
        let bonus = [(has_fact, A_FACT), (is_first, THE_FIRST)];
        Some(
            score.own
                + bonus
                    .iter()
                    .map(|(is, worth)| if *is { *worth } else { 0.0 })
                    .sum::<f32>(),
        )
    };
    // Of equals the upper one: a title is repeated below, not above.
    (start..body)
        .rev()
        .filter(|&at| !is_first_question(blocks, at))
        .filter_map(|at| Some((at, score(at)?)))
        .filter(|(_, score)| *score >= MIN_SCORE)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(at, _)| at)
}

/// Right under the heading that opens a file a question is the first of a list.
fn is_first_question(blocks: &[Block], at: usize) -> bool {
    at == 1
        && blocks[0].kind == Kind::Heading
        && blocks[at].kind == Kind::Heading
        && blocks[at].text.ends_with('?')
}

/// What a line's own words say for it.
struct Score {
    /// The share of its longer words that the opening has.
    share: f32,
    /// All of it.
    own: f32,
}

/// None if the block does not look like a title.
fn score(block: &Block, opening: &HashSet<String>) -> Option<Score> {
    let text = block.text.as_str();
    let count = words(block);
    let looks = matches!(block.kind, Kind::Heading | Kind::Paragraph)
        && count <= MAX_WORDS
        && !text.ends_with(['.', ':', ',', ';', '…', '—'])
        && !text.contains(['>', '›', '»', '@', '|'])
        && !facts::is_of_job(text);
    let own: HashSet<String> = looks.then(|| long_words(text).collect())?;
    let share = own.intersection(opening).count() as f32 / own.len().max(1) as f32;
    let is_name = count < MIN_WORDS && !(block.kind == Kind::Heading && share == 1.0);
    let phrase = if count >= PHRASE_WORDS { A_PHRASE } else { 0.0 };
    (!own.is_empty() && !is_name).then(|| Score {
        share,
        own: share + A_WORD * own.len().min(MANY_WORDS) as f32 + phrase,
    })
}

/// Where running text begins.
fn body(blocks: &[Block]) -> Option<usize> {
    (0..blocks.len()).find(|at| {
        let after = blocks.iter().skip(at + 1).take(MAX_APART);
        let more = if words(&blocks[*at]) >= LONG_TEXT_WORDS {
            1
        } else {
            2
        };
        is_text(&blocks[*at]) && after.filter(|block| is_text(block)).count() >= more
    })
}

/// A block of sentences.
fn is_text(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Quote)
        && block.text.ends_with(['.', '!', '?', '”', '"', ':'])
        && words(block) >= TEXT_WORDS
}

fn words(block: &Block) -> usize {
    block.text.split(' ').count()
}

/// The longer words, in lower case, without the `s` of a plural.
fn long_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= MIN_LETTERS)
        .map(|word| word.to_lowercase().trim_end_matches('s').to_owned())
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
    fn a_known_title_is_said_above_the_text_or_not_at_all() {
        const NOTHING: [usize; 0] = [];
        let blocks = |lines: &[&str]| -> Vec<Block> {
            let block = |line: &&str| Block::new(Kind::Paragraph, *line, (1, 1));
            lines.iter().map(block).collect()
        };
        let text = [
            "glauert, h.",
            "on the lift of a wing .",
            "the lift of a wing was measured .",
        ];
        assert_eq!(said(&blocks(&text), "On the lift of a wing"), [1]);
        assert_eq!(said(&blocks(&text), "The lift of a wing"), NOTHING);
        assert_eq!(said(&blocks(&text[..2]), "On the lift of a wing"), NOTHING);
        assert_eq!(said(&blocks(&["…", "text"]), ""), NOTHING);
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
