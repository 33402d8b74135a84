//! What holds: blocks that a model takes for leftovers and that the structure of a text proves to be the article.
//!
//! A model weighs a line by how it reads; a bullet of one word reads like a menu. But a list that a kept sentence leads
//! into, a row of a kept table, a heading over kept text and a sentence about the very role in the title are the article,
//! however short. A line of it lost is worse than an advert kept.

use super::jobs::{is_about_jobs, words};
use super::reason;
use crate::clean::{Reason, title};
use crate::document::job::is_job;
use crate::document::{Block, Document, Kind};

/// A sentence about the title's role has so many words.
const MIN_NAMING_WORDS: usize = 12;
/// An item that names it needs fewer.
const MIN_ITEM_WORDS: usize = 4;

/// A paragraph of so many words that ends like a sentence is prose.
const MIN_PROSE_WORDS: usize = 8;
/// In an article about jobs the model must be this sure (1 - p) that prose is a leftover: it learned from news, where a
/// person's name in the first paragraph or advice in the last one is seldom the article.
const DOUBTFUL: f32 = 0.2;
/// And this sure of prose of so many words that stands between lines that stay.
const DOUBTFUL_INSIDE: f32 = 0.1;
const MIN_INSIDE_WORDS: usize = 16;
/// The line under the title has so many words; fewer are rather the name of a section.
const STANDFIRST_WORDS: std::ops::RangeInclusive<usize> = 8..=30;
/// Elsewhere a heading over text that stays is held only from this probability on: below it was a teaser or a label in three
/// cases of four (out of fold).
const HEADING: f32 = 0.3;

/// For each block that goes on the model's word alone, why it stays after all. Only for text: a page has better signs.
/// `probabilities` are the model's.
pub fn find(
    document: &Document,
    rules: &[Option<Reason>],
    goes: &[bool],
    probabilities: &[f32],
) -> Vec<Option<Reason>> {
    let blocks = &document.blocks;
    let mut held: Vec<Option<Reason>> = vec![None; blocks.len()];
    if document.page.is_some() {
        return held;
    }
    let is_open = |at: usize| goes[at] && rules[at].is_none();
    let is_about_jobs = is_about_jobs(document);
    // What news calls by capitals is seldom a role.
    let names = if is_about_jobs {
        names(document)
    } else {
        Vec::new()
    };
    for at in (0..blocks.len()).filter(|at| is_open(*at)) {
        if let Some(name) = names.iter().find(|name| says_of(&blocks[at], name)) {
            held[at] = reason(
                "names-the-role",
                format!("a sentence about “{name}”, which the title names"),
            );
        }
    }
    if is_about_jobs {
        heading(document, probabilities, &is_open, &mut held);
        answers(blocks, &is_open, &mut held);
        numbered(blocks, &is_open, &mut held);
        let first = goes.iter().position(|goes| !goes).unwrap_or(blocks.len());
        let last = goes.iter().rposition(|goes| !goes).unwrap_or(0);
        for at in (0..blocks.len()).filter(|at| is_open(*at)) {
            let stays = |at: usize| !goes[at] || held[at].is_some();
            let goes_on = at < last || follows(blocks, at, |at| rules[at].is_some(), stays);
            let is_inside =
                first < at && goes_on && blocks[at].text.split(' ').count() >= MIN_INSIDE_WORDS;
            let doubtful = if is_inside { DOUBTFUL_INSIDE } else { DOUBTFUL };
            if probabilities[at] >= doubtful && held[at].is_none() && is_prose(&blocks[at]) {
                held[at] = reason("prose", "whole sentences in an article about jobs");
            }
        }
    }
    let mut at = 0;
    while at < blocks.len() {
        let end = end_of_group(blocks, at);
        if end > at + 1 || blocks[at].group.is_some() {
            group(blocks, at..end, is_about_jobs, &is_open, &mut held);
        }
        at = end;
    }
    // Above the first kept line stand kickers and section names; there a heading must name the role as well.
    let first = (0..blocks.len())
        .find(|at| !goes[*at] || held[*at].is_some())
        .unwrap_or(blocks.len());
    for at in (0..blocks.len()).rev() {
        let can_head = blocks[at].kind == Kind::Heading
            && is_open(at)
            && (is_about_jobs || probabilities[at] >= HEADING)
            && (at > first || names.iter().any(|name| has(&blocks[at].text, name)));
        if !can_head {
            continue;
        }
        // What a rule took under the heading is looked past, as long as it is under it.
        let next = (at + 1..blocks.len()).find(|next| rules[*next].is_none());
        if next.is_some_and(|next| !goes[next] || held[next].is_some()) {
            held[at] = reason("heads-the-article", "a heading over text that stays");
        }
    }
    held
}

/// The title, and the sentence under it that says what the article is about.
fn heading(
    document: &Document,
    probabilities: &[f32],
    is_open: &impl Fn(usize) -> bool,
    held: &mut [Option<Reason>],
) {
    let Some(title) = title::of_text(document) else {
        return;
    };
    if is_open(title) {
        held[title] = reason("heads-the-article", "the title");
    }
    let under = title + 1;
    let is_standfirst = document.blocks.get(under).is_some_and(|block| {
        matches!(block.kind, Kind::Heading | Kind::Paragraph)
            && STANDFIRST_WORDS.contains(&block.text.split(' ').count())
    });
    if is_standfirst && is_open(under) && probabilities[under] >= DOUBTFUL_INSIDE {
        held[under] = reason("heads-the-article", "the line under the title");
    }
}

/// `7. Any other business` behind a `6.` that stays: who counts the parts of a text has written them all. What stands under it
/// in whole sentences is one of them.
fn numbered(blocks: &[Block], is_open: &impl Fn(usize) -> bool, held: &mut [Option<Reason>]) {
    let mut last = None;
    for at in 0..blocks.len() {
        let block = &blocks[at];
        if block.kind == Kind::Heading {
            let number = number(&block.text);
            let goes_on = number.is_some() && number == last.map(|last: u32| last + 1);
            if is_open(at) && goes_on {
                held[at] = reason(
                    "heads-the-article",
                    "the next number of the article's parts",
                );
            }
            let stays = !is_open(at) || held[at].is_some();
            last = number.filter(|_| stays).or(last);
        } else if is_open(at)
            && at > 0
            && held[at - 1]
                .as_ref()
                .is_some_and(|held| held.rule == "heads-the-article")
            && number(&blocks[at - 1].text).is_some()
            && is_closed(&block.text)
        {
            held[at] = reason("prose", "a sentence under a numbered heading");
        }
    }
}

/// The number at the start of a heading: `7. Any other business`.
fn number(text: &str) -> Option<u32> {
    let (number, _) = text.split_once(". ")?;
    number.parse().ok()
}

/// `Q: Which pays better?`, `A: The second.`: who marks them so has written both.
fn answers(blocks: &[Block], is_open: &impl Fn(usize) -> bool, held: &mut [Option<Reason>]) {
    for at in 1..blocks.len() {
        let [question, answer] = [at - 1, at].map(|at| blocks[at].text.as_str());
        if question.starts_with("Q: ") && answer.starts_with("A: ") {
            for at in [at - 1, at].into_iter().filter(|at| is_open(*at)) {
                held[at] = reason("question", "a question and its answer");
            }
        }
    }
}

/// The block has a heading of its own, or stands right behind one that stays.
fn follows(
    blocks: &[Block],
    at: usize,
    is_taken: impl Fn(usize) -> bool,
    stays: impl Fn(usize) -> bool,
) -> bool {
    at.checked_sub(1).is_some_and(|above| {
        stays(above) || (blocks[above].kind == Kind::Heading && !is_taken(above))
    })
}

/// The blocks of one list or table.
fn end_of_group(blocks: &[Block], at: usize) -> usize {
    match blocks[at].group {
        Some(group) => {
            at + blocks[at..]
                .iter()
                .take_while(|block| block.group == Some(group))
                .count()
        }
        None => at + 1,
    }
}

/// A list stays whole where a clause leads into it or most of it stays; a table where a quarter of it or what is around it
/// stays, or where it names jobs in a text about them.
fn group(
    blocks: &[Block],
    range: std::ops::Range<usize>,
    is_about_jobs: bool,
    is_open: &impl Fn(usize) -> bool,
    held: &mut [Option<Reason>],
) {
    let is_table = blocks[range.start].kind == Kind::Row;
    let names_jobs = || {
        let mut words = blocks[range.clone()]
            .iter()
            .flat_map(|block| words(&block.text));
        is_about_jobs && words.any(|word| is_job(&word.to_lowercase()))
    };
    let stays = |at: usize, held: &[Option<Reason>]| held[at].is_some() || !is_open(at);
    let lead = range
        .start
        .checked_sub(1)
        .filter(|lead| blocks[*lead].text.ends_with(':'));
    let staying = range.clone().filter(|at| stays(*at, held)).count();
    let is_framed = || {
        range.start > 0
            && stays(range.start - 1, held)
            && (range.end == blocks.len() || stays(range.end, held))
    };
    let why = if is_table {
        if staying * 4 < range.len() && !is_framed() && !names_jobs() {
            return;
        }
        reason("table", "a row of a table that stays")
    } else if lead.is_some() {
        reason("list", "an item of a list that a clause leads into")
    } else if staying * 2 > range.len() {
        reason("list", "an item of a list that stays")
    } else {
        return;
    };
    for at in lead.into_iter().chain(range).filter(|at| is_open(*at)) {
        if held[at].is_none() {
            held[at] = why.clone();
        }
    }
}

/// What the article is called, and its first heading.
fn titles(document: &Document) -> impl Iterator<Item = &str> {
    let heading = document
        .blocks
        .iter()
        .find(|block| block.kind == Kind::Heading)
        .map(|block| block.text.as_str());
    document.source.title.as_deref().into_iter().chain(heading)
}

/// Running text in whole sentences.
fn is_prose(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Quote)
        && block.text.split(' ').count() >= MIN_PROSE_WORDS
        && is_closed(&block.text)
}

/// The roles that the title names: short forms, and a job with the word before it.
fn names(document: &Document) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for title in titles(document) {
        let words: Vec<&str> = words(title).collect();
        for (at, word) in words.iter().enumerate() {
            let short = word.strip_suffix('s').unwrap_or(word);
            let is_short_form = (2..=5).contains(&short.len())
                && short.bytes().all(|b| b.is_ascii_uppercase())
                && short != "VS";
            let lower = short.to_lowercase();
            let name = match at.checked_sub(1).map(|before| words[before]) {
                _ if is_short_form => short.to_owned(),
                Some(before) if is_job(&lower) => {
                    format!("{} {lower}", before.to_lowercase())
                }
                _ => continue,
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    // A title in capitals holds no short forms.
    if names.len() > 6 { Vec::new() } else { names }
}

/// The block is a sentence that names the role.
fn says_of(block: &Block, name: &str) -> bool {
    let words = block.text.split(' ').count();
    let is_sentence = match block.kind {
        Kind::Item | Kind::Row => words >= MIN_ITEM_WORDS,
        Kind::Paragraph | Kind::Quote => words >= MIN_NAMING_WORDS && is_closed(&block.text),
        _ => false,
    };
    is_sentence && has(&block.text, name)
}

/// It ends like a sentence, behind whatever reference marks it has.
fn is_closed(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | ' '))
        .ends_with(['.', ':', '”', '"', ')'])
}

/// The name stands in the text as a word, or as its plural.
fn has(text: &str, name: &str) -> bool {
    let lower = name.contains(' ').then(|| text.to_lowercase());
    let text = lower.as_deref().unwrap_or(text);
    text.match_indices(name).any(|(at, _)| {
        let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let after = &text[at + name.len()..];
        is_edge(text[..at].chars().next_back())
            && is_edge(after.strip_prefix('s').unwrap_or(after).chars().next())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::{self, Format};
    use crate::document::{Document, Lines};

    fn block(kind: Kind, text: &str, group: Option<u32>, line: u32) -> Block {
        let lines: Lines = (line, line);
        Block {
            group,
            ..Block::new(kind, text, lines)
        }
    }

    #[test]
    fn the_structure_of_a_text_holds_what_is_short() {
        let blocks = vec![
            block(Kind::Heading, "CTO vs. CMO", None, 1),
            block(
                Kind::Paragraph,
                "The CTO builds what the company sells and answers for every system it runs on.",
                None,
                2,
            ),
            block(Kind::Heading, "Tools", None, 3),
            block(Kind::Paragraph, "The tools of the trade are:", None, 4),
            block(Kind::Item, "Jira", Some(1), 5),
            block(Kind::Item, "Miro", Some(1), 6),
            block(Kind::Paragraph, "Home", None, 7),
        ];
        let empty = article::from_bytes("", "", Format::Text, Vec::new(), Arc::default());
        let mut document = Document::read(&empty.unwrap());
        document.blocks = blocks;
        let held = find(&document, &vec![None; 7], &[true; 7], &[0.1; 7]);
        let kept: Vec<bool> = held.iter().map(Option::is_some).collect();
        assert_eq!(kept, [true, true, true, true, true, true, false]);
    }

    #[test]
    fn the_next_number_of_the_parts_holds_its_heading_and_what_it_says() {
        let blocks = [
            block(Kind::Heading, "6. The clerk", None, 1),
            block(Kind::Heading, "7. Any other business", None, 2),
            block(Kind::Item, "The car park is closed.", Some(1), 3),
            block(Kind::Item, "Home", Some(1), 4),
            block(Kind::Heading, "12. More", None, 5),
        ];
        let mut held = vec![None; 5];
        numbered(&blocks, &|at| at > 0, &mut held);
        let kept: Vec<bool> = held.iter().map(Option::is_some).collect();
        assert_eq!(kept, [false, true, true, false, false]);
    }
}
