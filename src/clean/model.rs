//! The model: two small forests of decision trees for pages and two for text, learned on labelled pages.
//!
//! The first forest judges a block by its features; the second judges again, seeing what the first made of the blocks
//! around. `examples/clean_train.py` writes the weights; `docs/cleaning.md` says how to train them anew.

use std::sync::LazyLock;

use super::features::{self, Features};
use crate::document::Document;

/// The weights of all forests, in the form that [`Forest::read`] reads.
static WEIGHTS: &[u8] = include_bytes!("model.bin");

static FORESTS: LazyLock<Vec<Forest>> = LazyLock::new(|| {
    let mut rest = WEIGHTS;
    std::iter::from_fn(|| Forest::read(&mut rest)).collect()
});

/// The probability of every block that it is article.
pub fn probabilities(document: &Document, features: &Features) -> Vec<f32> {
    // Forests stand in the file as: pages first and second, text first and second.
    let at = if features.tree.is_some() { 0 } else { 2 };
    let [Some(first), Some(second)] = [at, at + 1].map(|at| FORESTS.get(at)) else {
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
    /// Of the columns it was trained on, see [`fingerprint`].
    #[cfg_attr(
        not(test),
        expect(
            dead_code,
            reason = "a test compares it; the weights never change at run time"
        )
    )]
    columns: u32,
    trees: Vec<Vec<Node>>,
}

impl Forest {
    /// Reads the next forest: `u32` columns, `u16` trees, and of each tree `u16` nodes and the nodes, little-endian.
    fn read(rest: &mut &[u8]) -> Option<Forest> {
        let columns = u32::from_le_bytes(take(rest)?);
        let count = u16::from_le_bytes(take(rest)?);
        let mut trees = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            let nodes = u16::from_le_bytes(take(rest)?);
            let mut tree = Vec::with_capacity(usize::from(nodes));
            for at in 0..nodes {
                let node = Node {
                    column: u16::from_le_bytes(take(rest)?),
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
        Some(Forest { columns, trees })
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

/// A fingerprint of column names (FNV-1a of the names joined by line ends), so that weights cannot be used on others.
#[cfg(test)]
fn fingerprint(names: &[&str]) -> u32 {
    names.join("\n").bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_were_learned_on_these_columns() {
        let (first, second) = (
            fingerprint(&features::names()),
            fingerprint(&features::second_names()),
        );
        let columns: Vec<u32> = FORESTS.iter().map(|forest| forest.columns).collect();
        assert_eq!(
            columns,
            [first, second, first, second],
            "train again: see docs/cleaning.md"
        );
    }

    #[test]
    fn a_broken_file_of_weights_ends_in_no_forest() {
        for cut in [0, 3, 7, 40, WEIGHTS.len() / 2] {
            let mut rest = &WEIGHTS[..cut];
            assert!(std::iter::from_fn(|| Forest::read(&mut rest)).count() < 4);
        }
    }
}
