//! A word is a run of letters and digits; texts are cut into words once, and all matching is done on words.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use crate::hash::{AsIs, hash};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands in the text (bytes), without a possessive.
    pub(super) range: Range<usize>,
    /// The end with the possessive (`CEO's`, `CTOs'`).
    pub(super) end: usize,
    /// Its number in the vocabulary, if it is in there.
    pub(super) exact: Option<u32>,
    /// The number of its singular, if that is in there.
    pub(super) singular: Option<u32>,
}

/// The words that role names are made of, numbered.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
}

impl Vocabulary {
    /// With room for so many words.
    pub(super) fn with_room(words: usize) -> Vocabulary {
        Vocabulary {
            numbers: HashMap::with_capacity_and_hasher(words, BuildHasherDefault::default()),
        }
    }

    /// The number of a word in small letters; a new one for a new word.
    pub(super) fn add(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(hash(word)).or_insert(next)
    }

    /// The hash is blind to the case of ASCII letters.
    fn get(&self, word: &str) -> Option<u32> {
        self.numbers.get(&hash(word)).copied()
    }
}

/// Cuts a text into words and looks each up.
pub(super) fn words(text: &str, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    cut(text, vocabulary, &mut words);
    words
}

/// Like [`words`], behind those that are there.
pub(super) fn cut(text: &str, vocabulary: &Vocabulary, words: &mut Vec<Word>) {
    let mut lower = String::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        // An ampersand between words reads "and": "Chief Product & Technology Officer".
        let end = if bytes[at] == b'&' {
            at + 1
        } else {
            end_of_word(text, at)
        };
        if end == start {
            at += text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let word = match &text[start..end] {
            "&" => "and",
            word if word.is_ascii() => word,
            word => {
                lower.clear();
                lower.extend(word.chars().flat_map(char::to_lowercase));
                &lower
            }
        };
        let exact = vocabulary.get(word);
        let singular = singular(word).and_then(|(cut, ending)| {
            let stem = &word[..word.len() - cut];
            match ending {
                "" => vocabulary.get(stem),
                _ => vocabulary.get(&[stem, ending].concat()),
            }
        });
        at = end + possessive(&text[end..]);
        words.push(Word {
            range: start..end,
            end: at,
            exact,
            singular,
        });
    }
}

/// Where the run of letters and digits that begins here ends; here, if none does.
fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < bytes.len() {
        if bytes[end].is_ascii_alphanumeric() {
            end += 1;
        } else if bytes[end].is_ascii() {
            break;
        } else {
            match text[end..].chars().next().filter(|c| c.is_alphanumeric()) {
                Some(c) => end += c.len_utf8(),
                None => break,
            }
        }
    }
    end
}

/// How many bytes to cut, and what to put there, to make a plural singular.
fn singular(word: &str) -> Option<(usize, &'static str)> {
    let ends = |ending: &[u8]| {
        let bytes = word.as_bytes();
        let at = bytes.len().checked_sub(ending.len());
        at.is_some_and(|at| bytes[at..].eq_ignore_ascii_case(ending))
    };
    if ends(b"people") && word.len() > "people".len() {
        Some(("people".len(), "person"))
    } else if ends(b"men") && word.len() > "women".len() {
        Some((2, "an"))
    } else if word.len() < 3 || !ends(b"s") {
        None
    } else if ends(b"ies") {
        Some((3, "y"))
    } else if ends(b"sses") || ends(b"ches") || ends(b"xes") {
        Some((2, ""))
    } else if ends(b"ss") {
        None
    } else {
        Some((1, ""))
    }
}

/// How many bytes of `'s` or of a plural's lone `'` begin this text.
fn possessive(rest: &str) -> usize {
    let Some(mark) = rest.chars().next().filter(|c| matches!(c, '\'' | '’')) else {
        return 0;
    };
    let after = &rest[mark.len_utf8()..];
    let ends = |text: &str| text.chars().next().is_none_or(|c| !c.is_alphanumeric());
    match after.strip_prefix(['s', 'S']) {
        Some(tail) if ends(tail) => mark.len_utf8() + 1,
        _ => 0,
    }
}

/// A name in small letters, word by word, the way [`words`] cuts it.
pub(super) fn split_lower(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < name.len() {
        let end = end_of_word(name, at);
        if end > at {
            words.push(name[at..end].to_lowercase());
            at = end + possessive(&name[end..]);
        } else {
            let sign = name[at..].chars().next().unwrap_or(' ');
            if sign == '&' {
                words.push("and".to_owned());
            }
            at += sign.len_utf8();
        }
    }
    words
}
