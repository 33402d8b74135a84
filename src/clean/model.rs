//! The model: two small forests of decision trees for pages and two for text, learned on labelled pages.
//!
//! The first forest judges a block by its features; the second judges again, seeing what the first made of the blocks
//! around. `examples/clean_train.py` writes the weights; `docs/cleaning.md` says how to train them anew.

use std::sync::LazyLock;

use super::features::{self, Features};
use super::forest::{Forest, take};
use crate::document::Document;

static PAGES: LazyLock<Vec<Forest>> = LazyLock::new(|| read(include_bytes!("pages.bin")));
static TEXT: LazyLock<Vec<Forest>> = LazyLock::new(|| read(include_bytes!("text.bin")));

/// The probability of every block that it is article.
pub fn probabilities(document: &Document, features: &Features) -> Vec<f32> {
    let forests = if features.tree.is_some() {
        &PAGES
    } else {
        &TEXT
    };
    let count = features.own.len();
    let [first, second] = forests.as_slice() else {
        return vec![1.0; count];
    };
    let opinion = first.judge(count, |block, row| features.write(block, row));
    let around = features::around::of(document, features, &opinion);
    let doubtful: Vec<usize> = (0..count).filter(|&at| opinion[at] >= CLEAR).collect();
    let seconds = second.judge(doubtful.len(), |at, row| {
        features.write(doubtful[at], row);
        around[doubtful[at]].write(row);
    });
    let mut probabilities = opinion;
    for (block, second) in doubtful.into_iter().zip(seconds) {
        probabilities[block] = second;
    }
    probabilities
}

/// Below this probability the first word is the last: half of the blocks of a page, of which the second forest, out of fold,
/// gave none more than .02.
const CLEAR: f32 = 0.01;

/// Reads weights, little-endian: `u16` bytes of column names, the names that the trees look at, one a line, and the
/// forests (see [`Forest::read`]). Columns are known by their names, so that a new one leaves old weights as they are.
fn read(weights: &[u8]) -> Vec<Forest> {
    let mut rest = weights;
    let Some(columns) = columns(&mut rest) else {
        return Vec::new();
    };
    std::iter::from_fn(|| Forest::read(&mut rest, &columns)).collect()
}

/// Where the columns that the trees look at stand in a row; none if one of them is no longer there.
fn columns(rest: &mut &[u8]) -> Option<Vec<u16>> {
    let length = usize::from(u16::from_le_bytes(take(rest)?));
    let (names, after) = rest.split_at_checked(length)?;
    *rest = after;
    let known = features::second_names();
    let place = |name: &str| known.iter().position(|known| *known == name);
    std::str::from_utf8(names)
        .ok()?
        .lines()
        .map(|name| place(name).and_then(|at| u16::try_from(at).ok()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_know_their_columns() {
        for forests in [&PAGES, &TEXT] {
            assert_eq!(forests.len(), 2, "train again: see docs/cleaning.md");
        }
    }

    #[test]
    fn a_broken_file_of_weights_ends_in_no_forest() {
        let weights = include_bytes!("pages.bin");
        for cut in [0, 1, 7, 40, weights.len() / 2] {
            assert!(read(&weights[..cut]).len() < 2);
        }
    }
}
