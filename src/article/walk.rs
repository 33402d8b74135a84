//! A walk finds the articles under the given paths, in one order on every machine, and names what it leaves aside.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::name::{self, Content};
use super::read::said;
use super::sources::{self, Sources};
use super::{Facts, Format, Found, Skipped};
use crate::{Error, Result};

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

/// A folder, and what its files' names begin with.
struct Folder {
    path: PathBuf,
    shown: String,
    id: String,
    sources: Sources,
}

struct Entry {
    folder: usize,
    name: OsString,
    what: What,
}

enum What {
    /// An article; its id keeps the extension where another file would have the same id.
    File {
        size: u64,
        mtime: i128,
        keeps_extension: bool,
    },
    /// A folder to go into; only while the corpus is being listed.
    Folder,
    Skip(String),
}

/// Lists the corpus. A file that is no article is a [`Skipped`]; a path that is not there, and a `sources.toml` that does
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

/// A path as given, and where it really lies.
struct Root {
    given: PathBuf,
    real: PathBuf,
    is_folder: bool,
}

/// The paths as given, without those that lie within another.
fn roots(paths: &[PathBuf]) -> Result<Vec<Root>> {
    let mut roots: Vec<Root> = Vec::new();
    for given in paths {
        let fault = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::NoCorpus {
                path: given.clone(),
            },
            _ => Error::Io {
                path: given.clone(),
                source,
            },
        };
        let real = given.canonicalize().map_err(fault)?;
        let is_folder = fs::metadata(&real).map_err(fault)?.is_dir();
        roots.push(Root {
            given: given.clone(),
            real,
            is_folder,
        });
    }
    let mut folders: Vec<PathBuf> = roots.iter().map(|root| root.real.clone()).collect();
    folders.sort();
    folders.dedup_by(|inner, outer| inner.starts_with(outer));
    let mut outermost: HashSet<PathBuf> = folders.into_iter().collect();
    roots.retain(|root| outermost.remove(&root.real));
    Ok(roots)
}

/// A PATH as given, without `./` and a last slash.
fn tidy(given: &Path) -> PathBuf {
    given
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect()
}

#[derive(Default)]
struct Listing {
    folders: Vec<Folder>,
    entries: Vec<Entry>,
    /// For files given by name: which of `folders` stands for the place they were given from.
    places: HashMap<PathBuf, usize>,
}

impl Listing {
    /// Lists everything below a folder, without recursion: how deep it goes is the disk's business.
    fn folder_given(&mut self, root: &Path, prefix: &Path, exclude: Option<&Path>) -> Result<()> {
        let mut open = vec![self.open(root, prefix, Path::new(""), exclude)?.into_iter()];
        while let Some(listed) = open.last_mut() {
            let Some(mut entry) = listed.next() else {
                open.pop();
                continue;
            };
            if matches!(entry.what, What::Folder) {
                let path = self.folders[entry.folder].path.join(&entry.name);
                let relative = path.strip_prefix(root).unwrap_or(&path).to_owned();
                match self.open(&path, prefix, &relative, exclude) {
                    Ok(listed) => {
                        open.push(listed.into_iter());
                        continue;
                    }
                    Err(Error::Io { path: at, source }) if at == path => {
                        entry.what =
                            What::Skip(format!("the folder cannot be read: {}", said(&source)));
                    }
                    Err(error) => return Err(error),
                }
            }
            self.entries.push(entry);
        }
        Ok(())
    }

    /// Reads one folder and puts it in order.
    fn open(
        &mut self,
        path: &Path,
        prefix: &Path,
        relative: &Path,
        exclude: Option<&Path>,
    ) -> Result<Vec<Entry>> {
        let folder = self.folders.len();
        let exclude = exclude
            .filter(|path| path.parent() == Some(relative))
            .and_then(Path::file_name);
        let (mut entries, sources) = list(path, folder, exclude)?;
        entries.sort_unstable_by(|a, b| a.name.as_encoded_bytes().cmp(b.name.as_encoded_bytes()));
        leave_saved_parts(&mut entries);
        share_no_id(entries.iter_mut());
        self.folders
            .push(Folder::new(path, &prefix.join(relative), sources));
        Ok(entries)
    }

    /// Takes a file that was given by name, even a hidden one; a link stands for the file it leads to.
    fn file_given(&mut self, root: &Root, alone: bool) -> Result<()> {
        let fault = |source| Error::Io {
            path: root.given.clone(),
            source,
        };
        let is_link = fs::symlink_metadata(&root.given)
            .map_err(fault)?
            .is_symlink();
        let file = if is_link { &root.real } else { &root.given };
        let name = file
            .file_name()
            .or(root.real.file_name())
            .unwrap_or_default()
            .to_owned();
        let parent = file.parent().unwrap_or(Path::new(""));
        let prefix = if alone { PathBuf::new() } else { tidy(parent) };
        let folder = match self.places.get(&prefix) {
            Some(folder) if self.folders[*folder].path == parent => *folder,
            _ => {
                let file = parent.join(SOURCES);
                let sources = if file.is_file() {
                    sources::load(&file)?
                } else {
                    Sources::new()
                };
                self.folders.push(Folder::new(parent, &prefix, sources));
                self.places.insert(prefix, self.folders.len() - 1);
                self.folders.len() - 1
            }
        };
        let metadata = fs::metadata(&root.real).map_err(fault)?;
        let what = what(&name, metadata.file_type(), || Ok(metadata));
        self.entries.push(Entry { folder, name, what });
        Ok(())
    }
}

impl Folder {
    fn new(path: &Path, below: &Path, sources: Sources) -> Self {
        let (mut shown, mut id) = (String::new(), String::new());
        for part in below.components() {
            match part {
                Component::RootDir => {
                    shown.push('/');
                    id.push('/');
                }
                part => {
                    shown.push_str(&name::shown(part.as_os_str()));
                    shown.push('/');
                    id.push_str(&name::id(part.as_os_str()));
                    id.push('/');
                }
            }
        }
        Folder {
            path: path.to_owned(),
            shown,
            id,
            sources,
        }
    }
}

/// What lies in a folder, but for what is neither article nor skip.
fn list(path: &Path, folder: usize, exclude: Option<&OsStr>) -> Result<(Vec<Entry>, Sources)> {
    let fault = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    let (mut entries, mut sources) = (Vec::new(), Sources::new());
    for entry in fs::read_dir(path).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let name = entry.file_name();
        let kind = entry.file_type().map_err(fault)?;
        if name.as_encoded_bytes().starts_with(b".") || exclude == Some(&name) {
            continue;
        }
        if kind.is_file() && NO_ARTICLES.iter().any(|other| name == *other) {
            if name == SOURCES {
                sources = sources::load(&path.join(SOURCES))?;
            }
            continue;
        }
        let what = what(&name, kind, || entry.metadata());
        entries.push(Entry {
            folder,
            name: with_slash(name, &what),
            what,
        });
    }
    Ok((entries, sources))
}

/// A folder's name ends in a slash: so it sorts as the whole path would, and so people see it.
fn with_slash(mut name: OsString, what: &What) -> OsString {
    if matches!(what, What::Folder) {
        name.push("/");
    }
    name
}

/// The facts about the articles of a folder.
const SOURCES: &str = "sources.toml";

/// Files that belong to a corpus without being articles.
const NO_ARTICLES: [&str; 3] = [SOURCES, "roles.toml", "LICENSE"];

fn what(name: &OsStr, kind: FileType, metadata: impl FnOnce() -> io::Result<Metadata>) -> What {
    if kind.is_dir() {
        return What::Folder;
    }
    if kind.is_symlink() {
        return What::Skip(
            "a symbolic link; give its target to `ingest` as a path of its own to have it read"
                .into(),
        );
    }
    if !kind.is_file() {
        return What::Skip("not a regular file (a pipe, socket or device)".into());
    }
    if name::content(name).is_none() {
        return What::Skip(unread(name));
    }
    match metadata() {
        Ok(metadata) => What::File {
            size: metadata.len(),
            mtime: mtime(&metadata),
            keeps_extension: false,
        },
        Err(error) => What::Skip(said(&error)),
    }
}

/// Why a file of an unknown format is left aside.
fn unread(name: &OsStr) -> String {
    match Path::new(name)
        .extension()
        .map(|extension| name::shown(extension).to_lowercase())
    {
        None => "a name without an extension, so its format is unknown".into(),
        Some(extension) if extension == "mhtml" || extension == "mht" => {
            format!(".{extension} is not read; save the page as HTML instead")
        }
        Some(extension) => format!("a format that is not read: .{extension}"),
    }
}

/// Nanoseconds since the epoch; a file system without times gives 0, and such files are always read again.
pub(super) fn mtime(metadata: &Metadata) -> i128 {
    match metadata
        .modified()
        .map(|time| time.duration_since(UNIX_EPOCH))
    {
        Ok(Ok(after)) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
        Ok(Err(before)) => -i128::try_from(before.duration().as_nanos()).unwrap_or(i128::MAX),
        Err(_) => 0,
    }
}

/// A browser that saves a page "complete" puts its pictures and scripts into `NAME_files/`: one skip, not hundreds.
fn leave_saved_parts(entries: &mut [Entry]) {
    let of = |entry: &Entry| {
        let name = entry.name.as_encoded_bytes();
        matches!(entry.what, What::Folder)
            .then(|| name.strip_suffix(b"_files/").map(<[u8]>::to_vec))
            .flatten()
    };
    if !entries.iter().any(|entry| of(entry).is_some()) {
        return;
    }
    let pages: HashMap<Vec<u8>, OsString> = entries
        .iter()
        .filter(|entry| name::content(&entry.name) == Some(Content::One(Format::Html)))
        .map(|entry| {
            (
                name::stem(&entry.name).as_encoded_bytes().to_vec(),
                entry.name.clone(),
            )
        })
        .collect();
    for entry in entries {
        if let Some(page) = of(entry).and_then(|stem| pages.get(&stem)) {
            entry.what = What::Skip(format!(
                "the pictures and scripts saved with {}",
                name::shown(page)
            ));
        }
    }
}

/// Where files of one folder would share an id, all of them keep their extension in it. That may in turn give one the id
/// that a third has (`a.md`, `a.html` and `a.html.txt`), so it goes on until no two are the same.
fn share_no_id<'a>(entries: impl Iterator<Item = &'a mut Entry>) {
    let mut files: Vec<(&OsStr, &mut bool)> = entries
        .filter_map(|entry| match &mut entry.what {
            What::File {
                keeps_extension, ..
            } => Some((entry.name.as_os_str(), keeps_extension)),
            _ => None,
        })
        .collect();
    loop {
        let mut taken: HashMap<&OsStr, usize> = HashMap::with_capacity(files.len());
        let mut clashing = Vec::new();
        for (i, (name, keeps_extension)) in files.iter().enumerate() {
            let id = if **keeps_extension {
                name
            } else {
                name::stem(name)
            };
            if let Some(other) = taken.insert(id, i) {
                clashing.extend([i, other]);
            }
        }
        let mut changed = false;
        for i in clashing {
            changed |= !std::mem::replace(files[i].1, true);
        }
        if !changed {
            return;
        }
    }
}
