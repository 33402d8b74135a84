//! The model: two small forests of decision trees for pages and two for text, learned on labelled pages.
//!
//! The first forest judges a block by its features; the second judges again, seeing what the first made of the blocks
//! around. On pages the first one's first trees are asked alone, since most blocks are plainly something else. `examples/clean_train.py` writes the weights; `docs/cleaning.md` says how to train them anew.

use std::sync::LazyLock;

use super::features::{self, Features, Input};
use super::forest::{Forest, take};
use crate::document::Document;

static PAGES: LazyLock<Vec<Forest>> =
    LazyLock::new(|| read(include_bytes!("pages.bin"), Input::Page));
static TEXT: LazyLock<Vec<Forest>> =
    LazyLock::new(|| read(include_bytes!("text.bin"), Input::Text));

/// Where the glance at a block of a page comes out below this, no more is asked: half of the blocks, of which all the trees
/// together made no more than .08 and .002 in the mean, measured on one fold that they had not seen.
const CLEAR_AT_A_GLANCE: f32 = 0.1;

/// What all the trees together make of such a block, in the mean.
const CLEAR_PROBABILITY: f32 = 0.002;

/// Below this probability the first forest's word is the last: half of the blocks of a page, of which the second one, out
/// of fold, gave none more than .02.
const CLEAR: f32 = 0.01;

/// The probability of every block that it is article.
pub fn probabilities(document: &Document, features: &Features) -> Vec<f32> {
    let forests = match features.input() {
        Input::Page => &PAGES,
        Input::Text => &TEXT,
    };
    let count = features.own.len();
    let (mut opinion, second, limit) = match forests.as_slice() {
        [glance, rest, second] => (in_two_steps(glance, rest, features), second, CLEAR),
        [first, second] => {
            let sums = first.sums(count, |block, row| features.write(block, row));
            (sums.into_iter().map(probability).collect(), second, 0.0)
        }
        _ => return vec![1.0; count],
    };
    let around = features::around::of(document, features, &opinion);
    let open = at_least(&opinion, limit);
    let sums = second.sums(open.len(), |at, row| {
        features.write(open[at], row);
        around[open[at]].write(row);
    });
    for (block, sum) in open.into_iter().zip(sums) {
        opinion[block] = probability(sum);
    }
    opinion
}

/// The logarithms of the odds that the first forest gives `count` rows; on pages its first trees alone.
pub(super) fn at_a_glance(
    features: &Features,
    count: usize,
    write: impl Fn(usize, &mut Vec<f32>),
) -> Vec<f32> {
    let forests = match features.input() {
        Input::Page => &PAGES,
        Input::Text => &TEXT,
    };
    let first = forests.first();
    first.map_or_else(|| vec![0.0; count], |first| first.sums(count, write))
}

/// What the trees of a glance and the rest of the first forest make of every block; the rest only sees what needs it.
fn in_two_steps(glance: &Forest, rest: &Forest, features: &Features) -> Vec<f32> {
    let glances = glance.sums(features.own.len(), |block, row| features.write(block, row));
    let mut opinion: Vec<f32> = glances.iter().copied().map(probability).collect();
    let open = at_least(&opinion, CLEAR_AT_A_GLANCE);
    opinion.fill(CLEAR_PROBABILITY);
    let sums = rest.sums(open.len(), |at, row| features.write(open[at], row));
    for (block, sum) in open.into_iter().zip(sums) {
        opinion[block] = probability(glances[block] + sum);
    }
    opinion
}

/// The blocks whose probability is not below the limit.
fn at_least(probabilities: &[f32], limit: f32) -> Vec<usize> {
    let blocks = 0..probabilities.len();
    blocks
        .filter(|&block| probabilities[block] >= limit)
        .collect()
}

/// The probability whose odds have this logarithm.
fn probability(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// Reads weights, little-endian: `u16` bytes of column names, the names that the trees look at, one a line, and the
/// forests (see [`Forest::read`]). Columns are known by their names, so that a new one leaves old weights as they are.
fn read(weights: &[u8], input: Input) -> Vec<Forest> {
    let mut rest = weights;
    let Some(columns) = columns(&mut rest, input) else {
        return Vec::new();
    };
    std::iter::from_fn(|| Forest::read(&mut rest, &columns)).collect()
}

/// Where the columns that the trees look at stand in a row; `None` if one of them is gone.
fn columns(rest: &mut &[u8], input: Input) -> Option<Vec<u16>> {
    let length = usize::from(u16::from_le_bytes(take(rest)?));
    let (names, after) = rest.split_at_checked(length)?;
    *rest = after;
    let known = features::second_names(input);
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
        assert_eq!(PAGES.len(), 3, "train again: see docs/cleaning.md");
        assert_eq!(TEXT.len(), 2, "train again: see docs/cleaning.md");
    }

    #[test]
    fn a_broken_file_of_weights_ends_in_no_forest() {
        let weights = include_bytes!("pages.bin");
        for cut in [0, 1, 7, 40, weights.len() / 2] {
            assert!(read(&weights[..cut], Input::Page).len() < 3);
        }
    }
}
