//! Runs of letters and digits, as numbers: the words of a text where it matters only which are the same.

/// Hashes of the words of a text in order, in small letters, of each no more than its first `most` letters.
pub fn runs(text: &str, most: usize) -> impl Iterator<Item = u64> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            while KINDS[usize::from(*bytes.get(at)?)] == MARK {
                at += 1;
            }
            let from = at;
            let mut letters = Letters::default();
            let mut next = kind(bytes, at);
            while next > FOREIGN {
                if at - from < most {
                    letters.add(next);
                }
                at += 1;
                next = kind(bytes, at);
            }
            if next == MARK {
                return Some(letters.finish());
            }
            // Letters that need looking up.
            let word = text[from..].split(|c: char| !c.is_alphanumeric()).next();
            let word = word.unwrap_or_default();
            at = from + word.len();
            if !word.is_empty() {
                let small = word.chars().take(most).flat_map(char::to_lowercase);
                return Some(hash(small.collect::<String>().as_bytes()));
            }
            at += text[from..].chars().next().map_or(1, char::len_utf8);
        }
    })
}

/// Of a byte: no letter, part of a letter beyond ASCII, or else the letter or digit itself, as a small one.
const KINDS: [u8; 256] = {
    let mut kinds = [FOREIGN; 256];
    let mut byte = 0;
    while byte < 128 {
        let is_letter = (byte as u8).is_ascii_alphanumeric();
        kinds[byte] = match is_letter {
            true => (byte as u8).to_ascii_lowercase(),
            false => MARK,
        };
        byte += 1;
    }
    kinds
};
const MARK: u8 = 0;
const FOREIGN: u8 = 1;

fn kind(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).map_or(MARK, |byte| KINDS[usize::from(*byte)])
}

/// Of small letters and digits.
pub fn hash(letters: &[u8]) -> u64 {
    let mut all = Letters::default();
    letters.iter().for_each(|letter| all.add(*letter));
    all.finish()
}

/// A hash in the making, eight letters at a time.
#[derive(Default)]
struct Letters {
    hash: u64,
    last: u64,
}

impl Letters {
    fn add(&mut self, letter: u8) {
        if self.last >> 56 != 0 {
            self.hash = mixed(self.hash, self.last);
            self.last = 0;
        }
        self.last = self.last << 8 | u64::from(letter);
    }

    fn finish(self) -> u64 {
        mixed(self.hash, self.last)
    }
}

/// One step of a hash that need not withstand an enemy: a collision decides nothing by itself.
pub fn mixed(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
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
