//! The tree above the blocks, with what every element holds.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::Place;
use super::holds::Holds;
use super::names::{BAD, CUE_COLUMNS, GOOD, around, tag};
use crate::clean::features::cues::{self, Cue};
use crate::clean::features::own::Own;
use crate::document::{Block, Document, Page};
use crate::hash::{AsIs, hash, mix};

/// A container that holds more of the page's words than this is the page: what its names warn of does not count.
const WHOLE_PAGE: f32 = 0.8;

/// The tree above the blocks, with what every element holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    parents: Vec<Option<u32>>,
    /// The element of every block.
    elements: Vec<u32>,
    pub(super) cues: Vec<u32>,
    pub(super) tags: Vec<u8>,
    pub(super) depths: Vec<u16>,
    /// Hashes of the path of tags down to the element.
    pub(super) paths: Vec<u64>,
    /// Hashes of the element's own tag and names.
    looks: Vec<u64>,
    pub(super) holds: Vec<Holds>,
    /// What stands around an element: which of `rows` all its blocks share.
    around: Vec<u32>,
    /// Different surroundings; most elements have their parent's.
    rows: Vec<Place>,
    pub(super) articles: f32,
    pub(super) all: Holds,
}

impl Tree {
    /// Reads the tree of a page and adds up what stands in it.
    pub(super) fn of(document: &Document, page: &Page, own: &[Own]) -> Tree {
        let elements = page.elements.as_slice();
        let count = elements.len();
        let element = |block: &Block| {
            block
                .markup
                .as_ref()
                .map_or(0, |markup| markup.element.min(count as u32 - 1))
        };
        let mut tree = Tree {
            // Parents stand before their children, whatever a reader made of a broken page.
            parents: elements
                .iter()
                .zip(0..)
                .map(|(element, index)| element.parent.filter(|&parent| parent < index))
                .collect(),
            elements: document.blocks.iter().map(element).collect(),
            cues: Vec::with_capacity(count),
            tags: Vec::with_capacity(count),
            depths: vec![0; count],
            paths: vec![0; count],
            looks: Vec::with_capacity(count),
            holds: vec![Holds::default(); count],
            around: Vec::with_capacity(count),
            rows: vec![Place::default()],
            articles: elements
                .iter()
                .filter(|element| &*element.tag == "article")
                .count() as f32,
            all: Holds::default(),
        };
        // A page has far more elements than names for them.
        let mut met: HashMap<u64, u32, BuildHasherDefault<AsIs>> = HashMap::default();
        for (index, element) in elements.iter().enumerate() {
            let names = hash(&*element.names);
            let cues = met.entry(names).or_insert_with(|| cues::of(&element.names));
            tree.cues.push(*cues);
            tree.tags.push(tag(&element.tag));
            let parent = tree.parent(index);
            tree.depths[index] = parent.map_or(0, |parent| tree.depths[parent].saturating_add(1));
            let above = parent.map_or(0, |parent| tree.paths[parent]);
            tree.paths[index] = mix(above, u64::from(tree.tags[index]));
            tree.looks.push(mix(names, u64::from(tree.tags[index])));
        }
        tree.fill(own);
        let mut articles = 0.0;
        for (index, element) in elements.iter().enumerate() {
            let above = tree.parent(index).map_or(0, |parent| tree.around[parent]);
            let around = match tree.surroundings(index, &element.tag, above, &mut articles) {
                Some(row) => {
                    tree.rows.push(row);
                    tree.rows.len() as u32 - 1
                }
                None => above,
            };
            tree.around.push(around);
        }
        tree
    }

    /// An element's parent.
    pub fn parent(&self, index: usize) -> Option<usize> {
        self.parents[index].map(|parent| parent as usize)
    }

    /// A block's element.
    pub fn element(&self, block: usize) -> usize {
        self.elements[block] as usize
    }

    /// How many elements there are.
    pub fn count(&self) -> usize {
        self.parents.len()
    }

    /// The number of an element's tag.
    pub fn tag(&self, index: usize) -> u8 {
        self.tags[index]
    }

    /// Words of running text in an element.
    pub fn prose(&self, index: usize) -> f32 {
        self.holds[index].prose
    }

    /// How deep an element stands.
    pub fn depth(&self, index: usize) -> u16 {
        self.depths[index]
    }

    /// The largest containers of two elements that do not hold the other; `None` if one holds the other.
    pub fn apart(&self, one: usize, other: usize) -> Option<(usize, usize)> {
        let (mut one, mut other) = (one, other);
        // Parents stand before their children: the later parent cannot hold the earlier one.
        loop {
            let (up_one, up_other) = (self.parent(one), self.parent(other));
            if one == other {
                return None;
            } else if up_one == up_other {
                return Some((one, other));
            } else if up_one > up_other {
                one = up_one?;
            } else {
                other = up_other?;
            }
        }
    }

    /// What stands around an element.
    pub(super) fn around(&self, index: usize) -> Place {
        self.rows[self.around[index] as usize]
    }

    /// Which elements stand in `container`, itself included.
    pub fn inside(&self, container: usize) -> Vec<bool> {
        let mut inside = vec![false; self.count()];
        for index in container..inside.len() {
            inside[index] =
                index == container || self.parent(index).is_some_and(|parent| inside[parent]);
        }
        inside
    }

    /// Elements that look alike: own tag and names, and the parent's.
    pub fn alike(&self, element: usize) -> u64 {
        mix(
            self.looks[element],
            self.parent(element).map_or(0, |parent| self.looks[parent]),
        )
    }

    /// Elements of the same tag under a parent of the same tag and names.
    pub fn family(&self, element: usize) -> u64 {
        mix(
            u64::from(self.tags[element]),
            self.parent(element).map_or(0, |parent| self.looks[parent]),
        )
    }

    /// The container Readability would take.
    pub(super) fn best(&self) -> usize {
        let score = |index: usize| {
            let holds = &self.holds[index];
            let set = self.cues[index];
            let has = |cues: u32| f32::from(u8::from(set & cues != 0));
            let named = 1.0 + 0.25 * (has(GOOD) - has(BAD));
            holds.points * named * (1.0 - holds.links / holds.words.max(1.0))
        };
        let better = |best: (usize, f32), index: usize| {
            let score = score(index);
            if score > best.1 { (index, score) } else { best }
        };
        (0..self.holds.len()).fold((0, 0.0), better).0
    }

    /// The smallest container of a share of the page's prose.
    pub(super) fn smallest(&self, share: f32) -> usize {
        let enough = self.all.prose * share;
        (0..self.holds.len())
            .rev()
            .filter(|&index| self.holds[index].prose >= enough)
            .max_by_key(|&index| self.depths[index])
            .unwrap_or(0)
    }

    /// Adds up what every element holds, children into parents.
    fn fill(&mut self, own: &[Own]) {
        for (block, own) in own.iter().enumerate() {
            let prose = own.prose * own.words;
            let holds = Holds {
                words: own.words,
                links: own.words * own.link_share,
                prose,
                blocks: 1.0,
                points: 0.0,
            };
            let element = self.element(block);
            self.holds[element].add(&holds);
            self.all.add(&holds);
            // Readability's points: a paragraph counts for its parent in full, for its grandparent by half.
            let points = own.prose * (1.0 + own.commas + (own.words / 16.0).min(3.0));
            if let Some(parent) = self.parent(element) {
                self.holds[parent].points += points;
                if let Some(grandparent) = self.parent(parent) {
                    self.holds[grandparent].points += points / 2.0;
                }
            }
        }
        for index in (1..self.holds.len()).rev() {
            if let Some(parent) = self.parent(index) {
                let child = Holds {
                    points: 0.0,
                    ..self.holds[index]
                };
                self.holds[parent].add(&child);
            }
        }
    }

    /// The row that an element's blocks share: what stands `above` it, and what the element itself adds; `None` if that is
    /// nothing.
    fn surroundings(
        &self,
        index: usize,
        name: &str,
        above: u32,
        articles: &mut f32,
    ) -> Option<Place> {
        let (set, column) = (self.cues[index], around(name));
        if set == 0 && column.is_none() {
            return None;
        }
        let mut row = self.rows[above as usize];
        let outside = 1.0 - self.holds[index].words / self.all.words.max(1.0);
        if let Some(column) = column {
            *column(&mut row) = outside.max(0.01);
        }
        if name == "article" {
            *articles += 1.0;
            row.article_number = articles.min(20.0);
            row.article_prose = self.holds[index].prose / self.all.prose.max(1.0);
        }
        if cues::has(set, Cue::Body) {
            row.in_body = outside.max(0.01);
        }
        if outside > 1.0 - WHOLE_PAGE {
            for (cue, column) in CUE_COLUMNS {
                if cues::has(set, cue) {
                    *column(&mut row) = outside;
                }
            }
        }
        Some(row)
    }
}
