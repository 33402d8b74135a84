//! Publishing: the next generation is written, checked and synced, and only then pointed to.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use tantivy::Directory;
use tantivy::directory::ManagedDirectory;
use tantivy::index::Segment;

use super::draft::Draft;
use super::folder::{generations, names};
use super::{Published, Writer, at, base};
use crate::error::{Error, Result};
use crate::index::checksum::{Checksum, checksum};
use crate::index::disk::read_pointer;
use crate::index::manifest::{self, Doubt, FORMAT, FileRecord, Manifest};
use crate::index::schema::SCHEMA;
use crate::index::stamps::{self, Stamps};
use crate::index::{CURRENT, META, generation_number, records, segments, snapshot};

/// Files that were linked from the generation before are read again: compared with their quick checksums at every ingest
/// as long as they are small, with both when that was not done for a day.
const RECHECKED_ALWAYS: u64 = 16 << 20;
const RECHECK_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// The files of a generation that are not tantivy's segments: always written anew.
const OWN: [&str; 3] = [META, records::NAME, stamps::NAME];

/// Compares a file with what the manifest says of it.
type Check = fn(&FileRecord, &[u8]) -> Result<(), Doubt>;

impl Writer {
    /// Writes, checks, syncs and publishes. After an error the old generation stands.
    pub fn publish(mut self) -> Result<Published> {
        if let Some(base) = &self.base
            && self.is_done
        {
            return Ok(summary(&base.manifest, false));
        }
        let (roots, seen) = (&self.options.roots, &self.options.seen);
        let stamps = Stamps::of(self.records(), roots, self.began, seen);
        if let Some(base) = &self.base
            && !self.is_changed
            && base.stamps == stamps
        {
            return Ok(summary(&base.manifest, false));
        }
        self.draft()?;
        let manifest = self.write_generation(&stamps)?;
        self.point_to_draft()?;
        // The generation is published. What cannot be swept now is swept by the next ingest, which says so if it cannot.
        self.sweep().ok();
        Ok(summary(&manifest, true))
    }

    fn write_generation(&mut self, stamps: &Stamps) -> Result<Manifest> {
        let Some(mut draft) = self.draft.take() else {
            return Err(Error::NoIndex {
                path: self.dir.clone(),
            });
        };
        let written = self.fill(&mut draft, stamps);
        let fault = draft.fault.first();
        self.draft = Some(draft);
        match fault {
            // Nothing is published after a fault, even if tantivy went on as if nothing had been.
            Some((path, source)) => Err(Error::Io { path, source }),
            None => written,
        }
    }

    fn fill(&self, draft: &mut Draft, stamps: &Stamps) -> Result<Manifest> {
        let folder = draft.folder.clone();
        let (old, linked) = self.link_base(draft)?;
        draft.finish_segment().map_err(|error| draft.blame(error))?;
        let count = old.len();
        let all = old.into_iter().chain(draft.built.drain(..)).collect();
        let kept = segments::settle(&draft.drafts, all, count, &self.removed)
            .map_err(|error| draft.blame(error))?;
        let mut tokens = BTreeMap::new();
        for segment in &kept {
            let id = segment.id().uuid_string();
            let known = self
                .base
                .as_ref()
                .and_then(|base| base.manifest.tokens.get(&id));
            let counted = match known {
                Some(known) => known.clone(),
                None => segments::tokens(segment).map_err(|error| draft.blame(error))?,
            };
            tokens.insert(id, counted);
        }
        let mut files = self.segment_files(draft, &kept, &linked)?;
        files.push(self.write_file(&folder, META, |out| out.write_all(&segments::meta(&kept)?))?);
        files.push(self.write_file(&folder, stamps::NAME, |out| {
            out.write_all(&serde_json::to_vec(stamps)?)
        })?);
        files.push(self.write_file(&folder, records::NAME, |out| {
            let old = self.base.as_ref().map(|base| &base.records);
            records::write(out, old, &self.known, &self.changes)
        })?);
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let size: u64 = linked.iter().map(|file| file.size).sum();
        let (is_small, is_due) = (size <= RECHECKED_ALWAYS, self.is_recheck_due());
        for file in &files {
            let is_linked = linked.iter().any(|old| old.name == file.name);
            if OWN.contains(&file.name.as_str()) || is_linked && is_due {
                self.verify(&folder, file, snapshot::check)?;
            } else if is_linked && is_small {
                self.verify(&folder, file, snapshot::check_sum)?;
            }
        }
        let manifest = self.manifest(files, tokens, is_due || linked.is_empty());
        self.write_file(&folder, manifest::NAME, |out| {
            out.write_all(&manifest.to_bytes()?)
        })?;
        let is_new = |name: &&str| !linked.iter().any(|old| old.name == **name);
        let names = manifest.files.iter().map(|file| file.name.as_str());
        let new = names.chain([manifest::NAME]).filter(is_new);
        let new: Vec<_> = new.map(|name| folder.join(name)).collect();
        self.disk
            .sync_all(&new, &[folder, self.dir.clone()])
            .map_err(|(path, source)| Error::Io { path, source })?;
        Ok(manifest)
    }

    /// The segments of the generation before, under their own names in the draft's folder.
    fn link_base(&self, draft: &Draft) -> Result<(Vec<Segment>, Vec<FileRecord>)> {
        let Some(base) = &self.base else {
            return Ok((Vec::new(), Vec::new()));
        };
        let mut linked = Vec::new();
        for file in &base.manifest.files {
            if OWN.contains(&file.name.as_str()) {
                continue;
            }
            let to = draft.folder.join(&file.name);
            self.disk
                .link(&base.folder.join(&file.name), &to)
                .map_err(at(&to))?;
            linked.push(file.clone());
        }
        let meta = self
            .disk
            .map(&base.folder.join(META))
            .map_err(at(&base.folder))?;
        let drafts = draft.drafts.fresh();
        drafts
            .atomic_write(Path::new(META), &meta)
            .map_err(at(&draft.folder))?;
        let segments = tantivy::Index::open(drafts)
            .and_then(|index| index.searchable_segments())
            .map_err(|error| draft.blame(error))?;
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
            sum: Checksum::default(),
            hasher: blake3::Hasher::new(),
            size: 0,
        };
        content(&mut hashed)
            .and_then(|()| hashed.out.flush())
            .map_err(at(&path))?;
        Ok(FileRecord {
            name: name.to_owned(),
            size: hashed.size,
            sum: hashed.sum.finish(),
            blake3: hashed.hasher.finalize().to_string(),
        })
    }

    /// A file as tantivy wrote it, believed only if tantivy's own checksum in its footer says so: what reached the disk
    /// may be less than what was written.
    fn record_segment_file(&self, draft: &Draft, name: String) -> Result<FileRecord> {
        let path = draft.folder.join(&name);
        let is_whole = ManagedDirectory::wrap(Box::new(draft.drafts.fresh()))
            .and_then(|managed| Ok(managed.validate_checksum(Path::new(&name))?))
            .map_err(|error| draft.blame(error))?;
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
            sum: checksum(&bytes),
            blake3: blake3::hash(&bytes).to_string(),
        })
    }

    fn verify(&self, folder: &Path, file: &FileRecord, check: Check) -> Result<()> {
        let path = folder.join(&file.name);
        let bytes = self.disk.map(&path).map_err(at(&path))?;
        check(file, &bytes).map_err(|doubt| Error::Damaged {
            path: self.dir.clone(),
            message: doubt.to_string(),
        })
    }

    fn is_recheck_due(&self) -> bool {
        let checked = self.base.as_ref().map_or(0, |base| base.manifest.checked);
        let age = self.began.saturating_sub(checked);
        i128::from(age) >= RECHECK_AFTER.as_nanos() as i128 || age < 0
    }

    fn manifest(
        &self,
        files: Vec<FileRecord>,
        tokens: BTreeMap<String, Vec<u64>>,
        is_checked: bool,
    ) -> Manifest {
        let (mut articles, mut passages, mut skipped) = (0, 0, 0);
        for record in self.records() {
            passages += record.passages;
            match record.skipped {
                None => articles += 1,
                Some(_) => skipped += 1,
            }
        }
        let checked = self.base.as_ref().map_or(0, |base| base.manifest.checked);
        Manifest {
            format: FORMAT,
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            schema: SCHEMA.to_owned(),
            rules: self.options.rules.clone(),
            roots: base::roots(&self.options.roots),
            places: base::places(&self.options.roots),
            began: self.began,
            checked: if is_checked { self.began } else { checked },
            articles,
            passages,
            skipped,
            tokens,
            roles: self.options.roles.clone(),
            files,
        }
    }

    /// Publishes what is durable by now: from the rename on, readers see the new generation; after the last sync, a power loss cannot undo it.
    fn point_to_draft(&self) -> Result<()> {
        let folder = self
            .draft
            .as_ref()
            .and_then(|draft| draft.folder.file_name());
        let name = folder.and_then(|name| name.to_str()).unwrap_or_default();
        let next = self.dir.join(format!("{CURRENT}.tmp"));
        let current = self.dir.join(CURRENT);
        self.disk.point(name, &next).map_err(at(&next))?;
        self.disk.rename(&next, &current).map_err(at(&current))?;
        self.disk.sync_folder(&self.dir).map_err(at(&self.dir))
    }

    /// Removes what nobody needs: all generations but the current one and the one before it, which readers may be
    /// opening just now, and what an ingest that was cut off left behind.
    pub(super) fn sweep(&self) -> Result<()> {
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
        let before = old.iter().rposition(|(number, folder)| {
            current.is_some_and(|current| *number < current) && folder.join(manifest::NAME).exists()
        });
        if let Some(before) = before {
            old.remove(before);
        }
        for (_, folder) in old {
            self.disk.remove_folder(&folder).map_err(at(&folder))?;
        }
        Ok(())
    }
}

/// Writes and hashes in one pass.
struct Hashed<W> {
    out: W,
    sum: Checksum,
    hasher: blake3::Hasher,
    size: u64,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.sum.update(&bytes[..count]);
        self.hasher.update(&bytes[..count]);
        self.size += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
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
