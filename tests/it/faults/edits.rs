//! An index built step by step answers as one built from scratch.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use rolesearch::index::{Index, Options, Sheaf, Writer};
use rolesearch::search::{self, Question};

use super::{article, times, unsynced};

const WORDS: [&str; 12] = [
    "strategy", "product", "team", "vision", "budget", "market", "roadmap", "code", "people",
    "board", "customer", "security",
];

/// One ingest: which articles come, change or go.
#[derive(Debug, Clone)]
enum Edit {
    /// An article with these passages, each a list of words.
    Put(u8, Vec<Vec<usize>>),
    Remove(u8),
}

fn edits() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let passage = prop::collection::vec(0..WORDS.len(), 1..30);
    let put = (0..8u8, prop::collection::vec(passage, 0..6))
        .prop_map(|(id, passages)| Edit::Put(id, passages));
    let edit = prop_oneof![3 => put, 1 => (0..8u8).prop_map(Edit::Remove)];
    prop::collection::vec(prop::collection::vec(edit, 1..4), 1..7)
}

type Corpus = BTreeMap<u8, Vec<String>>;

fn apply(corpus: &mut Corpus, edits: &[Edit]) {
    for edit in edits {
        match edit {
            Edit::Put(id, passages) => {
                let texts = passages.iter().map(|words| {
                    words
                        .iter()
                        .map(|word| WORDS[*word])
                        .collect::<Vec<_>>()
                        .join(" ")
                });
                corpus.insert(*id, texts.collect());
            }
            Edit::Remove(id) => drop(corpus.remove(id)),
        }
    }
}

/// Brings an index to the state of a corpus, touching only what differs.
fn ingest(dir: &Path, before: &Corpus, corpus: &Corpus) {
    let mut writer = Writer::on(unsynced(), dir, Options::default(), &mut || {}).unwrap();
    let known = writer.known().to_vec();
    for record in known {
        if !corpus.keys().any(|id| name(*id) == record.id) {
            writer.remove(&record);
        }
    }
    for (id, texts) in corpus {
        if before.get(id) != Some(texts) {
            let texts: Vec<_> = texts.iter().map(String::as_str).collect();
            let (record, passages) = article(&name(*id), &texts);
            assert!(writer.add(Sheaf::new(record, &passages)).unwrap());
        }
    }
    writer.publish().unwrap();
}

fn name(id: u8) -> String {
    format!("article-{id}")
}

/// Everything that can be seen: all passages, and the best ten of some questions with their scores.
fn answers(dir: &Path) -> (Vec<String>, Vec<Vec<(String, f32)>>) {
    let index = Index::open(dir).unwrap();
    let passages = index
        .passages()
        .unwrap()
        .map(|passage| format!("{:?}", passage.unwrap()))
        .collect();
    let questions = [
        "strategy",
        "product teams",
        "vision, budget, market",
        "\"roadmap code\" people board customers security",
        "team -budget source:article-1*",
    ];
    let hits = questions
        .iter()
        .map(|question| {
            let mut question = Question::parse(question).unwrap();
            question.all = true;
            let hits = search::run(&index, index.roles(), &question).unwrap();
            hits.hits
                .into_iter()
                .map(|hit| (hit.passage.id, hit.score))
                .collect()
        })
        .collect();
    (passages, hits)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10 * times() as u32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn step_by_step_is_as_good_as_from_scratch(ingests in edits()) {
        let stepwise = tempfile::tempdir().unwrap();
        let mut corpus = Corpus::new();
        for edits in &ingests {
            let before = corpus.clone();
            apply(&mut corpus, edits);
            ingest(stepwise.path(), &before, &corpus);
            let scratch = tempfile::tempdir().unwrap();
            ingest(scratch.path(), &Corpus::new(), &corpus);
            prop_assert_eq!(answers(stepwise.path()), answers(scratch.path()));
        }
    }
}

#[test]
fn of_many_that_are_as_good_the_same_are_shown_however_they_came() {
    let of = |ids: std::ops::RangeInclusive<u8>| -> Corpus {
        ids.map(|id| (id, vec!["strategy of the team".to_owned()]))
            .collect()
    };
    let (stepwise, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // More than are looked at twice, and ids that come before theirs.
    ingest(stepwise.path(), &Corpus::new(), &of(30..=255));
    ingest(stepwise.path(), &of(30..=255), &of(0..=255));
    ingest(scratch.path(), &Corpus::new(), &of(0..=255));
    let (_, stepwise) = answers(stepwise.path());
    assert_eq!(stepwise, answers(scratch.path()).1);
    assert_eq!(stepwise[0][0].0, "article-0:1-1");
}
