//! The model: two small forests of decision trees for pages and two for text, learned on labelled pages.
//!
//! The first forest judges a block by its features; the second judges again, seeing what the first made of the blocks
//! around. `examples/clean_train.py` writes the weights; `docs/cleaning.md` says how to train them anew.

use std::sync::LazyLock;

use super::features::{self, Features};
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
    let [first, second] = forests.as_slice() else {
        return vec![1.0; features.own.len()];
    };
    let opinion = first.judge(&features.values, features.width);
    let around = features::around::of(document, features, &opinion);
    let width = features.width + features::around::Around::NAMES.len();
    let mut rows = Vec::with_capacity(width * opinion.len());
    for (block, around) in around.iter().enumerate() {
        rows.extend_from_slice(features.row(block));
        around.write(&mut rows);
    }
    second.judge(&rows, width)
}

/// Reads weights, little-endian: `u16` bytes of column names, the names that the trees look at, one a line, and the
/// forests, of each `u16` trees, of each tree `u16` nodes and the nodes. Columns are known by their names, so that a new
/// one leaves old weights as they are.
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

/// A node of a tree: where to look and what to compare with, or a leaf.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The column to look at; [`LEAF`] in a leaf.
    column: u16,
    /// Where the left child stands (small values go left); the right one stands after it.
    left: u16,
    /// The threshold, or a leaf's value.
    value: f32,
}

/// Beyond the columns of every row.
const LEAF: u16 = u16::MAX;

/// Trees whose leaves add up to the logarithm of the odds.
#[derive(Debug, Clone)]
struct Forest {
    trees: Vec<Vec<Node>>,
}

impl Forest {
    /// Reads the next forest, whose nodes number the `columns`.
    fn read(rest: &mut &[u8], columns: &[u16]) -> Option<Forest> {
        let count = u16::from_le_bytes(take(rest)?);
        let mut trees = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            let nodes = u16::from_le_bytes(take(rest)?);
            let mut tree = Vec::with_capacity(usize::from(nodes));
            for at in 0..nodes {
                let node = Node {
                    column: match u16::from_le_bytes(take(rest)?) {
                        LEAF => LEAF,
                        number => *columns.get(usize::from(number))?,
                    },
                    left: u16::from_le_bytes(take(rest)?),
                    value: f32::from_le_bytes(take(rest)?),
                };
                // Children stand after their parent, so that every walk ends.
                if node.column != LEAF && (node.left <= at || node.left >= nodes - 1) {
                    return None;
                }
                tree.push(node);
            }
            trees.push(tree);
        }
        Some(Forest { trees })
    }

    /// Judges rows of `width` columns. Tree by tree, so that a tree stays in the cache for all rows.
    fn judge(&self, rows: &[f32], width: usize) -> Vec<f32> {
        let mut sums = vec![0.0f32; rows.len() / width.max(1)];
        for tree in &self.trees {
            for (sum, row) in sums.iter_mut().zip(rows.chunks_exact(width)) {
                *sum += leaf(tree, row);
            }
        }
        sums.iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect()
    }
}

/// The value of the leaf that a row falls into.
fn leaf(tree: &[Node], row: &[f32]) -> f32 {
    let mut at = 0;
    while let Some(node) = tree.get(at) {
        let Some(value) = row.get(usize::from(node.column)) else {
            return node.value;
        };
        at = usize::from(node.left) + usize::from(*value > node.value);
    }
    0.0
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
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
