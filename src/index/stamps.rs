//! Stamps are what the corpus looked like from outside when it was ingested, so that a query can say that it has changed.
//!
//! It is a hint, asked at every query: it costs a `stat` a file, up to [`EXACT_FILES`] files; a larger corpus is judged by
//! the times of its folders alone, which change when a file comes, goes or is renamed, but not when one is rewritten in
//! place.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::{ArticleRecord, Index};
use crate::article::{self, Corpus};

/// The file's name.
pub(super) const NAME: &str = "stamps";

/// Up to so many files, every change is seen: 1,000 stats are about 3 ms, which a person does not feel.
pub const EXACT_FILES: usize = 1000;
/// Files that say something of the articles beside them.
const SETTINGS: [&str; 2] = ["sources.toml", "roles.toml"];

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamps {
    /// What `files` are relative to.
    base: PathBuf,
    /// Size and time of every article's file, by the path that people see; `None` if there are too many.
    files: Option<BTreeMap<String, (u64, i64)>>,
    /// The time of every folder with articles; 0 where it changed while it was ingested.
    folders: BTreeMap<PathBuf, i64>,
    /// Size and time of what lies beside the articles; `None` where nothing does.
    settings: BTreeMap<PathBuf, Option<(u64, i64)>>,
}

impl Stamps {
    /// Looks at the corpus that these records came from. `began` is when its ingest began.
    pub(super) fn of<'a>(
        records: impl Iterator<Item = &'a ArticleRecord>,
        roots: &[PathBuf],
        began: i64,
    ) -> Stamps {
        let base = base(roots);
        let mut files = BTreeMap::new();
        let mut places: BTreeSet<PathBuf> = roots
            .iter()
            .filter_map(|root| std::path::absolute(root).ok())
            .filter(|root| root.is_dir())
            .collect();
        // What has no size and no time is looked at by every ingest anyway.
        let mut last = None;
        for record in records.filter(|record| (record.size, record.mtime) != (0, 0)) {
            let file = file_of(record);
            if files.len() <= EXACT_FILES && !files.contains_key(file) {
                files.insert(file.to_owned(), (record.size, record.mtime));
            }
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
            files: (files.len() <= EXACT_FILES).then_some(files),
            folders,
            settings,
        }
    }

    fn have_changed(&self, roots: &[PathBuf], index: &Path) -> bool {
        if self.settings.iter().any(|(path, seen)| look(path) != *seen) {
            return true;
        }
        let same_folders = self
            .folders
            .iter()
            .all(|(folder, mtime)| look(folder).is_some_and(|(_, now)| now == *mtime));
        let Some(files) = &self.files else {
            return !same_folders;
        };
        let same_files = files
            .iter()
            .all(|(file, seen)| look(&self.base.join(file)) == Some(*seen));
        // A folder's time also changes for what is no article: only the articles themselves can tell.
        !same_files || !same_folders && self.has_others(files, roots, index)
    }

    fn has_others(
        &self,
        files: &BTreeMap<String, (u64, i64)>,
        roots: &[PathBuf],
        index: &Path,
    ) -> bool {
        let corpus = Corpus {
            paths: roots.to_vec(),
            exclude: Some(index.to_owned()),
        };
        match article::walk(&corpus) {
            Ok(walk) => walk
                .flatten()
                .any(|found| !files.contains_key(&found.shown)),
            Err(_) => true,
        }
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
            .is_some_and(|stamps| stamps.have_changed(&self.places(), &self.dir))
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

/// The file that holds an article or a skip, as people see it. A skipped object's record has the file as its id.
fn file_of(record: &ArticleRecord) -> &str {
    match record.skipped.is_some() && !record.id.is_empty() {
        true => &record.id,
        false => &record.source.path,
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
