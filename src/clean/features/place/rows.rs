//! The rows of the blocks, once the tree is there.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::names::{BAD, GOOD};
use super::{Place, Tree};
use crate::clean::features::ABSENT;
use crate::clean::features::own::Own;
use crate::document::Document;
use crate::hash::AsIs;

/// How far up the tree a block's surroundings are looked at, beginning with its own element's parent.
const LEVELS: usize = 4;

/// What all blocks under elements that look alike hold.
#[derive(Clone, Copy, Default)]
struct Alike {
    blocks: f32,
    words: f32,
    links: f32,
    prose: f32,
}

type Table = HashMap<u64, Alike, BuildHasherDefault<AsIs>>;

impl Tree {
    /// The row of every block.
    pub(super) fn places(&self, document: &Document, own: &[Own]) -> Vec<Place> {
        let best = self.best();
        let in_best = self.inside(best);
        let to_best = self.steps(best);
        let [in_half, in_most, in_nearly_all] =
            [0.5, 0.75, 0.9].map(|share| self.inside(self.smallest(share)));
        let (mut alike, mut paths, mut parents) =
            (Table::default(), Table::default(), Table::default());
        for (block, own) in own.iter().enumerate() {
            let element = self.element(block);
            alike.entry(self.alike(element)).or_default().add(own);
            paths.entry(self.paths[element]).or_default().add(own);
            parents.entry(self.family(element)).or_default().add(own);
        }
        let all_prose = self.all.prose.max(1.0);
        let mut before = None;
        own.iter()
            .enumerate()
            .map(|(block, _)| {
                let element = self.element(block);
                let parent = self.parent(element);
                let mut place = self.around(element);
                place.tag = f32::from(self.tags[element]);
                place.parent_tag = parent.map_or(ABSENT, |parent| f32::from(self.tags[parent]));
                place.grandparent_tag = parent
                    .and_then(|parent| self.parent(parent))
                    .map_or(ABSENT, |parent| f32::from(self.tags[parent]));
                place.depth = f32::from(self.depths[element]);
                place.hidden = f32::from(u8::from(
                    document.blocks[block]
                        .markup
                        .as_ref()
                        .is_some_and(|markup| markup.is_hidden),
                ));
                self.containers(element, &mut place);
                place.in_best = f32::from(u8::from(in_best[element]));
                (place.to_best, place.from_best) = to_best[element];
                place.best_words = self.holds[best].words / self.all.words.max(1.0);
                place.best_prose = self.holds[best].prose / all_prose;
                place.in_half = f32::from(u8::from(in_half[element]));
                place.in_most = f32::from(u8::from(in_most[element]));
                place.in_nearly_all = f32::from(u8::from(in_nearly_all[element]));
                place.same_parent_prose = parents[&self.family(element)].prose / all_prose;
                place.same_path_prose = paths[&self.paths[element]].prose / all_prose;
                place.siblings_prose =
                    parent.map_or(0.0, |parent| self.holds[parent].prose / all_prose);
                let alike = alike[&self.alike(element)];
                place.alike = alike.blocks;
                place.alike_words = alike.words / alike.blocks;
                place.alike_links = alike.links / alike.words.max(1.0);
                let near = self.cues[element] | parent.map_or(0, |parent| self.cues[parent]);
                place.near_good = (near & GOOD).count_ones() as f32;
                place.near_bad = (near & BAD).count_ones() as f32;
                place.articles = self.articles;
                place.new_parent = f32::from(u8::from(parent != before));
                before = parent;
                place
            })
            .collect()
    }

    /// What a block's parent holds, and its parent, and so on up.
    fn containers(&self, element: usize, place: &mut Place) {
        let mut rows = [[0.0f32; 5]; LEVELS];
        let mut at = self.parent(element).unwrap_or(element);
        for row in &mut rows {
            let holds = &self.holds[at];
            let words = holds.words.max(1.0);
            *row = [
                holds.words / self.all.words.max(1.0),
                holds.links / words,
                holds.prose / words,
                holds.prose / self.all.prose.max(1.0),
                holds.blocks,
            ];
            at = self.parent(at).unwrap_or(at);
        }
        [
            place.c1_words,
            place.c1_links,
            place.c1_prose,
            place.c1_of_prose,
            place.c1_blocks,
        ] = rows[0];
        [
            place.c2_words,
            place.c2_links,
            place.c2_prose,
            place.c2_of_prose,
            place.c2_blocks,
        ] = rows[1];
        [
            place.c3_words,
            place.c3_links,
            place.c3_prose,
            place.c3_of_prose,
            _,
        ] = rows[2];
        [
            place.c4_words,
            place.c4_links,
            place.c4_prose,
            place.c4_of_prose,
            _,
        ] = rows[3];
    }

    /// Of every element the steps up to one that holds `container`, and down from there to it.
    fn steps(&self, container: usize) -> Vec<(f32, f32)> {
        let mut steps = vec![(0.0, ABSENT); self.count()];
        let above = std::iter::successors(Some(container), |&at| self.parent(at));
        for (down, element) in above.enumerate() {
            steps[element].1 = down as f32;
        }
        for element in 0..steps.len() {
            if let Some(parent) = self.parent(element)
                && steps[element].1 == ABSENT
            {
                let (up, down) = steps[parent];
                steps[element] = (up + 1.0, down);
            }
        }
        steps
    }
}

impl Alike {
    fn add(&mut self, own: &Own) {
        self.blocks += 1.0;
        self.words += own.words;
        self.links += own.words * own.link_share;
        self.prose += own.words * own.prose;
    }
}
