//! What is not read is named, and nothing else is lost with it.

use std::fs;

use rolesearch::Error;
use rolesearch::index::Index;
use rolesearch::ingest::{self, Options};

use super::{Place, counts, prose};

#[test]
fn what_is_skipped_is_named() {
    let place = Place::new(&[
        ("a.txt", &prose("CTO")),
        ("b.html", "\u{89}PNG"),
        ("c.pdf", "%PDF-"),
        ("d.mhtml", "x"),
        ("e.txt", ""),
        ("f.html", &prose("CEO")),
        ("f_files/x.txt", &prose("CEO")),
        ("LICENSE", "rights"),
        (".hidden.txt", &prose("CEO")),
        (".git/x.txt", &prose("CEO")),
        ("roles.toml", ""),
    ]);
    place.put("b.html", b"\x89PNG\r\n\x1a\n");
    let summary = place.ingest();
    let told: Vec<String> = summary
        .skipped
        .iter()
        .map(|skip| format!("{}: {}", skip.path, skip.reason))
        .collect();
    assert_eq!(told[0], "b.html: not text: a PNG image");
    assert_eq!(told[1], "c.pdf: a format that is not read: .pdf");
    assert_eq!(
        told[2],
        "d.mhtml: .mhtml is not read; save the page as HTML instead"
    );
    assert!(told[3].starts_with("e.txt: "), "{}", told[3]);
    assert_eq!(
        told[4],
        "f_files/: the pictures and scripts saved with f.html"
    );
    assert_eq!(told.len(), 5);
    let again = place.ingest();
    assert_eq!(again.skipped, summary.skipped);
    assert_eq!(counts(&again), [2, 0, 0, 0, 2]);
}

#[test]
fn an_empty_corpus_says_what_to_do() {
    let place = Place::new(&[]);
    assert!(
        place.fails().starts_with("no articles in "),
        "{}",
        place.fails()
    );
    place.put("a.png", "x");
    assert!(
        place
            .fails()
            .contains("a.png: a format that is not read: .png"),
        "{}",
        place.fails()
    );
    fs::remove_dir_all(place.corpus()).unwrap();
    assert!(matches!(
        ingest::run(&place.options(), &mut |_| ()),
        Err(Error::NoCorpus { .. })
    ));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_named_and_not_followed() {
    use std::os::unix::fs::symlink;
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    let outside = place.0.path().join("outside.txt");
    fs::write(&outside, prose("CEO")).unwrap();
    symlink(&outside, place.corpus().join("link.txt")).unwrap();
    symlink(".", place.corpus().join("loop")).unwrap();
    symlink("/nonexistent", place.corpus().join("dangling.html")).unwrap();
    assert!(
        std::process::Command::new("mkfifo")
            .arg(place.corpus().join("pipe.html"))
            .status()
            .unwrap()
            .success()
    );
    let summary = place.ingest();
    let told: Vec<&str> = summary
        .skipped
        .iter()
        .map(|skip| skip.path.as_str())
        .collect();
    assert_eq!(told, ["dangling.html", "link.txt", "loop", "pipe.html"]);
    // A link that is given by name is followed: that is what the person asked for.
    let options = Options {
        paths: vec![place.corpus().join("link.txt")],
        ..place.options()
    };
    ingest::run(&options, &mut |_| ()).unwrap();
    assert_eq!(place.holds(), ["outside"]);
    let index = Index::open(&place.index()).unwrap();
    assert!(!index.has_corpus_changed());
}

#[test]
fn the_index_among_the_articles_is_not_read() {
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    let options = Options {
        index: place.corpus().join("index"),
        ..place.options()
    };
    for _ in 0..2 {
        let summary = ingest::run(&options, &mut |_| ()).unwrap();
        assert_eq!((summary.articles, summary.skipped), (1, vec![]));
    }
}
