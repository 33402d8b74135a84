//! The program as a person runs it: what stands on stdout and stderr, and the exit code.

use std::fs;
use std::process::Stdio;

use snapbox::{assert_data_eq, file, str};

use crate::desk::{desk, ended, fails, rolesearch, run};

#[test]
fn help_opens_with_examples() {
    let desk = desk();
    let (code, out, err) = run(&desk, ["--help"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_data_eq!(out, file!["../data/command_line/help.txt"].raw());
    for command in [
        "ingest", "query", "compare", "roles", "sources", "passages", "show", "clean", "eval",
        "verify",
    ] {
        let (code, out, _) = run(&desk, [command, "--help"]);
        assert_eq!(code, 0, "{command}");
        assert!(
            out.lines().take(4).any(|line| line == "Examples:"),
            "{command}: {out}"
        );
    }
}

#[test]
fn the_first_query_builds_the_index_and_every_one_answers_the_same() {
    let desk = desk();
    let (code, out, err) = run(&desk, ["query", "long-term strategy"]);
    assert_eq!(code, 0, "{err}");
    assert_data_eq!(
        err,
        str![[r#"
note: no index in index yet; reading corpus
note: indexed 3 articles with [..] passages

"#]]
    );
    assert_eq!(
        run(&desk, ["query", "long-term", "strategy"]),
        (0, out, String::new())
    );
}

/// The whole output of a command on the small corpus, against the file that shows it.
fn prints<const N: usize>(arguments: [&str; N], expected: snapbox::Data) {
    let desk = desk();
    run(&desk, ["ingest"]);
    let (code, out, err) = run(&desk, arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_data_eq!(out, expected.raw());
}

#[test]
fn query_prints_ranked_passages_with_role_and_source() {
    prints(
        ["query", "long-term strategy"],
        file!["../data/command_line/query.txt"],
    );
}

#[test]
fn query_shows_the_neighbours_asked_for() {
    prints(
        ["query", "conversations", "-n", "1", "--context", "1"],
        file!["../data/command_line/query-context.txt"],
    );
}

#[test]
fn compare_prints_one_role_after_the_other_on_a_narrow_page() {
    prints(
        ["compare", "cto", "chief product officer", "roadmap"],
        file!["../data/command_line/compare.txt"],
    );
}

#[test]
fn roles_prints_a_table_and_a_profile() {
    prints(["roles", "-q"], file!["../data/command_line/roles.txt"]);
    prints(
        ["roles", "cto"],
        file!["../data/command_line/roles-cto.txt"],
    );
}

#[test]
fn sources_prints_the_articles() {
    prints(["sources"], file!["../data/command_line/sources.txt"]);
}

#[test]
fn show_prints_a_passage_in_its_context() {
    prints(
        ["show", "two-chiefs:7-8", "--context", "1"],
        file!["../data/command_line/show.txt"],
    );
}

#[test]
fn clean_prints_the_audit() {
    let desk = desk();
    let (code, out, _) = run(&desk, ["clean", "corpus/engineering-manager.html"]);
    assert_eq!(code, 0);
    // The learned model words its own evidence; that may change, so only the rule's name is held.
    let lines = [
        "  1 - Home Jobs About",
        "        navigation: ",
        "  4   People first",
        "  7 - Copyright 2024",
    ];
    let mut rest = out.as_str();
    for line in lines {
        let at = rest
            .find(&format!("\n{line}"))
            .unwrap_or_else(|| panic!("{line} in {out}"));
        rest = &rest[at + 1..];
    }
    assert!(rest.contains("\nkept 85 of 103 words (82.5 %)\n"), "{out}");
    prints(
        ["clean", "corpus/engineering-manager.html", "--kept"],
        file!["../data/command_line/clean-kept.txt"],
    );
}

#[test]
fn json_lines_have_the_names_of_the_design() {
    let desk = desk();
    let keys = |line: &str| -> Vec<String> {
        let value: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(line).expect("an object");
        value.keys().cloned().collect()
    };
    let sorted = |names: &str| -> Vec<String> {
        let mut names: Vec<String> = names.split(' ').map(str::to_owned).collect();
        names.sort();
        names
    };
    let (_, out, _) = run(&desk, ["clean", "--format", "json", "corpus"]);
    for line in out.lines() {
        assert_eq!(
            keys(line),
            sorted("path doc lines kind verdict reason text kept")
        );
    }
    let (_, out, _) = run(&desk, ["passages", "-q"]);
    for line in out.lines() {
        assert_eq!(
            keys(line),
            sorted("id doc lines headings lead roles primary mentions text")
        );
    }
    for list in ["sources", "roles", "verify"] {
        let (code, out, _) = run(&desk, [list, "--format", "json"]);
        assert_eq!((code, out.lines().count()), (0, 1), "{list}");
        keys(&out);
    }
}

#[test]
fn a_changed_corpus_is_said_once_and_answers_stay() {
    let desk = desk();
    let (_, before, _) = run(&desk, ["query", "roadmap"]);
    fs::write(desk.path().join("corpus/another.txt"), "A roadmap.\n").expect("written");
    let (code, after, err) = run(&desk, ["query", "roadmap"]);
    assert_eq!((code, after), (0, before));
    assert_data_eq!(
        err,
        str![[r#"
note: the articles have changed since they were indexed; run `rolesearch ingest`
note: 4 more rank among these, but an article has 3 at most; --all shows them

"#]]
    );
}

#[test]
fn from_another_folder_the_hint_names_the_articles_where_they_are() {
    let desk = desk();
    run(&desk, ["ingest"]);
    fs::write(desk.path().join("corpus/another.txt"), "A roadmap.\n").expect("written");
    fs::create_dir(desk.path().join("elsewhere")).expect("a folder");
    let mut query = rolesearch(&desk);
    query.current_dir(desk.path().join("elsewhere"));
    query.args(["query", "--index", "../index", "roadmap"]);
    let err = ended(query.output().expect("it runs")).2;
    let corpus = desk.path().join("corpus").display().to_string();
    assert!(
        err.contains(&format!(
            "; run `rolesearch ingest {corpus} --index ../index`\n"
        )),
        "{err}"
    );
}

#[test]
fn json_is_json_also_when_there_is_nothing() {
    let desk = desk();
    let (code, out, _) = run(&desk, ["query", "--format", "json", "xylophone"]);
    assert_eq!(code, 1);
    assert_eq!(out, "{\"query\":\"xylophone\",\"total\":0,\"hits\":[]}\n");
    let (code, out, err) = run(&desk, ["query", "xylophone", "-q"]);
    assert_eq!((code, out.as_str(), err.as_str()), (1, "", ""));
}

#[test]
fn an_empty_corpus_says_what_to_put_there() {
    let desk = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(desk.path().join("corpus")).expect("a folder");
    assert_data_eq!(
        fails(&desk, ["ingest"]),
        str![[r#"
error: no articles in corpus; put .html, .txt, .md or .jsonl files there and run `rolesearch ingest` again

"#]]
    );
}

#[test]
fn a_missing_folder_is_named() {
    let desk = tempfile::tempdir().expect("a temporary folder");
    let said = str![[r#"
error: there is no nowhere; name a folder with articles, or make it and put some in

"#]];
    assert_data_eq!(fails(&desk, ["ingest", "nowhere"]), said.clone());
    assert_data_eq!(
        fails(&desk, ["query", "-q", "--corpus", "nowhere", "strategy"]),
        said
    );
}

#[test]
fn a_broken_sources_toml_is_named_with_its_line() {
    let desk = desk();
    fs::write(
        desk.path().join("corpus/sources.toml"),
        "[\"two-chiefs.md\"]\ntitel = \"x\"\n",
    )
    .expect("written");
    assert_data_eq!(
        fails(&desk, ["ingest"]),
        str![[r#"
error: corpus/sources.toml: [..]; mend the file and try again

"#]]
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named_and_skipped() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let secret = desk.path().join("corpus/secret.txt");
    fs::write(&secret, "Nobody may read this.").expect("written");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).expect("its mode");
    if fs::read(&secret).is_ok() {
        return; // The superuser reads everything.
    }
    let (code, out, err) = run(&desk, ["ingest"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.contains("  secret.txt: it may not be read (permission denied)"),
        "{out}"
    );
}

#[test]
fn an_unknown_role_gets_near_ones() {
    let desk = desk();
    let err = fails(
        &desk,
        ["query", "-q", "roadmap", "--role", "enginering manager"],
    );
    assert_data_eq!(
        err,
        str![[r#"
error: no role is called enginering manager (did you mean engineering-manager[..]?); `rolesearch roles --all` lists them

"#]]
    );
}

#[test]
fn an_unknown_passage_is_named() {
    let desk = desk();
    assert_data_eq!(
        fails(&desk, ["show", "-q", "two-chiefs:900-900"]),
        str![[r#"
error: there is no passage two-chiefs:900-900 (did you mean two-chiefs:[..]?); `rolesearch sources` lists the articles

"#]]
    );
}

#[test]
fn a_file_that_is_no_article_costs_only_itself() {
    let desk = desk();
    fs::write(
        desk.path().join("corpus/photo.txt"),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
    )
    .expect("written");
    let (code, out, err) = run(&desk, ["clean", "corpus", "--kept"]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("The CTO answers for how the product is built."),
        "{out}"
    );
    assert!(
        err.starts_with("error: ") && err.contains("photo.txt: ") && err.lines().count() == 1,
        "{err}"
    );
    let (code, out, _) = run(&desk, ["ingest"]);
    assert_eq!(code, 0);
    assert!(out.contains("1 file skipped:\n  photo.txt: "), "{out}");
    let (_, out, _) = run(&desk, ["sources"]);
    assert!(out.contains("1 file skipped:\n  photo.txt: "), "{out}");
}

#[test]
fn clean_tells_a_page_from_a_pipe() {
    let desk = desk();
    let page =
        fs::File::open(desk.path().join("corpus/engineering-manager.html")).expect("the page");
    let output = rolesearch(&desk)
        .args(["clean", "--format", "json", "-"])
        .stdin(page)
        .output()
        .expect("it runs");
    let (code, out, err) = ended(output);
    assert_eq!(code, 0, "{err}");
    let first: serde_json::Value =
        serde_json::from_str(out.lines().next().expect("a block")).expect("JSON");
    assert_eq!(first["path"], "-");
    assert!(out.contains("She hires, coaches and promotes."), "{out}");
}

#[cfg(unix)]
#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let desk = desk();
    run(&desk, ["ingest"]);
    let mut child = rolesearch(&desk)
        .args(["passages"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn colour_only_where_it_is_wanted() {
    let desk = desk();
    let (_, plain, _) = run(&desk, ["query", "strategy"]);
    let (_, coloured, _) = run(&desk, ["query", "strategy", "--color", "always"]);
    assert!(!plain.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}
