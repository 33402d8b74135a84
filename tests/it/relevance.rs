//! Relevance: questions over the articles of `corpus/`, each with the passage that answers it and the rank it must not
//! fall below; and the promises that the query language makes.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rolesearch::index::Index;
use rolesearch::ingest;
use rolesearch::role::Roles;
use rolesearch::search::articles::Articles;
use rolesearch::search::rank::RECIPE;
use rolesearch::search::{self, Hits, Question};

/// The articles of the repository, ingested once.
fn index() -> &'static Index {
    static INDEX: OnceLock<(tempfile::TempDir, Index)> = OnceLock::new();
    let (_, index) = INDEX.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let options = ingest::Options {
            paths: vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")],
            index: PathBuf::from(folder.path()),
            rebuild: true,
            jobs: Some(1),
            wait: true,
        };
        ingest::run(&options, &mut |_| {}).unwrap();
        let index = Index::open(folder.path()).unwrap();
        (folder, index)
    });
    index
}

/// Articles of JSON lines, by their ids, ingested into a folder that goes with the index.
fn index_of(articles: &[(&str, &str)]) -> (tempfile::TempDir, Index) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    for (id, text) in articles {
        let object = serde_json::json!({"id": id, "title": "The treasurer", "text": text});
        std::fs::write(corpus.join(format!("{id}.jsonl")), object.to_string()).unwrap();
    }
    let options = ingest::Options {
        paths: vec![corpus],
        index: folder.path().join("index"),
        rebuild: true,
        jobs: Some(1),
        wait: true,
    };
    ingest::run(&options, &mut |_| {}).unwrap();
    let index = Index::open(&options.index).unwrap();
    (folder, index)
}

fn ask(text: &str) -> Hits {
    ask_with(text, |_| {})
}

fn ask_with(text: &str, set: impl FnOnce(&mut Question)) -> Hits {
    let mut question = Question::parse(text).unwrap();
    set(&mut question);
    search::run(index(), &Roles::builtin(), &question).unwrap()
}

fn ids(hits: &Hits) -> Vec<&str> {
    hits.hits
        .iter()
        .map(|hit| hit.passage.id.as_str())
        .collect()
}

/// The question, a passage that answers it, and the worst rank it may have.
const EXPECTED: &[(&str, &str, usize)] = &[
    // Easy: the words of the answer.
    ("long-term strategy", "cpo-vs-cto:58-58", 1),
    (
        "\"voice of the customer\"",
        "product-manager-vs-ceo-vs-cto:12-12",
        1,
    ),
    (
        "works with the board of directors",
        "product-manager-vs-ceo-vs-cto:63-63",
        1,
    ),
    (
        "conflict between overlapping roles",
        "product-manager-vs-ceo-vs-cto:95-95",
        1,
    ),
    // Medium: other forms of the words, another spelling, a cell of a table.
    ("longterm strategy", "cpo-vs-cto:58-58", 1),
    ("system backups", "cto-vs-product-manager:30-30", 1),
    (
        "median salary of product managers",
        "cto-vs-product-manager:11-11",
        1,
    ),
    ("key metrics of a CTPO", "cto-vs-ctpo:9-9", 1),
    ("who does the cto report to", "cpo-vs-cto:51-51", 1),
    (
        "skills a ceo needs",
        "product-manager-vs-ceo-vs-cto:109-109",
        1,
    ),
    (
        "cto in a startup",
        "cto-vs-technical-product-manager:9-9",
        1,
    ),
    ("who handles cybersecurity", "cpo-vs-cto:17-17", 1),
    // The form of the question says what kind of answer is meant.
    ("what is a cto", "cto-vs-ctpo:3-3", 1),
    ("who is the cpo", "cpo-vs-cto:5-5", 1),
    ("cto", "cto-vs-ctpo:3-3", 1),
    ("difference between cto and cpo", "cpo-vs-cto:26-26", 1),
    ("how much does a cto make", "cpo-vs-cto:63-63", 2),
    ("how to become a cpo", "cpo-vs-cto:60-60", 1),
    // Hard: the role stands only in a heading, or has another name in the passage.
    (
        "role:ceo market trends",
        "product-manager-vs-ceo-vs-cto:24-24",
        2,
    ),
    ("chief product officer career path", "cpo-vs-cto:60-60", 1),
    (
        "CTO providing technical support",
        "cto-vs-product-manager:31-31",
        2,
    ),
];

#[test]
fn the_passage_that_answers_is_on_top() {
    let missed: Vec<String> = EXPECTED
        .iter()
        .filter_map(|(query, expected, worst)| {
            let hits = ask(query);
            let ids = ids(&hits);
            let rank = ids.iter().position(|id| id == expected).map(|at| at + 1);
            (rank.is_none_or(|rank| rank > *worst))
                .then(|| format!("{query}: {expected} at {rank:?}, expected {worst}; got {ids:?}"))
        })
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn a_phrase_is_a_condition_and_marked_as_one() {
    for nothing in [
        "\"lorem ipsum\"",
        "\"click here\"",
        "\"strategy long-term\"",
    ] {
        let hits = ask(nothing);
        assert_eq!(hits.total, 0, "{nothing}");
    }
    let hits = ask("“voice of the customer”");
    let marked: Vec<&str> = hits.hits[0]
        .highlights
        .iter()
        .map(|range| &hits.hits[0].passage.text[range.clone()])
        .collect();
    assert_eq!(marked, ["voice of the customer"]);
}

#[test]
fn an_exclusion_leaves_out_the_word_in_the_passage_and_not_in_its_title() {
    let all = ask_with("technology", |question| question.all = true);
    let without = ask_with("technology -cto", |question| question.all = true);
    assert!(without.total < all.total && without.total > 0);
    for hit in &without.hits {
        assert!(!hit.passage.text.contains("CTO"), "{}", hit.passage.text);
    }
}

#[test]
fn whatever_is_typed_is_read() {
    for text in [
        "who is it",
        "\"",
        "-",
        "role:",
        "*",
        "(a OR b)",
        "5\" disk",
        "🦀",
        "https://a.example/b?c=d-e",
        "OR",
    ] {
        ask(text);
    }
    assert!(!ask("who is it").hits.is_empty());
    assert!(
        !ask(&"a long pasted paragraph about product strategy and market trends ".repeat(60))
            .hits
            .is_empty()
    );
    assert_eq!(ask("-strategy").total, 0);
}

#[test]
fn nothing_found_is_explained() {
    let notes = ask("strategy author:nortn").notes;
    assert!(notes[0].contains("(did you mean norton?)"), "{notes:?}");
    let notes = ask("strategy source:nowhere").notes;
    assert!(
        notes.iter().any(|note| note.contains("nowhere")),
        "{notes:?}"
    );
}

#[test]
fn a_word_that_no_passage_has_is_named_with_its_neighbours() {
    let notes = |text| search::suggestions(index(), &ask(text).unknown).unwrap();
    let strategy = ["no passage has the word stratgey; there is strategy"];
    assert_eq!(notes("stratgey"), strategy);
    assert!(!ask("stratgey of the CTO").hits.is_empty());
    assert_eq!(notes("stratgey of the CTO"), strategy);
    // A compound of which nothing is known is one word; too short a part is like any other.
    assert_eq!(notes("end-to-end"), ["no passage has the word end-to-end"]);
    assert_eq!(notes("qqq-strategy"), ["no passage has the word qqq"]);
    // What is found in another spelling, or by another name, is known.
    let none: [&str; 0] = [];
    for known in ["longterm", "long term", "long-term", "C.T.O. duties"] {
        assert_eq!(notes(known), none, "{known}");
    }
}

#[test]
fn an_explanation_adds_up_to_the_score() {
    for query in [
        "long-term strategy of a CTO",
        "\"competitive advantage\"",
        "strateg* market",
        "cto duties",
        "what is a cto",
    ] {
        let hits = ask_with(query, |question| question.explain = true);
        assert!(!hits.hits.is_empty(), "{query}");
        for hit in &hits.hits {
            let sum: f32 = hit
                .explanation
                .iter()
                .flatten()
                .map(|part| part.score)
                .sum();
            assert!(
                (sum - hit.score).abs() < 2e-3,
                "{query} {}: {sum} is not {}",
                hit.passage.id,
                hit.score
            );
        }
    }
}

#[test]
fn no_article_floods_the_list_unless_all_is_asked_for() {
    let capped = ask("product");
    let of_one = |hits: &Hits| {
        let article = |id: &str| id.rsplit_once(':').map(|(article, _)| article.to_owned());
        let articles: Vec<_> = ids(hits).into_iter().map(article).collect();
        articles
            .iter()
            .map(|one| articles.iter().filter(|other| *other == one).count())
            .max()
            .unwrap_or(0)
    };
    assert!(of_one(&capped) <= 3);
    assert!(of_one(&ask_with("product", |question| question.all = true)) > 3);
}

#[test]
fn a_copy_of_an_article_does_not_flood_the_list_either() {
    let duties = [
        "budgets of the coming year",
        "hiring for every open post",
        "vendors and their contracts",
        "security of what customers entrust",
        "training of those who are new",
    ];
    let paragraph = |duty| format!("A treasurer answers to the board for the {duty}.\n\n");
    let text: String = duties.into_iter().map(paragraph).collect();
    let index = index_of(&[("first", &text), ("second", &text)]);
    let question = Question::parse("treasurer board").unwrap();
    let hits = search::run(&index.1, &Roles::builtin(), &question).unwrap();
    assert_eq!(hits.hits.len(), 3, "{:?}", ids(&hits));
    assert!(hits.hits.iter().all(|hit| hit.also.len() == 1));
}

#[test]
fn an_excluded_prefix_excludes_every_word_that_begins_so() {
    let paragraph = |n| format!("The treasurer signs the bill number abq{n:03} of this year.\n\n");
    let text: String = (0..60).map(paragraph).collect();
    let text = format!("{text}The treasurer keeps the books.\n");
    let index = index_of(&[("one", &text)]);
    let question = Question::parse("treasurer -abq*").unwrap();
    let hits = search::run(&index.1, &Roles::builtin(), &question).unwrap();
    assert_eq!((hits.total, ids(&hits)), (1, vec!["one:121-121"]));
}

#[test]
fn neighbours_come_in_reading_order() {
    let hits = ask_with("\"voice of the customer\"", |question| question.context = 2);
    let hit = &hits.hits[0];
    let lines: Vec<u32> = hit
        .before
        .iter()
        .chain([&hit.passage])
        .chain(&hit.after)
        .map(|passage| passage.lines.0)
        .collect();
    assert!(lines.len() >= 3 && lines.is_sorted(), "{lines:?}");
}

#[test]
fn near_finds_what_stands_within_so_many_words() {
    let total = |query: &str| ask_with(query, |question| question.all = true).total;
    assert!(total("customer NEAR/2 voice") == 0 && total("customer NEAR/3 voice") > 0);
    assert_eq!(
        total("voice NEAR/3 customer"),
        total("customer NEAR/3 voice")
    );
    assert!(total("\"board of directors\" NEAR/4 closely") > 0);
    assert_eq!(total("\"board of directors\" NEAR/2 closely"), 0);
    assert_eq!(total("voice NEAR/3 lorem"), 0);
    // Marked as words, and explained as words.
    let hits = ask("customer NEAR/3 voice");
    assert!(hits.hits.iter().all(|hit| hit.highlights.len() >= 2));
}

#[test]
fn kin_of_a_word_is_found_below_the_word() {
    let hits = ask("role:cto duties");
    assert!(!hits.hits.is_empty(), "articles say responsibilities");
    let hits = ask_with("role:cto responsibilities", |question| {
        question.explain = true
    });
    let words = |hit: &search::Hit| {
        let parts = hit.explanation.iter().flatten();
        parts
            .flat_map(|part| part.words.clone())
            .collect::<Vec<_>>()
    };
    assert!(words(&hits.hits[0]).contains(&"responsibilities".to_owned()));
}

#[test]
fn the_title_of_an_article_is_what_all_of_it_stands_under() {
    let (_folder, index) = index_of(&[
        (
            "a-part",
            "## Winter storage\n\nBoats stay ashore.\n\n## Sails\n\nAll are dried.",
        ),
        (
            "b-all",
            "## Winter storage\n\nBoats stay ashore.\n\nAll are dried.",
        ),
    ]);
    let articles = Articles::new(index.searcher(), index.fields()).unwrap();
    let question = Question::parse("winter storage").unwrap();
    let roles = Roles::builtin();
    let ranked = search::ranking(&index, &roles, &question, Some(&articles), &RECIPE, 10).unwrap();
    let ids: Vec<&str> = ranked.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["b-all", "a-part"]);
}

#[test]
fn a_piece_of_a_page_that_ends_in_a_heading_loses_nothing() {
    let (_folder, index) = index_of(&[("piece", "## Boats\n\nThey float.\n\n## Winter storage")]);
    let question = Question::parse("winter").unwrap();
    let hits = search::run(&index, &Roles::builtin(), &question).unwrap();
    assert_eq!(hits.hits[0].passage.text, "Winter storage");
}

#[test]
fn a_text_that_says_its_title_has_it_once() {
    let (_folder, index) = index_of(&[
        (
            "again",
            "the treasurer .\n\nBooks are kept by one who can count.",
        ),
        ("once", "Books are kept by one who can count."),
    ]);
    let question = Question::parse("treasurer").unwrap();
    let hits = search::run(&index, &Roles::builtin(), &question).unwrap();
    assert_eq!(hits.total, 2);
    let headings = |nth: usize| &hits.hits[nth].passage.headings;
    assert_eq!(headings(0), &["The treasurer"]);
}
