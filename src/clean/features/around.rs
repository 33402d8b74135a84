//! The fourth look: at what a first opinion made of the blocks around.
//!
//! The first model judges blocks; its probabilities say where the article lies. The second model sees, for every block,
//! how probable its neighbours, its section, its list and its containers are.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::place::Tree;
use super::{ABSENT, Features, columns};
use crate::document::{Document, Kind};
use crate::hash::AsIs;

columns! {
    /// What the first opinion made of the surroundings. Means are weighted by words.
    Around {
        /// The block itself.
        a_self,
        /// One before.
        a_p1,
        /// Two before.
        a_p2,
        /// Three before.
        a_p3,
        /// One after.
        a_n1,
        /// Two after.
        a_n2,
        /// Three after.
        a_n3,
        /// Two before to two after, without the block.
        a_near,
        /// Five before to five after.
        a_far,
        /// Twelve before to twelve after.
        a_wide,
        /// Ten before.
        a_before,
        /// Ten after.
        a_after,
        /// The last heading.
        a_heading,
        /// From the last heading to the next.
        a_section,
        /// From here to the next heading.
        a_until_heading,
        /// Its list or table.
        a_group,
        /// The block before its list or table.
        a_lead,
        /// The largest before.
        a_most_before,
        /// The largest after.
        a_most_after,
        /// Blocks since the last that is rather article.
        a_since,
        /// Blocks until the next that is.
        a_until,
        /// Words since then.
        a_since_words,
        /// Words until then.
        a_until_words,
        /// Share of the article's expected words that stand before.
        a_mass_before,
        /// Words of the article that are expected.
        a_mass,
        /// Their share of all words.
        a_share,
        /// In the most probable stretch.
        a_in_stretch,
        /// Blocks since it began.
        a_from_stretch,
        /// Blocks until it ends.
        a_to_stretch_end,
        /// Its element's parent.
        a_c1,
        /// One up.
        a_c2,
        /// One up.
        a_c3,
        /// One up.
        a_c4,
        /// Parent's share of the article's expected words.
        a_m1,
        /// One up.
        a_m2,
        /// One up.
        a_m3,
        /// One up.
        a_m4,
        /// Elements that look alike.
        a_alike,
        /// Elements of the same tag under parents that look alike.
        a_family,
        /// In the smallest container of half of the article's expected words.
        a_in_half,
        /// Of nine tenths.
        a_in_most,
    }
}

/// Looks around every block, given the first opinion of each.
pub fn of(document: &Document, features: &Features, first: &[f32]) -> Vec<Around> {
    let count = first.len();
    let words: Vec<f32> = features.own.iter().map(|own| own.words.max(1.0)).collect();
    let all_words = running(words.iter().copied());
    let mass = running(words.iter().zip(first).map(|(words, first)| words * first));
    let mean = |from: usize, to: usize| {
        if from >= to {
            ABSENT
        } else {
            (mass[to] - mass[from]) / (all_words[to] - all_words[from])
        }
    };
    let at = |index: usize, offset: isize| {
        index
            .checked_add_signed(offset)
            .and_then(|at| first.get(at))
            .copied()
            .unwrap_or(ABSENT)
    };
    let all_mass = mass[count].max(1.0);
    let stretch = stretch(&words, first);
    let headings = last_headings(document);
    let next_headings = next_headings(document);
    let most_before = most(first.iter().copied());
    let mut most_after = most(first.iter().rev().copied());
    most_after.reverse();
    let groups = groups(document);
    let since = distances(first.iter().copied().zip(words.iter().copied()));
    let mut until = distances(first.iter().copied().zip(words.iter().copied()).rev());
    until.reverse();
    let mut around: Vec<Around> = (0..count)
        .map(|i| {
            let (low, high) = (i.saturating_sub(2), (i + 3).min(count));
            let near_words = all_words[high] - all_words[low] - words[i];
            let near_mass = mass[high] - mass[low] - words[i] * first[i];
            let (group_start, group_end) = groups[i];
            Around {
                a_self: first[i],
                a_p1: at(i, -1),
                a_p2: at(i, -2),
                a_p3: at(i, -3),
                a_n1: at(i, 1),
                a_n2: at(i, 2),
                a_n3: at(i, 3),
                a_near: near_mass / near_words.max(1.0),
                a_far: mean(i.saturating_sub(5), (i + 6).min(count)),
                a_wide: mean(i.saturating_sub(12), (i + 13).min(count)),
                a_before: mean(i.saturating_sub(10), i),
                a_after: mean(i + 1, (i + 11).min(count)),
                a_heading: headings[i].map_or(ABSENT, |heading| first[heading]),
                a_section: mean(headings[i].unwrap_or(0), next_headings[i]),
                a_until_heading: mean(i + 1, next_headings[i]),
                a_group: if group_end > group_start + 1 {
                    mean(group_start, group_end)
                } else {
                    ABSENT
                },
                a_lead: if group_end > group_start + 1 {
                    at(group_start, -1)
                } else {
                    ABSENT
                },
                a_most_before: most_before[i],
                a_most_after: most_after[i],
                a_since: since[i].0,
                a_until: until[i].0,
                a_since_words: since[i].1,
                a_until_words: until[i].1,
                a_mass_before: mass[i] / all_mass,
                a_mass: mass[count],
                a_share: mass[count] / all_words[count].max(1.0),
                a_in_stretch: f32::from(u8::from(stretch.contains(&i))),
                a_from_stretch: (i as f32 - stretch.start as f32).clamp(-100.0, 200.0),
                a_to_stretch_end: (stretch.end as f32 - 1.0 - i as f32).clamp(-100.0, 200.0),
                a_c1: ABSENT,
                a_c2: ABSENT,
                a_c3: ABSENT,
                a_c4: ABSENT,
                a_m1: ABSENT,
                a_m2: ABSENT,
                a_m3: ABSENT,
                a_m4: ABSENT,
                a_alike: ABSENT,
                a_family: ABSENT,
                a_in_half: ABSENT,
                a_in_most: ABSENT,
            }
        })
        .collect();
    if let Some(tree) = &features.tree {
        in_tree(tree, &words, first, &mut around);
    }
    around
}

/// Words and the article's expected words among them.
#[derive(Clone, Copy, Default)]
struct Share {
    words: f32,
    mass: f32,
}

impl Share {
    fn add(&mut self, words: f32, mass: f32) {
        self.words += words;
        self.mass += mass;
    }

    fn mean(self) -> f32 {
        self.mass / self.words.max(1.0)
    }
}

type Table = HashMap<u64, Share, BuildHasherDefault<AsIs>>;

/// Fills in what the tree adds.
fn in_tree(tree: &Tree, words: &[f32], first: &[f32], around: &mut [Around]) {
    let mut shares = vec![Share::default(); tree.count()];
    let (mut alike, mut family) = (Table::default(), Table::default());
    for (block, (&words, &first)) in words.iter().zip(first).enumerate() {
        let element = tree.element(block);
        shares[element].add(words, words * first);
        alike
            .entry(tree.alike(element))
            .or_default()
            .add(words, words * first);
        family
            .entry(tree.family(element))
            .or_default()
            .add(words, words * first);
    }
    for index in (1..shares.len()).rev() {
        if let Some(parent) = tree.parent(index) {
            let child = shares[index];
            shares[parent].add(child.words, child.mass);
        }
    }
    let all = shares.first().map_or(1.0, |all| all.mass).max(1.0);
    let [in_half, in_most] = [0.5, 0.9].map(|share| {
        let smallest = (0..shares.len())
            .rev()
            .filter(|&index| shares[index].mass >= all * share)
            .max_by_key(|&index| tree.depth(index));
        tree.inside(smallest.unwrap_or(0))
    });
    for (block, around) in around.iter_mut().enumerate() {
        let element = tree.element(block);
        let one = tree.parent(element).unwrap_or(element);
        let two = tree.parent(one).unwrap_or(one);
        let three = tree.parent(two).unwrap_or(two);
        let four = tree.parent(three).unwrap_or(three);
        [around.a_c1, around.a_c2, around.a_c3, around.a_c4] =
            [one, two, three, four].map(|element| shares[element].mean());
        [around.a_m1, around.a_m2, around.a_m3, around.a_m4] =
            [one, two, three, four].map(|element| shares[element].mass / all);
        around.a_alike = alike[&tree.alike(element)].mean();
        around.a_family = family[&tree.family(element)].mean();
        around.a_in_half = f32::from(u8::from(in_half[element]));
        around.a_in_most = f32::from(u8::from(in_most[element]));
    }
}

fn running(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sum = 0.0;
    let sums = values.map(|value| {
        sum += value;
        sum
    });
    std::iter::once(0.0).chain(sums).collect()
}

/// The largest value before each.
fn most(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut most = ABSENT;
    values
        .map(|value| {
            let before = most;
            most = most.max(value);
            before
        })
        .collect()
}

/// Blocks and words since the last block that is rather article than not.
fn distances(blocks: impl Iterator<Item = (f32, f32)>) -> Vec<(f32, f32)> {
    let mut distance = (50.0f32, 500.0f32);
    blocks
        .map(|(first, words)| {
            let before = (distance.0.min(50.0), distance.1.min(500.0));
            distance = if first >= 0.5 {
                (0.0, 0.0)
            } else {
                (distance.0 + 1.0, distance.1 + words)
            };
            before
        })
        .collect()
}

/// The stretch with the largest sum of words, each counted by how much more probable than not it is.
fn stretch(words: &[f32], first: &[f32]) -> std::ops::Range<usize> {
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0f32);
    for (index, (words, first)) in words.iter().zip(first).enumerate() {
        if sum <= 0.0 {
            (start, sum) = (index, 0.0);
        }
        sum += words * (first - 0.5);
        if sum > best_sum {
            (best, best_sum) = (start..index + 1, sum);
        }
    }
    best
}

/// The heading above each block; a heading's is itself.
fn last_headings(document: &Document) -> Vec<Option<usize>> {
    let mut last = None;
    let blocks = document.blocks.iter().enumerate();
    blocks
        .map(|(index, block)| {
            if block.kind == Kind::Heading {
                last = Some(index);
            }
            last
        })
        .collect()
}

/// Where the next heading stands, or the end.
fn next_headings(document: &Document) -> Vec<usize> {
    let mut next = document.blocks.len();
    let mut headings: Vec<usize> = document
        .blocks
        .iter()
        .enumerate()
        .rev()
        .map(|(index, block)| {
            let after = next;
            if block.kind == Kind::Heading {
                next = index;
            }
            after
        })
        .collect();
    headings.reverse();
    headings
}

/// First block of each block's list or table, and the one after its last.
fn groups(document: &Document) -> Vec<(usize, usize)> {
    let blocks = &document.blocks;
    let mut groups = Vec::with_capacity(blocks.len());
    let mut start = 0;
    while start < blocks.len() {
        let same = |index: &usize| {
            blocks[*index].group.is_some() && blocks[*index].group == blocks[start].group
        };
        let end = (start + 1..blocks.len())
            .find(|index| !same(index))
            .unwrap_or(blocks.len());
        groups.resize(end, (start, end));
        start = end;
    }
    groups
}
