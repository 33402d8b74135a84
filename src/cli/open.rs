//! Opening the index, and building it first where there is none.

use std::path::Path;

use rolesearch::Error;
use rolesearch::index::Index;

use super::{Screen, Shared};

/// Opens the index that the command line names; where there is none, it is built from the corpus. Says so where the
/// corpus looks different from what was indexed.
pub fn open(shared: &Shared, screen: &Screen) -> anyhow::Result<Index> {
    match Index::open(&shared.index) {
        Err(Error::NoIndex { .. }) => {
            super::ingest::build(shared, screen)?;
            Ok(Index::open(&shared.index)?)
        }
        Ok(index) => {
            if !screen.is_quiet() && index.has_corpus_changed() {
                let again = ingest_again(&index, shared);
                screen.note(&format!(
                    "the articles have changed since they were indexed; run `{again}`"
                ));
            }
            Ok(index)
        }
        Err(error) => Err(error.into()),
    }
}

/// The command that brings this index up to date: its own PATHs, for others would drop its articles.
fn ingest_again(index: &Index, shared: &Shared) -> String {
    let mut command = "rolesearch ingest".to_owned();
    let manifest = index.manifest();
    let paths = manifest.roots.iter().zip(&manifest.places);
    let paths: Vec<&Path> = paths
        .map(|(given, place)| {
            // What was given in another folder leads elsewhere from this one.
            let here = std::path::absolute(given);
            let is_there = here.is_ok_and(|here| here == Path::new(place));
            Path::new(if is_there { given } else { place })
        })
        .collect();
    if paths != [Path::new(super::CORPUS)] {
        paths
            .iter()
            .for_each(|path| command.push_str(&format!(" {}", quoted(path))));
    }
    if shared.index != Path::new(super::INDEX) {
        command.push_str(&format!(" --index {}", quoted(&shared.index)));
    }
    command
}

fn quoted(path: &Path) -> String {
    let path = path.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~');
    if path.chars().all(is_plain) {
        path.into_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}
