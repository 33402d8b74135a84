//! The numbers of the words of a segment.
//!
//! An article brings a thousand different words, and the table of all is too large for the processor's caches. So the words
//! of an article are looked up together, in rounds in which no step waits for the one before.

use crate::index::sheaf::List;
use crate::index::words::vocabulary::Vocabulary;

/// See the module.
pub(super) struct Numbers {
    /// By hash. Never more than half full; how many there are is a power of two.
    slots: Vec<Slot>,
    words: Vec<Forms>,
    /// The forms of all words.
    text: Vec<u8>,
}

/// Where a word is looked for.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    /// The word's number plus one; 0 is free.
    next: u32,
}

/// What a word is in the exact field and in the others, one behind the other in the text.
#[derive(Clone, Copy)]
struct Forms {
    from: u32,
    exact: u16,
    stem: u16,
}

/// Slots that the table begins with.
const SLOTS: usize = 1 << 13;

impl Numbers {
    pub(super) fn new() -> Self {
        Numbers {
            slots: vec![Slot::default(); SLOTS],
            words: Vec::new(),
            text: Vec::new(),
        }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Roughly.
    pub(super) fn memory(&self) -> usize {
        size_of_val(self.slots.as_slice())
            + self.words.capacity() * size_of::<Forms>()
            + self.text.capacity()
    }

    /// A word as it is in the exact field; empty for a word that only the others have.
    pub(super) fn exact(&self, number: u32) -> &[u8] {
        let forms = self.words[number as usize];
        &self.text[forms.from as usize..][..usize::from(forms.exact)]
    }

    /// A word as it is in the other fields.
    pub(super) fn stem(&self, number: u32) -> &[u8] {
        let forms = self.words[number as usize];
        &self.text[forms.from as usize + usize::from(forms.exact)..][..usize::from(forms.stem)]
    }

    /// The numbers of an article's words, in the order of its lists.
    pub(super) fn of(&mut self, vocabulary: &Vocabulary, lists: &[List], numbers: &mut Vec<u32>) {
        numbers.clear();
        // Most words stand in the first slot that is looked at.
        let mask = self.slots.len() - 1;
        numbers.extend(lists.iter().map(|list| {
            let hash = vocabulary.hash(list.word) as u32;
            let slot = self.slots[hash as usize & mask];
            if slot.hash == hash { slot.next } else { 0 }
        }));
        for (number, list) in numbers.iter_mut().zip(lists) {
            let (exact, stem) = (vocabulary.exact(list.word), vocabulary.stem(list.word));
            *number = match number.checked_sub(1) {
                Some(known) if self.is(known, exact, stem) => known,
                _ => self.find_or_add(vocabulary.hash(list.word) as u32, exact, stem),
            };
        }
    }

    fn is(&self, number: u32, exact: &str, stem: &str) -> bool {
        self.exact(number) == exact.as_bytes() && self.stem(number) == stem.as_bytes()
    }

    fn find_or_add(&mut self, hash: u32, exact: &str, stem: &str) -> u32 {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(number) = self.slots[at].next.checked_sub(1) {
            if self.slots[at].hash == hash && self.is(number, exact, stem) {
                return number;
            }
            at = (at + 1) & mask;
        }
        // No form is longer than the longest word.
        self.words.push(Forms {
            from: self.text.len() as u32,
            exact: exact.len() as u16,
            stem: stem.len() as u16,
        });
        self.text.extend_from_slice(exact.as_bytes());
        self.text.extend_from_slice(stem.as_bytes());
        let next = self.words.len() as u32;
        self.slots[at] = Slot { hash, next };
        if 2 * self.words.len() > self.slots.len() {
            self.grow();
        }
        next - 1
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); 2 * self.slots.len()];
        let mask = larger.len() - 1;
        let smaller = std::mem::replace(&mut self.slots, larger);
        for slot in smaller.into_iter().filter(|slot| slot.next > 0) {
            let mut at = slot.hash as usize & mask;
            while self.slots[at].next > 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::words::Piece;
    use crate::index::words::stem::{FEW, Stems};

    #[test]
    fn a_word_has_the_same_number_in_every_article() {
        let mut numbers = Numbers::new();
        let (mut first, mut second) = (Vec::new(), Vec::new());
        let mut article = |words: &mut dyn Iterator<Item = u32>, found: &mut Vec<u32>| {
            let (mut vocabulary, mut stems) = (Vocabulary::default(), Stems::remembering(FEW));
            let list = |n| List {
                word: vocabulary.number(Piece::Word, &format!("Words{n}ing"), &mut stems),
                ..List::default()
            };
            let lists: Vec<List> = words.map(list).collect();
            numbers.of(&vocabulary, &lists, found);
        };
        let count = 2 * SLOTS as u32;
        article(&mut (0..count), &mut first);
        article(&mut (0..count).rev(), &mut second);
        second.reverse();
        assert_eq!(first, (0..count).collect::<Vec<_>>());
        assert_eq!(first, second);
        assert_eq!(numbers.len(), count as usize);
        assert_eq!(numbers.exact(7), b"words7ing");
        assert_eq!(numbers.stem(count - 1), numbers.exact(count - 1));
    }
}
