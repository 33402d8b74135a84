//! A newcomer types what other programs understand, and what this one printed: it is understood, or said how it was read.

use std::fs;

use tempfile::TempDir;

use crate::desk::{desk, fails, run};

/// A desk with an index.
fn indexed() -> TempDir {
    let desk = desk();
    assert_eq!(run(&desk, ["ingest", "-q"]).0, 0);
    desk
}

#[test]
fn what_a_citation_says_is_what_show_understands() {
    let desk = indexed();
    let (_, expected, _) = run(&desk, ["show", "two-chiefs:7-8"]);
    for pointer in [
        "two-chiefs.md:7-8",
        "two-chiefs.md:7",
        "two-chiefs:8",
        "corpus/two-chiefs.md:7-8",
        "./corpus/two-chiefs.md:7",
    ] {
        assert_eq!(
            run(&desk, ["show", pointer]),
            (0, expected.clone(), String::new()),
            "{pointer}"
        );
    }
    let (_, whole, _) = run(&desk, ["show", "two-chiefs"]);
    assert_eq!(run(&desk, ["show", "corpus/two-chiefs.md"]).1, whole);
    let err = fails(&desk, ["show", "two-chiefs.md:900"]);
    assert!(err.contains("(did you mean two-chiefs:"), "{err}");
    let err = fails(&desk, ["show", "two-cheifs"]);
    assert!(err.contains("(did you mean two-chiefs?)"), "{err}");
}

#[test]
fn an_object_of_json_lines_is_cited_by_its_name() {
    let desk = desk();
    let object = |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string();
    let lines = [
        object("a:1", "The bursar keeps the money of the school."),
        object("b", "The bursar signs what the school buys."),
    ];
    fs::write(desk.path().join("corpus/all.jsonl"), lines.join("\n")).expect("written");
    let (code, out, _) = run(&desk, ["query", "-q", "bursar", "money"]);
    assert_eq!(code, 0);
    assert!(out.contains("\n    all.jsonl#a:1:1"), "{out}");
    let (_, expected, _) = run(&desk, ["show", "a:1:1-1"]);
    assert_eq!(run(&desk, ["show", "all.jsonl#a:1:1"]).1, expected);
    let err = fails(&desk, ["show", "all.jsonl"]);
    assert!(err.contains("(did you mean all.jsonl#a:1?)"), "{err}");
}

#[test]
fn a_role_of_several_words_needs_no_quotes() {
    let desk = indexed();
    let quoted = run(&desk, ["query", "role:\"chief technology officer\" board"]);
    let (code, out, err) = run(&desk, ["query", "role:chief technology officer board"]);
    assert_eq!((code, out), (0, quoted.1));
    assert_eq!(err, "note: read as role:\"chief technology officer\"\n");
    let plain = run(&desk, ["compare", "cto", "engineering manager", "reports"]);
    let spoken = ["compare", "cto", "vs", "engineering", "manager", "reports"];
    assert_eq!(run(&desk, spoken), plain);
}

#[test]
fn passages_that_an_article_has_too_many_of_are_not_hidden_silently() {
    let desk = indexed();
    let (_, few, err) = run(&desk, ["query", "the", "--per-article", "1"]);
    assert!(
        err.contains("more rank among these, but an article has 1 at most; --all"),
        "{err}"
    );
    let (_, all, err) = run(&desk, ["query", "the", "--per-article", "1", "--all"]);
    assert_eq!(err, "");
    assert!(all.len() > few.len());
    assert_eq!(
        run(&desk, ["query", "-q", "the", "--per-article", "1"]).2,
        ""
    );
}

#[test]
fn roles_says_where_the_others_are() {
    let desk = indexed();
    let (code, found, err) = run(&desk, ["roles"]);
    assert_eq!(code, 0);
    assert!(err.contains("`rolesearch roles --all`"), "{err}");
    let (code, all, err) = run(&desk, ["roles", "--all"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(all.starts_with(&found) && all.contains(" Actuary actuary\n"));
    let (code, _, err) = run(&desk, ["roles", "actuary"]);
    assert_eq!(code, 1);
    assert!(err.contains("no article speaks of it"), "{err}");
}

#[test]
fn a_role_that_only_its_kinds_are_spoken_of_leads_to_them() {
    let desk = desk();
    let text = "A nurse practitioner may prescribe in most states.\n";
    fs::write(desk.path().join("corpus/care.txt"), text).expect("written");
    run(&desk, ["ingest", "-q"]);
    let (code, out, err) = run(&desk, ["roles", "nurse"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("kinds of it: Nurse Practitioner (1), "),
        "{out}"
    );
    assert!(
        err.contains("`rolesearch roles nurse-practitioner`"),
        "{err}"
    );
}

#[test]
fn a_comparison_says_of_whom_nothing_is_said() {
    let desk = indexed();
    let (code, _, err) = run(&desk, ["compare", "cto", "actuary"]);
    assert_eq!(code, 0);
    assert_eq!(err, "note: no passage is about Actuary\n");
    let (_, _, err) = run(&desk, ["compare", "cto", "actuary", "roadmap"]);
    assert_eq!(
        err.matches("no passage is about Actuary").count(),
        1,
        "{err}"
    );
    let (code, _, err) = run(&desk, ["query", "roadmap", "--role", "actuary"]);
    assert_eq!(code, 1);
    assert!(
        err.starts_with("note: no passage is about Actuary\n"),
        "{err}"
    );
    let err = fails(&desk, ["compare", "cto"]);
    assert!(err.starts_with("error: compare takes two or more"), "{err}");
}

#[test]
fn help_is_a_command_too_and_every_help_begins_with_what_it_does() {
    let desk = desk();
    assert_eq!(run(&desk, ["help"]).1, run(&desk, ["--help"]).1);
    assert_eq!(
        run(&desk, ["help", "query"]).1,
        run(&desk, ["query", "--help"]).1
    );
    let (_, out, _) = run(&desk, ["query", "--help"]);
    assert!(out.starts_with("Ask, and get ranked passages"), "{out}");
}

#[test]
fn a_folder_without_articles_is_said_to_be_one() {
    let desk = desk();
    fs::create_dir(desk.path().join("empty")).expect("a folder");
    let (code, out, err) = run(&desk, ["clean", "empty"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("note: no articles there"), "{err}");
    let err = fails(&desk, ["query", "cto", "-n", "0"]);
    assert!(err.contains("write a whole number, 1 or more"), "{err}");
}
