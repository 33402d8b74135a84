//! The plain words of a block: lower case, no signs, one blank around each, so that a phrase is found by its words.

use crate::clean::finder::{self, Finder};

/// What a rule says of a block shows in its first words; more are not looked at.
const MAX_WORDS: usize = 80;

/// The words of a text.
pub(crate) struct Plain {
    /// ` click here to learn more `.
    pub text: String,
    /// How many words the whole text has (counted no further than a rule asks).
    pub words: usize,
}

impl Plain {
    /// The words of a text, its first ones if there are many.
    pub fn of(text: &str) -> Plain {
        let (end, words) = match memchr::memchr_iter(b' ', text.as_bytes()).nth(MAX_WORDS - 1) {
            Some(end) => (end, MAX_WORDS + 1),
            None => (
                text.len(),
                1 + memchr::memchr_iter(b' ', text.as_bytes()).count(),
            ),
        };
        Plain {
            text: plain(&text[..end]),
            words,
        }
    }

    /// It holds all words of the text.
    pub fn is_whole(&self) -> bool {
        self.words <= MAX_WORDS
    }

    /// These words stand in it, one behind the other.
    pub fn has(&self, phrase: &str) -> bool {
        self.text.match_indices(phrase).any(|(at, _)| {
            at > 0
                && self.text.as_bytes()[at - 1] == b' '
                && self
                    .text
                    .as_bytes()
                    .get(at + phrase.len())
                    .is_none_or(|b| *b == b' ')
        })
    }

    /// It begins with these words.
    pub fn starts(&self, phrase: &str) -> bool {
        self.text[1..]
            .strip_prefix(phrase)
            .is_some_and(|rest| rest.starts_with(' '))
    }

    /// It is these words and no more.
    pub fn is(&self, phrase: &str) -> bool {
        self.text.trim() == phrase
    }

    /// The words, one by one.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ').filter(|word| !word.is_empty())
    }
}

/// The plain words of a text, all of them.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    plain.push(' ');
    let mut is_blank = true;
    for c in text.chars() {
        let is_word = match c {
            'a'..='z' | '0'..='9' | '\'' | '%' | '$' | '©' | '@' => {
                plain.push(c);
                true
            }
            'A'..='Z' => {
                plain.push(c.to_ascii_lowercase());
                true
            }
            '’' => {
                plain.push('\'');
                true
            }
            _ if !c.is_ascii() && c.is_alphanumeric() => {
                plain.extend(c.to_lowercase());
                true
            }
            _ => false,
        };
        if !is_word && !is_blank {
            plain.push(' ');
        }
        is_blank = !is_word;
    }
    if !is_blank {
        plain.push(' ');
    }
    plain
}

/// Phrases that are looked for all at once: a page has thousands of sentences, and one search a phrase was a third of an
/// ingest.
pub(crate) struct Phrases {
    phrases: &'static [&'static str],
    finder: Finder,
}

impl Phrases {
    /// Phrases in plain words.
    pub fn of(phrases: &'static [&'static str]) -> Phrases {
        let patterns = phrases.iter().map(|phrase| format!(" {phrase} "));
        let finder = finder::any(patterns);
        Phrases { phrases, finder }
    }

    /// All of them.
    pub fn list(&self) -> &'static [&'static str] {
        self.phrases
    }

    /// The first phrase of the list that stands in a text, for which `fits` holds.
    pub fn find(&self, plain: &Plain, fits: impl Fn(&str, usize) -> bool) -> Option<&'static str> {
        self.finder
            .find_overlapping_iter(&plain.text)
            .filter(|found| fits(self.phrases[found.pattern().as_usize()], found.start()))
            .map(|found| found.pattern().as_usize())
            .min()
            .map(|at| self.phrases[at])
    }
}
