//! A disk that counts what is asked of it, fails when told to, and writes down what a power loss could undo.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rolesearch::index::{Disk, RealDisk};
use tantivy::directory::OwnedBytes;

/// One thing that was done to the disk.
#[derive(Debug, Clone)]
pub enum Done {
    CreateFolder(PathBuf),
    Create(PathBuf),
    Write(PathBuf, Vec<u8>),
    SyncFile(PathBuf),
    SyncFolder(PathBuf),
    Link(PathBuf, PathBuf),
    Point(String, PathBuf),
    Rename(PathBuf, PathBuf),
    RemoveFile(PathBuf),
    RemoveFolder(PathBuf),
    Map,
}

/// Which operations fail.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Failing {
    Never,
    /// Only this one.
    Once(usize),
    /// This one and all after it: a full disk.
    From(usize),
}

#[derive(Debug, Clone)]
pub struct FaultyDisk {
    log: Arc<Mutex<Vec<Done>>>,
    failing: Failing,
}

impl FaultyDisk {
    pub fn new(failing: Failing) -> Self {
        FaultyDisk {
            log: Arc::default(),
            failing,
        }
    }

    pub fn log(&self) -> Vec<Done> {
        self.log.lock().unwrap().clone()
    }

    /// Whether anything was made to fail.
    pub fn has_failed(&self) -> bool {
        match self.failing {
            Failing::Never => false,
            Failing::Once(at) | Failing::From(at) => self.log.lock().unwrap().len() > at,
        }
    }

    fn step(&self, done: Done) -> io::Result<()> {
        let mut log = self.log.lock().unwrap();
        let at = log.len();
        log.push(done);
        match self.failing {
            Failing::Once(fault) if at == fault => Err(io::Error::other("a fault, as ordered")),
            Failing::From(fault) if at >= fault => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    }
}

impl Disk for FaultyDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step(Done::CreateFolder(path.to_owned()))?;
        RealDisk.create_folder(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Write + Send + Sync>> {
        self.step(Done::Create(path.to_owned()))?;
        Ok(Box::new(FaultyFile {
            file: RealDisk.create(path)?,
            path: path.to_owned(),
            disk: self.clone(),
        }))
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.step(Done::SyncFile(path.to_owned()))
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step(Done::SyncFolder(path.to_owned()))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Done::Link(from.to_owned(), to.to_owned()))?;
        RealDisk.link(from, to)
    }

    fn point(&self, target: &str, pointer: &Path) -> io::Result<()> {
        self.step(Done::Point(target.to_owned(), pointer.to_owned()))?;
        RealDisk.point(target, pointer)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Done::Rename(from.to_owned(), to.to_owned()))?;
        RealDisk.rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(Done::RemoveFile(path.to_owned()))?;
        RealDisk.remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step(Done::RemoveFolder(path.to_owned()))?;
        RealDisk.remove_folder(path)
    }

    fn map(&self, path: &Path) -> io::Result<OwnedBytes> {
        self.step(Done::Map)?;
        RealDisk.map(path)
    }
}

struct FaultyFile {
    file: Box<dyn Write + Send + Sync>,
    path: PathBuf,
    disk: FaultyDisk,
}

impl Write for FaultyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk
            .step(Done::Write(self.path.clone(), bytes.to_owned()))?;
        self.file.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
