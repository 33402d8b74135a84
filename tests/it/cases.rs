//! A case is a folder: a source, what its blocks are judged to be, and the passages that come of it.
//!
//! `SNAPSHOTS=overwrite cargo test cases` rewrites what is expected; a stale file fails.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use rolesearch::article::{self, Article, Corpus};
use rolesearch::clean::{self, Judgement, Verdict};
use rolesearch::document::{Document, Kind};
use rolesearch::passage::{self, Passage};
use rolesearch::role::{self, Roles};

#[test]
fn every_case_is_read_judged_and_split_as_expected() {
    let mut stale = Vec::new();
    for case in folders() {
        let article = source(&case);
        let document = Document::read(&article);
        let judgements = clean::judge(&document);
        let passages = role::attribute(
            &document,
            passage::split(&document, &judgements),
            &Roles::builtin(),
        );
        stale.extend(compare(
            &case.join("expected.txt"),
            &blocks(&document, &judgements),
        ));
        stale.extend(compare(&case.join("passages.txt"), &said(&passages)));
    }
    assert!(
        stale.is_empty(),
        "SNAPSHOTS=overwrite rewrites what differs:\n{}",
        stale.join("\n")
    );
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&root)
        .expect("tests/cases is there")
        .map(|entry| entry.expect("its entries can be read").path())
        .filter(|path| {
            ["txt", "md", "html"]
                .iter()
                .any(|end| path.join("source").with_extension(end).exists())
        })
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
}

/// The article of a case: its file named `source`, with what `sources.toml` beside it says.
fn source(case: &Path) -> Article {
    let corpus = Corpus {
        paths: vec![case.to_owned()],
        exclude: None,
    };
    let found = article::walk(&corpus)
        .expect("the case can be walked")
        .filter_map(Result::ok)
        .find(|found| found.id == "source")
        .unwrap_or_else(|| panic!("{} has no source", case.display()));
    article::read(&found)
        .next()
        .and_then(Result::ok)
        .unwrap_or_else(|| panic!("{} cannot be read", case.display()))
}

fn blocks(document: &Document, judgements: &[Judgement]) -> String {
    let mut out = String::new();
    for (block, judgement) in document.blocks.iter().zip(judgements) {
        let (first, last) = block.lines;
        let kind = format!("{:?}", block.kind).to_lowercase();
        let level = match block.kind {
            Kind::Heading | Kind::Item => block.level.to_string(),
            _ if block.is_header => " header".to_owned(),
            _ => String::new(),
        };
        // The model's reasons change when it learns; that it spoke is enough.
        let reason = match &judgement.reason {
            Some(_) if judgement.verdict == Verdict::Remove && judgement.probability > 0.0 => {
                " [model]".to_owned()
            }
            Some(reason) if judgement.verdict != Verdict::Keep => {
                format!(" [{}: {}]", reason.rule, reason.evidence)
            }
            _ => String::new(),
        };
        let (verdict, text) = match judgement.verdict {
            Verdict::Keep => ("keep", block.text.clone()),
            Verdict::Trim(_) => ("trim", judgement.kept(&block.text).into_owned()),
            Verdict::Remove => ("remove", block.text.clone()),
        };
        writeln!(
            out,
            "{first}-{last} {kind}{level} {verdict}{reason}\n    {text}"
        )
        .expect("a string takes all");
    }
    out
}

fn said(passages: &[Passage]) -> String {
    let mut out = String::new();
    for passage in passages {
        let roles: Vec<String> = passage
            .about
            .iter()
            .map(|about| {
                let primary = if about.primary { "*" } else { "" };
                format!("{}{primary} ({:?})", about.role, about.evidence).to_lowercase()
            })
            .collect();
        let mut line = |name: &str, value: &str| {
            if !value.is_empty() {
                writeln!(out, "{name}{value}").expect("a string takes all");
            }
        };
        line("", &passage.id);
        line("  under    ", &passage.headings.join(" > "));
        line("  lead     ", passage.lead.as_deref().unwrap_or(""));
        line("  about    ", &roles.join(", "));
        line("  mentions ", &passage.mentions.join(", "));
        line("    ", &passage.text);
    }
    out
}

/// What to say of a file that is not as expected; nothing if it is, or was rewritten.
fn compare(path: &Path, actual: &str) -> Option<String> {
    if std::env::var("SNAPSHOTS").as_deref() == Ok("overwrite") {
        std::fs::write(path, actual).expect("the case can be written");
        return None;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    let differs = expected
        .lines()
        .zip(actual.lines())
        .position(|(expected, actual)| expected != actual);
    match differs {
        Some(at) => Some(format!(
            "{}:{}\n  expected {}\n  but got  {}",
            path.display(),
            at + 1,
            expected.lines().nth(at).unwrap_or(""),
            actual.lines().nth(at).unwrap_or("")
        )),
        None if expected.lines().count() != actual.lines().count() => {
            Some(format!("{}: another number of lines", path.display()))
        }
        None => None,
    }
}
