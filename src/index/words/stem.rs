//! Stemming cuts a word to what its inflections share.

use frostem::{Algorithm, Stemmer};

/// Slots of the memory: a power of two, large enough for the everyday words of one language and of a few trades.
const SLOTS: usize = 1 << 14;

/// English stems, with a memory where it pays: articles say the same words again and again, a question does not.
#[derive(Clone, Default)]
pub(in crate::index) struct Stems {
    slots: Vec<(String, String)>,
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Stems {
    /// With a memory.
    pub(in crate::index) fn remembering() -> Self {
        Stems {
            slots: vec![Default::default(); SLOTS],
        }
    }

    /// Replaces what `buffer` holds from `from` on by its stem.
    pub(in crate::index) fn stem(&mut self, buffer: &mut String, from: usize) {
        let word = &buffer[from..];
        if !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return;
        }
        if self.slots.is_empty() {
            let stem = Stemmer::new(Algorithm::English).stem(word).into_owned();
            buffer.truncate(from);
            buffer.push_str(&stem);
            return;
        }
        let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, b| {
            (hash ^ u32::from(b)).wrapping_mul(0x0100_0193)
        });
        let slot = &mut self.slots[(hash ^ (hash >> 15)) as usize % SLOTS];
        if slot.0 != word {
            slot.0.clear();
            slot.0.push_str(word);
            slot.1.clear();
            slot.1
                .push_str(&Stemmer::new(Algorithm::English).stem(word));
        }
        buffer.truncate(from);
        buffer.push_str(&slot.1);
    }
}
