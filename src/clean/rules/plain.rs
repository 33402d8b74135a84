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
        let blanks = || memchr::memchr_iter(b' ', text.as_bytes());
        let words = (1 + blanks().count()).min(MAX_WORDS + 1);
        let end = match words > MAX_WORDS {
            true => blanks().nth(MAX_WORDS - 1).unwrap_or(text.len()),
            false => text.len(),
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

    /// How many words are here.
    pub fn count(&self) -> usize {
        memchr::memchr_iter(b' ', self.text.as_bytes()).count() - 1
    }

    /// The words, one by one.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ').filter(|word| !word.is_empty())
    }
}

/// The plain words of a text, all of them.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = Vec::with_capacity(text.len() + 2);
    plain.push(b' ');
    let mut last = b' ';
    for c in text.chars() {
        match c {
            _ if c.is_ascii() => {
                let byte = PLAIN[c as usize];
                if byte != b' ' || last != b' ' {
                    plain.push(byte);
                }
                last = byte;
                continue;
            }
            '’' => plain.push(b'\''),
            '©' => plain.extend("©".bytes()),
            _ if c.is_alphanumeric() => {
                let mut bytes = [0; 4];
                c.to_lowercase()
                    .for_each(|c| plain.extend(c.encode_utf8(&mut bytes).bytes()));
            }
            _ => {
                if last != b' ' {
                    plain.push(b' ');
                }
                last = b' ';
                continue;
            }
        }
        last = b'x';
    }
    if last != b' ' {
        plain.push(b' ');
    }
    // It is made of whole characters.
    String::from_utf8(plain).unwrap_or_default()
}

/// What an ASCII character is in plain words: itself, in lower case, or a blank.
const PLAIN: [u8; 128] = {
    let mut plain = [b' '; 128];
    let mut at = 0;
    while at < plain.len() {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'%' | b'$' | b'@') {
            plain[at] = byte.to_ascii_lowercase();
        }
        at += 1;
    }
    plain
};

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

    /// The first phrase of the list that stands in a text.
    pub fn find(&self, plain: &Plain) -> Option<&'static str> {
        self.finder
            .find_overlapping_iter(&plain.text)
            .map(|found| found.pattern().as_usize())
            .min()
            .map(|at| self.phrases[at])
    }
}
