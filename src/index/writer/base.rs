//! A base is the generation that the next one is built upon.

use std::path::{Path, PathBuf};

use super::{Fresh, Options};
use crate::index::disk::read_pointer;
use crate::index::manifest::{Doubt, Manifest};
use crate::index::records::{self, Records};
use crate::index::schema::SCHEMA;
use crate::index::snapshot::{Refusal, Snapshot};
use crate::index::stamps::{self, Stamps};
use crate::index::{ArticleRecord, CURRENT};

/// See the module.
#[derive(Debug)]
pub(super) struct Base {
    /// Where it lies.
    pub(super) folder: PathBuf,
    /// What was published.
    pub(super) manifest: Manifest,
    /// What the corpus looked like.
    pub(super) stamps: Stamps,
    /// Its articles and skips.
    pub(super) records: Records,
}

/// The generation that is there, and what it knows, `None` if that need not be looked at; `Err` says why nothing of it
/// can be used.
pub(super) fn read(
    dir: &Path,
    options: &Options,
) -> Result<(Base, Option<Vec<ArticleRecord>>), Fresh> {
    let Ok(target) = read_pointer(&dir.join(CURRENT)) else {
        return Err(Fresh::New);
    };
    if options.rebuild {
        return Err(Fresh::Rebuild);
    }
    let folder = dir.join(target);
    let snapshot = Snapshot::take(&folder).map_err(|refusal| match refusal {
        Refusal::Doubt(Doubt::Format(_)) => Fresh::Format,
        other => Fresh::Damaged(other.to_string()),
    })?;
    let manifest = Manifest::clone(&snapshot.manifest);
    // Other folders may hold other files under the same names, sizes and times.
    if manifest.places != places(&options.roots) {
        return Err(Fresh::Roots);
    }
    if manifest.rules != options.rules
        || manifest.schema != SCHEMA
        || manifest.roles != options.roles
    {
        return Err(Fresh::Rules);
    }
    // Stamps only make a hint: without them one is given too often.
    let stamps: Stamps = snapshot
        .file(stamps::NAME)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    let records = snapshot
        .file(records::NAME)
        .map_err(|doubt| Fresh::Damaged(doubt.to_string()))
        .and_then(|bytes| Records::open(bytes).map_err(Fresh::Damaged))?;
    let is_done = manifest.articles > 0 && stamps.are_of(&options.seen, manifest.began);
    let known = match is_done {
        true => records.check().map(|()| None),
        false => known(&records).map(Some),
    };
    let known = known.map_err(Fresh::Damaged)?;
    let base = Base {
        folder,
        manifest,
        stamps,
        records,
    };
    Ok((base, known))
}

/// All records, which must be sorted.
fn known(records: &Records) -> Result<Vec<ArticleRecord>, String> {
    let known = records.iter().collect::<Result<Vec<_>, _>>()?;
    match known.is_sorted_by(|a, b| a.place() < b.place()) {
        true => Ok(known),
        false => Err("its articles are out of order".to_owned()),
    }
}

/// Paths as a manifest has them.
pub(super) fn roots(paths: &[PathBuf]) -> Vec<String> {
    paths
        .iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

/// The same, absolute.
pub(super) fn places(paths: &[PathBuf]) -> Vec<String> {
    let places: Vec<_> = paths
        .iter()
        .map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()))
        .collect();
    roots(&places)
}
