//! The files: small cousins of those that broke other programs.

use rolesearch::article::MAX_TEXT_BYTES;

/// What must become of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fate {
    /// Its word finds it.
    Found,
    /// The summary names it.
    Skipped,
    /// One of both.
    Either,
}
use Fate::{Either, Found, Skipped};

/// The word that finds file number `n`.
pub fn mark(n: usize) -> String {
    format!("zq{n:03}mark")
}

const PROSE: &str = "The chief technology officer decides which systems the company builds and which it buys. \
    This paragraph goes on about budgets, people and plans, so that a careful cleaner takes it for what it is. ";

fn page(head: &str, body: &str, mark: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head>{head}<title>A page</title></head><body><nav><a href=/>Home</a></nav><main><article>\
         <h1>A page</h1><p>{PROSE}</p><p>{PROSE} {mark}.</p><p>{PROSE}</p>{body}</article></main></body></html>"
    )
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The files: name, content made of its mark, fate.
pub fn files() -> Vec<(&'static str, Vec<u8>, Fate)> {
    type Make = Box<dyn Fn(&str) -> Vec<u8>>;
    fn html(head: &'static str, body: String) -> Make {
        Box::new(move |mark| page(head, &body, mark).into_bytes())
    }
    fn text(tail: &'static str) -> Make {
        Box::new(move |mark| format!("{PROSE}{PROSE}{mark} {tail}").into_bytes())
    }
    fn bytes(bytes: impl Into<Vec<u8>>) -> Make {
        let bytes = bytes.into();
        Box::new(move |_| bytes.clone())
    }
    let noise: Vec<u8> = (0..20_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let cases: Vec<(&'static str, Make, Fate)> = vec![
        // Structure
        (
            "deep_div.html",
            html(
                "",
                format!("{}inside{}", "<div>".repeat(400), "</div>".repeat(400)),
            ),
            Found,
        ),
        (
            "deeper_div.html",
            html("", format!("{}inside", "<div>".repeat(20_000))),
            Either,
        ),
        ("deep_list.html", html("", "<ul><li>".repeat(5_000)), Either),
        ("deep_bold.html", html("", "<b>".repeat(5_000)), Either),
        (
            "adoption.html",
            html(
                "",
                format!("{}x{}", "<b><p>".repeat(600), "</b>".repeat(600)),
            ),
            Either,
        ),
        (
            "foster.html",
            html("", format!("<table>{}", "<b>x".repeat(2_000))),
            Either,
        ),
        (
            "attributes.html",
            html(
                "",
                format!(
                    "<div {}>x</div>",
                    (0..20_000).map(|n| format!("a{n}=v ")).collect::<String>()
                ),
            ),
            Either,
        ),
        (
            "long_attribute.html",
            html("", format!("<div data-x='{}'>x</div>", "y".repeat(500_000))),
            Found,
        ),
        ("flat.html", html("", "<i>x</i>".repeat(20_000)), Found),
        (
            "cells.html",
            html(
                "",
                format!(
                    "<table>{}</table>",
                    format!("<tr>{}</tr>", "<td>7</td>".repeat(20)).repeat(300)
                ),
            ),
            Found,
        ),
        (
            "open_comment.html",
            html("", format!("<!-- {}", "x".repeat(10_000))),
            Found,
        ),
        (
            "comment_first.html",
            bytes(format!("<!-- never closed {}", page("", "", "none"))),
            Skipped,
        ),
        (
            "open_script.html",
            html("", format!("<script>{}", "var a=1;".repeat(1_000))),
            Found,
        ),
        (
            "entities.html",
            html(
                "",
                "&amp;&CounterClockwiseContourIntegral;&#x1F600;&#0;&#xD800;&#99999999999;"
                    .repeat(200),
            ),
            Found,
        ),
        (
            "json_ld.html",
            html(
                "<script type='application/ld+json'>{\"@graph\":[[[[[[{\"headline\":\"\\u001b[31m</script>",
                String::new(),
            ),
            Found,
        ),
        (
            "many_types.html",
            html(
                "",
                format!(
                    "<script type='application/ld+json'>{{\"@type\":[{}\"x\"]}}</script>",
                    (0..5_000).map(|n| format!("\"t{n}\",")).collect::<String>()
                ),
            ),
            Found,
        ),
        (
            "authors_without_words.html",
            html(
                "",
                format!(
                    "{}{}",
                    "<div class=author>".repeat(100),
                    "<img>".repeat(5_000)
                ),
            ),
            Found,
        ),
        (
            "late_pieces.html",
            html(
                "",
                (0..500)
                    .map(|n| format!("<template id=\"B:{n}\"></template><i hidden id=\"S:{n}\">x</i>"))
                    .collect(),
            ),
            Found,
        ),
        (
            "script_in_row.html",
            html(
                "",
                "<table><tr><th>aa<th>bb<th>cc<noscript>one two three four five six seven eight nine</noscript><th>d\
                 <tr><td>1<td>2<td>3<td>4</table>"
                    .into(),
            ),
            Found,
        ),
        (
            "late_in_row.html",
            html(
                "",
                "<table><tr><th>aa<th>bb<th>cc <template id=\"B:0\"></template><th>dé<tr><td>1<td>2<td>3<td>4</table>\
                 <div hidden id=\"S:0\">é late text</div>"
                    .into(),
            ),
            Found,
        ),
        (
            "bad_dates.html",
            html("<meta name=date content=0000-13-45T99:99>", String::new()),
            Found,
        ),
        (
            "long_title.html",
            Box::new(|mark| {
                page("", "", mark)
                    .replace("<title>", &format!("<title>{}", "T".repeat(100_000)))
                    .into_bytes()
            }),
            Found,
        ),
        // Encodings
        (
            "utf16.html",
            Box::new(|mark| utf16(&page("", "", mark))),
            Found,
        ),
        (
            "utf16.txt",
            Box::new(|mark| utf16(&format!("{PROSE}{mark}"))),
            Found,
        ),
        (
            "late_meta.html",
            Box::new(|mark| {
                let comment = format!("<!--{}--><meta charset=iso-8859-1>", "x".repeat(5_000));
                page(&comment, "", mark)
                    .replace("budgets", "caf\u{e9}")
                    .chars()
                    .map(|c| c as u8)
                    .collect()
            }),
            Found,
        ),
        (
            "unknown_charset.html",
            html("<meta charset=x-klingon>", String::new()),
            Found,
        ),
        (
            "invalid.html",
            Box::new(|mark| {
                [
                    page("", "", mark).as_bytes(),
                    b"<p>\xff\xfe\xc0\x80\xed\xa0\x80\xf5\x80\xe2\x82",
                ]
                .concat()
            }),
            Found,
        ),
        (
            "nuls.html",
            Box::new(|mark| {
                page("", "", mark)
                    .replace("company", "com\0pany")
                    .replace(mark, &format!("{mark}\0"))
                    .into_bytes()
            }),
            Found,
        ),
        // Not text
        (
            "png.html",
            bytes([b"\x89PNG\r\n\x1a\n".to_vec(), noise.clone()].concat()),
            Skipped,
        ),
        ("noise.txt", bytes(noise.clone()), Skipped),
        ("noise.md", bytes(noise), Skipped),
        ("gzip.html", bytes(*b"\x1f\x8b\x08\0\0\0"), Skipped),
        ("empty.html", bytes(""), Skipped),
        ("nul.html", bytes(*b"\0"), Skipped),
        ("blank.html", bytes(" \n\t\r\n".repeat(100)), Skipped),
        ("mark_only.html", bytes("\u{feff}"), Skipped),
        (
            "script_only.html",
            bytes("<script>var a=1;</script>".repeat(50)),
            Skipped,
        ),
        (
            "images_only.html",
            bytes("<img src=x alt=''>".repeat(50)),
            Skipped,
        ),
        (
            "too_large.txt",
            bytes(vec![b'x'; MAX_TEXT_BYTES as usize + 1]),
            Skipped,
        ),
        // What terminals and eyes fall for
        (
            "escape.txt",
            text("\u{1b}[2J\u{1b}]0;PWNED\u{7} tail"),
            Found,
        ),
        ("c1.txt", text("\u{9b}31m tail"), Found),
        ("bell.txt", text("\u{7}\u{7}\u{7}\u{8}\u{8}\u{7f}"), Found),
        ("carriage_return.txt", text("evil\rgood"), Found),
        (
            "bidi.html",
            html(
                "",
                "<p>\u{202e}gnp.exe\u{202c} \u{2066}x\u{2069}</p>".into(),
            ),
            Found,
        ),
        (
            "tags.html",
            html("", "<p>x\u{e0069}\u{e0067}\u{e006e}</p>".into()),
            Found,
        ),
        (
            "zalgo.html",
            html("", format!("<p>e{}</p>", "\u{301}".repeat(5_000))),
            Found,
        ),
        (
            "separators.html",
            html("", "<p>a\u{2028}b\u{2029}c\u{85}d</p>".into()),
            Found,
        ),
        // Words
        (
            "long_word.html",
            html("", format!("<p>{}</p>", "x".repeat(70_000))),
            Found,
        ),
        (
            "no_blanks.html",
            html(
                "",
                format!("<p>{}</p>", "强化学习中角色扮演的奖励通道".repeat(300)),
            ),
            Found,
        ),
        // Names
        ("names/nl\nname.html", html("", String::new()), Found),
        (
            "names/esc\u{1b}]0;x\u{7}.html",
            html("", String::new()),
            Found,
        ),
        ("names/rlo\u{202e}gpj.html", html("", String::new()), Found),
        ("names/--index.html", html("", String::new()), Found),
        ("names/ blanks .html", html("", String::new()), Found),
        ("names/100%2e%2e.html", html("", String::new()), Found),
        ("names/Case.html", html("", String::new()), Found),
        ("names/case.html", html("", String::new()), Found),
    ];
    cases
        .into_iter()
        .enumerate()
        .map(|(n, (name, make, fate))| (name, make(&mark(n)), fate))
        .collect()
}
