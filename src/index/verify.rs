//! Verifying reads every byte of a generation, which opening it does not.

use std::io;
use std::path::Path;

use super::disk::{self, read_pointer};
use super::manifest::{self, Manifest};
use super::{CURRENT, damaged, doubtful, snapshot};
use crate::error::{Error, Result};

/// Compares every file of the current generation with its manifest, whatever its size; what does not match, in words.
/// An index without a readable manifest is an error.
pub fn verify(dir: &Path) -> Result<(Manifest, Vec<String>)> {
    let target = read_pointer(&dir.join(CURRENT)).map_err(|_| Error::NoIndex {
        path: dir.to_owned(),
    })?;
    let folder = dir.join(target);
    let path = folder.join(manifest::NAME);
    let bytes = std::fs::read(&path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => damaged(dir, "it has no MANIFEST"),
        _ => Error::Io { path, source },
    })?;
    let manifest = Manifest::parse(&bytes).map_err(|doubt| doubtful(dir, doubt))?;
    let mut faults = Vec::new();
    for file in &manifest.files {
        match disk::map(&folder.join(&file.name)) {
            Ok(bytes) => {
                faults.extend(
                    snapshot::check(file, &bytes)
                        .err()
                        .map(|doubt| doubt.to_string()),
                );
            }
            Err(error) => faults.push(format!("its file {} cannot be read: {error}", file.name)),
        }
    }
    Ok((manifest, faults))
}
