//! The writer turns what changed in a corpus into the next generation, and publishes it whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tantivy::directory::ManagedDirectory;
use tantivy::index::Segment;
use tantivy::{Directory, TantivyError};

use super::disk::{Disk, RealDisk, read_pointer};
use super::drafts::{Drafts, Fault};
use super::manifest::{self, FORMAT, FileRecord, Manifest};
use super::records::{self, Key, Records};
use super::schema::{Fields, passage_document};
use super::segments::{self, Builder};
use super::snapshot::{self, Snapshot};
use super::{ArticleRecord, CURRENT, LOCK, META, generation_number, schema_hash};
use crate::error::{Error, Result};
use crate::passage::Passage;

/// Files that were linked from the generation before are read again and compared with their checksums: at every ingest
/// as long as they are small, else when it was not done for a day.
const RECHECKED_ALWAYS: u64 = 16 << 20;
const RECHECK_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

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
    base: Option<(PathBuf, Manifest)>,
    records: BTreeMap<Key, ArticleRecord>,
    removed: BTreeSet<String>,
    added: BTreeSet<String>,
    is_changed: bool,
    draft: Option<Draft>,
    is_published: bool,
    _lock: File,
}

/// The generation that is being written.
struct Draft {
    folder: PathBuf,
    drafts: Drafts,
    fault: Fault,
    builder: Option<Builder>,
    built: Vec<Segment>,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Draft").field(&self.folder).finish()
    }
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
        disk.create_folder(dir).map_err(at(dir))?;
        let lock = lock(dir, options.no_wait, waiting)?;
        let began = now();
        let mut writer = Writer {
            disk,
            dir: dir.to_owned(),
            options,
            began,
            fresh: None,
            base: None,
            records: BTreeMap::new(),
            removed: BTreeSet::new(),
            added: BTreeSet::new(),
            is_changed: false,
            draft: None,
            is_published: false,
            _lock: lock,
        };
        match writer.read_base() {
            Ok((folder, manifest, records)) => {
                writer.base = Some((folder, manifest));
                writer.records = records;
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

    /// What the index holds, articles by id, then skips by path; what was removed or added since is respected.
    pub fn known(&self) -> impl Iterator<Item = &ArticleRecord> {
        self.records.values()
    }

    /// When the last ingest began, in nanoseconds since the epoch: a file whose mtime is not older than this may have
    /// changed without showing it.
    pub fn last_began(&self) -> Option<i64> {
        self.base.as_ref().map(|(_, manifest)| manifest.began)
    }

    /// Takes an article or a skip out.
    pub fn remove(&mut self, record: &ArticleRecord) {
        if self.records.remove(&record.key()).is_some() {
            self.is_changed = true;
            if record.passages > 0 && !self.added.contains(&record.id) {
                self.removed.insert(record.id.clone());
            }
        }
    }

    /// Changes what is known of an article whose passages stay as they are: a new mtime, or another path with the same
    /// id.
    pub fn renew(&mut self, old: &ArticleRecord, new: ArticleRecord) {
        if old != &new && self.records.remove(&old.key()).is_some() {
            self.is_changed = true;
            self.records.insert(new.key(), new);
        }
    }

    /// Adds an article with its passages in order, or a skip with none. What had the same id before goes. An id that
    /// was added by this writer already is refused with `false`.
    pub fn add(&mut self, mut record: ArticleRecord, passages: &[Passage]) -> Result<bool> {
        record.passages = passages.len() as u64;
        if record.skipped.is_some() {
            let known = self.records.insert(record.key(), record.clone());
            self.is_changed |= known.as_ref() != Some(&record);
            return Ok(true);
        }
        if !self.added.insert(record.id.clone()) {
            return Ok(false);
        }
        let same_id: Vec<_> = self
            .records
            .range((false, record.id.clone(), String::new())..)
            .take_while(|((skipped, id, _), _)| !skipped && *id == record.id)
            .map(|(_, known)| known.clone())
            .collect();
        for known in same_id {
            self.records.remove(&known.key());
            self.removed.insert(known.id);
        }
        let fields = Fields::new();
        for (place, passage) in passages.iter().enumerate() {
            let document =
                passage_document(&fields, &record.id, place as u64, passage, &record.source);
            self.add_document(document)?;
        }
        self.is_changed = true;
        self.records.insert(record.key(), record);
        Ok(true)
    }

    /// Writes, checks, syncs and publishes. After an error the old generation stands.
    pub fn publish(mut self) -> Result<Published> {
        let old = self.base.as_ref().map(|(_, manifest)| manifest);
        if let (Some(old), false) = (old, self.is_changed) {
            let published = summary(old, false);
            self.is_published = true;
            return Ok(published);
        }
        let manifest = self.write_generation()?;
        let draft = self.draft()?.folder.clone();
        self.point_to(&draft)?;
        self.is_published = true;
        let published = summary(&manifest, true);
        self.sweep()?;
        Ok(published)
    }

    /// What the generation before this one knows; `Err` says why nothing of it can be used.
    fn read_base(&self) -> Result<(PathBuf, Manifest, BTreeMap<Key, ArticleRecord>), Fresh> {
        let pointer = self.dir.join(CURRENT);
        let Ok(target) = read_pointer(&pointer) else {
            return Err(Fresh::New);
        };
        if self.options.rebuild {
            return Err(Fresh::Rebuild);
        }
        let folder = self.dir.join(target);
        let snapshot = Snapshot::take(&folder).map_err(|refusal| match refusal {
            snapshot::Refusal::Doubt(manifest::Doubt::Format(_)) => Fresh::Format,
            other => Fresh::Damaged(other.to_string()),
        })?;
        let manifest = Manifest::clone(&snapshot.manifest);
        // Other folders may hold other files under the same names, sizes and times.
        if manifest.places != places(&self.options.roots) {
            return Err(Fresh::Roots);
        }
        if manifest.rules != self.options.rules
            || manifest.schema != schema_hash()
            || manifest.roles != self.options.roles
        {
            return Err(Fresh::Rules);
        }
        let records = snapshot
            .file(records::NAME)
            .map_err(|doubt| Fresh::Damaged(doubt.to_string()))
            .and_then(|bytes| Records::open(bytes).map_err(Fresh::Damaged))?
            .iter()
            .map(|record| record.map(|record| (record.key(), record)))
            .collect::<Result<_, _>>()
            .map_err(Fresh::Damaged)?;
        Ok((folder, manifest, records))
    }

    fn add_document(&mut self, document: tantivy::TantivyDocument) -> Result<()> {
        let draft = self.draft()?;
        let written = draft.add(document);
        let fault = draft.fault.clone();
        let folder = draft.folder.clone();
        written.map_err(|error| blame(&fault, &folder, error))
    }

    /// The generation that is being written; its folder is made when it is first needed.
    fn draft(&mut self) -> Result<&mut Draft> {
        if self.draft.is_none() {
            let last = generations(&self.dir)?
                .into_iter()
                .map(|(number, _)| number)
                .max();
            let folder = self.dir.join(format!("gen-{}", last.unwrap_or(0) + 1));
            self.disk.create_folder(&folder).map_err(at(&folder))?;
            let fault = Fault::default();
            self.draft = Some(Draft {
                drafts: Drafts::new(self.disk.clone(), &folder, &fault),
                folder,
                fault,
                builder: None,
                built: Vec::new(),
            });
        }
        self.draft.as_mut().ok_or_else(|| Error::NoIndex {
            path: self.dir.clone(),
        })
    }

    fn write_generation(&mut self) -> Result<Manifest> {
        self.draft()?;
        let Some(mut draft) = self.draft.take() else {
            return Err(Error::NoIndex {
                path: self.dir.clone(),
            });
        };
        let manifest = self.fill(&mut draft);
        let fault = draft.fault.take();
        self.draft = Some(draft);
        match fault {
            // Nothing is published after a fault, even if tantivy went on as if nothing had been.
            Some((path, source)) => Err(Error::Io { path, source }),
            None => manifest,
        }
    }

    fn fill(&self, draft: &mut Draft) -> Result<Manifest> {
        let folder = draft.folder.clone();
        let (old, linked) = self.link_base(draft)?;
        let fault = draft.fault.clone();
        let failed = |error: TantivyError| blame(&fault, &folder, error);
        draft.finish_segment().map_err(failed)?;
        let count = old.len();
        let all = old.into_iter().chain(draft.built.drain(..)).collect();
        let kept = segments::settle(&draft.drafts, all, count, &self.removed).map_err(failed)?;
        let mut tokens = BTreeMap::new();
        for segment in &kept {
            let id = segment.id().uuid_string();
            let known = self
                .base
                .as_ref()
                .and_then(|(_, base)| base.tokens.get(&id));
            let counted = match known {
                Some(known) => known.clone(),
                None => segments::tokens(segment).map_err(failed)?,
            };
            tokens.insert(id, counted);
        }
        let mut files = self.segment_files(draft, &kept, &linked)?;
        let meta = segments::meta(&kept).map_err(|error| Error::Io {
            path: folder.join(META),
            source: error.into(),
        })?;
        files.push(self.write_file(&folder, META, |out| out.write_all(&meta))?);
        files.push(self.write_file(&folder, records::NAME, |out| {
            records::write(out, self.records.values())
        })?);
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let recheck = self.recheck(&linked);
        for file in &files {
            let is_linked = linked.iter().any(|old| old.name == file.name);
            let is_ours = file.name == META || file.name == records::NAME;
            if is_ours || is_linked && recheck {
                self.verify(&folder, file)?;
            }
            if !is_linked {
                let path = folder.join(&file.name);
                self.disk.sync_file(&path).map_err(at(&path))?;
            }
        }
        let manifest = self.manifest(files, tokens, recheck || linked.is_empty());
        let bytes = manifest.to_bytes().map_err(|error| Error::Io {
            path: folder.join(manifest::NAME),
            source: error.into(),
        })?;
        self.write_file(&folder, manifest::NAME, |out| out.write_all(&bytes))?;
        let path = folder.join(manifest::NAME);
        self.disk.sync_file(&path).map_err(at(&path))?;
        self.disk.sync_folder(&folder).map_err(at(&folder))?;
        Ok(manifest)
    }

    /// The segments of the generation before, under their own names in the draft's folder.
    fn link_base(&self, draft: &Draft) -> Result<(Vec<Segment>, Vec<FileRecord>)> {
        let Some((base, manifest)) = &self.base else {
            return Ok((Vec::new(), Vec::new()));
        };
        let mut linked = Vec::new();
        for file in &manifest.files {
            if file.name == META || file.name == records::NAME {
                continue;
            }
            let to = draft.folder.join(&file.name);
            self.disk
                .link(&base.join(&file.name), &to)
                .map_err(at(&to))?;
            linked.push(file.clone());
        }
        let meta = self.disk.map(&base.join(META)).map_err(at(base))?;
        let drafts = draft.drafts.fresh();
        drafts
            .atomic_write(Path::new(META), &meta)
            .map_err(at(&draft.folder))?;
        let segments = tantivy::Index::open(drafts)
            .and_then(|index| index.searchable_segments())
            .map_err(|error| blame(&draft.fault, &draft.folder, error))?;
        Ok((segments, linked))
    }

    /// The files of the segments that stay; all others are removed.
    fn segment_files(
        &self,
        draft: &Draft,
        kept: &[Segment],
        linked: &[FileRecord],
    ) -> Result<Vec<FileRecord>> {
        let ids: BTreeSet<_> = kept
            .iter()
            .map(|segment| segment.id().uuid_string())
            .collect();
        let mut files = Vec::new();
        for name in names(&draft.folder)? {
            let path = draft.folder.join(&name);
            let id = name.split('.').next().unwrap_or_default();
            if !ids.contains(id) {
                self.disk.remove_file(&path).map_err(at(&path))?;
                continue;
            }
            match linked.iter().find(|file| file.name == name) {
                Some(file) => files.push(file.clone()),
                None => files.push(self.record_segment_file(draft, name)?),
            }
        }
        Ok(files)
    }

    fn write_file(
        &self,
        folder: &Path,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<FileRecord> {
        let path = folder.join(name);
        let mut hashed = Hashed {
            out: io::BufWriter::new(self.disk.create(&path).map_err(at(&path))?),
            hasher: blake3::Hasher::new(),
            size: 0,
        };
        content(&mut hashed)
            .and_then(|()| hashed.out.flush())
            .map_err(at(&path))?;
        Ok(FileRecord {
            name: name.to_owned(),
            size: hashed.size,
            blake3: hashed.hasher.finalize().to_string(),
        })
    }

    /// A file as tantivy wrote it, believed only if tantivy's own checksum in its footer says so: what reached the disk
    /// may be less than what was written.
    fn record_segment_file(&self, draft: &Draft, name: String) -> Result<FileRecord> {
        let path = draft.folder.join(&name);
        let is_whole = ManagedDirectory::wrap(Box::new(draft.drafts.fresh()))
            .and_then(|managed| Ok(managed.validate_checksum(Path::new(&name))?))
            .map_err(|error| blame(&draft.fault, &draft.folder, error))?;
        if !is_whole {
            let source = io::Error::new(
                io::ErrorKind::InvalidData,
                "what was read back is not what was written",
            );
            return Err(at(&path)(source));
        }
        let bytes = self.disk.map(&path).map_err(at(&path))?;
        Ok(FileRecord {
            name,
            size: bytes.len() as u64,
            blake3: blake3::hash(&bytes).to_string(),
        })
    }

    fn verify(&self, folder: &Path, file: &FileRecord) -> Result<()> {
        let path = folder.join(&file.name);
        let bytes = self.disk.map(&path).map_err(at(&path))?;
        snapshot::check(file, &bytes).map_err(|doubt| Error::Damaged {
            path: self.dir.clone(),
            message: doubt.to_string(),
        })
    }

    fn recheck(&self, linked: &[FileRecord]) -> bool {
        let size: u64 = linked.iter().map(|file| file.size).sum();
        let checked = self.base.as_ref().map_or(0, |(_, base)| base.checked);
        let age = self.began.saturating_sub(checked);
        size <= RECHECKED_ALWAYS || i128::from(age) >= RECHECK_AFTER.as_nanos() as i128 || age < 0
    }

    fn manifest(
        &self,
        files: Vec<FileRecord>,
        tokens: BTreeMap<String, Vec<u64>>,
        is_checked: bool,
    ) -> Manifest {
        let count = |skipped: bool| {
            self.records
                .values()
                .filter(|record| record.skipped.is_some() == skipped)
                .count() as u64
        };
        let checked = self.base.as_ref().map_or(0, |(_, base)| base.checked);
        Manifest {
            format: FORMAT,
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            schema: schema_hash(),
            rules: self.options.rules.clone(),
            roots: roots(&self.options.roots),
            places: places(&self.options.roots),
            began: self.began,
            checked: if is_checked { self.began } else { checked },
            articles: count(false),
            passages: self.records.values().map(|record| record.passages).sum(),
            skipped: count(true),
            tokens,
            roles: self.options.roles.clone(),
            files,
        }
    }

    /// Publishes: from the rename on, readers see the new generation; after the last sync, a power loss cannot undo it.
    fn point_to(&self, generation: &Path) -> Result<()> {
        let name = generation.file_name().and_then(|name| name.to_str());
        let next = self.dir.join(format!("{CURRENT}.tmp"));
        let current = self.dir.join(CURRENT);
        self.disk.sync_folder(&self.dir).map_err(at(&self.dir))?;
        self.disk
            .point(name.unwrap_or_default(), &next)
            .map_err(at(&next))?;
        self.disk.rename(&next, &current).map_err(at(&current))?;
        self.disk.sync_folder(&self.dir).map_err(at(&self.dir))
    }

    /// Removes what nobody needs: all generations but the current one and the one before it, which readers may be
    /// opening just now, and what an ingest that was cut off left behind.
    fn sweep(&self) -> Result<()> {
        let next = self.dir.join(format!("{CURRENT}.tmp"));
        if next.symlink_metadata().is_ok() {
            self.disk.remove_file(&next).map_err(at(&next))?;
        }
        let current = read_pointer(&self.dir.join(CURRENT)).ok();
        let current = current.as_deref().and_then(generation_number);
        let mut old: Vec<_> = generations(&self.dir)?
            .into_iter()
            .filter(|(number, _)| Some(*number) != current)
            .collect();
        old.sort();
        // Newer than the current one was never published.
        let before = old
            .iter()
            .rposition(|(number, folder)| {
                current.is_some_and(|current| *number < current)
                    && folder.join(manifest::NAME).exists()
            })
            .map(|at| old.remove(at));
        drop(before);
        for (_, folder) in old {
            self.disk.remove_folder(&folder).map_err(at(&folder))?;
        }
        Ok(())
    }
}

impl Drop for Writer {
    /// An ingest that failed leaves no half-written generation; one that was killed leaves it to the next.
    fn drop(&mut self) {
        if let (Some(draft), false) = (self.draft.take(), self.is_published) {
            let folder = draft.folder.clone();
            drop(draft);
            // It is swept by the next writer if this fails, so the error tells nobody anything.
            self.disk.remove_folder(&folder).ok();
        }
    }
}

impl Draft {
    fn add(&mut self, document: tantivy::TantivyDocument) -> tantivy::Result<()> {
        let builder = match &mut self.builder {
            Some(builder) => builder,
            none => none.insert(Builder::new(&self.drafts)?),
        };
        builder.add(document)?;
        if builder.is_full() {
            self.finish_segment()?;
        }
        Ok(())
    }

    fn finish_segment(&mut self) -> tantivy::Result<()> {
        if let Some(builder) = self.builder.take() {
            self.built.push(builder.finish()?);
        }
        Ok(())
    }
}

/// Writes and hashes in one pass.
struct Hashed<W> {
    out: W,
    hasher: blake3::Hasher,
    size: u64,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        self.size += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn lock(dir: &Path, no_wait: bool, waiting: &mut dyn FnMut()) -> Result<File> {
    let path = dir.join(LOCK);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(at(&path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) if no_wait => {
            return Err(Error::Locked {
                path: dir.to_owned(),
            });
        }
        Err(TryLockError::WouldBlock) => {
            waiting();
            file.lock().map_err(at(&path))?;
        }
        Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
    }
    Ok(file)
}

/// Blames the disk where the disk failed, tantivy where it did not.
fn blame(fault: &Fault, folder: &Path, error: TantivyError) -> Error {
    match fault.take() {
        Some((path, source)) => Error::Io {
            path: folder.join(path),
            source,
        },
        None => Error::Tantivy(error),
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Io { path, source }
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(folder).map_err(at(folder))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(at(folder))?.file_name();
        names.extend(name.into_string());
    }
    names.sort();
    Ok(names)
}

fn generations(dir: &Path) -> Result<Vec<(u64, PathBuf)>> {
    Ok(names(dir)?
        .into_iter()
        .filter_map(|name| Some((generation_number(Path::new(&name))?, dir.join(name))))
        .collect())
}

fn roots(roots: &[PathBuf]) -> Vec<String> {
    roots
        .iter()
        .map(|root| root.to_string_lossy().into_owned())
        .collect()
}

fn places(given: &[PathBuf]) -> Vec<String> {
    let places: Vec<_> = given
        .iter()
        .map(|root| std::path::absolute(root).unwrap_or_else(|_| root.clone()))
        .collect();
    roots(&places)
}

fn summary(manifest: &Manifest, is_new: bool) -> Published {
    Published {
        is_new,
        articles: manifest.articles,
        passages: manifest.passages,
        skipped: manifest.skipped,
        bytes: manifest.size(),
    }
}

fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|age| i64::try_from(age.as_nanos()).ok())
        .unwrap_or(0)
}
