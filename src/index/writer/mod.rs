//! The writer turns what changed in a corpus into the next generation, and publishes it whole or not at all.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::disk::{Disk, RealDisk, read_pointer};
use super::records::{self, Changes, Key};
use super::sheaf::Sheaf;
use super::{ArticleRecord, CURRENT};
use crate::article::Seen;
use crate::error::{Error, Result};
use base::Base;
use draft::Draft;
use folder::{generations, lock};

mod base;
mod draft;
mod folder;
mod publish;

/// How a writer begins.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Forget what is there.
    pub rebuild: bool,
    /// Fail with [`Error::Locked`] instead of waiting for another ingest.
    pub no_wait: bool,
    /// What passages are made with (rules, model, roles, the program's version): where it differs from what the index
    /// was made with, all is made anew.
    pub rules: String,
    /// The PATHs that are ingested, as given.
    pub roots: Vec<PathBuf>,
    /// The corpus's own `roles.toml`, as it stands.
    pub roles: Option<String>,
    /// What a walk over the PATHs saw. Where the index was made from the very same, the writer [is done](Writer::is_done)
    /// as soon as it is open.
    pub seen: Seen,
}

/// Why a writer begins with nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fresh {
    /// There was no index.
    New,
    /// It was asked for.
    Rebuild,
    /// The index has another format.
    Format,
    /// The index was made with other rules, another schema or other roles.
    Rules,
    /// Other PATHs were ingested.
    Roots,
    /// The index is damaged; this says how.
    Damaged(String),
}

/// What [`Writer::publish`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// There is a new generation; `false` if nothing had changed.
    pub is_new: bool,
    /// Articles in the index.
    pub articles: u64,
    /// Passages in the index.
    pub passages: u64,
    /// Skipped files and objects.
    pub skipped: u64,
    /// Size of the generation in bytes.
    pub bytes: u64,
}

/// See the module. It holds the index's lock as long as it lives.
#[derive(Debug)]
pub struct Writer {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    options: Options,
    began: i64,
    fresh: Option<Fresh>,
    /// The generation that is built upon.
    base: Option<Base>,
    /// What the generation before knows, sorted.
    known: Arc<[ArticleRecord]>,
    /// Nothing is known then, for nothing is left to be done.
    is_done: bool,
    /// What became of it since.
    changes: Changes,
    removed: BTreeSet<String>,
    added: BTreeSet<String>,
    is_changed: bool,
    draft: Option<Draft>,
    _lock: File,
}

impl Writer {
    /// Locks the index and reads what it knows. `waiting` is called once if another ingest must be waited for.
    pub fn open(dir: &Path, options: Options, waiting: &mut dyn FnMut()) -> Result<Writer> {
        Writer::on(Arc::new(RealDisk), dir, options, waiting)
    }

    /// [`Writer::open`] on a disk of the caller's.
    #[doc(hidden)]
    pub fn on(
        disk: Arc<dyn Disk>,
        dir: &Path,
        options: Options,
        waiting: &mut dyn FnMut(),
    ) -> Result<Writer> {
        folder::make(disk.as_ref(), dir)?;
        let lock = lock(dir, options.no_wait, waiting)?;
        let began = now();
        let mut writer = Writer {
            disk,
            dir: dir.to_owned(),
            options,
            began,
            fresh: None,
            base: None,
            known: Arc::default(),
            is_done: false,
            changes: Changes::new(),
            removed: BTreeSet::new(),
            added: BTreeSet::new(),
            is_changed: false,
            draft: None,
            _lock: lock,
        };
        match base::read(&writer.dir, &writer.options) {
            Ok((base, known)) => {
                writer.base = Some(base);
                writer.is_done = known.is_none();
                writer.known = known.unwrap_or_default().into();
            }
            Err(fresh) => {
                writer.fresh = Some(fresh);
                writer.is_changed = true;
            }
        }
        writer.sweep()?;
        Ok(writer)
    }

    /// Why it begins with nothing, if it does.
    pub fn fresh(&self) -> Option<&Fresh> {
        self.fresh.as_ref()
    }

    /// The corpus looks in every respect as it did when this index was made: there is nothing to add and nothing to
    /// remove, and [`Writer::publish`] only counts.
    pub fn is_done(&self) -> bool {
        self.is_done
    }

    /// The skips of the generation before this one, by path.
    pub fn known_skips(&self) -> Result<Vec<ArticleRecord>> {
        let skips = self
            .base
            .as_ref()
            .map(|base| base.records.skips().collect());
        let skips: Result<_, String> = skips.unwrap_or_else(|| Ok(Vec::new()));
        skips.map_err(|message| Error::Damaged {
            path: self.dir.clone(),
            message,
        })
    }

    /// What the generation before this one holds, articles by id, then skips by path.
    pub fn known(&self) -> Arc<[ArticleRecord]> {
        self.known.clone()
    }

    /// What the index holds when it is published, in the same order.
    pub fn records(&self) -> impl Iterator<Item = &ArticleRecord> {
        records::changed(&self.known, self.changes.iter())
    }

    /// When the last ingest began, in nanoseconds since the epoch: a file whose mtime is not older than this may have
    /// changed without showing it.
    pub fn last_began(&self) -> Option<i64> {
        self.base.as_ref().map(|base| base.manifest.began)
    }

    /// Takes an article or a skip out.
    pub fn remove(&mut self, record: &ArticleRecord) {
        if self.forget(record.key()) {
            self.is_changed = true;
            if record.passages > 0 && !self.added.contains(&record.id) {
                self.removed.insert(record.id.clone());
            }
        }
    }

    /// Changes what is known of an article whose passages stay as they are: a new mtime, or another path with the same
    /// id.
    pub fn renew(&mut self, old: &ArticleRecord, new: ArticleRecord) {
        if old != &new && self.forget(old.key()) {
            self.is_changed = true;
            self.changes.insert(new.key(), Some(new));
        }
    }

    /// Adds an article, or a skip, which has no passages. What had the same id before goes. An id that was added by this
    /// writer already is refused with `false`.
    pub fn add(&mut self, sheaf: Sheaf) -> Result<bool> {
        let record = &sheaf.record;
        if record.skipped.is_some() {
            if self.find(&record.key()) != Some(record) {
                self.is_changed = true;
                self.changes.insert(record.key(), Some(sheaf.record));
            }
            return Ok(true);
        }
        if !self.added.insert(record.id.clone()) {
            return Ok(false);
        }
        let from = (false, record.id.as_str(), "");
        let from = self.known.partition_point(|known| known.place() < from);
        let known = self.known.clone();
        for known in known[from..]
            .iter()
            .take_while(|known| known.skipped.is_none() && known.id == record.id)
        {
            self.forget(known.key());
            self.removed.insert(known.id.clone());
        }
        if !sheaf.leaves.is_empty() {
            self.put_into_draft(&sheaf)?;
        }
        self.is_changed = true;
        self.changes.insert(sheaf.record.key(), Some(sheaf.record));
        Ok(true)
    }

    fn find(&self, key: &Key) -> Option<&ArticleRecord> {
        match self.changes.get(key) {
            Some(changed) => changed.as_ref(),
            None => self.find_known(key),
        }
    }

    fn find_known(&self, key: &Key) -> Option<&ArticleRecord> {
        let place = (key.0, key.1.as_str(), key.2.as_str());
        let at = self
            .known
            .binary_search_by(|known| known.place().cmp(&place));
        at.ok().map(|at| &self.known[at])
    }

    /// Takes a record out, and says whether there was one.
    fn forget(&mut self, key: Key) -> bool {
        let is_there = self.find(&key).is_some();
        match self.find_known(&key) {
            Some(_) => self.changes.insert(key, None),
            None => self.changes.remove(&key),
        };
        is_there
    }

    fn put_into_draft(&mut self, sheaf: &Sheaf) -> Result<()> {
        let draft = self.draft()?;
        draft.add(sheaf).map_err(|error| {
            let blamed = draft.blame(error);
            // Whatever it was: a generation without these passages is never published.
            let again = io::Error::other(blamed.to_string());
            draft.fault.note(&draft.folder, again);
            blamed
        })
    }

    /// The generation that is being written; its folder is made when it is first needed.
    fn draft(&mut self) -> Result<&mut Draft> {
        let draft = match self.draft.take() {
            Some(draft) => draft,
            None => {
                let numbers = generations(&self.dir)?
                    .into_iter()
                    .map(|(number, _)| number);
                let number = numbers.max().unwrap_or(0) + 1;
                let folder = self.dir.join(format!("gen-{number}"));
                self.disk.create_folder(&folder).map_err(at(&folder))?;
                Draft::new(self.disk.clone(), folder)
            }
        };
        Ok(self.draft.insert(draft))
    }
}

impl Drop for Writer {
    /// An ingest that failed leaves no half-written generation; one that was killed leaves it to the next.
    fn drop(&mut self) {
        let Some(draft) = self.draft.take() else {
            return;
        };
        let folder = draft.folder.clone();
        drop(draft);
        let current = read_pointer(&self.dir.join(CURRENT)).ok();
        if current.as_deref().and_then(Path::file_name) != folder.file_name() {
            // It is swept by the next writer if this fails, so the error tells nobody anything.
            self.disk.remove_folder(&folder).ok();
        }
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Io { path, source }
}

fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|age| i64::try_from(age.as_nanos()).ok())
        .unwrap_or(0)
}
