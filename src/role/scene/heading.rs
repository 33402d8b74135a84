//! A heading, the title first of all, says which roles the text below is about.

use std::collections::HashSet;

use super::{Raw, Scene};
use crate::document::Document;
use crate::passage::Passage;
use crate::role::clause::{self, Part};
use crate::role::matcher::What;
use crate::role::short::Settled;
use crate::role::words::Word;

/// Longer than this a first line is no title.
const MAX_TITLE_BYTES: usize = 120;

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
        for (mention, &part) in raw.mentions.iter().zip(&parts) {
            let form = match (mention.what, mention.defines) {
                (What::Open(_), Some(role @ What::Role(_))) => {
                    roles.push(role);
                    continue;
                }
                (What::Open(form), _) => form,
                (what, _) => {
                    let what = self.generic(what, part, &[&self.title]);
                    // "Working with engineers" is not about engineers; of an article so called it is all there is.
                    if part > Part::Aside || is_title || self.title.contains(&what) {
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

/// The article's title: what its source says, else the outermost heading.
pub fn title<'a>(document: &'a Document, passages: &'a [Passage]) -> &'a str {
    let heading = || passages.first()?.headings.first().map(String::as_str);
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
