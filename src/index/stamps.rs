//! Stamps are what the corpus looked like from outside when it was ingested, so that a query can say that it has changed.
//!
//! It is a hint, asked at every query, so it looks at few things: the times of the folders, which change when a file comes,
//! goes or is renamed, and the files that changed last ([`LATEST`], or [`ALL`]), for they are the ones that will change again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::{ArticleRecord, Index};
use crate::article::{self, Corpus, Seen};
use crate::error::Result;

/// The file's name.
pub(super) const NAME: &str = "stamps";

/// In a corpus of up to so many files all are looked at, and every change is seen.
const ALL: usize = 128;
/// In a larger one so many. One costs up to 3 µs, its share of the stamps included, and a query as much as a thousand.
const LATEST: usize = 32;
/// In a larger corpus a folder with another time is reason enough; in a smaller one it is seen what has come.
const WALKED: u64 = 1000;
/// Files that say something of the articles beside them.
const SETTINGS: [&str; 2] = ["sources.toml", "roles.toml"];

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamps {
    /// What `files` are relative to.
    base: PathBuf,
    /// Size and time of the files that changed last, by the path that people see.
    files: BTreeMap<String, (u64, i64)>,
    /// The time of every folder with articles; 0 where it changed while it was ingested.
    folders: BTreeMap<PathBuf, i64>,
    /// Size and time of what lies beside the articles; `None` where nothing does.
    settings: BTreeMap<PathBuf, Option<(u64, i64)>>,
    /// [`Seen::digest`] of the whole corpus; none where something is tried again at every ingest.
    #[serde(default)]
    seen: String,
}

impl Stamps {
    /// Looks at the corpus that these records came from. `began` is when its ingest began, and `seen` what it saw.
    pub(super) fn of<'a>(
        records: impl Iterator<Item = &'a ArticleRecord>,
        roots: &[PathBuf],
        began: i64,
        seen: &Seen,
    ) -> Stamps {
        let base = base(roots);
        let mut files = Vec::new();
        let mut places: BTreeSet<PathBuf> = roots
            .iter()
            .filter_map(|root| std::path::absolute(root).ok())
            .filter(|root| root.is_dir())
            .collect();
        let mut last = None;
        let mut unstamped = 0;
        for record in records {
            // What has no size and no time is looked at by every ingest anyway.
            if (record.size, record.mtime) == (0, 0) {
                unstamped += 1;
                continue;
            }
            let file = record.file();
            files.push((record.mtime, file, record.size));
            let folder = Path::new(file).parent();
            if last != folder {
                last = folder;
                note_folders(
                    &mut places,
                    &base.join(folder.unwrap_or(Path::new(""))),
                    &base,
                );
            }
        }
        // Beside a file that is a PATH itself lie settings too, though its folder is not watched.
        let beside = roots.iter().filter_map(|root| {
            let root = root.canonicalize().ok()?;
            root.is_file().then(|| root.parent().map(Path::to_owned))?
        });
        // A file may hold many articles.
        files.sort_unstable_by_key(|&(mtime, file, _)| (std::cmp::Reverse(mtime), file));
        files.dedup_by_key(|(_, file, _)| *file);
        let most = if files.len() > ALL { LATEST } else { ALL };
        let files = files.into_iter().take(most);
        let files = files.map(|(mtime, file, size)| (file.to_owned(), (size, mtime)));
        let files = files.collect();
        let settings = places
            .iter()
            .cloned()
            .chain(beside)
            .flat_map(|folder| SETTINGS.map(|name| folder.join(name)))
            .map(|path| (look(&path), path))
            .map(|(seen, path)| (path, seen))
            .collect();
        let folders = places
            .into_iter()
            .filter_map(|folder| {
                let (_, mtime) = look(&folder)?;
                Some((folder, if mtime < began { mtime } else { 0 }))
            })
            .collect();
        Stamps {
            base,
            files,
            folders,
            settings,
            // More than the skips by name are files that could not be read, or not under their id.
            seen: match unstamped == seen.skips {
                true => seen.digest.clone(),
                false => String::new(),
            },
        }
    }

    /// Whether an ingest that sees this would find nothing to do: the same files, in folders that did not change either.
    pub(super) fn are_of(&self, seen: &Seen, began: i64) -> bool {
        !self.seen.is_empty()
            && self.seen == seen.digest
            && seen.newest < began
            && self
                .folders
                .iter()
                .all(|(folder, mtime)| look(folder).is_some_and(|(_, now)| now == *mtime))
            && self.settings.iter().all(|(path, seen)| look(path) == *seen)
    }

    fn have_changed(&self, index: &Index) -> bool {
        let are_same = |look_at: &Path, seen: Option<(u64, i64)>| look(look_at) == seen;
        if !self
            .settings
            .iter()
            .all(|(path, seen)| are_same(path, *seen))
        {
            return true;
        }
        let mut files = self.files.iter();
        if !files.all(|(file, seen)| are_same(&self.base.join(file), Some(*seen))) {
            return true;
        }
        let mut folders = self.folders.iter();
        let same_folders =
            folders.all(|(folder, mtime)| look(folder).is_some_and(|(_, now)| now == *mtime));
        // A folder's time also changes for what is not an article: only the articles themselves can tell.
        !same_folders && index.has_other_files(&self.base)
    }
}

impl Index {
    /// Whether the corpus looks different from what was ingested, by `stat` alone.
    pub fn has_corpus_changed(&self) -> bool {
        // Where it cannot be told, nothing is said.
        self.snapshot
            .file(NAME)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Stamps>(&bytes).ok())
            .is_some_and(|stamps| stamps.have_changed(self))
    }

    /// Whether files came, went or changed; what is too much to walk at a query has changed.
    fn has_other_files(&self, base: &Path) -> bool {
        if self.manifest().articles + self.manifest().skipped > WALKED {
            return true;
        }
        let Ok(records) = self.articles().collect::<Result<Vec<_>>>() else {
            return true;
        };
        let known: HashMap<&str, (u64, i64)> = records
            .iter()
            .filter(|record| (record.size, record.mtime) != (0, 0))
            .map(|record| (record.file(), (record.size, record.mtime)))
            .collect();
        let mut files = known.iter();
        if !files.all(|(file, seen)| look(&base.join(file)) == Some(*seen)) {
            return true;
        }
        let corpus = Corpus {
            paths: self.places(),
            exclude: Some(self.dir.clone()),
        };
        match article::walk(&corpus) {
            Ok(walk) => walk
                .flatten()
                .any(|found| !known.contains_key(found.shown.as_str())),
            Err(_) => true,
        }
    }

    /// The PATHs as they can be walked from here.
    fn places(&self) -> Vec<PathBuf> {
        let manifest = self.manifest();
        // Several PATHs are part of the paths that people see, so they stay as they were given.
        match manifest.places.as_slice() {
            [place] => vec![place.into()],
            _ => manifest.roots.iter().map(PathBuf::from).collect(),
        }
    }
}

/// Notes a folder and those above it, up to one that is known.
fn note_folders(places: &mut BTreeSet<PathBuf>, folder: &Path, base: &Path) {
    for folder in folder.ancestors().take_while(|folder| *folder != base) {
        if !folder.starts_with(base) || !places.insert(folder.to_owned()) {
            return;
        }
    }
}

/// What the paths that people see are relative to.
fn base(roots: &[PathBuf]) -> PathBuf {
    let base = match roots {
        [root] if root.is_dir() => std::path::absolute(root),
        // A link to a file stands for that file.
        [root] => root
            .canonicalize()
            .map(|file| file.parent().map(Path::to_owned).unwrap_or(file)),
        _ => std::env::current_dir(),
    };
    base.unwrap_or_default()
}

fn look(path: &Path) -> Option<(u64, i64)> {
    let metadata = fs::metadata(path).ok()?;
    let mtime = metadata.modified().ok()?;
    let mtime = match mtime.duration_since(UNIX_EPOCH) {
        Ok(age) => i64::try_from(age.as_nanos()).ok()?,
        Err(before) => -i64::try_from(before.duration().as_nanos()).ok()?,
    };
    let size = if metadata.is_dir() { 0 } else { metadata.len() };
    Some((size, mtime))
}
