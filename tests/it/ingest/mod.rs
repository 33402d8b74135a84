//! Ingest as a whole, of a corpus that each test makes for itself.

mod changes;
mod names;
mod settings;
mod skips;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rolesearch::index::Index;
use rolesearch::ingest::{self, Options, Summary};

/// Prose that no cleaner takes for anything else.
fn prose(about: &str) -> String {
    format!(
        "The {about} decides which systems the company builds and which it buys, and answers to the board for both.\n\n\
         Every quarter the {about} presents the budget, explains what was spent on whom, and asks for what the teams need.\n"
    )
}

/// A corpus and an index in a folder that goes with it.
struct Place(tempfile::TempDir);

impl Place {
    fn new(files: &[(&str, &str)]) -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        fs::create_dir(place.corpus()).unwrap();
        for (name, content) in files {
            place.put(name, content);
        }
        place
    }

    fn corpus(&self) -> PathBuf {
        self.0.path().join("corpus")
    }

    fn index(&self) -> PathBuf {
        self.0.path().join("index")
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.corpus().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        // Files of a moment ago are read again by every ingest; these are older than that.
        touch(&path, Duration::from_secs(1000));
    }

    fn options(&self) -> Options {
        Options {
            paths: vec![self.corpus()],
            index: self.index(),
            rebuild: false,
            jobs: Some(2),
            wait: true,
        }
    }

    fn ingest(&self) -> Summary {
        ingest::run(&self.options(), &mut |_| ()).unwrap()
    }

    fn fails(&self) -> String {
        ingest::run(&self.options(), &mut |_| ())
            .unwrap_err()
            .to_string()
    }

    /// Ids of the articles and skips of the index, each with what is known of it.
    fn holds(&self) -> Vec<String> {
        let index = Index::open(&self.index()).unwrap();
        let told = index.articles().map(|record| {
            let record = record.unwrap();
            match record.skipped {
                None => record.id,
                Some(reason) => format!("{}: {reason}", record.source.path),
            }
        });
        told.collect()
    }

    fn passages(&self) -> Vec<String> {
        let index = Index::open(&self.index()).unwrap();
        index
            .passages()
            .unwrap()
            .map(|passage| format!("{:?}", passage.unwrap()))
            .collect()
    }
}

fn touch(path: &Path, age: Duration) {
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(SystemTime::now() - age)
        .unwrap();
}

fn counts(summary: &Summary) -> [usize; 5] {
    [
        summary.articles,
        summary.new,
        summary.changed,
        summary.removed,
        summary.unchanged,
    ]
}
