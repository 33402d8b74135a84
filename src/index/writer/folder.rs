//! The folder of an index: its lock, and the generations in it.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::at;
use crate::error::{Error, Result};
use crate::index::disk::Disk;
use crate::index::{LOCK, generation_number};

/// Makes the folder where there is none, and its name durable: a power loss must not take an index that was published.
pub(super) fn make(disk: &dyn Disk, dir: &Path) -> Result<()> {
    let missing: Vec<&Path> = dir
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .collect();
    disk.create_folder(dir).map_err(at(dir))?;
    for folder in missing {
        let above = match folder.parent() {
            Some(above) if !above.as_os_str().is_empty() => above,
            _ => Path::new("."),
        };
        disk.sync_folder(above).map_err(at(above))?;
    }
    Ok(())
}

/// Takes the lock that one writer at a time holds. `waiting` is called once if another one has it.
pub(super) fn lock(dir: &Path, no_wait: bool, waiting: &mut dyn FnMut()) -> Result<File> {
    let path = dir.join(LOCK);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(at(&path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) if no_wait => {
            return Err(Error::Locked {
                path: dir.to_owned(),
            });
        }
        Err(TryLockError::WouldBlock) => {
            waiting();
            file.lock().map_err(at(&path))?;
        }
        Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
    }
    Ok(file)
}

/// What the folder's files are called, sorted.
pub(super) fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(folder).map_err(at(folder))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(at(folder))?.file_name();
        names.extend(name.into_string());
    }
    names.sort();
    Ok(names)
}

/// The generations in an index's folder, by number.
pub(super) fn generations(dir: &Path) -> Result<Vec<(u64, PathBuf)>> {
    Ok(names(dir)?
        .into_iter()
        .filter_map(|name| Some((generation_number(Path::new(&name))?, dir.join(name))))
        .collect())
}
