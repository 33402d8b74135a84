//! A snapshot is a published generation as a reader holds it: checked, read-only, and whole whatever happens to its
//! folder afterwards.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle,
    WritePtr,
};

use super::checksum::checksum;
use super::disk::plain_error;
use super::manifest::{self, Doubt, FileRecord, Manifest};

/// A generation of at most so many bytes is hashed whole at every open, which takes well under a millisecond.
pub const CHECKED_WHOLE: u64 = 1 << 20;
/// In a larger one, files of at most so many bytes are.
const SMALL_FILE: u64 = 1 << 14;

/// Why a snapshot could not be taken.
#[derive(Debug)]
pub(super) enum Refusal {
    /// A file is not there: the generation was swept meanwhile, or it is damaged.
    Missing(PathBuf),
    /// The system refused.
    Io(PathBuf, io::Error),
    /// The manifest is not to be believed, or a file is not what the manifest says.
    Doubt(Doubt),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Refusal::Missing(path) => write!(f, "{} is missing", path.display()),
            Refusal::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Refusal::Doubt(doubt) => doubt.fmt(f),
        }
    }
}

impl From<Doubt> for Refusal {
    fn from(doubt: Doubt) -> Self {
        Refusal::Doubt(doubt)
    }
}

/// See the module.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    /// What was published.
    pub(super) manifest: Arc<Manifest>,
    files: Arc<BTreeMap<String, OwnedBytes>>,
}

impl Snapshot {
    /// Opens a generation's folder. All files are opened here, so a later sweep does not matter.
    pub(super) fn take(folder: &Path) -> Result<Snapshot, Refusal> {
        let manifest = Manifest::parse(&read(&folder.join(manifest::NAME))?)?;
        let whole = manifest.size() <= CHECKED_WHOLE;
        let mapped = if whole {
            None
        } else {
            Some(
                MmapDirectory::open(folder)
                    .map_err(|error| Refusal::Io(folder.to_owned(), io::Error::other(error)))?,
            )
        };
        let mut files = BTreeMap::new();
        for file in &manifest.files {
            let bytes = match &mapped {
                Some(mapped) if file.size > SMALL_FILE => map(mapped, folder, file)?,
                _ => OwnedBytes::new(read_at_most(&folder.join(&file.name), file.size)?),
            };
            if bytes.len() as u64 != file.size {
                return Err(damaged(&file.name, "has another size").into());
            }
            if whole || file.size <= SMALL_FILE {
                check_sum(file, &bytes)?;
            }
            files.insert(file.name.clone(), bytes);
        }
        Ok(Snapshot {
            manifest: Arc::new(manifest),
            files: Arc::new(files),
        })
    }

    /// A file's bytes.
    pub(super) fn file(&self, name: &str) -> Result<OwnedBytes, Doubt> {
        self.files
            .get(name)
            .cloned()
            .ok_or_else(|| damaged(name, "is not in its MANIFEST"))
    }

    fn bytes(&self, path: &Path) -> Result<&OwnedBytes, OpenReadError> {
        path.to_str()
            .and_then(|name| self.files.get(name))
            .ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))
    }
}

/// Compares a file with its quick checksum.
pub(super) fn check_sum(file: &FileRecord, bytes: &[u8]) -> Result<(), Doubt> {
    match checksum(bytes) == file.sum {
        true => Ok(()),
        false => Err(damaged(&file.name, "does not match its checksum")),
    }
}

/// Compares a file with both its checksums.
pub(super) fn check(file: &FileRecord, bytes: &[u8]) -> Result<(), Doubt> {
    if bytes.len() as u64 != file.size {
        return Err(damaged(&file.name, "has another size"));
    }
    match blake3::Hash::from_hex(&file.blake3) {
        Ok(hash) if hash == blake3::hash(bytes) => check_sum(file, bytes),
        _ => Err(damaged(&file.name, "does not match its checksum")),
    }
}

fn damaged(name: &str, what: &str) -> Doubt {
    Doubt::Damaged(format!("its file {name} {what}"))
}

fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    std::fs::read(path).map_err(|error| refuse(path, error))
}

/// A file that should have `size` bytes; of a longer one, a byte more. Nothing need be asked of the file first.
fn read_at_most(path: &Path, size: u64) -> Result<Vec<u8>, Refusal> {
    // What a manifest claims of a small file is not worth more room than that.
    let room = usize::try_from(size.min(CHECKED_WHOLE)).unwrap_or(0) + 1;
    let mut bytes = Vec::with_capacity(room);
    let file = File::open(path).map_err(|error| refuse(path, error))?;
    file.take(room as u64)
        .read_to_end(&mut bytes)
        .map_err(|error| refuse(path, error))?;
    Ok(bytes)
}

fn map(mapped: &MmapDirectory, folder: &Path, file: &FileRecord) -> Result<OwnedBytes, Refusal> {
    mapped
        .open_read(Path::new(&file.name))
        .map_err(plain_error)
        .and_then(|slice| slice.read_bytes())
        .map_err(|error| refuse(&folder.join(&file.name), error))
}

fn refuse(path: &Path, error: io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::NotFound => Refusal::Missing(path.to_owned()),
        _ => Refusal::Io(path.to_owned(), error),
    }
}

/// What a reader never does.
fn read_only() -> io::Error {
    io::Error::new(
        io::ErrorKind::ReadOnlyFilesystem,
        "a published generation is never written to",
    )
}

impl Directory for Snapshot {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(self.bytes(path)?.clone()))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.bytes(path).is_ok())
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        Ok(self.bytes(path)?.to_vec())
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError {
            io_error: Arc::new(read_only()),
            filepath: path.to_owned(),
        })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    /// No lock: a published generation does not change.
    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
