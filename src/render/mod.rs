//! Rendering turns hits and lists into text, JSON, CSV or Markdown, into a writer that the caller owns.
//!
//! Every renderer gets data and a writer, and knows nothing of terminals: width and colour come in as a [`Look`].
//! Whatever was read from an article passes [`safe`] on its way out.

mod audit;
mod csv;
mod json;
mod markdown;
mod place;
pub mod safe;
mod text;

use std::io::{self, Write};

use crate::article::Skipped;
use crate::document::Source;
use crate::index::ArticleRecord;
use crate::ingest::Summary;
use crate::passage::Passage;
use crate::search::Hits;
use crate::search::census::Count;
use crate::search::compare::Comparison;
use crate::search::eval::Report;
use crate::search::profile::Profile;

pub use audit::{Audit, Show, Tally};

/// The form of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a person at a terminal.
    Text,
    /// One JSON value; one object a line for the lists of `clean` and `passages`.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header row.
    Csv,
    /// To paste into one's own work, with the citation.
    Markdown,
}

impl Format {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Markdown => "markdown",
        }
    }
}

/// What the page looks like that text is written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// Whether styles may be written.
    pub colour: bool,
}

/// What a role is called, by its id.
pub type Names<'a> = &'a dyn Fn(&str) -> String;

/// Writes the answer to a question.
pub fn hits(
    out: &mut impl Write,
    format: Format,
    look: Look,
    hits: &Hits,
    names: Names,
) -> io::Result<()> {
    match format {
        Format::Text => text::hits(out, look, hits, names),
        Format::Json => json::hits(out, hits, names),
        Format::Jsonl => json::lines(out, hits, names),
        Format::Csv => csv::hits(out, hits, names),
        Format::Markdown => markdown::hits(out, hits, names),
    }
}

/// `1 article`, `2 articles`.
pub fn amount(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Writes an article with its judgements.
pub fn audit(
    out: &mut impl Write,
    format: Format,
    look: Look,
    audit: &Audit,
    show: Show,
) -> io::Result<()> {
    match format {
        Format::Text => text::audit(out, look, audit, show),
        _ => json::audit(out, audit, show),
    }
}

/// Writes what stayed and what went of all articles together.
pub fn tally(out: &mut impl Write, look: Look, tally: &Tally) -> io::Result<()> {
    text::tally(out, look, tally)
}

/// Writes what an ingest did.
pub fn summary(
    out: &mut impl Write,
    format: Format,
    look: Look,
    summary: &Summary,
) -> io::Result<()> {
    match format {
        Format::Text => text::summary(out, look, summary),
        _ => json::value(out, summary),
    }
}

/// A passage in its context, or a whole article.
pub struct Shown<'a> {
    /// Where it comes from.
    pub source: &'a Source,
    /// Passages in reading order.
    pub passages: Vec<Passage>,
    /// Which of them was asked for; `None` if it was the article.
    pub at: Option<usize>,
}

/// Writes a passage in its context.
pub fn shown(
    out: &mut impl Write,
    format: Format,
    look: Look,
    shown: &Shown,
    names: Names,
) -> io::Result<()> {
    match format {
        Format::Text => text::shown(out, look, shown, names),
        _ => json::shown(out, shown, names),
    }
}

/// Writes the articles of an index, and what was left out.
pub fn sources(
    out: &mut impl Write,
    format: Format,
    look: Look,
    articles: &[ArticleRecord],
    skipped: &[Skipped],
) -> io::Result<()> {
    match format {
        Format::Text => text::sources(out, look, articles, skipped),
        _ => json::sources(out, articles, skipped),
    }
}

/// Writes one passage of a list.
pub fn passage(
    out: &mut impl Write,
    format: Format,
    look: Look,
    passage: &Passage,
    names: Names,
) -> io::Result<()> {
    match format {
        Format::Text => text::passage(out, look, passage, names),
        _ => json::passage(out, passage),
    }
}

/// What `verify` found.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Verified {
    /// Every file is as it was published.
    pub sound: bool,
    /// Articles in the index.
    pub articles: u64,
    /// Passages in the index.
    pub passages: u64,
    /// Files that were compared.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// What does not match.
    pub faults: Vec<String>,
}

/// Writes what `verify` found.
pub fn verified(
    out: &mut impl Write,
    format: Format,
    look: Look,
    verified: &Verified,
) -> io::Result<()> {
    match format {
        Format::Text => text::verified(out, look, verified),
        _ => json::value(out, verified),
    }
}

/// Writes the roles of an index.
pub fn roles(out: &mut impl Write, format: Format, look: Look, counts: &[Count]) -> io::Result<()> {
    match format {
        Format::Text => text::roles(out, look, counts),
        _ => json::value(out, &serde_json::json!({ "roles": counts })),
    }
}

/// Writes the figures of `eval`; queries one by one where asked for (JSON always has them).
pub fn report(
    out: &mut impl Write,
    format: Format,
    look: Look,
    report: &Report,
    per_query: bool,
) -> io::Result<()> {
    match format {
        Format::Text => text::report(out, look, report, per_query),
        _ => json::value(out, report),
    }
}

/// Writes roles side by side.
pub fn comparison(
    out: &mut impl Write,
    format: Format,
    look: Look,
    comparison: &Comparison,
    names: Names,
) -> io::Result<()> {
    match format {
        Format::Text => text::comparison(out, look, comparison),
        Format::Csv => csv::comparison(out, comparison),
        Format::Markdown => markdown::comparison(out, comparison, names),
        Format::Json | Format::Jsonl => json::comparison(out, comparison, names),
    }
}

/// Writes what is said of one role.
pub fn profile(
    out: &mut impl Write,
    format: Format,
    look: Look,
    profile: &Profile,
    names: Names,
) -> io::Result<()> {
    match format {
        Format::Text => text::profile(out, look, profile, names),
        _ => json::profile(out, profile, names),
    }
}
