//! Drafts are the files of a generation that is not published yet, as tantivy writes and reads them.
//!
//! tantivy may lose an error between its threads and buffers. Here every failed operation is remembered, so that
//! nothing is published after one, whatever tantivy says.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, Lock, TerminatingWrite, WatchCallback, WatchHandle,
    WritePtr,
};

use super::disk::Disk;

/// tantivy writes in pieces of 8 KB; fewer and larger ones spare system calls.
const BUFFER: usize = 1 << 17;

/// See the module. Clones share all but the small files.
#[derive(Debug, Clone)]
pub(super) struct Drafts {
    disk: Arc<dyn Disk>,
    folder: Arc<Path>,
    /// `meta.json` and the like: each segment is an index of its own to tantivy until the generation's own list of
    /// segments is written, so these stay in memory.
    small: Arc<Mutex<HashMap<PathBuf, Vec<u8>>>>,
    fault: Fault,
}

/// The first thing that failed.
#[derive(Debug, Clone, Default)]
pub(super) struct Fault(Arc<Mutex<Option<(PathBuf, io::Error)>>>);

impl Fault {
    /// Remembers the error, and hands it on.
    pub(super) fn note(&self, path: &Path, error: io::Error) -> io::Error {
        let again = copy(&error);
        let mut first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert_with(|| (path.to_owned(), error));
        again
    }

    /// What failed first, if anything did.
    pub(super) fn first(&self) -> Option<(PathBuf, io::Error)> {
        let first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        first
            .as_ref()
            .map(|(path, error)| (path.clone(), copy(error)))
    }
}

fn copy(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

impl Drafts {
    /// Drafts in a folder that is there.
    pub(super) fn new(disk: Arc<dyn Disk>, folder: &Path, fault: &Fault) -> Self {
        Drafts {
            disk,
            folder: folder.into(),
            small: Arc::default(),
            fault: fault.clone(),
        }
    }

    /// The same folder with small files of its own.
    pub(super) fn fresh(&self) -> Self {
        Drafts {
            small: Arc::default(),
            ..self.clone()
        }
    }

    fn small(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, Vec<u8>>> {
        self.small.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Directory for Drafts {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.disk.map(&self.folder.join(path)) {
            Ok(bytes) => Ok(Arc::new(bytes)),
            // Which files a segment has is asked by opening them: a missing one is an answer, not a fault.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.to_owned()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(
                self.fault.note(&self.folder.join(path), error),
                path.to_owned(),
            )),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.disk
            .remove_file(&self.folder.join(path))
            .map_err(|error| DeleteError::IoError {
                io_error: Arc::new(self.fault.note(&self.folder.join(path), error)),
                filepath: path.to_owned(),
            })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.small().contains_key(path) || self.folder.join(path).exists())
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        match self.disk.create(&self.folder.join(path)) {
            Ok(file) => Ok(BufWriter::new(Box::new(DraftFile {
                file: BufWriter::with_capacity(BUFFER, file),
                path: self.folder.join(path),
                fault: self.fault.clone(),
            }))),
            Err(error) => Err(OpenWriteError::wrap_io_error(
                self.fault.note(&self.folder.join(path), error),
                path.to_owned(),
            )),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.small()
            .get(path)
            .cloned()
            .ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.small().insert(path.to_owned(), data.to_owned());
        Ok(())
    }

    /// Publishing syncs everything, once.
    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    /// The writer's own lock is held already.
    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

struct DraftFile {
    file: BufWriter<Box<dyn Write + Send + Sync>>,
    path: PathBuf,
    fault: Fault,
}

impl Write for DraftFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file
            .write(bytes)
            .map_err(|error| self.fault.note(&self.path, error))
    }

    /// Only [`TerminatingWrite::terminate_ref`] flushes: tantivy flushes often, and nobody reads in between.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for DraftFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.file
            .flush()
            .map_err(|error| self.fault.note(&self.path, error))
    }
}
