//! A heading, the title first of all, says which roles the text below is about.

use std::collections::HashSet;

use super::{Raw, Scene};
use crate::document::Document;
use crate::passage::Passage;
use crate::role::clause::{self, Part};
use crate::role::matcher::{Mention, What};
use crate::role::short::Settled;
use crate::role::words::Word;

/// A longer first line is not a title.
const MAX_TITLE_BYTES: usize = 120;

/// Words with which a heading sets the article's role beside another.
const COMPARING: &[&str] = &[
    "different",
    "difference",
    "differ",
    "differs",
    "compare",
    "compared",
];

impl Scene<'_> {
    /// The roles that a heading is about, in order.
    pub(super) fn of_heading(&self, text: &str, raw: &Raw, is_title: bool) -> Vec<What> {
        // "Can I become a pharmacist later?" asks on behalf of the article's role.
        let asks = |word: &&Word| {
            let word = &text[word.range.clone()];
            ["can", "could", "should"]
                .iter()
                .any(|ask| word.eq_ignore_ascii_case(ask))
        };
        if !is_title
            && self.title.len() == 1
            && raw.words.first().filter(asks).is_some()
            && contains(text, " i become")
        {
            return self.title.clone();
        }
        let sentences = clause::sentences(text, &raw.words);
        let parts = clause::parts(text, &raw.words, &sentences, &raw.mentions);
        let mut roles: Vec<What> = Vec::new();
        let is_yours = |mention: &Mention| {
            let before = mention.words.start.checked_sub(1);
            before.is_some_and(|at| text[raw.words[at].range.clone()].eq_ignore_ascii_case("your"))
        };
        // "CTO or architect: which one does your CEO need?" asks on behalf of the CEO.
        let is_other_asked_for = raw.mentions.iter().any(|mention| !is_yours(mention));
        // "Do you still use outside counsel?" asks one of the article's role, not of those.
        let asks_you = |part: Part| {
            !is_title
                && part == Part::Object
                && self.title.len() == 1
                && text.ends_with('?')
                && (contains(text, " you ") || text.starts_with("You "))
        };
        let is_on_one = parts.iter().any(|&part| part > Part::Aside);
        for (mention, &part) in raw.mentions.iter().zip(&parts) {
            if asks_you(part) {
                continue;
            }
            if is_other_asked_for && is_yours(mention) || is_title && is_source(text, raw, mention)
            {
                continue;
            }
            let form = match (mention.what, mention.defines) {
                (What::Open(_), Some(role @ What::Role(_))) => {
                    roles.push(role);
                    continue;
                }
                (What::Open(form), _) => form,
                (what, _) => {
                    let what = self.generic(what, part, &[&self.title]);
                    // "Working with engineers" is not about engineers; of an article so called it is all there is.
                    let is_own = !is_on_one && self.title.contains(&what);
                    if part > Part::Aside || is_title || is_own {
                        roles.push(what);
                    }
                    continue;
                }
            };
            if part == Part::Aside && !is_title {
                continue;
            }
            match self.settled.get(&form) {
                Some(Settled::To(role)) => roles.push(What::Role(*role)),
                Some(Settled::Open) => roles.push(What::Open(form)),
                Some(Settled::Among(all)) => roles.extend(all.iter().map(|role| What::Role(*role))),
                Some(Settled::Not) | None => {}
            }
        }
        // "How is that different from a tech lead's job?" sets the article's role beside the other.
        if !is_title
            && let ([one], [other]) = (self.title.as_slice(), roles.as_slice())
            && one != other
            && raw.words.iter().any(|word| {
                let word = &text[word.range.clone()];
                COMPARING
                    .iter()
                    .any(|other| word.eq_ignore_ascii_case(other))
            })
        {
            roles.insert(0, *one);
        }
        let mut met = HashSet::new();
        roles.retain(|role| met.insert(*role));
        roles
    }

    /// The role to which the title's way leads: two roles with "to" between them, and no more.
    pub(super) fn career(&self, title: &str, raw: &Raw) -> Option<What> {
        let ([from, to], [_, target]) = (raw.mentions.as_slice(), self.title.as_slice()) else {
            return None;
        };
        let (from, to) = (&raw.words[from.words.end - 1], &raw.words[to.words.start]);
        let between = title[from.end..to.range.start].trim();
        ["to", "to a", "to an", "to the"]
            .iter()
            .any(|way| between.eq_ignore_ascii_case(way))
            .then_some(*target)
    }
}

/// "I hired a COO too early": who tells has another role.
pub fn is_told_by_other(text: &str, raw: &Raw) -> bool {
    let sentences = clause::sentences(text, &raw.words);
    let parts = clause::parts(text, &raw.words, &sentences, &raw.mentions);
    let says_i = raw
        .words
        .iter()
        .any(|word| &text[word.range.clone()] == "I");
    const HAVING: &[&str] = &[
        "be", "been", "being", "am", "become", "becoming", "became", "was", "as", "to",
    ];
    let has_it = raw.mentions.iter().any(|mention| {
        let from = mention.words.start.saturating_sub(3);
        (from..mention.words.start).any(|at| {
            let word = &text[raw.words[at].range.clone()];
            HAVING
                .iter()
                .any(|having| word.eq_ignore_ascii_case(having))
        })
    });
    says_i && !has_it && !parts.is_empty() && parts.iter().all(|part| *part == Part::Object)
}

/// "Tested by our editors", "according to nutritionists", "cook like a chef": the article has something from them.
fn is_source(text: &str, raw: &Raw, mention: &Mention) -> bool {
    let word = |at: usize| &text[raw.words[at].range.clone()];
    let is = |at: usize, list: &[&str]| {
        list.iter()
            .any(|other| word(at).eq_ignore_ascii_case(other))
    };
    let mut start = mention.words.start;
    while start > 0
        && is(
            start - 1,
            &["a", "an", "the", "our", "real", "professional", "top"],
        )
    {
        start -= 1;
    }
    let is_behind = |list: &[&str]| start > 1 && is(start - 1, list);
    is_behind(&["by", "like"]) || is_behind(&["to"]) && is(start - 2, &["according"])
}

/// The article's title: what its source says, else the outermost heading.
pub fn title<'a>(document: &'a Document, passages: &'a [Passage]) -> &'a str {
    // The outermost heading that all stand under; the first of several beside one another is none.
    let heading = || {
        let outermost = |passage: Option<&'a Passage>| passage?.headings.first();
        let first = outermost(passages.first())?;
        (outermost(passages.last()) == Some(first)).then_some(first.as_str())
    };
    // A title that no reader knew for one: short, at the very top, and no sentence.
    let line = || {
        let text = passages.first()?.text.as_str();
        (text.len() <= MAX_TITLE_BYTES && !text.ends_with(['.', ':', '!'])).then_some(text)
    };
    document
        .source
        .title
        .as_deref()
        .or_else(heading)
        .or_else(line)
        .unwrap_or_default()
}

/// Whether a text contains a phrase in small letters, in any case.
pub fn contains(text: &str, lower: &str) -> bool {
    let (text, lower) = (text.as_bytes(), lower.as_bytes());
    text.windows(lower.len().max(1)).any(|window| {
        window
            .iter()
            .zip(lower)
            .all(|(a, b)| a.eq_ignore_ascii_case(b) || *b == b' ' && *a == b'-')
    })
}
