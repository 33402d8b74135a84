//! A passage is what a hit shows: a paragraph, a bullet that says something, or a table row, with its headings.

use std::ops::Range;

use crate::document::Lines;

mod piece;
mod row;
mod split;

pub use split::split;

/// A role's id in the roles file, in kebab case: `cto`, `technical-product-manager`.
pub type RoleId = String;

/// On what grounds a passage is about a role, strongest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// The passage names it.
    Words,
    /// The header of the cell's column names it.
    Column,
    /// The sentence that leads into the list names it.
    Lead,
    /// A heading above names it.
    Heading,
    /// A pronoun points at it ("they", "this role", "both roles").
    Pronoun,
    /// The passages around it are about it.
    Context,
    /// Only the article's title names it.
    Title,
}

/// That a passage is about a role, and how we know. Made by [`crate::role::attribute`].
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Attribution {
    /// Which role.
    pub role: RoleId,
    /// The strongest evidence.
    pub evidence: Evidence,
    /// It is the one role the passage is mainly about; at most one attribution of a passage is primary.
    pub primary: bool,
    /// 0 to 1.
    pub confidence: f32,
}

/// One cell of a passage that was a table row.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Labelled {
    /// The header of the cell's column.
    pub column: Option<String>,
    /// Where the cell's text stands in the passage's text (bytes).
    pub range: Range<usize>,
}

/// A piece of an article that can be found, shown and cited.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// `ARTICLE:FIRST-LAST`, or `…-LAST.N` for a later passage out of the same lines.
    pub id: String,
    /// The headings above it, outermost first.
    pub headings: Vec<String>,
    /// The sentence or label that leads into the list it is an item of.
    pub lead: Option<String>,
    /// Where it stands in the article.
    pub lines: Lines,
    /// The text that was kept.
    pub text: String,
    /// The cells, if it was a table row; else empty.
    pub cells: Vec<Labelled>,
    /// The roles it is about, the primary first. Empty until [`crate::role::attribute`].
    pub about: Vec<Attribution>,
    /// Roles it only names: a counterpart, a reporting line, a career step.
    pub mentions: Vec<RoleId>,
}

impl Passage {
    /// The id of its article.
    pub fn article(&self) -> &str {
        self.id
            .rsplit_once(':')
            .map_or(&self.id, |(article, _)| article)
    }
}
