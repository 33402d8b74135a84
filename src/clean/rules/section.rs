//! Rules that need a section: lists of references, of offers, of other articles; headings whose whole section went.

use super::plain::Plain;
use super::reason;
use crate::clean::Reason;
use crate::clean::features::Input;
use crate::document::{Block, Kind};

/// Headings over lists of references.
const REFERENCES: [&str; 14] = [
    "references",
    "sources",
    "bibliography",
    "works cited",
    "citations",
    "footnotes",
    "endnotes",
    "article sources",
    "external links",
    "references and notes",
    "literature cited",
    "reference list",
    "source",
    "notes and references",
];

/// Of the blocks under such a heading, half look like references at least.
const MIN_SHARE: usize = 2;

/// A line that names a source has no more words.
const MAX_SOURCE_WORDS: usize = 20;

/// A list of references goes, with its heading.
pub(super) fn references(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    for at in 0..blocks.len() {
        if reasons[at].is_some() || plain[at].words > MAX_SOURCE_WORDS {
            continue;
        }
        // An encyclopaedia has a button at each heading.
        let head = plain[at].text.trim();
        let head = head.strip_suffix(" edit").unwrap_or(head);
        let is_headed = plain[at].words <= 4 && REFERENCES.contains(&head);
        if is_headed && blocks[at].kind != Kind::Item {
            let end = end_of_section(blocks, at);
            let listed = (at + 1..end)
                .filter(|nth| is_reference(&blocks[*nth].text))
                .count();
            if listed > 0 && listed * MIN_SHARE >= end - at - 1 {
                for reason_at in &mut reasons[at..end] {
                    *reason_at = reason(
                        "reference-list",
                        format!("{} references under “{}”", listed, blocks[at].text),
                    );
                }
            }
        }
        let text = blocks[at].text.as_str();
        let is_source = [
            "Source:",
            "Sources:",
            "Reference:",
            "References:",
            "Image source:",
            "Photo:",
            "Image:",
        ]
        .iter()
        .any(|start| text.starts_with(start));
        if reasons[at].is_none()
            && is_source
            && matches!(
                blocks[at].kind,
                Kind::Paragraph | Kind::Heading | Kind::Caption
            )
        {
            reasons[at] = reason("reference-list", "a line that names a source");
        }
    }
}

/// A section of more blocks is not looked through.
const MAX_SECTION: usize = 500;

/// Up to the next heading of the same level or above; nothing where that is too far.
fn end_of_section(blocks: &[&Block], at: usize) -> usize {
    let level = if blocks[at].kind == Kind::Heading {
        blocks[at].level
    } else {
        u8::MAX
    };
    let next = blocks[at + 1..]
        .iter()
        .take(MAX_SECTION)
        .position(|block| block.kind == Kind::Heading && block.level <= level);
    match next {
        Some(next) => at + 1 + next,
        None if blocks.len() - at <= MAX_SECTION => blocks.len(),
        None => at + 1,
    }
}

fn is_reference(text: &str) -> bool {
    let marked = text.starts_with(['↑', '^', '[']);
    let says = [
        "Retrieved",
        "retrieved",
        "Accessed",
        "accessed",
        "doi",
        "DOI",
        "ISBN",
        "http",
        "www.",
        "et al",
        " pp. ",
        "Vol. ",
        "vol. ",
        ".com",
        ".org",
        ".gov",
        ".edu",
        "Published ",
    ];
    let dated = text.contains("(19") || text.contains("(20");
    marked || dated || says.iter().any(|word| text.contains(word))
}

/// Under "A message from our sponsor" stands one paragraph that is no part of the article.
pub(super) fn sponsored(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    let leads = |at: usize| SPONSORED.iter().any(|words| plain[at].is(words));
    for at in 1..blocks.len() {
        let is_advert =
            blocks[at].kind == Kind::Paragraph && plain[at].words <= MAX_SPONSORED_WORDS;
        if leads(at - 1) && is_advert && reasons[at].is_none() {
            reasons[at] = reason("advert", format!("“{}”", blocks[at - 1].text));
        }
    }
}

/// What stands over an advert.
pub(super) const SPONSORED: &[&str] = &[
    "a message from our sponsor",
    "a message from our sponsors",
    "a word from our sponsor",
    "a word from our sponsors",
    "sponsored message",
    "today's sponsor",
];
const MAX_SPONSORED_WORDS: usize = 70;

/// How an offer in a list of offers may begin.
const OFFERING: [&str; 18] = [
    "find", "get", "discover", "learn", "explore", "see", "browse", "read", "use", "access",
    "download", "try", "start", "ready", "visit", "check", "join", "view",
];

/// In a list of which half or more are offers, what begins like one is one.
pub(super) fn offers(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    let mut at = 0;
    while at < blocks.len() {
        let group = blocks[at].group.filter(|_| blocks[at].kind == Kind::Item);
        let end = group.map_or(at + 1, |_| {
            at + blocks[at..]
                .iter()
                .take_while(|block| block.group == group)
                .count()
                .max(1)
        });
        if group.is_some() {
            let sold = reasons[at..end]
                .iter()
                .flatten()
                .filter(|reason| matches!(reason.rule, "self-promotion" | "call-to-action"))
                .count();
            if sold > 1 && sold * 2 >= end - at {
                for nth in at..end {
                    let begins = plain[nth]
                        .iter()
                        .next()
                        .is_some_and(|word| OFFERING.contains(&word));
                    if reasons[nth].is_none() && begins {
                        reasons[nth] = reason("self-promotion", "a list of offers");
                    }
                }
            }
        }
        at = end;
    }
}

/// What heads the lines about whoever wrote or published the article.
const ABOUT: [&str; 6] = [
    "about the author",
    "about the authors",
    "about the writer",
    "about the editor",
    "about the contributor",
    "meet the author",
];

/// Of these lines none is longer, and no more follow the heading.
const MAX_ABOUT_WORDS: usize = 90;
const MAX_ABOUT_BLOCKS: usize = 3;

/// Under "About the author" and "About" with the publisher's name the paragraphs go, as far as they reach. "About us" may
/// be the firm of a job advert, which is its matter.
pub(super) fn about(
    blocks: &[&Block],
    plain: &[Plain],
    publisher: Option<&str>,
    reasons: &mut [Option<Reason>],
) {
    for at in 0..blocks.len() {
        let text = blocks[at].text.as_str();
        let is_named = publisher.is_some_and(|name| text.strip_prefix("About ") == Some(name));
        let is_heading = is_named || ABOUT.iter().any(|words| plain[at].is(words));
        if !is_heading {
            continue;
        }
        let follows =
            |at: &usize| blocks[*at].kind == Kind::Paragraph && plain[*at].words <= MAX_ABOUT_WORDS;
        let end = (at + 1..blocks.len())
            .take(MAX_ABOUT_BLOCKS)
            .take_while(follows)
            .last()
            .unwrap_or(at);
        for slot in &mut reasons[at..=end] {
            if slot.is_none() {
                *slot = reason("about", format!("“{text}”"));
            }
        }
    }
}

/// A link to another article is short and no sentence.
const MAX_LINK_WORDS: usize = 18;

/// Under "Related articles" the titles of other articles go, as far as they reach.
pub(super) fn related(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    for at in 0..blocks.len() {
        if !reasons[at]
            .as_ref()
            .is_some_and(|reason| reason.rule == "related" && reason.evidence.starts_with('“'))
        {
            continue;
        }
        for nth in at + 1..blocks.len() {
            let block = &blocks[nth];
            let is_link =
                plain[nth].words <= MAX_LINK_WORDS && !block.text.ends_with(['.', ':', ';', ',']);
            // A heading before running text belongs to the article.
            let is_heading = block.kind == Kind::Heading
                && blocks.get(nth + 1).is_some_and(|next| {
                    plain[nth + 1].words > MAX_LINK_WORDS || next.kind == Kind::Item
                });
            let is_next_list = reasons[nth]
                .as_ref()
                .is_some_and(|reason| reason.rule == "related");
            if !is_link || is_heading || is_next_list || block.kind == Kind::Row {
                break;
            }
            if reasons[nth].is_none() {
                reasons[nth] = reason("related", "the title of another article");
            }
        }
    }
}

/// The longest item of a list without bullets.
const MAX_ITEM_WORDS: usize = 8;

/// A heading goes where all that stood under it went, and something did.
///
/// In a text a heading is a short line; behind another one that stays it is an item of a list without bullets.
pub(super) fn empty(blocks: &[&Block], input: Input, reasons: &mut [Option<Reason>]) {
    for at in (0..blocks.len()).rev() {
        if blocks[at].kind != Kind::Heading || reasons[at].is_some() || at == 0 {
            continue;
        }
        let above = blocks[at - 1];
        let is_listed = input == Input::Text
            && reasons[at - 1].is_none()
            && above.text.split(' ').count() <= MAX_ITEM_WORDS
            && !above.text.ends_with(['.', '!', '?', ':', '”', '"']);
        if is_listed {
            continue;
        }
        let end = end_of_section(blocks, at);
        if end > at + 1 && reasons[at + 1..end].iter().all(Option::is_some) {
            reasons[at] = reason("empty-section", "nothing under this heading is kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sponsor_says_goes_and_what_follows_stays() {
        let lines = [
            "A message from our sponsor",
            "Boats at half the price? Wardens at 40 harbours moor with Quayloop.",
            "The warden counts the boats each evening.",
        ];
        let blocks = lines.map(|line| Block::new(Kind::Paragraph, line, (1, 1)));
        let mut reasons = vec![None; lines.len()];
        sponsored(
            &blocks.iter().collect::<Vec<_>>(),
            &lines.map(Plain::of),
            &mut reasons,
        );
        let goes: Vec<bool> = reasons.iter().map(Option::is_some).collect();
        assert_eq!(goes, [false, true, false]);
    }
}
