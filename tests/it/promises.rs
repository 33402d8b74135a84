//! Promises of the command line that are easily broken and seldom seen: odd arguments, denied filters, empty answers.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::desk::{desk, fails, run};

/// A folder with the small corpus, one more article in it, and the index of both.
fn desk_with(text: &str) -> TempDir {
    let desk = desk();
    fs::write(desk.path().join("corpus/more.md"), text).expect("written");
    assert_eq!(run(&desk, ["ingest"]).0, 0);
    desk
}

/// The ids of a query's hits, and what was said on stderr.
fn asked(desk: &TempDir, arguments: &[&str]) -> (Vec<String>, String) {
    let query = ["query", "--format", "jsonl", "--all"];
    let (code, out, err) = run(desk, query.iter().chain(arguments));
    assert!(code < 2, "{err}");
    let id = |line: &str| {
        let hit: Value = serde_json::from_str(line).expect("an object a line");
        hit["id"].as_str().expect("an id").to_owned()
    };
    (out.lines().map(id).collect(), err)
}

/// Whoever pastes them into a corpus must get what they say.
#[test]
fn the_settings_that_the_readme_shows_are_right() {
    let readme = include_str!("../../README.md");
    let shown = |key: &str| {
        let blocks = readme.split("```toml\n").skip(1);
        let mut texts = blocks.filter_map(|block| block.split("```").next());
        texts.find(|text| text.contains(key)).expect("a block")
    };
    let desk = desk();
    let write = |name: &str, text: &str| fs::write(desk.path().join(name), text).expect("written");
    write("corpus/sources.toml", shown("publisher"));
    write("corpus/roles.toml", shown("remove"));
    assert_eq!(run(&desk, ["ingest"]).0, 0);
    assert_eq!(
        run(&desk, ["roles", "HOD"]).1.lines().next(),
        Some("Head of Delight head-of-delight")
    );
}

#[test]
fn clean_names_a_file_as_it_was_given() {
    let desk = desk();
    fs::rename(
        desk.path().join("corpus/two-chiefs.md"),
        desk.path().join("two.md"),
    )
    .expect("moved");
    for given in ["two.md", "./two.md", "corpus/../two.md"] {
        let (code, out, _) = run(&desk, ["clean", "--format", "json", given]);
        let block: Value =
            serde_json::from_str(out.lines().next().expect("a block")).expect("JSON");
        assert_eq!((code, block["path"].as_str()), (0, Some(given)));
        assert_eq!(block["doc"], "two");
    }
}

#[test]
fn an_article_without_a_date_is_left_out_by_every_date_and_it_is_said() {
    let desk = desk_with(
        "# Plans\n\nThe engineers build what the customers pay for, and say every week what is done.\n",
    );
    let (all, _) = asked(&desk, &["engineers"]);
    assert!(all.contains(&"more:3-3".to_owned()), "{all:?}");
    let said = "note: 1 article without a date was left out; sources.toml can give it one\n";
    for (filter, count) in [
        ("after:2000", all.len() - 1),
        ("-after:2000", 0),
        ("before:2000", 0),
        ("-before:2000", all.len() - 1),
    ] {
        let (hits, err) = asked(&desk, &["engineers", filter]);
        assert_eq!(hits.len(), count, "{filter}: {hits:?}");
        assert!(err.starts_with(said), "{filter}: {err}");
    }
}

#[test]
fn what_is_left_out_stands_in_the_text_itself_whatever_form_its_title_has() {
    let desk = desk_with(
        "# Who decides in a department\n\n\
         In most companies the manager of the department decides which tools the engineers buy, and has to say every \
         year why they were worth the money.\n\n\
         ## What managers give away\n\n\
         Good management of a department means that the engineers decide about the tools they use, while somebody \
         else looks after the budget and the people.\n\n\
         ## How a manager is chosen\n\n\
         The managers of a department are chosen by the people who lead the company, and the engineers are asked what \
         they think of them before it is settled.\n\n\
         ## What no manager decides\n\n\
         Whoever leads the engineers in the end decides nothing alone: the department works with customers, and what \
         customers pay for is what counts.\n",
    );
    let left = |words: &str| {
        let (mut ids, _) = asked(&desk, &["engineers department", words]);
        ids.retain(|id| id.starts_with("more:"));
        ids.sort();
        ids
    };
    assert_eq!(left("-manager"), ["more:15-15", "more:7-7"]);
    assert_eq!(
        left("-management"),
        ["more:11-11", "more:15-15", "more:3-3"]
    );
}

#[test]
fn a_day_belongs_to_the_time_that_it_bounds() {
    let desk = desk();
    run(&desk, ["ingest"]);
    // Published on 15 January 2024.
    let is_found = |date: &str| {
        let (ids, _) = asked(&desk, &["source:two-chiefs*", date]);
        !ids.is_empty()
    };
    assert!(is_found("after:2024-01-15"));
    assert!(is_found("before:2024-01-15"));
    assert!(!is_found("after:2024-01-16"));
    assert!(!is_found("before:2024-01-14"));
}

#[test]
fn of_several_roles_any_will_do() {
    let desk = desk();
    run(&desk, ["ingest"]);
    let of = |roles: &[&str]| {
        let flags = roles.iter().flat_map(|role| ["--role", *role]);
        let arguments: Vec<&str> = ["source:*"].into_iter().chain(flags).collect();
        let (ids, _) = asked(&desk, &arguments);
        BTreeSet::from_iter(ids)
    };
    let (cto, manager) = (of(&["cto"]), of(&["engineering-manager"]));
    assert!(!cto.is_empty() && !manager.is_empty());
    assert_eq!(of(&["cto", "engineering-manager"]), &cto | &manager);
}

#[test]
fn the_flags_of_roles_count_for_the_field_too() {
    let desk = desk_with(
        "# Plans\n\nA product manager decides what is built, and says why.\n\n\
         A technical product manager decides how it is built, and says when.\n\n\
         A chief of staff keeps the calendar, and tells the product manager about it.\n",
    );
    let about = |flags: &[&str]| asked(&desk, &[&["role:product-manager"], flags].concat()).0;
    assert_eq!(about(&[]), ["more:3-3", "more:5-5"]);
    assert_eq!(about(&["--exact-role"]), ["more:3-3"]);
    assert_eq!(about(&["--mentions"]), ["more:3-3", "more:5-5", "more:7-7"]);
}

#[test]
fn the_articles_of_one_file_are_counted_one_by_one() {
    let desk = desk();
    let object =
        |id: u8| format!("{{\"id\":{id},\"text\":\"The actuary counts what may happen.\"}}\n");
    fs::write(desk.path().join("docs.jsonl"), object(1) + &object(2)).expect("written");
    assert_eq!(run(&desk, ["ingest", "docs.jsonl"]).0, 0);
    let count = |arguments: &[&str]| {
        let (_, out, _) = run(&desk, arguments);
        serde_json::from_str::<Value>(&out).expect("JSON")
    };
    assert_eq!(
        count(&["roles", "--format", "json"])["roles"][0]["articles"],
        2
    );
    assert_eq!(
        count(&["roles", "actuary", "--format", "json"])["articles"],
        2
    );
}

#[test]
fn quiet_is_a_flag_and_behind_two_dashes_a_word() {
    let desk = desk();
    run(&desk, ["ingest"]);
    let err = |arguments: &[&str]| run(&desk, [&["query"], arguments].concat()).2;
    assert_eq!(err(&["-q", "xylophone"]), "");
    assert!(err(&["xylophone", "--", "-q"]).contains("xylophone"));
}

#[test]
fn any_number_of_hits_may_be_asked_for() {
    let desk = desk();
    let (some, _) = asked(&desk, &["roadmap"]);
    let (all, _) = asked(&desk, &["roadmap", "-n", "4294967295"]);
    assert_eq!(some, all);
}

#[test]
fn of_many_unknown_words_the_first_are_named() {
    let words: Vec<String> = (0..40).map(|n| format!("xyz{n}")).collect();
    let (hits, err) = asked(&desk_with(""), &[words.join(" ").as_str()]);
    assert!(hits.is_empty());
    assert_eq!(err.lines().count(), 6, "{err}");
    assert!(
        err.ends_with("note: 35 more of the words are in no passage\n"),
        "{err}"
    );
}

#[test]
fn a_file_where_the_index_should_be_is_named() {
    let desk = desk();
    fs::write(desk.path().join("taken"), "").expect("written");
    let err = fails(&desk, ["ingest", "--index", "taken"]);
    assert!(
        err.starts_with("error: taken: ") && err.contains("name another folder"),
        "{err}"
    );
}

#[test]
fn a_damaged_index_is_an_error_that_says_what_to_do() {
    let desk = desk();
    run(&desk, ["ingest"]);
    let (code, out, _) = run(&desk, ["verify"]);
    assert_eq!((code, out.is_empty()), (0, false));
    let articles = desk.path().join("index/current/articles");
    let mut bytes = fs::read(&articles).expect("the records");
    bytes[20] ^= 1;
    fs::write(&articles, bytes).expect("written");
    for command in [
        "query roadmap",
        "sources",
        "passages",
        "roles cto",
        "show two-chiefs",
    ] {
        let err = run(&desk, command.split(' ')).2;
        assert!(
            err.starts_with("error: the index in index is damaged"),
            "{command}: {err}"
        );
        assert!(
            err.ends_with("; run `rolesearch ingest --rebuild --index index`\n"),
            "{command}: {err}"
        );
    }
    assert_eq!(run(&desk, ["verify"]).0, 2);
    assert_eq!(run(&desk, ["ingest"]).0, 0);
    assert_eq!(run(&desk, ["verify"]).0, 0);
}

#[test]
fn eval_measures_and_writes_a_run() {
    let desk = desk();
    run(&desk, ["ingest"]);
    let write = |name: &str, text: &str| fs::write(desk.path().join(name), text).expect("written");
    write(
        "queries.tsv",
        "1\trelease manager\n2\tnobody judged this\n3\txylophone\n",
    );
    write(
        "qrels.txt",
        "1 0 release-notes 1\n1 0 gone 0\n3 0 two-chiefs 1\n",
    );
    let files = [
        "eval",
        "--queries",
        "queries.tsv",
        "--qrels",
        "qrels.txt",
        "--by",
        "article",
    ];
    let more = ["--run-out", "run", "--format", "json"];
    let (code, out, err) = run(&desk, files.iter().chain(&more));
    assert_eq!((code, err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let counts = ["queries", "unjudged", "missing", "judged"].map(|name| report[name].as_u64());
    assert_eq!(counts, [Some(2), Some(1), Some(1), Some(3)]);
    assert_eq!(report["per_query"][0]["ndcg10"], 1.0);
    assert_eq!(report["mean"]["ndcg10"], 0.5);
    let lines = fs::read_to_string(desk.path().join("run")).expect("the run");
    let mut above = f64::INFINITY;
    for (at, line) in lines.lines().enumerate() {
        let columns: Vec<&str> = line.split(' ').collect();
        assert_eq!(
            (columns[0], columns[1], columns[5]),
            ("1", "Q0", "rolesearch")
        );
        assert_eq!(columns[3], (at + 1).to_string());
        let score: f64 = columns[4].parse().expect("a score");
        assert!(score < above, "{lines}");
        above = score;
    }
    assert!(lines.starts_with("1 Q0 release-notes 1 "), "{lines}");
    let (_, out, _) = run(&desk, files);
    assert!(!out.contains("-0.0"), "{out}");
}
