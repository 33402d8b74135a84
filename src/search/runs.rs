//! Runs of letters and digits, as numbers: the words of a text where it matters only which are the same.

use crate::bytes::{HIGH, eight, first, letters, lower, run};
use crate::hash::{hash, mix};

/// The first letters of a word stand in these bits of its number; the others tell it from words that begin so.
const BEGINNING: u64 = (1 << (8 * LETTERS)) - 1;
const LETTERS: usize = 5;

/// The words of a text in order, as a list.
pub fn listed(text: &str) -> Vec<u64> {
    let mut words = Vec::with_capacity(text.len() / LETTERS);
    words.extend(runs(text));
    words
}

/// The words of a text in order, as numbers that are blind to case.
pub fn runs(text: &str) -> impl Iterator<Item = u64> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let next = eight(bytes, at);
            let letters = letters(next);
            let marks = !(letters | next) & HIGH;
            if marks & 0x80 != 0 {
                at += first(!marks & HIGH).max(1);
                continue;
            }
            let others = !letters & HIGH;
            let length = match others {
                0 => 8 + run(bytes, at + 8),
                _ => first(others),
            };
            let from = at;
            at += length;
            if bytes.get(at).is_none_or(u8::is_ascii) {
                // What ended it is passed over.
                at += 1;
                return Some(match length {
                    0..=8 => lower(next, length),
                    _ => number(&bytes[from..from + length]),
                });
            }
            // Letters that need looking up.
            let word = text[from..].split(|c: char| !c.is_alphanumeric()).next();
            let word = word.unwrap_or_default();
            at = from + word.len();
            match word {
                "" => at += text[from..].chars().next().map_or(1, char::len_utf8),
                _ if word.is_ascii() => return Some(number(word.as_bytes())),
                _ => return Some(foreign_number(word)),
            }
        }
        None
    })
}

/// A number for the first five letters of a word, given as a number.
pub fn beginning(word: u64) -> u64 {
    word & BEGINNING
}

/// A word of ASCII: up to eight letters are a number as they are.
fn number(word: &[u8]) -> u64 {
    let begins = lower(eight(word, 0), word.len());
    if word.len() <= 8 {
        return begins;
    }
    let rest = (8..word.len()).step_by(8);
    let whole = rest.fold(begins, |whole, at| {
        mix(whole, lower(eight(word, at), word.len() - at))
    });
    joined(begins, whole)
}

fn foreign_number(word: &str) -> u64 {
    let small = |letters| word.chars().take(letters).flat_map(char::to_lowercase);
    let begins = hash(small(LETTERS).collect::<String>());
    joined(begins, hash(small(usize::MAX).collect::<String>()))
}

fn joined(begins: u64, whole: u64) -> u64 {
    begins & BEGINNING | whole & !BEGINNING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_in_any_case_and_between_any_marks() {
        let all = |text| runs(text).collect::<Vec<u64>>();
        assert_eq!(all("The CTO’s Straße, 3.5"), all("the cto s (straße) 3 5"));
        assert_eq!(
            all("  Responsibilities… of\tthe "),
            all("RESPONSIBILITIES of the")
        );
        assert_ne!(all("the cto"), all("thecto"));
        assert_ne!(all("responsibility"), all("responsible"));
        assert!(all(" … ").is_empty());
    }

    #[test]
    fn words_begin_alike_by_their_first_five_letters() {
        let five = |text| runs(text).map(beginning).collect::<Vec<u64>>();
        assert_eq!(
            five("managers' Übergabe responsible"),
            five("manage überga responsive")
        );
        assert_ne!(five("mana"), five("manag"));
    }
}
