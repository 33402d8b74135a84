//! BM25 by the numbers that tantivy counts with. Its own weight is made anew for every term, with a table of all lengths
//! and an explanation in words; here a field's table is made once a question.

use tantivy::Score;
use tantivy::fieldnorm::FieldNormReader;

const K1: Score = 1.2;
const B: Score = 0.75;

/// What each length that a field can have does to a frequency.
#[derive(Debug, Clone)]
pub struct Lengths([Score; 256]);

impl Lengths {
    /// Of a field with this mean length; what is shorter than `shortest` counts as that long.
    pub fn new(mean: Score, shortest: Score) -> Lengths {
        let mut lengths = [0.0; 256];
        for (id, length) in (0..=u8::MAX).zip(&mut lengths) {
            let words = (FieldNormReader::id_to_fieldnorm(id) as Score).max(shortest);
            *length = K1 * (1.0 - B + B * words / mean);
        }
        Lengths(lengths)
    }

    /// What so many occurrences are worth in a passage of this (rounded) length; 1 at most.
    pub fn share(&self, length: u8, frequency: Score) -> Score {
        frequency / (frequency + self.0[usize::from(length)])
    }

    /// The same for a fractional frequency: between its neighbours.
    pub fn share_between(&self, length: u8, frequency: Score) -> Score {
        let below = self.share(length, frequency.floor());
        let above = self.share(length, frequency.floor() + 1.0);
        below + (above - below) * frequency.fract()
    }
}

/// What a term is worth at most that stands in `with` of `all` passages.
pub fn worth(with: u64, all: u64) -> Score {
    idf(with, all) * (1.0 + K1)
}

/// The same for a pair of terms.
pub fn worth_of_pair(first: u64, second: u64, all: u64) -> Score {
    (idf(first, all) + idf(second, all)) * (1.0 + K1)
}

fn idf(with: u64, all: u64) -> Score {
    // Never more than there are, whatever a damaged dictionary says.
    let with = with.min(all);
    (1.0 + ((all - with) as Score + 0.5) / (with as Score + 0.5)).ln()
}
