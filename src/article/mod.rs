//! An article is one file of the corpus (or one object of a `.jsonl`), read safely and decoded to text.
//!
//! [`walk`] finds the files and names them, [`read`] opens one. Nothing here fails because of what a file holds: a file
//! that is not an article is [`Skipped`], with a reason that a person understands.

use std::path::PathBuf;
use std::sync::Arc;

mod walk;
mod name;
mod sources;
mod read;
mod jsonl;
mod binary;
mod decode;

pub(crate) use decode::decode;
pub(crate) use name::is_collection;
pub use read::{MAX_HTML_BYTES, MAX_TEXT_BYTES, from_bytes, read};
pub(crate) use sources::{FACT_MAX, known};
pub(crate) use walk::nanoseconds;
pub use walk::{Corpus, Seen, Walk, walk};

/// Hexadecimal digits of the first half of a digest, which is enough to tell what changed.
pub(crate) const HALF_DIGEST: usize = blake3::OUT_LEN;

/// How an article is written, known by its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `.html`, `.htm`, `.xhtml`: a saved web page.
    Html,
    /// `.txt`: plain text, mostly what some tool extracted from a page.
    Text,
    /// `.md`, `.markdown`.
    Markdown,
}

/// What `sources.toml` says of an article; everything is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The article's title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// Patterns (case-insensitive substrings) whose blocks a person wants kept whatever the cleaner thinks.
    pub keep: Vec<String>,
    /// Patterns whose blocks a person wants gone.
    pub drop: Vec<String>,
}

impl Facts {
    /// Sixteen hexadecimal digits that change when they do; empty where there are no facts.
    pub fn digest(&self) -> String {
        if *self == Facts::default() {
            return String::new();
        }
        // Each part is led by its length, so that no two facts run into the same bytes.
        let mut hasher = blake3::Hasher::new();
        let mut part = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        for fact in [
            &self.title,
            &self.author,
            &self.publisher,
            &self.published,
            &self.url,
        ] {
            part(fact.as_deref().unwrap_or_default());
        }
        for patterns in [&self.keep, &self.drop] {
            part(&patterns.len().to_string());
            patterns.iter().for_each(|pattern| part(pattern));
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

/// A file that `walk` found and `read` can open.
#[derive(Debug, Clone)]
pub struct Found {
    /// The id: the path relative to the corpus, without its extension, percent-encoded.
    pub id: String,
    /// What to open.
    pub path: PathBuf,
    /// The path that people see and cite, relative to the corpus.
    pub shown: String,
    /// Size in bytes when it was found.
    pub size: u64,
    /// Modification time in nanoseconds since the epoch.
    pub mtime: i128,
    /// What `sources.toml` beside it says.
    pub facts: Arc<Facts>,
}

impl Found {
    /// The file holds many articles, one an object: a `.jsonl`. Their ids are the objects', not the file's.
    pub fn holds_many(&self) -> bool {
        matches!(
            name::content(self.path.as_os_str()),
            Some(name::Content::Objects)
        )
    }
}

/// A file, or an object of a `.jsonl`, that does not become an article, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Skipped {
    /// The path that people see (`file.jsonl:12` for an object).
    pub path: String,
    /// One clause for a person: "not text: a PNG image".
    pub reason: String,
}

impl Skipped {
    /// A path and why it is skipped.
    pub fn new(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Skipped {
            path: path.into(),
            reason: reason.into(),
        }
    }
}

/// One article: decoded text and what is known of it from outside.
#[derive(Debug, Clone)]
pub struct Article {
    /// The id (see [`Found::id`]; in a `.jsonl` the object's own).
    pub id: String,
    /// The path that people see and cite.
    pub path: String,
    /// Its line in a `.jsonl`.
    pub line: Option<usize>,
    /// How `text` is written.
    pub format: Format,
    /// The decoded source.
    pub text: String,
    /// blake3 of the bytes it was read from (of the object in a `.jsonl`).
    pub digest: blake3::Hash,
    /// Facts from `sources.toml`, or from the object of a `.jsonl`.
    pub facts: Arc<Facts>,
    /// The text is known to be all article (a `.jsonl` object's `text`): every verdict is keep.
    pub is_content: bool,
}

impl Article {
    /// Where it stands, as [`Skipped::path`] has it: its path, and behind it the line of an object of a `.jsonl`.
    pub fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.path),
            None => self.path.clone(),
        }
    }
}
