//! What holds for any bytes holds for any text in the shapes that articles have.

use std::sync::Arc;

use proptest::prelude::*;
use rolesearch::article::{self, Article, Format};
use rolesearch::document::Document;

use crate::replay;

/// An article of any text: an object of a `.jsonl` may hold what no file may.
fn article(text: String, format: Format) -> Article {
    let empty = article::from_bytes("a", "a", format, Vec::new(), Arc::default());
    Article {
        text,
        ..empty.expect("nothing is wrong with no bytes")
    }
}

/// Lines that articles are made of, and what breaks them, in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,40}",
        "\\PC{0,20}",
        prop::sample::select(vec![
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\u{85}",
            "\u{2028}",
            "\u{c}",
            "\t",
            "\u{a0}",
            "  ",
            "| a | b |",
            "|---|---|",
            "||||",
            "[1]",
            "[2]-",
            "- ",
            "• ",
            "1. ",
            "a) ",
            "# ",
            "Role of a CEO",
            "Responsibilities:",
            "The CTO leads the team of engineers and reports to the board of the company.",
            "To learn more, click here",
            "References",
            "Related articles",
            "Check out our Salary Planner, often supported by Salary Planner.",
            "By Jane Doe",
            "May 31, 2020",
            "(555) 0100200",
            "Lorem ipsum dolor sit amet",
            "<p>",
            "</li>",
            "é",
            "語",
            "🚀",
            "\u{0}",
            "\u{200b}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_text_goes_the_whole_way(text in text(), format in prop::sample::select(vec![Format::Text, Format::Markdown, Format::Html])) {
        let article = article(text.clone(), format);
        replay::through(&article);
        if format == Format::Text {
            for block in Document::read(&article).blocks {
                let said = block.text.replace(" | ", "");
                prop_assert!(replay::is_within(&said, &text), "{:?} is not of the source", block.text);
            }
        }
    }
}
