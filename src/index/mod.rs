//! The index is what ingest leaves on disk: a published generation that readers open and that is never written again.
//!
//! ```text
//! index/
//!   current -> gen-7          the pointer, replaced by rename
//!   gen-7/                    a generation: tantivy's segments, meta.json, articles, MANIFEST
//!   gen-6/                    the one before it, for readers that are opening it just now
//!   lock                      held by the one ingest that writes
//! ```

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tantivy::store::StoreReader;
use tantivy::{ReloadPolicy, Searcher};

pub mod schema;
pub(crate) mod words;
mod checksum;
mod disk;
mod drafts;
mod hexadecimal;
mod locate;
pub mod manifest;
mod packed;
mod passages;
mod records;
mod sealed;
mod segments;
mod sheaf;
mod snapshot;
mod stamps;
mod statistics;
mod verify;
mod writer;

#[doc(hidden)]
pub use disk::{Disk, RealDisk};
pub use locate::Located;
pub use passages::Sourced;
pub use schema::{Columns, Fields};
pub use sheaf::Sheaf;
pub use snapshot::CHECKED_WHOLE;
pub use statistics::Statistics;
pub use verify::verify;
pub use writer::{Fresh, Options, Published, Writer};

use crate::document::Source;
use crate::error::{Error, Result};
use crate::role::Roles;
use disk::read_pointer;
use manifest::{Doubt, FORMAT, Manifest};
use records::Records;
use snapshot::{Refusal, Snapshot};

const CURRENT: &str = "current";
const LOCK: &str = "lock";
const META: &str = "meta.json";

/// A generation may be swept between reading the pointer and opening its files; the pointer then leads to a newer one.
const TRIES: usize = 5;
/// What the index knows of an article, or of a file or object that was skipped.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ArticleRecord {
    /// The article's id.
    pub id: String,
    /// Where it comes from; `source.path` is the path that people see.
    pub source: Source,
    /// Size of its file in bytes.
    pub size: u64,
    /// Modification time of its file, in nanoseconds since the epoch.
    pub mtime: i64,
    /// The first half of the blake3 of what it was read from, in hexadecimal.
    #[serde(with = "hexadecimal")]
    pub digest: String,
    /// A digest of what `sources.toml` said of it.
    pub facts: String,
    /// What kind of page it is, where that was judged.
    pub kind: Option<String>,
    /// How many passages it has. [`Writer::add`] counts.
    pub passages: u64,
    /// Why it was skipped; `None` for an article.
    pub skipped: Option<String>,
}

/// An open generation. It stays as it is whatever is published meanwhile.
pub struct Index {
    dir: PathBuf,
    snapshot: Snapshot,
    roles: Roles,
    /// Read when the first is asked for: a query asks for none.
    records: OnceLock<Records>,
    searcher: Searcher,
    /// Opened when the first passage is asked for.
    stores: OnceLock<Vec<StoreReader>>,
    /// Opened when the first question is asked; in a large segment that takes as long as a question.
    columns: OnceLock<Vec<Columns>>,
    fields: Fields,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Index").field(&self.dir).finish()
    }
}

impl Index {
    /// Opens the current generation. Takes no lock and writes nothing.
    pub fn open(dir: &Path) -> Result<Index> {
        let pointer = dir.join(CURRENT);
        let mut missing = PathBuf::new();
        for _ in 0..TRIES {
            let target = read_pointer(&pointer).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::NoIndex {
                    path: dir.to_owned(),
                },
                _ => Error::Io {
                    path: pointer.clone(),
                    source: error,
                },
            })?;
            if generation_number(&target).is_none() {
                return Err(damaged(dir, "its pointer leads nowhere"));
            }
            match Snapshot::take(&dir.join(&target)) {
                Ok(snapshot) => return Index::read(dir, snapshot),
                Err(Refusal::Missing(path)) => missing = path,
                Err(Refusal::Io(path, source)) => return Err(Error::Io { path, source }),
                Err(Refusal::Doubt(doubt)) => return Err(doubtful(dir, doubt)),
            }
        }
        Err(damaged(
            dir,
            &format!("{} is missing", missing.to_string_lossy()),
        ))
    }

    fn read(dir: &Path, snapshot: Snapshot) -> Result<Index> {
        let broken = |message: String| damaged(dir, &message);
        if snapshot.manifest.schema != schema::SCHEMA {
            return Err(Error::Version {
                path: dir.to_owned(),
            });
        }
        let roles = match &snapshot.manifest.roles {
            None => Roles::builtin(),
            Some(text) => Roles::with_settings(text.clone()).map_err(broken)?,
        };
        let searcher = guard(dir, || {
            // No tokenizers: a question brings its words ready made.
            let reader = tantivy::Index::open(snapshot.clone())?
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .try_into()?;
            Ok(reader.searcher())
        })?;
        Ok(Index {
            dir: dir.to_owned(),
            snapshot,
            roles,
            records: OnceLock::new(),
            searcher,
            stores: OnceLock::new(),
            columns: OnceLock::new(),
            fields: Fields::new(),
        })
    }

    /// tantivy's searcher over this generation.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The fields of the schema.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What BM25 has to count with. tantivy's own numbers depend on how the segments came to be; these depend on the
    /// passages alone, so that an index built step by step scores exactly as one built from scratch.
    pub fn statistics(&self) -> Statistics<'_> {
        Statistics(self)
    }

    /// What was published: counts, roots, files.
    pub fn manifest(&self) -> &Manifest {
        &self.snapshot.manifest
    }

    /// The roles it was built with: the built-in ones, and the corpus's own `roles.toml` as it was then.
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// Articles by id, then skips by path.
    pub fn articles(&self) -> impl Iterator<Item = Result<ArticleRecord>> {
        let (records, error) = match self.records() {
            Ok(records) => (Some(records), None),
            Err(error) => (None, Some(Err(error))),
        };
        let records = records.into_iter().flat_map(Records::iter);
        records
            .map(|record| record.map_err(|message| self.damaged(&message)))
            .chain(error)
    }

    fn records(&self) -> Result<&Records> {
        if let Some(records) = self.records.get() {
            return Ok(records);
        }
        let bytes = self.snapshot.file(records::NAME);
        let records = bytes
            .map_err(|doubt| doubtful(&self.dir, doubt))
            .and_then(|bytes| Records::open(bytes).map_err(|message| self.damaged(&message)))?;
        Ok(self.records.get_or_init(|| records))
    }

    /// The record of an article.
    pub fn article(&self, id: &str) -> Result<Option<ArticleRecord>> {
        self.records()?
            .find(id)
            .map_err(|message| self.damaged(&message))
    }

    /// Runs a search over [`Index::searcher`]. A panic in it is reported as damage if there is any: a large generation is
    /// not hashed at every open. Without damage it is a fault of the program, and goes on.
    pub fn guard<T>(&self, search: impl FnOnce() -> tantivy::Result<T>) -> Result<T> {
        match catch_unwind(AssertUnwindSafe(search)) {
            Ok(result) => result.map_err(|error| self.damaged(&error.to_string())),
            Err(panic) => match verify(&self.dir) {
                Ok((_, faults)) if faults.is_empty() => resume_unwind(panic),
                _ => Err(self.damaged(STUMBLED)),
            },
        }
    }

    /// Articles of the passages, segment by segment.
    pub fn columns(&self) -> Result<&[Columns]> {
        if self.columns.get().is_none() {
            let segments = self.searcher.segment_readers().iter();
            let columns = guard(&self.dir, || segments.map(Columns::open).collect())?;
            self.columns.set(columns).ok();
        }
        Ok(self.columns.get().map_or(&[], Vec::as_slice))
    }

    fn damaged(&self, message: &str) -> Error {
        damaged(&self.dir, message)
    }
}

/// The number in `gen-7`.
fn generation_number(name: &Path) -> Option<u64> {
    name.to_str()?.strip_prefix("gen-")?.parse().ok()
}

fn damaged(dir: &Path, message: &str) -> Error {
    Error::Damaged {
        path: dir.to_owned(),
        message: message.to_owned(),
    }
}

fn doubtful(dir: &Path, doubt: Doubt) -> Error {
    match doubt {
        Doubt::Damaged(message) => damaged(dir, &message),
        Doubt::Format(found) => Error::Format {
            path: dir.to_owned(),
            found,
            expected: FORMAT,
        },
    }
}

/// tantivy trusts its files. If one is corrupt, it returns an error of its own or panics.
fn guard<T>(dir: &Path, read: impl FnOnce() -> tantivy::Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(damaged(dir, &error.to_string())),
        Err(_) => Err(damaged(dir, STUMBLED)),
    }
}

const STUMBLED: &str = "the search library stumbled over its files";
