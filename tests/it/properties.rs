//! What holds for any bytes: as many verdicts as blocks, nothing kept that was not there, ids that differ.

use std::collections::HashSet;
use std::sync::Arc;

use proptest::prelude::*;
use rolesearch::article::{self, Article, Format};
use rolesearch::clean;
use rolesearch::document::Document;
use rolesearch::passage;

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

fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars().filter(|c| !c.is_whitespace());
    part.chars()
        .filter(|c| !c.is_whitespace())
        .all(|c| rest.any(|other| other == c))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_text_goes_the_whole_way(text in text(), format in prop::sample::select(vec![Format::Text, Format::Markdown, Format::Html])) {
        let document = Document::read(&article(text.clone(), format));
        let judgements = clean::judge(&document);
        prop_assert_eq!(judgements.len(), document.blocks.len());
        let mut before = 0;
        for (block, judgement) in document.blocks.iter().zip(&judgements) {
            let kept = judgement.kept(&block.text);
            prop_assert!(is_subsequence(&kept, &block.text));
            prop_assert!(block.lines.0 >= before && block.lines.1 >= block.lines.0, "lines run backwards");
            before = block.lines.0;
            if format == Format::Text {
                prop_assert!(is_subsequence(&block.text.replace(" | ", ""), &text), "{:?} is not of the source", block.text);
            }
            for cell in &block.cells {
                prop_assert!(block.text.get(cell.range.clone()).is_some());
            }
            if let Some(label) = &block.label {
                prop_assert!(block.text.get(label.clone()).is_some());
            }
        }
        let passages = passage::split(&document, &judgements);
        let ids: HashSet<&str> = passages.iter().map(|passage| passage.id.as_str()).collect();
        prop_assert_eq!(ids.len(), passages.len(), "ids are unique");
        for passage in &passages {
            prop_assert!(!passage.text.is_empty());
            for cell in &passage.cells {
                prop_assert!(passage.text.get(cell.range.clone()).is_some());
            }
        }
    }
}
