mod attributes;
mod source;

use std::sync::Arc;

use super::read;
use crate::article::{self, Article, Format};
use crate::document::{Document, Kind, Landmark};

fn article(html: &str) -> Article {
    article::from_bytes(
        "page",
        "page.html",
        Format::Html,
        html.into(),
        Arc::default(),
    )
    .unwrap()
}

fn page(html: &str) -> Document {
    read(&article(html))
}

/// Kind, level and text of every block.
fn blocks(html: &str) -> Vec<(Kind, u8, String)> {
    page(html)
        .blocks
        .into_iter()
        .map(|block| (block.kind, block.level, block.text))
        .collect()
}

fn texts(html: &str) -> Vec<String> {
    page(html)
        .blocks
        .into_iter()
        .map(|block| block.text)
        .collect()
}

#[test]
fn text_in_divs_and_paragraphs_is_a_block_each() {
    assert_eq!(
        texts("<div>One <b>bold</b> word<p>Two</p>Three<div><span>Fo</span>ur</div></div>"),
        ["One bold word", "Two", "Three", "Four"]
    );
}

#[test]
fn one_br_is_a_blank_and_two_end_the_block() {
    assert_eq!(
        texts("<p>One<br>two<br> &nbsp;<br>Three</p>"),
        ["One two", "Three"]
    );
}

#[test]
fn an_item_is_never_doubled_and_nested_lists_have_depth() {
    let html = "<ul><li>One<ul><li>Inner</li></ul>tail</li><li><p>Two</p><p>More</p></li></ul>";
    assert_eq!(
        blocks(html),
        [
            (Kind::Item, 1, "One".into()),
            (Kind::Item, 2, "Inner".into()),
            (Kind::Paragraph, 1, "tail".into()),
            (Kind::Item, 1, "Two".into()),
            (Kind::Paragraph, 1, "More".into()),
        ]
    );
}

#[test]
fn cells_of_a_table_know_their_column() {
    let html = "<table><tr><th>What</th><th>CTO</th><th>CPO</th></tr><tr><td rowspan=2>Owns</td><td>how</td><td>what</td></tr>\
                <tr><td></td><td>why</td></tr></table>";
    let page = page(html);
    let rows: Vec<_> = page
        .blocks
        .iter()
        .map(|row| {
            assert_eq!(row.kind, Kind::Row);
            let cells = row.cells.iter();
            let cells: Vec<_> = cells
                .map(|cell| (cell.column.as_deref(), &row.text[cell.range.clone()]))
                .collect();
            (row.is_header, row.text.as_str(), cells)
        })
        .collect();
    assert_eq!(
        rows,
        [
            (
                true,
                "What | CTO | CPO",
                vec![(None, "What"), (None, "CTO"), (None, "CPO")]
            ),
            (
                false,
                "Owns | how | what",
                vec![
                    (Some("What"), "Owns"),
                    (Some("CTO"), "how"),
                    (Some("CPO"), "what")
                ]
            ),
            (false, "why", vec![(Some("CPO"), "why")]),
        ]
    );
}

#[test]
fn a_layout_table_is_unfolded() {
    let html = "<table><tr><td><p>Menu</p></td><td><h2>Title</h2><p>Text</p></td></tr></table>";
    assert_eq!(texts(html), ["Menu", "Title", "Text"]);
}

#[test]
fn hidden_words_are_blocks_of_their_own() {
    let page = page(
        "<p>Seen <span style='display: none'>not seen</span> again</p><div hidden><p>Nor this</p></div>",
    );
    let blocks: Vec<_> = page
        .blocks
        .iter()
        .map(|b| (b.text.as_str(), b.markup.as_ref().unwrap().is_hidden))
        .collect();
    assert_eq!(
        blocks,
        [
            ("Seen again", false),
            ("not seen", true),
            ("Nor this", true)
        ]
    );
}

#[test]
fn a_page_too_tangled_to_parse_is_read_as_plain_text() {
    let html = format!(
        "<h1>Title</h1><p>One &amp; two</p>{}<p>Three</p><script>no</script>",
        "<div>".repeat(20_000)
    );
    assert_eq!(texts(&html), ["Title", "One & two", "Three"]);
    let page = page(&html);
    assert_eq!(page.source.title.as_deref(), Some("Title"));
    assert!(
        page.blocks
            .iter()
            .all(|block| block.markup.as_ref().unwrap().element == 0)
    );
}

#[test]
fn the_deepest_page_is_walked_without_recursion() {
    let deep = 512;
    for tag in ["div", "b", "ul><li", "table><tr><td", "blockquote", "span"] {
        let html = format!("{}inside", format!("<{tag}>").repeat(deep));
        assert_eq!(texts(&html), ["inside"], "{tag}");
    }
}

#[test]
fn scripts_and_controls_are_no_text() {
    assert!(
        texts("<script>a</script><style>b</style><select><option>c</select><textarea>d</textarea>")
            .is_empty()
    );
}

#[test]
fn elements_lead_from_a_block_up_to_the_body() {
    let page = page(
        "<body><main><div class='Post Body' id=x><p>One <em>two</em></p><p><i class=by>Three</i></p></div></main>",
    );
    let elements = &page.page.as_ref().unwrap().elements;
    let path = |i: usize| {
        let mut at = Some(page.blocks[i].markup.as_ref().unwrap().element);
        let mut path = Vec::new();
        while let Some(element) = at.map(|at| &elements[at as usize]) {
            path.push(format!(
                "{}.{} {:?}",
                element.tag, element.names, element.blocks
            ));
            at = element.parent;
        }
        path
    };
    assert_eq!(
        path(0),
        [
            "p. 0..1",
            "div.post body x 0..2",
            "main. 0..2",
            "body. 0..2"
        ]
    );
    assert_eq!(path(1)[0], "i.by 1..2");
}

#[test]
fn pieces_that_a_script_would_move_stand_in_their_place() {
    let html = "<p>One</p><template id=\"B:0\"></template><p>Four</p><div hidden id=\"S:1\"><p>Two</p><template id=\"P:2\">\
                </template></div><div hidden id=\"S:2\"><p>Three</p></div><script>$RC(\"B:0\",\"S:1\")</script><p>Five</p>";
    let page = page(html);
    assert!(
        page.blocks
            .iter()
            .all(|block| !block.markup.as_ref().unwrap().is_hidden)
    );
    let texts: Vec<_> = page
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    assert_eq!(texts, ["One", "Two", "Three", "Four", "Five"]);
}

#[test]
fn the_answer_that_a_click_opens_is_not_hidden() {
    let page = page(
        "<h3>Why?</h3><div role=region hidden><p>Because.</p></div><div role=dialog hidden>Subscribe</div>",
    );
    let hidden: Vec<_> = page
        .blocks
        .iter()
        .map(|b| b.markup.as_ref().unwrap().is_hidden)
        .collect();
    assert_eq!(hidden, [false, false, true]);
}

#[test]
fn noscript_text_is_read_where_the_page_lacks_it() {
    let lazy = "A paragraph that only comes with scripts, or so.";
    assert_eq!(
        texts(&format!("<noscript><img src=x><p>{lazy}</p></noscript>")),
        [lazy]
    );
    assert_eq!(
        texts(&format!("<p>{lazy}</p><noscript><p>{lazy}</p></noscript>")),
        [lazy]
    );
    assert!(
        texts("<noscript>You need to enable JavaScript to run this app, please do so.</noscript>")
            .is_empty()
    );
}

#[test]
fn nothing_ends_a_row_or_a_heading_from_within() {
    let lazy = "words that come with scripts, eight of them";
    let rows = |cell: &str, after: &str| {
        let html = format!(
            "<h2>Who <noscript>{lazy}</noscript>does</h2><table><tr><th>One<th>Two{cell}<th>Three<tr><td>1<td>2<td>3</table>{after}"
        );
        let texts: Vec<Vec<String>> = page(&html)
            .blocks
            .iter()
            .map(|block| {
                let cells = block.cells.iter();
                let cells = cells.map(|cell| block.text[cell.range.clone()].to_owned());
                std::iter::once(block.text.clone()).chain(cells).collect()
            })
            .collect();
        texts
    };
    for (cell, after) in [
        (format!("<noscript>{lazy}</noscript>"), String::new()),
        (
            "<template id=\"B:0\"></template>".to_owned(),
            format!("<div hidden id=\"S:0\"><p>{lazy}</p></div>"),
        ),
    ] {
        let second = format!("Two {lazy}");
        let header = format!("One | {second} | Three");
        assert_eq!(
            rows(&cell, &after),
            [
                vec![format!("Who {lazy} does")],
                vec![header, "One".into(), second, "Three".into()],
                vec!["1 | 2 | 3".into(), "1".into(), "2".into(), "3".into()],
            ]
        );
    }
}

#[test]
fn a_form_around_the_page_is_no_region() {
    let landmarks = |html: &str| {
        page(html)
            .blocks
            .iter()
            .map(|block| block.landmark)
            .collect::<Vec<_>>()
    };
    let around =
        "<form><nav>Home</nav><p>Most of the words of this page.</p><footer>Legal</footer></form>";
    assert_eq!(
        landmarks(around),
        [Some(Landmark::Navigation), None, Some(Landmark::Footer)]
    );
    let within = "<main><p>Most of the words of this page.</p><form>Your name</form></main>";
    assert_eq!(
        landmarks(within),
        [Some(Landmark::Main), Some(Landmark::Form)]
    );
}

#[test]
fn labels_definitions_captions_and_accordions_have_their_kinds() {
    let html = "<h2>Roles</h2><ul><li><b>Vision:</b> sets the course</li></ul><dl><dt>CTO</dt><dd>Builds.</dd></dl>\
                <figure><img><figcaption>A chart</figcaption></figure><details><summary>Why?</summary>Because.</details>\
                <blockquote><p>Said</p></blockquote><pre>let x;\n  let y;</pre>";
    let page = page(html);
    let label = page.blocks[1]
        .label
        .clone()
        .map(|label| &page.blocks[1].text[label]);
    assert_eq!(label, Some("Vision:"));
    assert_eq!(
        blocks(html),
        [
            (Kind::Heading, 2, "Roles".into()),
            (Kind::Item, 1, "Vision: sets the course".into()),
            (Kind::Item, 1, "CTO".into()),
            (Kind::Item, 2, "Builds.".into()),
            (Kind::Caption, 0, "A chart".into()),
            (Kind::Heading, 3, "Why?".into()),
            (Kind::Paragraph, 0, "Because.".into()),
            (Kind::Quote, 0, "Said".into()),
            (Kind::Code, 0, "let x; let y;".into()),
        ]
    );
}

#[test]
fn text_that_was_encoded_twice_is_mended() {
    assert_eq!(
        texts("<p>Don\u{e2}\u{80}\u{99}t caf\u{c3}\u{a9}</p>"),
        ["Don’t café"]
    );
    assert_eq!(texts("<p>Donâ€™t cafÃ©</p>"), ["Don’t café"]);
    assert_eq!(texts("<p>Château À Ãñ</p>"), ["Château À Ãñ"]);
}
