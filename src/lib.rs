//! rolesearch: ask your saved articles who does what, and get the passage, its role and its source.
//!
//! An article travels one way. Each station has a type of its own, beside the function that makes it, and imports only
//! stations before it:
//!
//! ```text
//! article  ->  document  ->  clean  ->  passage  ->  role  ->  index  ->  search  ->  render
//! a file,      blocks,       a verdict  what was     who it    on disk,   question   text, JSON,
//! decoded      source        a block    kept, cut    is about  published  -> hits    CSV, Markdown
//! ```
//!
//! [`ingest`] is the first six stations in one readable function. The library never prints: progress is a callback, and
//! every writer is the caller's.
//!
//! ```no_run
//! use rolesearch::index::Index;
//! use rolesearch::ingest::{self, Options};
//! use rolesearch::search::{self, Question};
//!
//! # fn main() -> rolesearch::Result<()> {
//! let options = Options {
//!     paths: vec!["articles".into()],
//!     index: "index".into(),
//!     rebuild: false,
//!     jobs: None,
//!     wait: true,
//! };
//! ingest::run(&options, &mut |_progress| ())?;
//! let index = Index::open(&options.index)?;
//! let question = Question::parse("who owns the roadmap")?;
//! for hit in search::run(&index, index.roles(), &question)?.hits {
//!     println!("{} {}", hit.passage.id, hit.passage.text);
//! }
//! # Ok(())
//! # }
//! ```
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod error;
mod bytes;
mod hash;
pub mod conveyor;

pub mod article;
pub mod document;
pub mod clean;
pub mod passage;
pub mod role;
pub mod index;

pub mod ingest;

pub mod search;
pub mod render;

pub use error::{Error, Result};
