//! Boxes between the paragraphs of a dump: what is for sale with its price, a question over an offer, links to jobs, a choice of states.

use super::plain::Plain;
use super::promotion::{self, Seller};
use super::reason;
use crate::clean::Reason;
use crate::document::{Block, Kind};

/// What stands in a box has no more words: a paragraph of it …
const MAX_TEXT_WORDS: usize = 60;
/// … its heading or its question …
const MAX_HEAD_WORDS: usize = 14;
/// … a price or a rating …
const MAX_PRICE_WORDS: usize = 8;
/// … a link to jobs …
const MAX_LINK_WORDS: usize = 4;
/// … a state to choose.
const MAX_OPTION_WORDS: usize = 3;

/// The rules after which a line is part of an offer.
const OFFERS: [&str; 4] = ["advert", "call-to-action", "form", "newsletter"];

/// Takes the boxes of a text.
pub(super) fn find(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    let is_line = |at: usize| {
        matches!(blocks[at].kind, Kind::Paragraph | Kind::Heading)
            && plain[at].words <= MAX_TEXT_WORDS
    };
    for at in (0..blocks.len()).filter(|at| is_line(*at)) {
        if reasons[at].is_none() {
            reasons[at] = price(&blocks[at].text).or_else(|| rating(&plain[at]));
        }
    }
    for at in (1..blocks.len()).rev().filter(|at| is_line(*at)) {
        if let (None, Some(next)) = (&reasons[at], blocks.get(at + 1)) {
            let sells = is_offer(reasons[at + 1].as_ref())
                || (is_line(at + 1) && offers(next, &plain[at + 1]));
            if sells && asks(&blocks[at].text, &plain[at]) {
                reasons[at] = reason("call-to-action", "a question over an offer");
                // What stands between the question and the call is the offer's.
                if reasons[at + 1].is_none() {
                    reasons[at + 1] = reason("call-to-action", "an offer under its question");
                }
            } else if heads_price(blocks, plain, at) {
                reasons[at] = reason("advert", "what is for sale stands over its price");
            }
        }
    }
    jobs(blocks, plain, reasons);
    options(blocks, plain, reasons);
}

fn is_offer(reason: Option<&Reason>) -> bool {
    reason.is_some_and(|reason| OFFERS.contains(&reason.rule))
}

/// `€199 €49`: two prices and nothing else. One alone may be a cell.
fn price(text: &str) -> Option<Reason> {
    let is_price = |word: &str| {
        word.strip_prefix(['$', '€', '£'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            && word
                .chars()
                .skip(1)
                .all(|c| c.is_ascii_digit() || ".,".contains(c))
    };
    let words: Vec<&str> = text.split(' ').collect();
    ((2..=MAX_PRICE_WORDS).contains(&words.len()) && words.iter().all(|word| is_price(word)))
        .then(|| reason("advert", "an old price and a new one"))?
}

/// `4.8 (2,113 ratings)`
fn rating(plain: &Plain) -> Option<Reason> {
    let words: Vec<&str> = plain.iter().collect();
    let (last, before) = words.split_last()?;
    let is_rated = matches!(*last, "ratings" | "reviews")
        && before.len() > 1
        && before
            .iter()
            .all(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    (is_rated && words.len() <= MAX_PRICE_WORDS)
        .then(|| reason("advert", "a rating with its count"))?
}

/// `Need an architect for your next project?`: the reader is asked what he wants. Over an offer such questions are its first line.
fn asks(text: &str, plain: &Plain) -> bool {
    let is_to_reader = plain.has("you") || plain.has("your");
    text.ends_with('?')
        && plain.words <= MAX_HEAD_WORDS
        && is_to_reader
        && ASKS.iter().any(|start| plain.starts(start))
}

const ASKS: [&str; 9] = [
    "ready to",
    "need",
    "want to",
    "looking for",
    "looking to",
    "are you looking",
    "are you ready",
    "do you need",
    "do you want",
];

/// One of its sentences offers or asks for something.
fn offers(block: &Block, plain: &Plain) -> bool {
    promotion::may_offer(&block.text, plain)
        && promotion::tones(&block.text, &Seller::default())
            .iter()
            .any(|(_, tone)| matches!(tone, promotion::Tone::Sells(_)))
}

/// A short line that is not a sentence, behind a paragraph that is whole and right above a price or a rating.
fn heads_price(blocks: &[&Block], plain: &[Plain], at: usize) -> bool {
    let below = blocks.get(at + 1).zip(plain.get(at + 1));
    below.is_some_and(|(block, plain)| price(&block.text).or_else(|| rating(plain)).is_some())
        && blocks[at].text.split(' ').count() <= MAX_HEAD_WORDS
        && !blocks[at].text.ends_with(['.', ':', '!'])
        && blocks[at - 1].text.ends_with(['.', '!', '?', '”', '"'])
}

/// `Paralegal jobs`, `Part-time jobs`: two such lines in a row are links. Of 106 such lines 102 did not belong to the article.
fn jobs(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    let is_link = |at: usize| {
        matches!(
            blocks[at].kind,
            Kind::Paragraph | Kind::Heading | Kind::Item
        ) && plain[at].words <= MAX_LINK_WORDS
            && plain[at].iter().last() == Some("jobs")
            && !blocks[at].text.ends_with(['.', ':', '?'])
    };
    for at in 1..blocks.len() {
        if is_link(at - 1) && is_link(at) {
            for slot in reasons[at - 1..=at]
                .iter_mut()
                .filter(|slot| slot.is_none())
            {
                *slot = reason("related", "links to jobs");
            }
        }
    }
}

/// Under `Select your state` the lines of up to three words, as long as they head no text.
fn options(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    for at in 0..blocks.len() {
        let is_choice = plain[at].words <= MAX_LINK_WORDS
            && plain[at].starts("select your")
            && !blocks[at].text.ends_with(['.', ':'])
            && blocks[at].kind != Kind::Item;
        if !is_choice {
            continue;
        }
        let is_option = |nth: &usize| {
            let heads = blocks
                .get(nth + 1)
                .is_some_and(|next| next.text.split(' ').count() >= MAX_HEAD_WORDS);
            plain[*nth].words <= MAX_OPTION_WORDS
                && !blocks[*nth].text.ends_with(['.', ':', '?'])
                && !(heads && blocks[*nth].kind == Kind::Heading)
        };
        let end = (at + 1..blocks.len())
            .take_while(is_option)
            .last()
            .unwrap_or(at);
        for slot in reasons[at..=end].iter_mut().filter(|slot| slot.is_none()) {
            *slot = reason("form", format!("“{}”", blocks[at].text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(lines: &[(Kind, &str)]) -> Vec<bool> {
        let blocks: Vec<Block> = lines
            .iter()
            .map(|(kind, line)| Block::new(*kind, *line, (1, 1)))
            .collect();
        let plain: Vec<Plain> = lines.iter().map(|(_, line)| Plain::of(line)).collect();
        let mut reasons = vec![None; lines.len()];
        find(&blocks.iter().collect::<Vec<_>>(), &plain, &mut reasons);
        reasons.iter().map(Option::is_some).collect()
    }

    use Kind::{Heading, Paragraph};

    #[test]
    fn boxes_go_and_what_stands_around_them_stays() {
        let text = (
            Paragraph,
            "The warden looks after the boats and knows who took which of them out on the lake.",
        );
        let course = [
            text,
            (Paragraph, "Boats in Six Weeks"),
            (Paragraph, "★★★★★ 4.8 (2,113 ratings)"),
            (Paragraph, "€199 €49"),
            text,
        ];
        assert_eq!(taken(&course), [false, true, true, true, false]);
        let offer = [
            text,
            (Heading, "Need a warden for your lake?"),
            (
                Paragraph,
                "Our team looked after 300 lakes. Book a free call today.",
            ),
            text,
        ];
        assert_eq!(taken(&offer), [false, true, true, false]);
        let jobs = [
            text,
            (Paragraph, "Warden jobs"),
            (Paragraph, "Part-time jobs"),
            (Heading, "Boats"),
            text,
        ];
        assert_eq!(taken(&jobs), [false, true, true, false, false]);
        let states = [
            text,
            (Paragraph, "Select your lake"),
            (Paragraph, "Garda"),
            (Heading, "Como"),
            (Heading, "The boats"),
            text,
        ];
        assert_eq!(taken(&states), [false, true, true, true, false, false]);
        let told = [
            text,
            (Heading, "Do you need a warden?"),
            text,
            (Paragraph, "$56,230"),
            text,
        ];
        assert_eq!(taken(&told), [false; 5]);
    }
}
