//! The listing of a corpus: its folders, and what lies in them, in order.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::entry::{Entry, What, leave_saved_parts, share_no_id, what};
use super::root::{Root, tidy};
use crate::article::name;
use crate::article::read::said;
use crate::article::sources::{self, Sources};
use crate::{Error, Result};

/// What was found so far.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) folders: Vec<Folder>,
    pub(super) entries: Vec<Entry>,
    /// For files given by name: which of `folders` stands for the place they were given from.
    pub(super) places: HashMap<PathBuf, usize>,
}

impl Listing {
    /// Lists everything below a folder, without recursion: how deep it goes is the disk's business.
    pub(super) fn folder_given(
        &mut self,
        root: &Path,
        prefix: &Path,
        exclude: Option<&Path>,
    ) -> Result<()> {
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
    pub(super) fn file_given(&mut self, root: &Root, alone: bool) -> Result<()> {
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
            Some(folder) => *folder,
            None => {
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

/// A folder, and what its files' names begin with.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) shown: String,
    pub(super) id: String,
    pub(super) sources: Sources,
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
