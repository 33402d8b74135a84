//! An entry of a folder: a file to read, a folder to go into, or something to name and leave aside.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::{FileType, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::article::Format;
use crate::article::name::{self, Content};
use crate::article::read::said;

/// What lies in a folder under a name.
pub(super) struct Entry {
    pub(super) folder: usize,
    pub(super) name: OsString,
    pub(super) what: What,
}

/// What is to be done with it.
pub(super) enum What {
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

/// Tells what lies there, by name and kind.
pub(super) fn what(
    name: &OsStr,
    kind: FileType,
    metadata: impl FnOnce() -> io::Result<Metadata>,
) -> What {
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
pub(in crate::article) fn mtime(metadata: &Metadata) -> i128 {
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
pub(super) fn leave_saved_parts(entries: &mut [Entry]) {
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
pub(super) fn share_no_id<'a>(entries: impl Iterator<Item = &'a mut Entry>) {
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
