//! Where a block stands in its section, and in its list or table.

use super::ABSENT;
use super::sums::Sums;
use crate::clean::features::own::Own;
use crate::document::{Document, Kind};

/// Where a block stands in its section: what lies between two headings.
pub struct Section {
    /// The heading it begins with.
    pub heading: Option<usize>,
    /// Blocks since the heading, at most 50.
    pub since: f32,
    /// Words since it began.
    pub words: f32,
    /// All its words in prose.
    pub prose: f32,
    /// Its share of link.
    pub links: f32,
    /// Its words a block.
    pub mean: f32,
}

/// The section of every block.
pub fn sections(document: &Document, own: &[Own], sums: &Sums) -> Vec<Section> {
    let is_heading = |index: usize| document.blocks[index].kind == Kind::Heading;
    let mut sections = Vec::with_capacity(own.len());
    let mut heading = None;
    let mut start = 0;
    while start < own.len() {
        let end = (start + 1..own.len())
            .find(|&index| is_heading(index))
            .unwrap_or(own.len());
        if is_heading(start) {
            heading = Some(start);
        }
        // A heading describes its section by what follows it, not by itself.
        let from = if is_heading(start) { start + 1 } else { start };
        let words = sums.words[end] - sums.words[from];
        let prose = sums.prose_words[end] - sums.prose_words[from];
        let links = (sums.link_words[end] - sums.link_words[from]) / words.max(1.0);
        let mean = words / (end - from).max(1) as f32;
        for index in start..end {
            let since = heading.map_or(50.0, |heading| ((index - heading) as f32).min(50.0));
            sections.push(Section {
                heading,
                since,
                words: sums.words[index] - sums.words[start],
                prose,
                links,
                mean,
            });
        }
        start = end;
    }
    sections
}

/// The list or table a block belongs to.
#[derive(Clone)]
pub struct Group {
    /// Its first block.
    pub start: usize,
    /// How many blocks it has; 0 where the block stands in none.
    pub size: f32,
    /// See [`Sums::means`].
    pub means: [f32; 4],
}

/// The list or table of every block.
pub fn groups(document: &Document, own: &[Own], sums: &Sums) -> Vec<Group> {
    let blocks = &document.blocks;
    let mut groups = Vec::with_capacity(own.len());
    let mut start = 0;
    while start < own.len() {
        let group = blocks[start].group;
        let end = match group {
            Some(_) => (start + 1..own.len())
                .find(|&index| blocks[index].group != group)
                .unwrap_or(own.len()),
            None => start + 1,
        };
        let (size, means) = if group.is_some() {
            ((end - start) as f32, sums.means(start, end))
        } else {
            (0.0, [ABSENT; 4])
        };
        groups.resize(end, Group { start, size, means });
        start = end;
    }
    groups
}
