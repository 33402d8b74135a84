//! Runs of letters and digits, as numbers: the words of a text where it matters only which are the same.

use crate::hash::hash;

/// Hashes of the words of a text in order, blind to case, of each no more than its first `most` letters.
pub fn runs(text: &str, most: usize) -> impl Iterator<Item = u64> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            while KINDS[usize::from(*bytes.get(at)?)] == Kind::Mark {
                at += 1;
            }
            let from = at;
            while kind(bytes, at) == Kind::Letter {
                at += 1;
            }
            if kind(bytes, at) == Kind::Mark {
                let end = at.min(from.saturating_add(most));
                return Some(hash(&bytes[from..end]));
            }
            // Letters that need looking up.
            let word = text[from..].split(|c: char| !c.is_alphanumeric()).next();
            let word = word.unwrap_or_default();
            at = from + word.len();
            if !word.is_empty() {
                let small = word.chars().take(most).flat_map(char::to_lowercase);
                return Some(hash(small.collect::<String>()));
            }
            at += text[from..].chars().next().map_or(1, char::len_utf8);
        }
    })
}

/// What a byte is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// No letter.
    Mark,
    /// A letter or digit of ASCII.
    Letter,
    /// A part of what is beyond ASCII.
    Foreign,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Foreign; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match (byte as u8).is_ascii_alphanumeric() {
            true => Kind::Letter,
            false => Kind::Mark,
        };
        byte += 1;
    }
    kinds
};

fn kind(bytes: &[u8], at: usize) -> Kind {
    bytes
        .get(at)
        .map_or(Kind::Mark, |byte| KINDS[usize::from(*byte)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_in_any_case_and_between_any_marks() {
        let all = |text| runs(text, usize::MAX).collect::<Vec<u64>>();
        assert_eq!(all("The CTO’s Straße, 3.5"), all("the cto s (straße) 3 5"));
        assert_ne!(all("the cto"), all("thecto"));
        assert!(all(" … ").is_empty());
    }

    #[test]
    fn only_the_first_letters_count() {
        let five = |text| runs(text, 5).collect::<Vec<u64>>();
        assert_eq!(five("managers' Übergabe"), five("manage überga"));
        assert_ne!(five("mana"), five("manag"));
    }
}
