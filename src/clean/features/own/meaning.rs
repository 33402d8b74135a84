//! Words that carry meaning, and in how many blocks each stands.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::Own;
use crate::hash::AsIs;

/// The words of a document other than function words.
#[derive(Default)]
pub(super) struct Meaning {
    /// The numbers of the words of all blocks, one block after another.
    words: Vec<u32>,
    /// Where each block's words end.
    ends: Vec<usize>,
    numbers: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
    /// By the word's number.
    counts: Vec<Count>,
}

#[derive(Clone, Copy, Default)]
struct Count {
    /// Blocks that have the word.
    all: u16,
    /// Blocks of prose that have it.
    in_prose: u16,
    /// The last block that was counted.
    last: u32,
}

impl Meaning {
    /// Takes note of the next block's words.
    pub(super) fn add(&mut self, words: &[u64], prose: f32) {
        let block = self.ends.len() as u32 + 1;
        let in_prose = u16::from(prose >= 0.5);
        for &word in words {
            let next = self.counts.len() as u32;
            let number = *self.numbers.entry(word).or_insert(next);
            if number == next {
                self.counts.push(Count::default());
            }
            self.words.push(number);
            let count = &mut self.counts[number as usize];
            if count.last != block {
                count.last = block;
                count.all = count.all.saturating_add(1);
                count.in_prose = count.in_prose.saturating_add(in_prose);
            }
        }
        self.ends.push(self.words.len());
    }

    /// Says of every block how much of its meaning it shares with the others.
    pub(super) fn weigh(&self, looks: &mut [Own]) {
        let mut start = 0;
        for (own, &end) in looks.iter_mut().zip(&self.ends) {
            let is_prose = u16::from(own.prose >= 0.5);
            let (mut topical, mut fresh) = (0, 0);
            for &word in &self.words[start..end] {
                let count = &self.counts[word as usize];
                topical += usize::from(count.in_prose > is_prose);
                fresh += usize::from(count.all == 1);
            }
            let count = (end - start).max(1) as f32;
            own.topical = topical as f32 / count;
            own.fresh = fresh as f32 / count;
            start = end;
        }
    }
}
