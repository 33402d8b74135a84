//! Stemming cuts a word to what its inflections share.

use frostem::{Algorithm, Stemmer};

use crate::hash::hash;

/// Words to remember of a corpus: a power of two, large enough for the everyday words of one language and of a few trades.
pub(in crate::index) const MANY: usize = 1 << 14;
/// Words to remember of the passages of an answer, where few words are looked for.
pub(in crate::index) const FEW: usize = 1 << 6;

/// Longer words are not remembered, so that a slot is one line of the processor's cache.
const LONGEST: usize = 31;

/// English stems, with a memory where it pays: articles say the same words again and again, a question does not.
#[derive(Clone, Default)]
pub(in crate::index) struct Stems {
    slots: Vec<Slot>,
}

/// A word and its stem.
#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Slot {
    word: Short,
    stem: Short,
}

/// So many ASCII letters, one behind the other.
#[derive(Clone, Copy, Default)]
struct Short {
    length: u8,
    letters: [u8; LONGEST],
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Stems {
    /// With a memory of so many words, a power of two.
    pub(in crate::index) fn remembering(words: usize) -> Self {
        Stems {
            slots: vec![Slot::default(); words],
        }
    }

    /// Replaces what `buffer` holds from `from` on by its stem.
    pub(in crate::index) fn stem(&mut self, buffer: &mut String, from: usize) {
        let word = &buffer[from..];
        if !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return;
        }
        let slot = match Short::of(word) {
            Some(short) if !self.slots.is_empty() => {
                // How many there are is a power of two.
                let mask = self.slots.len() - 1;
                let slot = &mut self.slots[hash(word) as usize & mask];
                if slot.word.text() == word {
                    buffer.truncate(from);
                    buffer.push_str(slot.stem.text());
                    return;
                }
                Some((slot, short))
            }
            _ => None,
        };
        let stem = Stemmer::new(Algorithm::English).stem(word);
        if let Some((slot, word)) = slot
            && let Some(stem) = Short::of(&stem)
        {
            *slot = Slot { word, stem };
        }
        let stem = stem.into_owned();
        buffer.truncate(from);
        buffer.push_str(&stem);
    }
}

impl Short {
    /// `None` of what is longer.
    fn of(text: &str) -> Option<Short> {
        let mut letters = [0; LONGEST];
        letters
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        Some(Short {
            length: text.len() as u8,
            letters,
        })
    }

    fn text(&self) -> &str {
        // It was made from a text.
        std::str::from_utf8(&self.letters[..usize::from(self.length)]).unwrap_or_default()
    }
}
