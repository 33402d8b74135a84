//! Rules that need only the line itself, by its shape: placeholders, ruled lines, counters, phones, dates, bylines.

use super::plain::Plain;
use super::reason;
use crate::clean::Reason;
use crate::document::text::facts;
use crate::document::{Block, Kind, Source};

/// What the shape of a line gives away.
pub(super) fn find(block: &Block, plain: &Plain) -> Option<Reason> {
    let text = block.text.as_str();
    if is_placeholder(plain) {
        return reason("lorem-ipsum", "placeholder Latin");
    }
    if !text.contains(char::is_alphanumeric) {
        return match block.kind {
            Kind::Row => reason("table-rule", "a ruled line"),
            _ => reason("ornament", "no letter and no figure"),
        };
    }
    if block.kind == Kind::Row {
        return None;
    }
    // What follows is about short lines alone.
    if plain.words > MAX_SHORT_WORDS && plain.count() > MAX_SHORT_WORDS {
        return None;
    }
    let words: Vec<&str> = plain.iter().collect();
    let is_count = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    match words.as_slice() {
        [count, "complete"] if count.ends_with('%') => return reason("widget", "a progress bar"),
        ["step", _, "of", _] | ["page", _, "of", _] | ["slide", _, "of", _] => {
            return reason("widget", "a counter of steps");
        }
        [nth, "of", count] if is_number(nth) && is_number(count) => {
            return reason("widget", "a counter of steps");
        }
        [
            count,
            "comments" | "comment" | "replies" | "reply" | "responses" | "response",
        ] if is_count(count) => {
            return reason("comments", "a count of comments");
        }
        // `3,204` and `1.2K` are two words each.
        [
            count @ ..,
            "shares" | "share" | "likes" | "like" | "views" | "claps",
        ]
        | ["views", count @ ..]
            if !count.is_empty() && count.iter().all(|word| is_count(word)) =>
        {
            return reason("share-bar", "a count of shares");
        }
        _ => {}
    }
    let reads = |pair: &[&str]| matches!(pair, ["min" | "mins" | "minute" | "minutes", "read"]);
    let is_time = matches!(
        words.as_slice(),
        [count, "min" | "mins" | "minute" | "minutes"] | ["reading", "time", count, ..]
            if is_number(count)
    );
    if is_time || (plain.words <= 8 && words.windows(2).any(reads)) {
        return reason("reading-time", "minutes to read");
    }
    if plain.words <= MAX_SHORT_WORDS
        && matches!(block.kind, Kind::Paragraph | Kind::Heading)
        && is_bar(&words)
    {
        return reason("share-bar", "names of networks");
    }
    if plain.words <= MAX_SHORT_WORDS
        && let Some(number) = phone(text)
    {
        return reason("contact", number);
    }
    if let Some(call) = CALLS
        .iter()
        .find(|call| !text.ends_with(['.', '?', ':', ',']) && ends(&words, call))
    {
        return reason("call-to-action", format!("“… {call}”"));
    }
    if plain.words > 1 && text.ends_with(['→', '›', '➔', '↗']) {
        return reason("navigation", "an arrow to another page");
    }
    let is_next = [
        "Next:",
        "Previous:",
        "Prev:",
        "Up next:",
        "Read next:",
        "Next »",
        "« Previous",
        "Next →",
        "← Previous",
        "Read more:",
        "Related:",
        "See also:",
        "More:",
    ]
    .iter()
    .find(|start| text.starts_with(**start));
    if let Some(start) = is_next.filter(|_| {
        plain.words <= MAX_SHORT_WORDS && block.kind != Kind::Item && !text.ends_with('.')
    }) {
        return reason("navigation", format!("“{start}”"));
    }
    None
}

/// Three words of placeholder Latin are not there by accident.
fn is_placeholder(plain: &Plain) -> bool {
    let words = plain.text.as_bytes().split(|byte| *byte == b' ');
    words.filter(is_lorem).nth(2).is_some() || plain.is("lorem ipsum")
}

fn is_lorem(word: &&[u8]) -> bool {
    // Every word of every page is asked: by two letters first, which few have.
    let begins = word.first_chunk().is_some_and(|begins| {
        matches!(
            begins,
            b"lo"
                | b"ip"
                | b"do"
                | b"si"
                | b"am"
                | b"co"
                | b"ad"
                | b"el"
                | b"ei"
                | b"te"
                | b"in"
                | b"ma"
        )
    });
    begins
        && matches!(
            *word,
            b"lorem"
                | b"ipsum"
                | b"dolor"
                | b"sit"
                | b"amet"
                | b"consectetur"
                | b"adipiscing"
                | b"elit"
                | b"eiusmod"
                | b"tempor"
                | b"incididunt"
                | b"magna"
        )
}

/// A bar of share buttons, a phone number with opening hours and a name, a link to the next page: none has more words.
const MAX_SHORT_WORDS: usize = 14;

/// Buttons at the end of a teaser: "Head of sales – Leeds – Apply now".
const CALLS: [&str; 17] = [
    "apply now",
    "apply today",
    "read more",
    "learn more",
    "shop now",
    "buy now",
    "book now",
    "download now",
    "register now",
    "subscribe now",
    "sign up now",
    "secure your seat",
    "find out more",
    "view details",
    "view job",
    "see details",
    "read the case study",
];

/// The words end in these, and have others before.
fn ends(words: &[&str], call: &str) -> bool {
    let mut call = call.split(' ').rev();
    let mut rest = words.iter().rev();
    call.all(|word| rest.next() == Some(&word)) && rest.next().is_some()
}

const NETWORKS: [&str; 18] = [
    "facebook",
    "twitter",
    "linkedin",
    "pinterest",
    "whatsapp",
    "reddit",
    "instagram",
    "youtube",
    "tiktok",
    "telegram",
    "flipboard",
    "bluesky",
    "mastodon",
    "threads",
    "tumblr",
    "messenger",
    "rss",
    "x",
];
const BAR: [&str; 20] = [
    "share", "on", "this", "email", "print", "copy", "link", "via", "post", "article", "tweet",
    "pin", "follow", "us", "and", "to", "more", "sms", "icon", "logo",
];

/// Two networks, or one and a word of sharing, and nothing else.
fn is_bar(words: &[&str]) -> bool {
    let networks = words.iter().filter(|word| NETWORKS.contains(word)).count();
    let others = words.iter().filter(|word| BAR.contains(word)).count();
    networks > 0 && networks + others == words.len() && words.len() > 1
}

/// A phone number: ten to thirteen digits in three to five groups, or a bracketed code before letters and digits. Money,
/// years, addresses of pages and fields of data have other shapes. A sentence that gives a number says something.
fn phone(text: &str) -> Option<String> {
    if text.contains(['$', '€', '%', '/', '"', ';', ':'])
        && !text.contains("am-")
        && !text.starts_with("Tel")
        && !text.starts_with("Phone")
    {
        return None;
    }
    let start = text.find(|c: char| c == '(' || c == '+' || c.is_ascii_digit())?;
    let is_part = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || "()+-. –".contains(c);
    let number: String = text[start..].chars().take_while(|c| is_part(*c)).collect();
    let number = number.trim();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let mut groups = number
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty());
    let is_area = |code: &str| {
        code.len() == 5
            && code.starts_with('(')
            && code.ends_with(')')
            && code[1..4].bytes().all(|b| b.is_ascii_digit())
    };
    let is_bracketed = number.get(..5).is_some_and(is_area) && digits >= 5;
    let is_grouped = (10..=13).contains(&digits)
        && groups.clone().count() <= 5
        && groups.all(|group| (1..=4).contains(&group.len()));
    let is_dashed = is_grouped
        && !number.contains(char::is_alphabetic)
        && number.contains(['-', '.', '+', '('])
        && number
            .split(['-', '.', ' ', '(', ')'])
            .filter(|part| !part.is_empty())
            .count()
            >= 3;
    (is_bracketed || is_dashed).then(|| number.to_owned())
}

/// Up to this many blocks from the top, dates and bylines are facts of the article; below they may be its matter.
const TOP: usize = 12;

/// The date line, the byline, and what stands alone between them.
pub(super) fn facts(
    source: &Source,
    blocks: &[&Block],
    plain: &[Plain],
    reasons: &mut [Option<Reason>],
) {
    for (at, block) in blocks.iter().enumerate().take(TOP) {
        let can_be = reasons[at].is_none()
            && matches!(block.kind, Kind::Paragraph | Kind::Heading | Kind::Caption)
            && !block.text.ends_with(['.', '!', '?']);
        if !can_be {
            continue;
        }
        let alone = [
            "published",
            "updated",
            "last updated",
            "by",
            "written by",
            "posted by",
            "author",
            "reviewed by",
            "medically reviewed by",
            "fact checked",
        ];
        reasons[at] = if let Some(date) = facts::date(&block.text) {
            reason("date", date)
        } else if let Some(author) = facts::author(&block.text) {
            reason("byline", author)
        } else if alone.iter().any(|words| plain[at].is(words)) {
            reason("byline", "a label without its name")
        } else if source
            .author
            .as_deref()
            .is_some_and(|author| author == block.text)
        {
            reason("byline", block.text.clone())
        } else {
            None
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_told_from_figures() {
        for text in [
            "(555) 0123456 9am-5pm",
            "Call +1 555-010-0199",
            "555.010.0199",
        ] {
            assert!(phone(text).is_some(), "{text}");
        }
        for text in [
            "$160,556 to $220,000",
            "In 2019-2020 it rose",
            "10,000,000 users",
            "ISO 9001-2015",
            "see articles/s43016-021-00400-y for more",
            "(MAY 2024) JOB GROWTH RATE (2024-2034)",
        ] {
            assert_eq!(phone(text), None, "{text}");
        }
    }
}
