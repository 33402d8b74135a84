use std::sync::Arc;

use super::{is_marked, read};
use crate::article::{self, Format};
use crate::document::{Document, Kind};

fn document(text: &str) -> Document {
    read(
        &article::from_bytes(
            "note",
            "note.md",
            Format::Markdown,
            text.into(),
            Arc::default(),
        )
        .unwrap(),
    )
}

/// Kind, level, lines and text of every block.
fn blocks(text: &str) -> Vec<String> {
    let show = |block: &crate::document::Block| {
        format!(
            "{:?}{} {}-{} {}",
            block.kind, block.level, block.lines.0, block.lines.1, block.text
        )
    };
    document(text).blocks.iter().map(show).collect()
}

#[test]
fn blocks_have_the_lines_of_the_file() {
    let text = "# Title *here*\n\nOne paragraph\nof two lines.\n\n> A quote\n\n```rust\nlet x = 1;\nlet y;\n```\n\nEnd\n";
    assert_eq!(
        blocks(text),
        [
            "Heading1 1-1 Title here",
            "Paragraph0 3-4 One paragraph of two lines.",
            "Quote0 6-6 A quote",
            "Code0 9-10 let x = 1; let y;",
            "Paragraph0 13-13 End",
        ]
    );
}

#[test]
fn items_have_their_depth_and_are_never_doubled() {
    let text = "- One\n  - Inner\n  - More\n- Two\n\n  second paragraph\n\n1. First\n";
    let document = document(text);
    let groups: Vec<_> = document.blocks.iter().map(|block| block.group).collect();
    assert_eq!(
        blocks(text),
        [
            "Item1 1-1 One",
            "Item2 2-2 Inner",
            "Item2 3-3 More",
            "Item1 4-4 Two",
            "Paragraph1 6-6 second paragraph",
            "Item1 8-8 First",
        ]
    );
    assert_eq!(
        groups,
        [Some(0), Some(0), Some(0), Some(0), Some(0), Some(1)]
    );
}

#[test]
fn cells_know_their_column() {
    let document = document(
        "| What | CTO | CPO |\n|---|---|---|\n| Owns | how | **what** |\n| Asks |  | why |\n",
    );
    let rows: Vec<Vec<_>> = document
        .blocks
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|cell| (cell.column.as_deref(), &row.text[cell.range.clone()]))
                .collect()
        })
        .collect();
    assert_eq!(
        rows,
        [
            vec![(None, "What"), (None, "CTO"), (None, "CPO")],
            vec![
                (Some("What"), "Owns"),
                (Some("CTO"), "how"),
                (Some("CPO"), "what")
            ],
            vec![(Some("What"), "Asks"), (Some("CPO"), "why")],
        ]
    );
    assert_eq!(document.blocks[1].text, "Owns | how | what");
    assert!(document.blocks[0].is_header && !document.blocks[1].is_header);
    assert_eq!(
        (document.blocks[1].kind, document.blocks[1].lines),
        (Kind::Row, (3, 3))
    );
}

#[test]
fn front_matter_gives_facts_and_is_no_text() {
    let document = document(
        "---\ntitle: \"Who decides\"\nauthor: Ann Lee\ndate: 2024-06-03T10:00:00Z\ntags: [a, b]\nurl: javascript:x\n---\n\n# Other\n",
    );
    let source = &document.source;
    assert_eq!(source.title.as_deref(), Some("Who decides"));
    assert_eq!(source.author.as_deref(), Some("Ann Lee"));
    assert_eq!(source.published.as_deref(), Some("2024-06-03"));
    assert_eq!(source.url, None);
    assert_eq!(document.blocks.len(), 1);
    assert_eq!(document.blocks[0].lines, (9, 9));
}

#[test]
fn links_keep_their_text_and_html_loses_its_tags() {
    let document =
        document("See [the *guide*](https://example.com) now.\n\n<div>Some <b>html</b></div>\n");
    assert_eq!(document.blocks[0].text, "See the guide now.");
    assert!(document.blocks[0].link_share > 0.4);
    assert_eq!(document.blocks[1].text, "Some html");
}

#[test]
fn any_text_is_read() {
    for text in [
        "",
        "---",
        "---\n",
        "---\ntitle: x",
        "|",
        "- ",
        "[",
        "\u{feff}---\na: b\n---\nx",
        "> > > x\n- - - y",
    ] {
        document(text);
    }
}

#[test]
fn what_is_struck_out_pictured_or_ticked_off_says_nothing() {
    let text = "~~Gone.~~ They *write* software. ![Two desks](a.png)\n\n- [ ] Review\n- [x] Plan\n\n![Alone](b.png)\n";
    assert_eq!(
        blocks(text),
        [
            "Paragraph0 1-1 They write software.",
            "Item1 3-3 Review",
            "Item1 4-4 Plan",
        ]
    );
}

#[test]
fn what_is_commented_out_or_a_script_says_nothing() {
    let text = "Seen.\n\n<!-- not\n\nthis -->\n\n<script>\nlet one = 1;\n\nlet two = 2;\n</script>\n\n\
                One <!-- a > b -->two.\n\n<div title=\"x\n> y\">R&amp;D</div>\n";
    assert_eq!(
        blocks(text),
        [
            "Paragraph0 1-1 Seen.",
            "Paragraph0 13-13 One two.",
            "Paragraph0 15-16 R&D",
        ]
    );
}

#[test]
fn nested_front_matter_is_of_something_else() {
    let document = document(
        "---\nimage:\n  title: A desk\n# author: Nobody\n- date: 2001-01-01\ntitle: Who decides\n---\nText\n",
    );
    assert_eq!(document.source.title.as_deref(), Some("Who decides"));
    assert_eq!(document.source.author, None);
    assert_eq!(document.source.published, None);
}

#[test]
fn a_date_line_and_a_byline_are_facts() {
    let source =
        document("# Who decides\n\n*Last updated: 2023-11-08*\n\nBy Ann Lee\n\nText\n").source;
    assert_eq!(source.published.as_deref(), Some("2023-11-08"));
    assert_eq!(source.author.as_deref(), Some("Ann Lee"));
}

#[test]
fn what_is_too_long_for_a_heading_or_a_column_is_none() {
    let long = "long ".repeat(100);
    let document = document(&format!("# {long}\n\n| {long} | B |\n|--|--|\n| 1 | 2 |\n"));
    assert_eq!(document.blocks[0].kind, Kind::Paragraph);
    let cells = &document.blocks[2].cells;
    assert_eq!(cells[0].column, None);
    assert_eq!(cells[1].column.as_deref(), Some("B"));
}

#[test]
fn markdown_is_known_by_its_headings_and_fences() {
    for text in [
        "# Who decides\n\nText",
        "Text\n\n### More\n",
        "a\n```\nls\n```",
    ] {
        assert!(is_marked(text), "{text}");
    }
    for text in [
        "# a remark\nls",
        "#1 of all\n\nText",
        "Text\n# 1\n",
        "a\n```",
    ] {
        assert!(!is_marked(text), "{text}");
    }
}
