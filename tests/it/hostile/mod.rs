//! Articles come from anywhere. Small cousins of the files that broke other programs, each with what must become of it:
//! found by its own word, or skipped by name, and nothing else that is in the corpus suffers.

mod files;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rolesearch::index::Index;
use rolesearch::ingest::{self, Options, Summary};
use rolesearch::search::{self, Question};

use crate::replay;
use files::{Fate, files, mark};

fn ingested(corpus: PathBuf, index: &Path) -> Summary {
    let options = Options {
        paths: vec![corpus],
        index: index.to_owned(),
        rebuild: false,
        jobs: None,
        wait: true,
    };
    ingest::run(&options, &mut |_| ()).unwrap()
}

#[test]
fn every_file_is_found_or_named() {
    let place = tempfile::tempdir().unwrap();
    let (corpus, index) = (place.path().join("corpus"), place.path().join("index"));
    fs::create_dir_all(corpus.join("names")).unwrap();
    let files = files();
    for (name, content, _) in &files {
        fs::write(corpus.join(name), content).unwrap();
    }
    let summary = ingested(corpus, &index);
    let skipped: BTreeMap<&str, &str> = summary
        .skipped
        .iter()
        .map(|skip| (skip.path.as_str(), skip.reason.as_str()))
        .collect();
    let index = Index::open(&index).unwrap();
    let roles = index.roles();
    for (n, (name, _, fate)) in files.iter().enumerate() {
        let question = Question::parse(&mark(n)).unwrap();
        let hits = search::run(&index, roles, &question).unwrap();
        let is_found = hits
            .hits
            .iter()
            .any(|hit| hit.passage.text.contains(&mark(n)) && hit.source.path == *name);
        let reason = skipped.get(name);
        assert!(
            is_found != reason.is_some(),
            "{name:?} is neither found nor named, or both: {reason:?}"
        );
        assert!(
            reason.is_none_or(|reason| !reason.contains("the program failed")),
            "{name:?}: {reason:?}"
        );
        match fate {
            Fate::Found => assert!(is_found, "{name:?} is skipped: {reason:?}"),
            Fate::Skipped => assert!(!is_found, "{name:?} is found"),
            Fate::Either => {}
        }
    }
}

#[test]
fn what_must_hold_of_an_article_holds_of_these() {
    for (name, content, _) in files() {
        if content.len() < 1 << 20 {
            for first in 0..3 {
                let bytes = [&[first][..], &content].concat();
                let result = std::panic::catch_unwind(|| replay::article(&bytes));
                assert!(result.is_ok(), "{name:?} read as format {first}");
            }
        }
    }
}

#[test]
fn any_text_makes_a_question_or_an_error() {
    let (many, deep) = ("a OR ".repeat(1_000), "(".repeat(4_000));
    for text in [
        "",
        " ",
        "\"",
        "-",
        "--",
        "- a",
        "-\"",
        "OR",
        "OR OR",
        "a OR",
        "role:",
        "role:\"",
        "-role:",
        "a\u{202e}b",
        "*",
        "*a*",
        "a*",
        "body:*",
        "\\",
        "/.*/",
        "role~99",
        "https://example.com/a:b",
        "after:9999-99-99",
        "before:",
        "\0",
        &many,
        &deep,
        &"\"a b\" ".repeat(700),
        &"x".repeat(4_096),
    ] {
        replay::query(text.as_bytes());
    }
    replay::query(b"role\xff\xfe\xed\xa0\x80");
}

#[test]
fn a_table_without_end_is_compared_in_part() {
    let place = tempfile::tempdir().unwrap();
    let (corpus, index) = (place.path().join("corpus"), place.path().join("index"));
    fs::create_dir(&corpus).unwrap();
    let rows =
        (0..300).map(|n| format!("| area{n} | keeps a{n} with b{n} | tells c{n} of d{n} |\n"));
    let head = "# CTO vs CEO\n\nThe CTO decides which systems the company builds, and the CEO answers to the board.\n\n\
                | Area | CTO | CEO |\n|---|---|---|\n";
    let table = head.to_owned() + &rows.collect::<String>();
    fs::write(corpus.join("table.md"), table).unwrap();
    ingested(corpus, &index);
    let index = Index::open(&index).unwrap();
    let roles = ["cto", "ceo"].map(str::to_owned);
    let comparison = search::compare::run(&index, &roles, "", 3, false).unwrap();
    assert_eq!(comparison.rows.len(), 200);
    assert_eq!(comparison.notes.len(), 1, "{:?}", comparison.notes);
}

#[test]
fn no_bytes_are_taken_for_a_manifest() {
    for bytes in [
        &b""[..],
        b"{}",
        b"{}\nblake3 0\n",
        b"blake3 ",
        b"{\"format\":1}",
        b"{\"format\":4294967296}",
        b"[[[[",
    ] {
        replay::manifest(bytes);
    }
    let deep = "[".repeat(100_000);
    replay::manifest(deep.as_bytes());
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    #[test]
    fn any_bytes_go_the_whole_way(bytes: Vec<u8>) {
        replay::article(&bytes);
    }

    #[test]
    fn any_markup_goes_the_whole_way(
        first in 0..3u8,
        pieces in proptest::collection::vec(
            "<(p|div|li|ul|table|tr|td|th|h1|b|a href=x|br|pre|nav|main|script|style)>|</(p|div|li|ul|table|h1|b|a|pre)>|\
             [a-z]{1,8} |\\* |# |\\|\\||\n\n|\t|• |1\\. |CTO |Product Manager |Note: |&amp;|\u{a0}|[0-9]{1,4}|é|角色|\\[1\\]|[.,:!?]",
            0..60,
        ),
    ) {
        let bytes = [&[first][..], pieces.concat().as_bytes()].concat();
        replay::article(&bytes);
    }
}
