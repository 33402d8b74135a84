//! What is left on a disk when the power goes: of every file what was synced and perhaps more, of every folder the names
//! that were synced and any of those that were not.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::disk::Done;
use super::random::Random;

type Node = usize;

#[derive(Debug, Clone)]
enum Entry {
    File(Node),
    Folder,
    Pointer(String),
}

/// A change of a folder's names that is not durable yet.
#[derive(Debug, Clone)]
struct Pending {
    removes: Option<PathBuf>,
    adds: Option<(PathBuf, Entry)>,
}

#[derive(Debug, Clone, Default)]
struct Content {
    bytes: Vec<u8>,
    synced: usize,
}

/// A disk as a power loss would find it.
#[derive(Debug, Clone, Default)]
pub struct Power {
    root: PathBuf,
    contents: Vec<Content>,
    /// What the programs see.
    seen: BTreeMap<PathBuf, Entry>,
    /// What would survive for certain.
    durable: BTreeMap<PathBuf, Entry>,
    /// By folder.
    pending: BTreeMap<PathBuf, Vec<Pending>>,
}

impl Power {
    /// A disk on which everything under `root` is durable.
    pub fn of(root: &Path) -> Power {
        let mut power = Power {
            root: root.to_owned(),
            ..Power::default()
        };
        power.take_in(root);
        power.durable = power.seen.clone();
        power
    }

    fn take_in(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let kind = path.symlink_metadata().unwrap().file_type();
            let entry = if kind.is_symlink() {
                let target = fs::read_link(&path).unwrap();
                Entry::Pointer(target.to_str().unwrap().to_owned())
            } else if kind.is_dir() {
                self.take_in(&path);
                Entry::Folder
            } else {
                let bytes = fs::read(&path).unwrap();
                let synced = bytes.len();
                self.contents.push(Content { bytes, synced });
                Entry::File(self.contents.len() - 1)
            };
            self.seen.insert(path, entry);
        }
    }

    pub fn step(&mut self, done: &Done) {
        match done {
            Done::CreateFolder(path) => {
                if *path != self.root && !self.seen.contains_key(path) {
                    self.change(path, None, Some((path.clone(), Entry::Folder)));
                }
            }
            Done::Create(path) => {
                self.contents.push(Content::default());
                let node = Entry::File(self.contents.len() - 1);
                self.change(path, None, Some((path.clone(), node)));
            }
            Done::Write(path, bytes) => {
                let node = self.node(path);
                self.contents[node].bytes.extend_from_slice(bytes);
            }
            Done::SyncFile(path) => {
                let node = self.node(path);
                self.contents[node].synced = self.contents[node].bytes.len();
            }
            Done::SyncFolder(path) => {
                for pending in self.pending.remove(path).unwrap_or_default() {
                    apply(&mut self.durable, &pending);
                }
            }
            Done::Link(from, to) => {
                let node = Entry::File(self.node(from));
                self.change(to, None, Some((to.clone(), node)));
            }
            Done::Point(target, pointer) => {
                let entry = Entry::Pointer(target.clone());
                self.change(pointer, None, Some((pointer.clone(), entry)));
            }
            Done::Rename(from, to) => {
                let entry = self.seen[from].clone();
                self.change(to, Some(from.clone()), Some((to.clone(), entry)));
            }
            Done::RemoveFile(path) => self.change(path, Some(path.clone()), None),
            Done::RemoveFolder(path) => {
                let inside: Vec<_> = self
                    .seen
                    .keys()
                    .filter(|inner| inner.parent() == Some(path))
                    .cloned()
                    .collect();
                for inner in inside {
                    self.change(&inner, Some(inner.clone()), None);
                }
                self.change(path, Some(path.clone()), None);
            }
            Done::Map => {}
        }
    }

    fn change(&mut self, at: &Path, removes: Option<PathBuf>, adds: Option<(PathBuf, Entry)>) {
        let pending = Pending { removes, adds };
        apply(&mut self.seen, &pending);
        let folder = at.parent().unwrap().to_owned();
        self.pending.entry(folder).or_default().push(pending);
    }

    fn node(&self, path: &Path) -> Node {
        match self.seen[path] {
            Entry::File(node) => node,
            _ => panic!("{} is not a file", path.display()),
        }
    }

    /// One of the many states that the disk could be found in, under another root.
    pub fn fail(&self, random: &mut Random, to: &Path) {
        let mut left = self.durable.clone();
        for pending in self.pending.values() {
            let all = random.below(3);
            for change in pending {
                if all == 0 || all == 1 && random.below(2) == 0 {
                    apply(&mut left, change);
                }
            }
        }
        fs::create_dir_all(to).unwrap();
        for (path, entry) in &left {
            let path = to.join(path.strip_prefix(&self.root).unwrap());
            // A file in a folder whose own name was lost is lost with it.
            if !path.parent().unwrap().is_dir() {
                continue;
            }
            match entry {
                Entry::Folder => fs::create_dir(&path).unwrap(),
                Entry::Pointer(target) => symlink(target, &path).unwrap(),
                Entry::File(node) => {
                    let Content { bytes, synced } = &self.contents[*node];
                    let length = match random.below(3) {
                        0 => *synced,
                        1 => bytes.len(),
                        _ => synced + random.below(bytes.len() - synced + 1),
                    };
                    fs::write(&path, &bytes[..length]).unwrap();
                }
            }
        }
    }
}

fn apply(names: &mut BTreeMap<PathBuf, Entry>, pending: &Pending) {
    if let Some(path) = &pending.removes {
        names.remove(path);
    }
    if let Some((path, entry)) = &pending.adds {
        names.insert(path.clone(), entry.clone());
    }
}
