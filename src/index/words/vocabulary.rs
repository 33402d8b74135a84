//! A vocabulary is the words of one article, each once: what it looks like in the index, and a number to count it by.

use std::ops::Range;

use super::fold::{LONG_BYTES, fold, keeps_ascii};
use super::stem::Stems;
use super::{Form, Piece};
use crate::hash::hash;

/// See the module.
#[derive(Debug, Default)]
pub struct Vocabulary {
    text: String,
    words: Vec<Entry>,
    /// Numbers of words plus one, by hash; 0 is free. Never more than half full.
    slots: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    hash: u64,
    /// What the word is known by here.
    key: Range<usize>,
    exact: Range<usize>,
    stem: Range<usize>,
    /// The first word with these two forms: this one, as a rule.
    number: u32,
}

/// A key other than a plain word begins with one of these, which no word contains.
const PLAIN_JOINED: u8 = 1;
const OTHER: u8 = 2;
const OTHER_JOINED: u8 = 3;
/// The two forms of a word that is written in other ways, with [`BETWEEN`] between them.
const FORMS: u8 = 4;
const BETWEEN: u8 = 0;

const FEWEST_SLOTS: usize = 256;

impl Vocabulary {
    /// The number of a word as it is written.
    pub fn number(&mut self, piece: Piece, written: &str, stems: &mut Stems) -> u32 {
        let is_joined = piece == Piece::Joined;
        // Nearly all words are plain: what they are known by is what they are in the index.
        let mut plain = [PLAIN_JOINED; 1 + LONG_BYTES];
        match fold_plain(written, &mut plain[1..]) {
            Some(length) => {
                let key = &plain[usize::from(!is_joined)..=length];
                let hash = hash(key);
                self.find(hash, key)
                    .unwrap_or_else(|| self.add(hash, key, is_joined, stems, None))
            }
            None => {
                let mut key = vec![if is_joined { OTHER_JOINED } else { OTHER }];
                key.extend_from_slice(written.as_bytes());
                let hash = hash(&key);
                self.find(hash, &key)
                    .unwrap_or_else(|| self.add(hash, &key, is_joined, stems, Some(written)))
            }
        }
    }

    /// All numbers are below this one; some are nobody's.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The same for the same forms in every article.
    pub fn hash(&self, number: u32) -> u64 {
        self.words[number as usize].hash
    }

    /// As in the exact field; empty for a word that only the stemmed fields have.
    pub fn exact(&self, number: u32) -> &str {
        &self.text[self.words[number as usize].exact.clone()]
    }

    /// As in the stemmed fields.
    pub fn stem(&self, number: u32) -> &str {
        &self.text[self.words[number as usize].stem.clone()]
    }

    fn find(&self, hash: u64, key: &[u8]) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let number = self.slots[at].checked_sub(1)?;
            let entry = &self.words[number as usize];
            if entry.hash == hash && self.text.as_bytes()[entry.key.clone()] == *key {
                return Some(entry.number);
            }
            at = (at + 1) & mask;
        }
    }

    /// `other` is how a word is written that is not plain.
    fn add(
        &mut self,
        hash: u64,
        key: &[u8],
        is_joined: bool,
        stems: &mut Stems,
        other: Option<&str>,
    ) -> u32 {
        let start = self.text.len();
        // A key is made of whole characters.
        self.text.push_str(&String::from_utf8_lossy(key));
        let key = start..self.text.len();
        let exact = match other {
            None => key.end - (key.len() - usize::from(is_joined))..key.end,
            Some(written) => {
                fold(written, Form::Exact, &mut self.text);
                key.end..self.text.len()
            }
        };
        let from = self.text.len();
        let may_stem = match other {
            None => {
                self.text.extend_from_within(exact.clone());
                true
            }
            Some(written) => fold(written, Form::Stem, &mut self.text),
        };
        if may_stem {
            stems.stem(&mut self.text, from);
        }
        // Most stems are how their words begin.
        let stem = match self.text[exact.clone()].starts_with(&self.text[from..]) {
            true => {
                let length = self.text.len() - from;
                self.text.truncate(from);
                exact.start..exact.start + length
            }
            false => from..self.text.len(),
        };
        let exact = if is_joined { 0..0 } else { exact };
        let number = match is_joined || other.is_some() {
            true => self.of_forms(&exact, &stem, stems),
            false => self.words.len() as u32,
        };
        self.insert(Entry {
            hash,
            key,
            exact,
            stem,
            number,
        });
        number
    }

    /// The number of a word with these forms, which may be written in several ways.
    fn of_forms(&mut self, exact: &Range<usize>, stem: &Range<usize>, stems: &mut Stems) -> u32 {
        let written = self.text[exact.clone()].to_owned();
        if !written.is_empty() && fold_plain(&written, &mut [0; LONG_BYTES]) == Some(written.len())
        {
            let plain = self.number(Piece::Word, &written, stems);
            if self.stem(plain) == &self.text[stem.clone()] {
                return plain;
            }
        }
        let mut key = vec![FORMS];
        key.extend_from_slice(written.as_bytes());
        key.push(BETWEEN);
        key.extend_from_slice(self.text[stem.clone()].as_bytes());
        let hash = hash(&key);
        self.find(hash, &key).unwrap_or_else(|| {
            let start = self.text.len();
            self.text.push_str(&String::from_utf8_lossy(&key));
            let number = self.words.len() as u32;
            self.insert(Entry {
                hash,
                key: start..self.text.len(),
                exact: exact.clone(),
                stem: stem.clone(),
                number,
            });
            number
        })
    }

    fn insert(&mut self, entry: Entry) {
        self.words.push(entry);
        if 2 * self.words.len() > self.slots.len() {
            self.grow();
        } else {
            self.place(self.words.len() - 1);
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; (2 * self.slots.len()).max(FEWEST_SLOTS)];
        (0..self.words.len()).for_each(|number| self.place(number));
    }

    fn place(&mut self, number: usize) {
        let mask = self.slots.len() - 1;
        let mut at = self.words[number].hash as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = number as u32 + 1;
    }
}

/// Folds a word that is all ASCII and not too long; says how long it is then.
fn fold_plain(written: &str, into: &mut [u8]) -> Option<usize> {
    let mut length = 0;
    for byte in written.bytes() {
        if !byte.is_ascii() {
            return None;
        }
        if keeps_ascii(byte) {
            *into.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        }
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::super::Words;
    use super::super::split::split;
    use super::super::stem::MANY;
    use super::*;

    #[test]
    fn words_are_written_as_a_question_writes_them() {
        let text = "Long-term goals of the CTO's R&D in Zürich, ＣＴＯ and U.S. 首席执 don't 3.5 naïve goals"
            .to_owned()
            + &"x".repeat(100)
            + " Don't-Ünïcode-ＲＵＮ a_b_c_d_e";
        let (mut vocabulary, mut stems) = (Vocabulary::default(), Stems::remembering(MANY));
        let mut numbers = Vec::new();
        split(&text, |piece, written, _, place| {
            numbers.push((vocabulary.number(piece, written, &mut stems), place));
        });
        for (form, term) in [
            (
                Form::Exact,
                Vocabulary::exact as fn(&Vocabulary, u32) -> &str,
            ),
            (Form::Stem, Vocabulary::stem),
        ] {
            let mut words = Words::new(form);
            words.read(&text);
            let expected: Vec<_> = words
                .iter()
                .map(|(word, term)| (term.to_owned(), word.position))
                .collect();
            let read: Vec<_> = numbers
                .iter()
                .map(|&(number, place)| (term(&vocabulary, number).to_owned(), place))
                .filter(|(term, _)| !term.is_empty())
                .collect();
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn a_word_has_one_number() {
        let (mut vocabulary, mut stems) = (Vocabulary::default(), Stems::remembering(MANY));
        let mut number = |written: &str| vocabulary.number(Piece::Word, written, &mut stems);
        let numbers: Vec<u32> = (0..1000).map(|n| number(&format!("w{n}"))).collect();
        assert_eq!(numbers, (0..1000).collect::<Vec<_>>());
        assert_eq!(number("W7"), 7);
        assert_eq!(number("Zürich"), 1000);
        assert_eq!(number("Zürich"), 1000);
        assert_eq!(number("ZÜRICH"), 1000);
        assert_eq!(number("don’t"), number("dont"));
        let mut joined = |written: &str| vocabulary.number(Piece::Joined, written, &mut stems);
        assert_eq!(joined("longterm"), joined("longterms"));
    }
}
