//! A draft is the generation that is being written, in a folder that no pointer names yet.

use std::path::PathBuf;
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::index::Segment;

use super::super::disk::Disk;
use super::super::drafts::{Drafts, Fault};
use super::super::segments::Builder;
use super::super::sheaf::Sheaf;
use crate::error::Error;

/// See the module.
pub(super) struct Draft {
    /// Where it lies.
    pub(super) folder: PathBuf,
    /// The folder as tantivy sees it.
    pub(super) drafts: Drafts,
    /// What failed first.
    pub(super) fault: Fault,
    /// The segments that are finished, in order.
    pub(super) built: Vec<Segment>,
    builder: Option<Builder>,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Draft").field(&self.folder).finish()
    }
}

impl Draft {
    /// A draft in a folder that is there.
    pub(super) fn new(disk: Arc<dyn Disk>, folder: PathBuf) -> Draft {
        let fault = Fault::default();
        Draft {
            drafts: Drafts::new(disk, &folder, &fault),
            folder,
            fault,
            built: Vec::new(),
            builder: None,
        }
    }

    /// Adds an article's passages to the segment that is being built.
    pub(super) fn add(&mut self, sheaf: &Sheaf) -> tantivy::Result<()> {
        let builder = match &mut self.builder {
            Some(builder) => builder,
            none => none.insert(Builder::new(&self.drafts)?),
        };
        builder.add(sheaf)?;
        if builder.is_full() {
            self.finish_segment()?;
        }
        Ok(())
    }

    /// Finishes the segment that is being built, if one is.
    pub(super) fn finish_segment(&mut self) -> tantivy::Result<()> {
        if let Some(builder) = self.builder.take() {
            self.built.push(builder.finish()?);
        }
        Ok(())
    }

    /// Blames the disk where the disk failed, tantivy where it did not.
    pub(super) fn blame(&self, error: TantivyError) -> Error {
        match self.fault.first() {
            Some((path, source)) => Error::Io { path, source },
            None => Error::Tantivy(error),
        }
    }
}
