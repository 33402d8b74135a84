//! A disk is where a generation is written, one operation at a time, so that a test can put one that fails in its place.
//!
//! Readers do not come here: they need nothing but files that are already there.

use std::fmt::Debug;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;

use tantivy::Directory;
use tantivy::directory::error::OpenReadError;
use tantivy::directory::{MmapDirectory, OwnedBytes};

/// What the writer asks of a disk. Nothing is durable before its file *and* its folder are synced.
pub trait Disk: Debug + Send + Sync + 'static {
    /// Makes a folder and those above it; one that is there already is fine.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Opens a new file for writing; one that is there already is an error.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Write + Send + Sync>>;
    /// Makes a file's content durable.
    fn sync_file(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes all of it durable: the content of the files and the names in the folders. An error says where.
    fn sync_all(&self, files: &[PathBuf], folders: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        let mut files = files.iter().map(|path| (path, self.sync_file(path)));
        let mut folders = folders.iter().map(|path| (path, self.sync_folder(path)));
        let sync = |(path, synced): (&PathBuf, io::Result<()>)| {
            synced.map_err(|error| (path.clone(), error))
        };
        files.try_for_each(sync)?;
        folders.try_for_each(sync)
    }
    /// A second name for a file that is durable; without hard links, a durable copy.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes a pointer (a symbolic link where there are such) that holds `target`.
    fn point(&self, target: &str, pointer: &Path) -> io::Result<()>;
    /// Gives a file another name, replacing what had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with all in it.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// The whole of a file, mapped.
    fn map(&self, path: &Path) -> io::Result<OwnedBytes>;
}

/// The disk of the machine.
#[derive(Debug, Clone, Copy)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Write + Send + Sync>> {
        Ok(Box::new(File::create_new(path)?))
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    #[cfg(unix)]
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    // Why: other systems cannot open a folder to sync it, and make names durable by themselves.
    #[cfg(not(unix))]
    fn sync_folder(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    /// All at once: a file system writes its journal once for many that wait, and once for each that comes alone.
    fn sync_all(&self, files: &[PathBuf], folders: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        let sync = |path: &PathBuf, is_file| {
            let synced = match is_file {
                true => self.sync_file(path),
                false => self.sync_folder(path),
            };
            synced.map_err(|error| (path.clone(), error))
        };
        thread::scope(|scope| {
            let files = files.iter().map(|path| (path, true));
            let all = files.chain(folders.iter().map(|path| (path, false)));
            let running: Vec<_> = all
                .map(|(path, is_file)| (path, scope.spawn(move || sync(path, is_file))))
                .collect();
            running.into_iter().try_for_each(|(path, thread)| {
                let gone = |_| Err((path.clone(), io::Error::other("syncing it failed")));
                thread.join().unwrap_or_else(gone)
            })
        })
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(from, to) {
            Ok(()) => Ok(()),
            // Some file systems have no hard links; a copy is as good and only costs time.
            Err(_) => fs::copy(from, to).and_then(|_| self.sync_file(to)),
        }
    }

    #[cfg(unix)]
    fn point(&self, target: &str, pointer: &Path) -> io::Result<()> {
        std::os::unix::fs::symlink(target, pointer)
    }

    #[cfg(not(unix))]
    fn point(&self, target: &str, pointer: &Path) -> io::Result<()> {
        let mut file = File::create(pointer)?;
        file.write_all(target.as_bytes())?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn map(&self, path: &Path) -> io::Result<OwnedBytes> {
        map(path)
    }
}

/// Where the pointer leads: a name relative to its folder.
pub(super) fn read_pointer(pointer: &Path) -> io::Result<PathBuf> {
    match fs::read_link(pointer) {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
            Ok(fs::read_to_string(pointer)?.trim().into())
        }
        other => other,
    }
}

/// Maps a file. Mapping is `unsafe`, and this crate forbids that: tantivy's own directory does it for us.
pub(super) fn map(path: &Path) -> io::Result<OwnedBytes> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    MmapDirectory::open(folder)
        .map_err(io::Error::other)?
        .open_read(Path::new(name))
        .map_err(plain_error)?
        .read_bytes()
}

/// The system's error inside tantivy's.
pub(super) fn plain_error(error: OpenReadError) -> io::Error {
    match error {
        OpenReadError::FileDoesNotExist(path) => {
            io::Error::new(io::ErrorKind::NotFound, path.display().to_string())
        }
        OpenReadError::IoError { io_error, .. } => {
            io::Error::new(io_error.kind(), io_error.to_string())
        }
        other => io::Error::other(other),
    }
}
