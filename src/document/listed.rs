//! A list of words that every word of a text is held against: most are told by their first letter and length.

/// Words in lower case and in order, by their first letters.
pub(crate) struct Listed<const N: usize> {
    words: [&'static str; N],
    letters: [Letter; LETTERS],
}

const LETTERS: usize = 26;

/// The words that begin with a letter.
#[derive(Clone, Copy)]
struct Letter {
    from: u8,
    to: u8,
    /// How long they are: a bit for each length.
    lengths: u32,
}

impl<const N: usize> Listed<N> {
    /// These words, which are of ASCII letters, shorter than 32, and in order.
    pub(crate) const fn new(words: [&'static str; N]) -> Self {
        let none = Letter {
            from: 0,
            to: 0,
            lengths: 0,
        };
        let mut letters = [none; LETTERS];
        let mut at = 0;
        while at < N {
            let word = words[at].as_bytes();
            assert!(at == 0 || words[at - 1].as_bytes()[0] <= word[0]);
            let letter = &mut letters[(word[0] - b'a') as usize];
            if letter.lengths == 0 {
                letter.from = at as u8;
            }
            at += 1;
            letter.to = at as u8;
            letter.lengths |= 1 << word.len();
        }
        Listed { words, letters }
    }

    /// The word is one of them, in any case.
    pub(crate) fn has(&self, word: &str) -> bool {
        let first = word.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
        let letter = usize::from(first.wrapping_sub(b'a'));
        let Some(letter) = self.letters.get(letter) else {
            return false;
        };
        // Nearly every word is told here.
        if word.len() >= 32 || letter.lengths >> word.len() & 1 == 0 {
            return false;
        }
        self.words[usize::from(letter.from)..usize::from(letter.to)]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_in_any_case_and_no_other() {
        static WORDS: Listed<5> = Listed::new(["arm", "art", "car", "zebra", "zoo"]);
        for word in ["arm", "ART", "Car", "zebra", "zoo"] {
            assert!(WORDS.has(word), "{word}");
        }
        for word in ["", "ar", "arms", "bar", "z", "zoos", "{", "ämter", "1"] {
            assert!(!WORDS.has(word), "{word}");
        }
    }
}
