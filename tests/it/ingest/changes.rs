//! What is new, changed, gone or as it was: an ingest step by step is as good as one from nothing.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use rolesearch::index::Index;
use rolesearch::ingest::{self, Options};

use super::{Place, counts, prose, touch};

#[test]
fn only_what_changed_is_made_anew() {
    let place = Place::new(&[
        ("a.txt", &prose("CTO")),
        ("b.md", &prose("CEO")),
        ("sub/c.txt", &prose("CFO")),
    ]);
    assert_eq!(counts(&place.ingest()), [3, 3, 0, 0, 0]);
    assert_eq!(counts(&place.ingest()), [3, 0, 0, 0, 3]);
    place.put("a.txt", prose("CPO"));
    fs::remove_file(place.corpus().join("sub/c.txt")).unwrap();
    place.put("d.txt", prose("COO"));
    assert_eq!(counts(&place.ingest()), [3, 1, 1, 1, 1]);
    assert_eq!(place.holds(), ["a", "b", "d"]);
}

#[test]
fn where_nothing_changed_the_same_is_said_and_nothing_written() {
    let place = Place::new(&[
        ("a.txt", &prose("CTO")),
        ("b.txt", ""),
        ("c.png", "\u{89}PNG"),
        ("sources.toml", "[\"a.txt\"]\nauthor = \"Ann\"\n"),
        (
            "sub/d.jsonl",
            &serde_json::json!({"id": "e", "title": "e", "text": prose("CFO")}).to_string(),
        ),
        ("sub/f.md", &prose("CEO")),
    ]);
    let first = place.ingest();
    let pointer = fs::read_link(place.index().join("current")).unwrap();
    assert_eq!((first.articles, first.skipped.len()), (3, 2));
    for _ in 0..2 {
        let again = place.ingest();
        assert_eq!(counts(&again), [3, 0, 0, 0, 3]);
        assert_eq!(again.skipped, first.skipped);
        assert_eq!((again.passages, again.roles), (first.passages, first.roles));
        assert_eq!(
            fs::read_link(place.index().join("current")).unwrap(),
            pointer
        );
    }
    // What `sources.toml` says, and the folders that the hint of a query looks at, are part of what changed.
    place.put("sources.toml", "[\"a.txt\"]\nauthor = \"Bob\"\n");
    assert_eq!(counts(&place.ingest()), [3, 0, 1, 0, 2]);
    place.put("sub/.hidden", "");
    assert_eq!(counts(&place.ingest()), [3, 0, 0, 0, 3]);
    assert!(!Index::open(&place.index()).unwrap().has_corpus_changed());
}

#[cfg(unix)]
#[test]
fn a_file_that_could_not_be_read_is_tried_again() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new(&[("a.txt", &prose("CTO")), ("b.txt", &prose("CFO"))]);
    let shut = |mode| {
        let file = place.corpus().join("b.txt");
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        File::open(file).is_err()
    };
    // Root reads everything.
    if !shut(0o000) {
        return;
    }
    assert_eq!(counts(&place.ingest()), [1, 1, 0, 0, 0]);
    shut(0o644);
    assert_eq!(counts(&place.ingest()), [2, 1, 0, 0, 1]);
}

#[test]
fn a_file_that_only_looks_changed_is_not() {
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    place.ingest();
    touch(&place.corpus().join("a.txt"), Duration::from_secs(500));
    assert_eq!(counts(&place.ingest()), [1, 0, 0, 0, 1]);
}

#[test]
fn a_change_of_the_same_size_in_the_same_moment_is_seen() {
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    let path = place.corpus().join("a.txt");
    let now = SystemTime::now() + Duration::from_secs(5);
    for (role, changed) in [("CTO", 0), ("CPO", 1), ("CEO", 1)] {
        fs::write(&path, prose(role)).unwrap();
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(now)
            .unwrap();
        assert_eq!(place.ingest().changed, changed, "{role}");
    }
}

#[test]
fn a_skip_that_is_mended_becomes_an_article_and_back() {
    let place = Place::new(&[("a.txt", &prose("CTO")), ("b.txt", "")]);
    assert_eq!(place.ingest().skipped.len(), 1);
    place.put("b.txt", prose("CEO"));
    let summary = place.ingest();
    assert_eq!(
        (summary.skipped.len(), counts(&summary)),
        (0, [2, 1, 0, 0, 1])
    );
    place.put("b.txt", "\0\0");
    let summary = place.ingest();
    assert_eq!(
        (summary.skipped.len(), counts(&summary)),
        (1, [1, 0, 0, 1, 1])
    );
}

#[test]
fn an_object_without_text_is_named_as_long_as_it_stands_there() {
    let full = serde_json::json!({"id": "b", "text": prose("CFO")}).to_string();
    let hollow = r#"{"id": "b", "html": "<p>"}"#;
    let other = serde_json::json!({"id": "a", "text": prose("CTO")}).to_string();
    let place = Place::new(&[("d.jsonl", &format!("{other}\n{hollow}\n"))]);
    assert_eq!(place.ingest().skipped[0].path, "d.jsonl:2");
    touch(&place.corpus().join("d.jsonl"), Duration::from_secs(500));
    let again = place.ingest();
    assert_eq!((again.skipped.len(), counts(&again)), (1, [1, 0, 0, 0, 1]));
    place.put("d.jsonl", format!("{other}\n{full}\n"));
    let mended = place.ingest();
    assert_eq!(
        (mended.skipped.len(), counts(&mended)),
        (0, [2, 1, 0, 0, 1])
    );
    place.put("d.jsonl", format!("{other}\n{hollow}\n"));
    let emptied = place.ingest();
    assert_eq!(
        (emptied.skipped.len(), counts(&emptied)),
        (1, [1, 0, 0, 1, 1])
    );
    assert_eq!(place.holds().len(), 2);
}

#[test]
fn objects_come_and_go_one_by_one() {
    let object = |id: &str, role: &str| {
        format!(
            "{}\n",
            serde_json::json!({"id": id, "title": id, "text": prose(role)})
        )
    };
    let place = Place::new(&[
        (
            "docs.jsonl",
            &(object("x", "CTO") + &object("y", "CEO") + "{\n"),
        ),
        ("z.txt", &prose("CTO")),
    ]);
    let summary = place.ingest();
    assert_eq!(counts(&summary), [3, 3, 0, 0, 0]);
    assert_eq!(summary.skipped[0].path, "docs.jsonl:3");
    assert_eq!(counts(&place.ingest()), [3, 0, 0, 0, 3]);
    place.put(
        "docs.jsonl",
        object("y", "CEO") + &object("x", "CPO") + &object("w", "COO") + &object("w", "CFO"),
    );
    let summary = place.ingest();
    assert_eq!(counts(&summary), [4, 1, 1, 0, 2]);
    assert_eq!(summary.skipped[0].path, "docs.jsonl:4");
    assert_eq!(
        summary.skipped[0].reason,
        "its id w is taken by an article before it"
    );
    assert_eq!(summary.skipped.len(), 1);
}

#[test]
fn the_number_of_threads_does_not_show() {
    let place = Place::new(&[]);
    for n in 0..40 {
        place.put(
            &format!("{n}.txt"),
            prose(&format!("CTO and manager number {n}")),
        );
    }
    let mut told = Vec::new();
    for jobs in [1, 2, 8] {
        let options = Options {
            jobs: Some(jobs),
            rebuild: true,
            ..place.options()
        };
        ingest::run(&options, &mut |_| ()).unwrap();
        told.push((place.holds(), place.passages()));
    }
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0], told[2]);
}
