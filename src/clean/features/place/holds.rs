//! What an element holds, itself and below, as sums over its blocks.

/// See the module.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Holds {
    /// Words.
    pub words: f32,
    /// Words that are links.
    pub links: f32,
    /// Words in prose.
    pub prose: f32,
    /// Blocks.
    pub blocks: f32,
    /// Readability's points.
    pub points: f32,
}

impl Holds {
    /// Adds what another holds.
    pub fn add(&mut self, other: &Holds) {
        self.words += other.words;
        self.links += other.links;
        self.prose += other.prose;
        self.blocks += other.blocks;
        self.points += other.points;
    }
}
