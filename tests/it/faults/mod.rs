//! What the index promises when the disk, the power or a neighbour fails.
//!
//! `FAULTS=20` runs twenty times as many cases as CI does.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rolesearch::document::Source;
use rolesearch::index::{ArticleRecord, Disk, Index, Options, Sheaf, Writer};
use rolesearch::passage::Passage;

mod disk;
mod edits;
mod kills;
mod power;
mod random;

use disk::{Failing, FaultyDisk};
use power::Power;
use random::Random;

/// So many times the cases that CI runs.
fn times() -> usize {
    let given = std::env::var("FAULTS").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn article(id: &str, texts: &[&str]) -> (ArticleRecord, Vec<Passage>) {
    let record = ArticleRecord {
        id: id.to_owned(),
        source: Source {
            path: format!("{id}.txt"),
            title: Some(format!("About {id}")),
            ..Source::default()
        },
        ..ArticleRecord::default()
    };
    let passages = texts
        .iter()
        .zip(1..)
        .map(|(text, line)| Passage {
            id: format!("{id}:{line}-{line}"),
            headings: vec!["A heading".to_owned()],
            lead: None,
            lines: (line, line),
            text: (*text).to_owned(),
            cells: Vec::new(),
            about: Vec::new(),
            mentions: Vec::new(),
        })
        .collect();
    (record, passages)
}

fn writer(dir: &Path) -> Writer {
    Writer::open(dir, Options::default(), &mut || {}).unwrap()
}

/// A disk that does not sync: in most tests that would be most of the time.
fn unsynced() -> Arc<dyn Disk> {
    Arc::new(FaultyDisk::new(Failing::Never))
}

fn texts(dir: &Path) -> rolesearch::Result<Vec<String>> {
    let index = Index::open(dir)?;
    let passages = index.passages()?;
    passages
        .map(|passage| passage.map(|(passage, _)| passage.text))
        .collect()
}

const OLD: [&str; 3] = ["two", "three", "four"];
const NEW: [&str; 4] = ["two", "three", "five", "six"];

/// An index with a past: two generations, the current one with two articles in two segments.
fn old_index(dir: &Path) {
    let mut first = writer(dir);
    for (id, passages) in [("b", ["two", "three"]), ("a", ["zero", "one"])] {
        let (record, passages) = article(id, &passages);
        assert!(first.add(Sheaf::new(record, &passages)).unwrap());
    }
    assert!(first.publish().unwrap().is_new);
    let mut second = writer(dir);
    let a = second.known()[0].clone();
    second.remove(&a);
    let (record, passages) = article("c", &["four"]);
    second.add(Sheaf::new(record, &passages)).unwrap();
    second.publish().unwrap();
    assert_eq!(texts(dir).unwrap(), OLD);
}

/// One article goes, one comes.
fn edit(disk: Arc<dyn Disk>, dir: &Path) -> rolesearch::Result<()> {
    let mut writer = Writer::on(disk, dir, Options::default(), &mut || {})?;
    let (record, passages) = article("d", &["five", "six"]);
    let known = writer.known().to_vec();
    if let Some(c) = known.iter().find(|record| record.id == "c") {
        writer.remove(c);
    }
    if !known.iter().any(|record| record.id == "d") {
        writer.add(Sheaf::new(record, &passages))?;
    }
    writer.publish()?;
    Ok(())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        let kind = path.symlink_metadata().unwrap().file_type();
        if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(&path).unwrap(), target).unwrap();
        } else if kind.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

/// Everything in the index folder that should not be there after a clean ingest.
fn leftovers(dir: &Path) -> Vec<PathBuf> {
    let mut generations = 0;
    let mut left = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        match path.file_name().unwrap().to_str().unwrap() {
            "current" | "lock" | ".gitignore" => {}
            name if name.starts_with("gen-") && generations < 2 => generations += 1,
            _ => left.push(path),
        }
    }
    left
}

#[test]
fn what_is_published_is_read_and_what_is_removed_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    old_index(dir.path());
    assert!(!writer(dir.path()).publish().unwrap().is_new);
    edit(unsynced(), dir.path()).unwrap();
    assert_eq!(texts(dir.path()).unwrap(), NEW);
    let index = Index::open(dir.path()).unwrap();
    assert_eq!(index.passage("b:2-2").unwrap().0.text, "three");
    assert_eq!(index.article("d").unwrap().unwrap().passages, 2);
    assert!(index.article("a").unwrap().is_none());
    assert!(index.passage("b:3-3").is_err());
    let (around, at, all) = index.around("d:2-2", 1).unwrap();
    assert_eq!((around.len(), at, all), (2, 1, 2));
    assert_eq!(leftovers(dir.path()), Vec::<PathBuf>::new());
}

#[test]
fn every_io_error_is_reported_and_the_old_answer_stands() {
    let base = tempfile::tempdir().unwrap();
    old_index(base.path());
    for fails_from_then_on in [false, true] {
        for at in 0.. {
            let work = tempfile::tempdir().unwrap();
            let dir = work.path().join("index");
            copy(base.path(), &dir);
            let failing = match fails_from_then_on {
                true => Failing::From(at),
                false => Failing::Once(at),
            };
            let disk = FaultyDisk::new(failing);
            let done = edit(Arc::new(disk.clone()), &dir);
            let found = texts(&dir).unwrap();
            match &done {
                Ok(()) => assert_eq!(found, NEW, "{failing:?}"),
                Err(_) => assert!(found == OLD || found == NEW, "{failing:?}: {found:?}"),
            }
            if !disk.has_failed() {
                assert!(at > 20, "the faults came through to the disk");
                break;
            }
            let last = disk.log().pop();
            edit(unsynced(), &dir)
                .unwrap_or_else(|error| panic!("{failing:?} {last:?}: then {error}"));
            assert_eq!(texts(&dir).unwrap(), NEW, "{failing:?}");
            assert_eq!(leftovers(&dir), Vec::<PathBuf>::new(), "{failing:?}");
        }
    }
}

#[test]
fn a_power_loss_leaves_the_old_answer_or_the_new_and_never_loses_what_was_acknowledged() {
    let base = tempfile::tempdir().unwrap();
    let dir = base.path().join("index");
    old_index(&dir);
    let mut power = Power::of(&dir);
    let disk = FaultyDisk::new(Failing::Never);
    edit(Arc::new(disk.clone()), &dir).unwrap();
    let log = disk.log();
    let states = 200 * times();
    let each = states.div_ceil(log.len() + 1);
    let mut random = Random::new(7);
    for step in 0..=log.len() {
        let is_acknowledged = step == log.len();
        for state in 0..if is_acknowledged { each * 10 } else { each } {
            let work = tempfile::tempdir().unwrap();
            let left = work.path().join("index");
            power.fail(&mut random, &left);
            let found =
                texts(&left).unwrap_or_else(|error| panic!("step {step}, state {state}: {error}"));
            let is_new = found == NEW;
            assert!(is_new || found == OLD, "step {step}: {found:?}");
            assert!(
                is_new || !is_acknowledged,
                "an acknowledged generation is lost"
            );
            if state == 0 {
                edit(unsynced(), &left).unwrap();
                assert_eq!(texts(&left).unwrap(), NEW);
                assert_eq!(leftovers(&left), Vec::<PathBuf>::new());
            }
        }
        if let Some(done) = log.get(step) {
            power.step(done);
        }
    }
}

#[test]
fn a_flipped_bit_is_damage_or_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    old_index(dir.path());
    let generation = fs::canonicalize(dir.path().join("current")).unwrap();
    let mut random = Random::new(3);
    for entry in fs::read_dir(generation).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for _ in 0..20 * times() {
            let mut flipped = bytes.clone();
            flipped[random.below(bytes.len())] ^= 1 << random.below(8);
            // Hard links share their content with the generation before: replace the file, do not write into it.
            fs::remove_file(&path).unwrap();
            fs::write(&path, flipped).unwrap();
            let found = texts(dir.path());
            assert!(
                matches!(found, Err(rolesearch::Error::Damaged { .. })),
                "{}: {found:?}",
                path.display()
            );
            let verified = rolesearch::index::verify(dir.path());
            assert!(!verified.is_ok_and(|(_, faults)| faults.is_empty()));
        }
        fs::remove_file(&path).unwrap();
        assert!(texts(dir.path()).is_err());
        fs::write(&path, &bytes).unwrap();
        assert_eq!(texts(dir.path()).unwrap(), OLD);
    }
    // An ingest mends it.
    fs::write(dir.path().join("current/meta.json"), "{}").unwrap();
    assert!(writer(dir.path()).fresh().is_some());
}

#[test]
fn in_a_large_generation_a_flipped_bit_never_puts_words_in_an_authors_mouth() {
    let dir = tempfile::tempdir().unwrap();
    let mut random = Random::new(5);
    let mut writer = Writer::on(unsynced(), dir.path(), Options::default(), &mut || {}).unwrap();
    for id in 0..160 {
        let passages: Vec<String> = (0..20)
            .map(|_| {
                let words = (0..30).map(|_| format!("w{:x}", random.below(1 << 20)));
                words.collect::<Vec<_>>().join(" ")
            })
            .collect();
        let passages: Vec<_> = passages.iter().map(String::as_str).collect();
        let (record, passages) = article(&format!("article-{id:03}"), &passages);
        writer.add(Sheaf::new(record, &passages)).unwrap();
    }
    let published = writer.publish().unwrap();
    assert!(published.bytes > rolesearch::index::CHECKED_WHOLE);
    let whole = texts(dir.path()).unwrap();
    for entry in fs::read_dir(dir.path().join("current")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for _ in 0..5 * times() {
            let mut flipped = bytes.clone();
            flipped[random.below(bytes.len())] ^= 1 << random.below(8);
            fs::write(&path, flipped).unwrap();
            match texts(dir.path()) {
                Ok(found) => assert!(found == whole, "{} lies", path.display()),
                Err(rolesearch::Error::Damaged { .. }) => {}
                Err(other) => panic!("{}: {other}", path.display()),
            }
        }
        fs::write(&path, bytes).unwrap();
    }
}

#[test]
fn a_second_writer_waits_or_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let first = writer(dir.path());
    let options = Options {
        no_wait: true,
        ..Options::default()
    };
    let refused = Writer::open(dir.path(), options, &mut || {});
    assert!(matches!(refused, Err(rolesearch::Error::Locked { .. })));
    let (say, said) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let waiting = &mut || say.send(()).unwrap();
            Writer::open(dir.path(), Options::default(), waiting).unwrap();
        });
        said.recv().unwrap();
        drop(first);
    });
}

#[test]
fn readers_never_fail_while_generations_come_and_go() {
    let dir = tempfile::tempdir().unwrap();
    old_index(dir.path());
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut opened = 0;
                    while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                        let found = texts(dir.path()).unwrap();
                        assert_eq!(found[..2], OLD[..2]);
                        opened += 1;
                    }
                    opened
                })
            })
            .collect();
        for round in 0..20 * times() {
            let mut writer = writer(dir.path());
            let known = writer.known().to_vec();
            for record in known.iter().filter(|record| record.id != "b") {
                writer.remove(record);
            }
            let (record, passages) = article("z", &[&format!("round {round}")]);
            writer.add(Sheaf::new(record, &passages)).unwrap();
            writer.publish().unwrap();
        }
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
        let opened: usize = readers
            .into_iter()
            .map(|reader| reader.join().unwrap())
            .sum();
        assert!(opened > 0);
    });
}

#[test]
fn the_generation_before_stays_and_older_ones_go() {
    let dir = tempfile::tempdir().unwrap();
    old_index(dir.path());
    for id in ["x", "y"] {
        let mut writer = writer(dir.path());
        let (record, passages) = article(id, &["seven"]);
        writer.add(Sheaf::new(record, &passages)).unwrap();
        writer.publish().unwrap();
    }
    let names = fs::read_dir(dir.path()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut generations: Vec<_> = names.filter(|name| name.starts_with("gen-")).collect();
    generations.sort();
    assert_eq!(generations, ["gen-3", "gen-4"]);
}

#[test]
fn a_read_only_index_answers() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    old_index(dir.path());
    let lock = |mode| {
        for path in [dir.path().join("current"), dir.path().to_owned()] {
            fs::set_permissions(
                fs::canonicalize(path).unwrap(),
                fs::Permissions::from_mode(mode),
            )
            .unwrap();
        }
    };
    lock(0o555);
    let found = texts(dir.path());
    lock(0o755);
    assert_eq!(found.unwrap(), OLD);
}
