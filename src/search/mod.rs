//! A question becomes ranked hits, each with the words that earned its place.

use std::ops::Range;

use crate::document::Source;
use crate::passage::Passage;

pub mod census;
pub mod compare;
mod contrast;
mod discovered;
mod question;
mod stop;
mod held;
mod listed;
pub mod plan;
mod filter;
pub mod rank;
mod highlight;
mod snippet;
mod runs;
mod fold;
mod suggest;
mod spellings;
pub mod articles;
mod ids;
mod alike;
mod defining;
mod ranking;
mod answer;
pub mod section;
pub mod profile;
pub mod eval;

pub use answer::run;
pub use filter::is_date;
pub use question::Question;
pub use ranking::ranking;
pub use suggest::suggestions;

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Hits {
    /// The question as it was typed.
    pub query: String,
    /// How many passages match, shown or not.
    pub total: usize,
    /// The best of them, best first.
    pub hits: Vec<Hit>,
    /// How many that rank among them are not there, as their article had its share.
    pub held_back: usize,
    /// What a person should know about how the question was read and why passages are missing; for stderr.
    pub notes: Vec<String>,
    /// Words of the question that no passage has, as they were typed; [`suggestions`] says what comes near.
    pub unknown: Vec<String>,
}

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
    /// The sentences of `passage.text` worth showing where there is little room; all of it if it is short.
    pub snippet: Range<usize>,
    /// Passages that say the same and were folded into this one, best first.
    pub also: Vec<Twin>,
    /// The passages before it in its article, as many as the question asked for, in reading order.
    pub before: Vec<Passage>,
    /// The passages after it.
    pub after: Vec<Passage>,
    /// What earned the score, where the question asked for it.
    pub explanation: Option<Vec<Part>>,
}

/// Where a folded passage stands.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Twin {
    /// The passage's id.
    pub id: String,
    /// Its source.
    pub source: Source,
}

/// One line of an explanation; the lines of a hit add up to its score.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Part {
    /// Where the score comes from: `body`, `title`, `exact form`, `proximity`, `role`, `alike`, `definition`.
    pub part: String,
    /// What it adds.
    pub score: f32,
    /// The words that earned it; for `alike` the ids of passages.
    pub words: Vec<String>,
}
