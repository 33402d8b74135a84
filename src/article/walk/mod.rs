//! A walk finds the articles under the given paths, in one order on every machine, and names what it leaves aside.

mod entry;
mod listing;
mod root;
mod seen;

use std::path::PathBuf;
use std::sync::Arc;

use super::{Facts, Found, Skipped, name};
use crate::Result;
use entry::{Entry, What, share_no_id};
use listing::{Folder, Listing};
use root::{roots, tidy};

pub(super) use entry::mtime;
pub use seen::Seen;

/// Where the articles are.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// The files and folders, as the person gave them.
    pub paths: Vec<PathBuf>,
    /// The index folder: not walked where it lies among the articles.
    pub exclude: Option<PathBuf>,
}

/// Everything found, in bytewise order of the relative paths, one PATH after the other. What a file is called and where it
/// lies is kept apart until it is asked for, so that a hundred thousand files take a few megabytes.
pub struct Walk {
    folders: Vec<Folder>,
    entries: std::vec::IntoIter<Entry>,
}

/// Lists the corpus. A file that is not an article is a [`Skipped`]; a path that is not there, and a `sources.toml` that does
/// not say what it should, are errors.
pub fn walk(corpus: &Corpus) -> Result<Walk> {
    let exclude = corpus
        .exclude
        .as_ref()
        .and_then(|path| path.canonicalize().ok());
    let roots = roots(&corpus.paths)?;
    let alone = roots.len() == 1;
    let mut listing = Listing::default();
    for root in &roots {
        if root.is_folder {
            let prefix = if alone {
                PathBuf::new()
            } else {
                tidy(&root.given)
            };
            let excluded = exclude
                .as_deref()
                .and_then(|path| path.strip_prefix(&root.real).ok());
            listing.folder_given(&root.given, &prefix, excluded)?;
        } else {
            listing.file_given(root, alone)?;
        }
    }
    for place in listing.places.into_values() {
        share_no_id(
            listing
                .entries
                .iter_mut()
                .filter(|entry| entry.folder == place),
        );
    }
    Ok(Walk {
        folders: listing.folders,
        entries: listing.entries.into_iter(),
    })
}

/// A time as records keep it.
pub fn nanoseconds(mtime: i128) -> i64 {
    mtime.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

impl Iterator for Walk {
    type Item = Result<Found, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        let Entry { folder, name, what } = self.entries.next()?;
        let folder = &self.folders[folder];
        let own = name::shown(&name);
        let shown = format!("{}{own}", folder.shown);
        Some(match what {
            What::Skip(reason) => Err(Skipped {
                path: shown,
                reason,
            }),
            What::Folder => Err(Skipped::new(shown, "the folder cannot be read")),
            What::File {
                size,
                mtime,
                keeps_extension,
            } => {
                let last = if keeps_extension {
                    &name
                } else {
                    name::stem(&name)
                };
                let id = format!("{}{}", folder.id, name::id(last));
                let facts = folder
                    .sources
                    .get(&own)
                    .map_or_else(Arc::<Facts>::default, Arc::clone);
                Ok(Found {
                    id,
                    path: folder.path.join(&name),
                    shown,
                    size,
                    mtime,
                    facts,
                })
            }
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl ExactSizeIterator for Walk {}
