//! A root is a PATH that a person gave: a folder of articles, or a file.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::{Error, Result};

/// A path as given, and where it really lies.
pub(super) struct Root {
    pub(super) given: PathBuf,
    pub(super) real: PathBuf,
    pub(super) is_folder: bool,
}

/// The paths as given, without those that lie within another.
pub(super) fn roots(paths: &[PathBuf]) -> Result<Vec<Root>> {
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
pub(super) fn tidy(given: &Path) -> PathBuf {
    given
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect()
}
