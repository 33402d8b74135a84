//! A question becomes ranked hits, each with the words that earned its place.

use std::ops::Range;

use crate::document::Source;
use crate::passage::Passage;

/// A passage that answers a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// 1 for the best.
    pub rank: usize,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// The passage, with its roles.
    pub passage: Passage,
    /// Where it comes from.
    pub source: Source,
    /// Byte ranges of `passage.text` that match, in order, not overlapping.
    pub highlights: Vec<Range<usize>>,
    /// What earned the score, where the question asked for it.
    pub explanation: Option<Vec<Part>>,
}

/// One line of an explanation; the lines of a hit add up to its score.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Part {
    /// Where the score comes from: `title`, `body`, `exact form`, `proximity`, `role`.
    pub part: String,
    /// What it adds.
    pub score: f32,
    /// The words that earned it.
    pub words: Vec<String>,
}
