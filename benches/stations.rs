//! What each station costs on the five articles of `corpus/` and, where a page is needed, on the pages of `tests/cases/`.
//!
//! `cargo bench` runs it. Compare rows of one run with one another; never a row of today with a row of yesterday.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use divan::Bencher;
use rolesearch::article::{self, Article, Corpus};
use rolesearch::clean;
use rolesearch::document::Document;
use rolesearch::index::Index;
use rolesearch::ingest;
use rolesearch::passage;
use rolesearch::role::{self, Roles};
use rolesearch::search::{self, Question};

fn main() {
    divan::main();
}

/// Where the benched articles come from: text as it was saved, pages as they were written for the tests.
const INPUTS: [&str; 2] = ["corpus", "tests/cases"];

fn articles(folder: &str) -> Vec<Article> {
    let corpus = Corpus {
        paths: vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)],
        exclude: None,
    };
    let found = article::walk(&corpus).expect("the repository has these folders");
    found
        .filter_map(Result::ok)
        .flat_map(|found| {
            article::read(&found)
                .filter_map(Result::ok)
                .collect::<Vec<_>>()
        })
        .collect()
}

fn documents(folder: &str) -> Vec<Document> {
    articles(folder).iter().map(Document::read).collect()
}

#[divan::bench(args = INPUTS)]
fn article(bencher: Bencher, folder: &str) {
    bencher.bench(|| articles(black_box(folder)).len());
}

#[divan::bench(args = INPUTS)]
fn document(bencher: Bencher, folder: &str) {
    let articles = articles(folder);
    bencher.bench(|| {
        articles
            .iter()
            .map(|a| Document::read(a).blocks.len())
            .sum::<usize>()
    });
}

#[divan::bench(args = INPUTS)]
fn clean(bencher: Bencher, folder: &str) {
    let documents = documents(folder);
    bencher.bench(|| {
        documents
            .iter()
            .map(|d| clean::judge(d).len())
            .sum::<usize>()
    });
}

#[divan::bench(args = INPUTS)]
fn passage(bencher: Bencher, folder: &str) {
    let judged: Vec<_> = documents(folder)
        .into_iter()
        .map(|d| (clean::judge(&d), d))
        .collect();
    bencher.bench(|| {
        judged
            .iter()
            .map(|(j, d)| passage::split(d, j).len())
            .sum::<usize>()
    });
}

#[divan::bench(args = INPUTS)]
fn role(bencher: Bencher, folder: &str) {
    let roles = Roles::builtin();
    let split: Vec<_> = documents(folder)
        .into_iter()
        .map(|d| (passage::split(&d, &clean::judge(&d)), d))
        .collect();
    bencher.with_inputs(|| split.clone()).bench_values(|split| {
        split
            .into_iter()
            .map(|(passages, d)| role::attribute(&d, passages, &roles).len())
            .sum::<usize>()
    });
}

/// The index of the five articles, made once in the target folder.
fn built() -> PathBuf {
    let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-index");
    let options = ingest::Options {
        paths: vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")],
        index: index.clone(),
        rebuild: false,
        jobs: None,
        wait: true,
    };
    ingest::run(&options, &mut |_| {}).expect("the five articles can be ingested");
    index
}

#[divan::bench]
fn open(bencher: Bencher) {
    let dir = built();
    bencher.bench(|| Index::open(black_box(&dir)).is_ok());
}

#[divan::bench(args = ["long-term strategy", "\"face of the company\"", "role:cto security", "what does a CTO do about security"])]
fn query(bencher: Bencher, words: &str) {
    let index = Index::open(&built()).expect("it was just built");
    let roles = Roles::builtin();
    bencher.bench(|| {
        let question = Question::parse(black_box(words)).expect("these can be read");
        search::run(&index, &roles, &question).map(|hits| hits.hits.len())
    });
}
