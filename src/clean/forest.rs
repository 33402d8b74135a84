//! A forest: decision trees whose leaves add up to the logarithm of the odds.
//!
//! No tree is walked: every step of a walk waits for the one before, and the processor guesses half of them wrong. Instead
//! the leaves of a tree are bits, from left to right, and a split whose value goes right rules out the leaves on its left.
//! The row falls into the first leaf that no split rules out. So splits can be asked in any order: column by column, by
//! rising threshold until no value is greater, for several rows at once (Lucchese et al., "QuickScorer", SIGIR 2015).

/// Rows that are judged together.
const LANES: usize = 16;

/// Leaves of a tree are the bits of a word.
const MAX_LEAVES: usize = 32;

/// The column of a leaf in a file of weights: beyond the columns of every row.
const LEAF: u16 = u16::MAX;

/// A forest, laid out for asking its splits column by column.
#[derive(Debug, Clone)]
pub(super) struct Forest {
    columns: Vec<Column>,
    /// Of each tree the values of its leaves, from left to right.
    leaves: Vec<[f32; MAX_LEAVES]>,
}

/// A column that some tree looks at.
#[derive(Debug, Clone)]
struct Column {
    number: usize,
    /// By rising threshold.
    splits: Vec<Split>,
}

#[derive(Debug, Clone, Copy)]
struct Split {
    threshold: f32,
    tree: u32,
    /// The leaves on its left, which greater values rule out.
    left: u32,
}

/// A node of a tree in a file of weights: where to look and what to compare with, or a leaf.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The column to look at; [`LEAF`] in a leaf.
    column: u16,
    /// Where the left child stands (small values go left); the right one stands after it.
    left: u16,
    /// The threshold, or a leaf's value.
    value: f32,
}

impl Forest {
    /// Reads the next forest: `u16` trees, of each tree `u16` nodes and the nodes, which number the `columns`. A tree has at
    /// most [`MAX_LEAVES`] leaves.
    pub(super) fn read(rest: &mut &[u8], columns: &[u16]) -> Option<Forest> {
        let count = u16::from_le_bytes(take(rest)?);
        let mut leaves = Vec::with_capacity(usize::from(count));
        let mut splits: Vec<(u16, Split)> = Vec::new();
        for tree in 0..u32::from(count) {
            let nodes = u16::from_le_bytes(take(rest)?);
            let nodes: Vec<Node> = (0..nodes)
                .map(|_| node(rest, columns))
                .collect::<Option<_>>()?;
            let mut found = Vec::with_capacity(MAX_LEAVES);
            descend(&nodes, 0, &mut found, &mut |column, threshold, left| {
                let split = Split {
                    threshold,
                    tree,
                    left,
                };
                splits.push((column, split));
            })?;
            found.resize(MAX_LEAVES, 0.0);
            leaves.push(found.try_into().ok()?);
        }
        splits.sort_by(|(a, one), (b, other)| {
            a.cmp(b).then(one.threshold.total_cmp(&other.threshold))
        });
        let columns = splits
            .chunk_by(|(a, _), (b, _)| a == b)
            .map(|splits| Column {
                number: usize::from(splits[0].0),
                splits: splits.iter().map(|(_, split)| *split).collect(),
            });
        Some(Forest {
            columns: columns.collect(),
            leaves,
        })
    }

    /// The logarithms of the odds of `count` rows; `write` appends the row of a number.
    pub(super) fn sums(&self, count: usize, write: impl Fn(usize, &mut Vec<f32>)) -> Vec<f32> {
        let mut all = Vec::with_capacity(count);
        let mut rows = Vec::new();
        let mut out = vec![[0u32; LANES]; self.leaves.len()];
        for first in (0..count).step_by(LANES) {
            rows.clear();
            let lanes = LANES.min(count - first);
            (first..first + lanes).for_each(|row| write(row, &mut rows));
            let width = rows.len() / lanes;
            // The last group is filled up with its first row.
            let row = |lane: usize| &rows[lane % lanes * width..][..width];
            let sums = self.together(&std::array::from_fn(row), &mut out);
            all.extend_from_slice(&sums[..lanes]);
        }
        all
    }

    /// What the leaves of the rows add up to. `out` keeps of each tree and row the leaves that are ruled out.
    fn together(&self, rows: &[&[f32]; LANES], out: &mut [[u32; LANES]]) -> [f32; LANES] {
        out.fill([0; LANES]);
        for column in &self.columns {
            if let Some((values, greatest)) = column.of(rows) {
                ask(&column.splits, &values, greatest, out);
            }
        }
        let mut sums = [0.0; LANES];
        for (out, leaves) in out.iter().zip(&self.leaves) {
            for (sum, out) in sums.iter_mut().zip(out) {
                *sum += leaves[out.trailing_ones() as usize % MAX_LEAVES];
            }
        }
        sums
    }
}

impl Column {
    /// Its value in each row, and the greatest of them.
    fn of(&self, rows: &[&[f32]; LANES]) -> Option<([f32; LANES], f32)> {
        let mut values = [0.0; LANES];
        let mut greatest = f32::NEG_INFINITY;
        for (value, row) in values.iter_mut().zip(rows) {
            *value = *row.get(self.number)?;
            if *value > greatest {
                greatest = *value;
            }
        }
        Some((values, greatest))
    }
}

/// Rules out the leaves on the left of every split that a value goes right of. Without a branch, so that all rows are
/// compared at once.
fn ask(splits: &[Split], values: &[f32; LANES], greatest: f32, out: &mut [[u32; LANES]]) {
    for &Split {
        threshold,
        tree,
        left,
    } in splits
    {
        if threshold >= greatest {
            break;
        }
        for (out, value) in out[tree as usize].iter_mut().zip(values) {
            *out |= u32::from(*value > threshold).wrapping_neg() & left;
        }
    }
}

/// Visits a tree from left to right: leaves are collected, and of each split its column, its threshold and the leaves on
/// its left are told. `None` where this is not a tree.
fn descend(
    nodes: &[Node],
    at: usize,
    leaves: &mut Vec<f32>,
    tell: &mut impl FnMut(u16, f32, u32),
) -> Option<()> {
    let node = nodes.get(at)?;
    if node.column == LEAF {
        leaves.push(node.value);
        return (leaves.len() <= MAX_LEAVES).then_some(());
    }
    let left = usize::from(node.left);
    // Children stand after their parent, so that every walk ends.
    if left <= at || node.value.is_nan() {
        return None;
    }
    let from = leaves.len();
    descend(nodes, left, leaves, tell)?;
    let bits = (from..leaves.len()).fold(0, |bits, leaf| bits | 1 << leaf);
    tell(node.column, node.value, bits);
    descend(nodes, left + 1, leaves, tell)
}

fn node(rest: &mut &[u8], columns: &[u16]) -> Option<Node> {
    Some(Node {
        column: match u16::from_le_bytes(take(rest)?) {
            LEAF => LEAF,
            number => *columns.get(usize::from(number))?,
        },
        left: u16::from_le_bytes(take(rest)?),
        value: f32::from_le_bytes(take(rest)?),
    })
}

/// The next bytes of a file of weights.
pub(super) fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A forest of one tree in the form of a file.
    fn forest(nodes: &[(u16, u16, f32)]) -> Option<Forest> {
        let mut file = vec![1, 0];
        file.extend((nodes.len() as u16).to_le_bytes());
        for (column, left, value) in nodes {
            file.extend(column.to_le_bytes());
            file.extend(left.to_le_bytes());
            file.extend(value.to_le_bytes());
        }
        Forest::read(&mut file.as_slice(), &[0, 1])
    }

    #[test]
    fn every_row_falls_into_its_leaf() {
        let split = |column, left, threshold| (column, left, threshold);
        let leaf = |value| (LEAF, 0, value);
        let nodes = [
            split(0, 1, 0.5),
            split(1, 3, 2.0),
            split(1, 5, -1.0),
            leaf(1.0),
            leaf(2.0),
            leaf(3.0),
            leaf(4.0),
        ];
        let forest = forest(&nodes).expect("a tree");
        let rows = [
            ([0.5, 2.0], 1.0),
            ([0.5, 2.1], 2.0),
            ([0.6, -1.0], 3.0),
            ([9.0, 9.0], 4.0),
            ([f32::NAN, f32::NAN], 1.0),
        ];
        // More rows than go together, so that some stand in a part of a group.
        let rows: Vec<([f32; 2], f32)> = rows.into_iter().cycle().take(2 * LANES + 3).collect();
        let sums = forest.sums(rows.len(), |row, out| out.extend(rows[row].0));
        for (sum, (row, leaf)) in sums.iter().zip(&rows) {
            assert_eq!(sum, leaf, "{row:?}");
        }
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        assert!(forest(&[(0, 0, 1.0)]).is_none());
        assert!(forest(&[(0, 1, 1.0), (LEAF, 0, 1.0)]).is_none());
        assert!(forest(&[(0, 1, f32::NAN), (LEAF, 0, 1.0), (LEAF, 0, 1.0)]).is_none());
        assert!(forest(&[]).is_none());
    }
}
