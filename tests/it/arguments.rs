//! What people type and paste: odd arguments are answered, quickly and harmlessly.

use std::ffi::OsStr;

use crate::desk::{desk, run};

#[test]
fn a_word_behind_a_minus_is_left_out() {
    let desk = desk();
    let (_, with, _) = run(&desk, ["query", "roadmap", "--format", "jsonl", "--all"]);
    let (_, without, _) = run(
        &desk,
        [
            "query",
            "roadmap",
            "-customers",
            "--format",
            "jsonl",
            "--all",
        ],
    );
    assert!(with.contains("customers every week"), "{with}");
    assert!(!without.contains("customers every week"), "{without}");
}

#[test]
fn a_lone_quote_is_text_with_a_hint() {
    let desk = desk();
    run(&desk, ["ingest"]);
    let (code, out, err) = run(&desk, ["query", "\"long-term strategy"]);
    assert_eq!(
        (code, out.is_empty(), err.lines().count()),
        (0, false, 1),
        "{err}"
    );
    assert!(err.contains("quote"), "{err}");
}

#[test]
fn hostile_arguments_are_answered_quickly_and_harmlessly() {
    let desk = desk();
    run(&desk, ["ingest"]);
    let long = "x".repeat(100_000);
    let nested = "(".repeat(100_000);
    let words = "strategy ".repeat(10_000);
    let hostile = [
        "\u{1b}[31mstrategy",
        "\u{202e}strategy",
        "\"",
        "-",
        "*",
        "\\",
        "a OR",
        "role:",
        "role:\u{9b}x",
        "\n",
        "",
        "body:*",
        "https://example.com/a:b",
        "\u{e0041}",
        &long,
        &nested,
        &words,
    ];
    for query in hostile {
        for arguments in [
            vec!["query", "--", query],
            vec!["query", "strategy", "--role", query],
            vec!["query", "strategy", "--source", query],
            vec!["query", "strategy", "--since", query],
            vec!["compare", "cto", query],
            vec!["show", "--", query],
            vec!["roles", "--", query],
            vec![query],
        ] {
            let (code, out, err) = run(&desk, &arguments);
            assert!((0..=2).contains(&code), "{code}: {err}");
            assert!(!err.contains("internal error"), "{err}");
            for c in out.chars().chain(err.chars()) {
                assert!(
                    c == '\n' || !rolesearch::render::safe::is_harmful(c),
                    "{c:?} in {out}{err}"
                );
            }
        }
    }
}

#[test]
fn arguments_that_are_not_utf8_are_text() {
    use std::os::unix::ffi::OsStrExt;
    let desk = desk();
    let bytes = OsStr::from_bytes(b"strategy\xff\xfe");
    let (code, _, err) = run(&desk, [OsStr::new("query"), OsStr::new("-q"), bytes]);
    assert!(code < 2, "{err}");
    let (code, _, err) = run(&desk, [OsStr::new("clean"), bytes]);
    assert_eq!(code, 2, "{err}");
    let (code, _, err) = run(&desk, [bytes]);
    assert_eq!(code, 2, "{err}");
}
