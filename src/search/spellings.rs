//! Spellings of a word: all that is within a few edits of it, as an automaton. A dictionary walked with it shows only the
//! words that may still become one, some hundreds of its branches instead of all its words.

use tantivy_fst::Automaton;

/// A longer word gets no suggestions.
const LONGEST: usize = 40;

/// The words within some edits of one: letters added, left out, replaced, or two neighbours changed about.
#[derive(Debug)]
pub struct Spellings<'a> {
    word: &'a [u8],
    most: u8,
}

impl<'a> Spellings<'a> {
    /// Of a word; `None` if it is too long. Edits are counted in bytes: a letter with a diacritic is two, so one more is
    /// allowed where there are any, and who asks looks at what comes.
    pub fn of(word: &'a str, most: usize) -> Option<Self> {
        let most = u8::try_from(most + usize::from(!word.is_ascii())).ok()?;
        let word = word.as_bytes();
        (word.len() <= LONGEST).then_some(Spellings { word, most })
    }
}

/// What it takes to make the word's beginnings, each a letter longer, of what was read.
#[derive(Debug, Clone, Copy)]
pub struct Edits {
    now: [u8; LONGEST + 1],
    /// The same one letter earlier, and which letter that was.
    before: Option<([u8; LONGEST + 1], u8)>,
}

impl Automaton for &Spellings<'_> {
    type State = Edits;

    fn start(&self) -> Edits {
        let mut now = [u8::MAX; LONGEST + 1];
        for (edits, length) in now.iter_mut().zip(0u8..=self.word.len() as u8) {
            *edits = length;
        }
        Edits { now, before: None }
    }

    fn is_match(&self, state: &Edits) -> bool {
        state.now[self.word.len()] <= self.most
    }

    fn can_match(&self, state: &Edits) -> bool {
        state.now.iter().any(|edits| *edits <= self.most)
    }

    fn accept(&self, state: &Edits, byte: u8) -> Edits {
        let then = &state.now;
        let mut now = [u8::MAX; LONGEST + 1];
        now[0] = then[0].saturating_add(1);
        for (nth, &letter) in self.word.iter().enumerate() {
            let replaced = then[nth].saturating_add(u8::from(letter != byte));
            let mut edits = replaced
                .min(then[nth + 1].saturating_add(1))
                .min(now[nth].saturating_add(1));
            if let Some((earlier, last)) = &state.before
                && nth > 0
                && (letter, self.word[nth - 1]) == (*last, byte)
            {
                edits = edits.min(earlier[nth - 1].saturating_add(1));
            }
            now[nth + 1] = edits;
        }
        Edits {
            now,
            before: Some((*then, byte)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strsim::osa_distance;

    #[test]
    fn edits_are_counted_as_elsewhere() {
        let words = [
            "roadmap", "raodmap", "roadmpa", "road", "rodmap", "roadmaps", "broadmap", "map",
            "admap", "ab", "ba", "", "aa",
        ];
        for sought in words {
            for word in words {
                for most in 0..4 {
                    let spellings = &Spellings::of(sought, most).unwrap();
                    let state = word.bytes().fold(spellings.start(), |state, byte| {
                        spellings.accept(&state, byte)
                    });
                    let is_near = osa_distance(sought, word) <= most;
                    assert_eq!(
                        spellings.is_match(&state),
                        is_near,
                        "{sought} {word} {most}"
                    );
                }
            }
        }
    }
}
