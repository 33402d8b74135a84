//! Ingest is the first six stations in one readable function: articles in, a published index out.

use std::path::PathBuf;

use crate::article::Skipped;
use crate::{Error, Result};

mod conveyor;

/// What to ingest, and where to.
#[derive(Debug, Clone)]
pub struct Options {
    /// Files and folders with articles.
    pub paths: Vec<PathBuf>,
    /// The index folder.
    pub index: PathBuf,
    /// Start anew, whatever the index holds.
    pub rebuild: bool,
    /// How many articles are read at once; one a core if `None`.
    pub jobs: Option<usize>,
    /// Wait for another ingest instead of failing with [`Error::Locked`].
    pub wait: bool,
}

/// What ingest is doing, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Another ingest holds the index; this one waits.
    Waiting,
    /// So many of the files that are new or changed are done.
    Reading {
        /// Files looked at so far.
        done: usize,
        /// Files in the corpus.
        total: usize,
    },
    /// Everything is read; the generation is being completed, synced and published.
    Publishing,
}

/// What an ingest did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Articles in the index now.
    pub articles: usize,
    /// Passages in the index now.
    pub passages: usize,
    /// Roles that passages of the index are about.
    pub roles: usize,
    /// Articles that were not there before.
    pub new: usize,
    /// Articles that were made anew.
    pub changed: usize,
    /// Articles that left.
    pub removed: usize,
    /// Articles that stayed as they were.
    pub unchanged: usize,
    /// Why articles were made anew though their files had not changed: one clause a cause.
    pub redone: Vec<String>,
    /// What is not in the index, in the order of the corpus.
    pub skipped: Vec<Skipped>,
}
