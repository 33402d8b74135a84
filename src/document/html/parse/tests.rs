//! html5ever's own tokenizer is the judge: what it and scraper make of a page, so must we. `PROPTEST_CASES=300000` asks it
//! longer.

use ego_tree::NodeRef;
use proptest::prelude::*;
use scraper::{Html, Node};

use super::parse;

/// Indented names and texts, with the attributes that are read.
fn ours(html: &str) -> String {
    told(&parse(html).unwrap())
}

fn theirs(html: &str) -> String {
    told(&Html::parse_document(html))
}

fn told(page: &Html) -> String {
    fn tell(node: NodeRef<'_, Node>, depth: usize, told: &mut String) {
        let line = match node.value() {
            Node::Document => "#document".to_owned(),
            Node::Fragment => "#fragment".to_owned(),
            Node::Comment(_) | Node::ProcessingInstruction(_) => "#comment".to_owned(),
            Node::Text(text) => match words(text) {
                "" => return,
                words => format!("{words:?}"),
            },
            Node::Element(tag) => format!("<{}> {:?}", tag.name(), attrs(tag.attrs())),
            Node::Doctype(_) => return,
        };
        told.push_str(&format!("{}{line}\n", " ".repeat(depth)));
        for child in node.children() {
            let is_unread = matches!(child.value(), Node::Text(_))
                && node.value().as_element().is_some_and(|tag| {
                    tag.name.ns == html5ever::ns!(html)
                        && (matches!(tag.name(), "style" | "iframe")
                            || tag.name() == "script" && tag.attr("type") != Some("json"))
                });
            if !is_unread {
                tell(child, depth + 1, told);
            }
        }
    }
    let mut told = String::new();
    tell(page.tree.root(), 0, &mut told);
    told
}

/// After an error html5ever's tokenizer lets the line feed stand that may begin a `<pre>`.
fn words(text: &str) -> &str {
    text.trim_start_matches('\n')
}

fn attrs<'a>(attrs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    attrs
        .filter(|(name, _)| ["class", "id", "hidden"].contains(name))
        .collect()
}

/// What a soup is made of, one between two bars or in a line.
const SOUP: &str = r#"<¦>¦/¦=¦"¦'¦&¦;¦!¦-¦--¦-->¦<!--¦--!>¦<!¦<?¦</¦a¦é¦x¦&amp;¦&amp¦&nbsp¦&notit;¦&not¦&#65;¦&#x41¦&#x80;¦&#0;
&#xD800;¦&#99999999999;¦&#¦&#x¦&zz;¦&eacute=¦&ngE;¦<p>¦</p>¦<div>¦<div class=a>¦</div>¦<b>¦</b>¦<b class=x>
<i>¦</i>¦<a href=x>¦</a>¦<a id="q" class='r&lt;s'>¦<font id=1>¦</font>¦<table>¦</table>¦<tr>¦<td>¦</td>¦<th>
<caption>¦<tbody>¦<ul>¦<li>¦</ul>¦<dl><dt>¦<dd>¦<select>¦<option>¦</select>¦<script>¦</script>
<script type=json>¦<style>¦</style>¦<title>¦</title>¦<textarea>¦</textarea>¦<noscript>¦</noscript>¦<iframe>
</iframe>¦<plaintext>¦<xmp>¦</xmp>¦<svg>¦</svg>¦<math>¦</math>¦<mi>¦<foreignObject>¦<desc>¦<![CDATA[¦]]>
<template>¦</template>¦<pre>¦</pre>¦<br>¦</br>¦<br/>¦<img src=x>¦<input type=hidden>¦<input>¦<form>¦</form>
<button>¦</button>¦<object>¦</object>¦<html lang=de>¦<head>¦</head>¦<body class=b>¦</body>¦</html>¦<h1>¦</h1>
<h2>¦<nobr>¦<frameset>¦<frame>¦<DIV CLASS=Up ID=Down>¦<x-y>¦<!DOCTYPE html>
<!doctype html public "-//W3C//DTD HTML 3.2//EN">¦<!DOCTYPE¦class=1¦class¦id=2¦ id = '3'¦hidden¦/>¦ /¦scripty
</scripty>¦<scr¦ipt"#;

/// Blanks, which also begin and end lines.
const BLANKS: [&str; 7] = [" ", "\n", "\r", "\r\n", "\t", "\u{c}", "<pre>\n"];

fn soup() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = SOUP.split(['¦', '\n']).chain(BLANKS).collect();
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn what_would_take_seconds_is_refused() {
    for hostile in [
        "<div>".repeat(20_000),
        (0..20_000)
            .map(|i| format!("<font size={i}>"))
            .collect::<String>(),
        "<!>".repeat(1_100_000),
    ] {
        assert!(parse(&hostile).is_none(), "{}", &hostile[..40]);
    }
}

#[test]
fn long_plain_pages_are_parsed_even_with_end_tags_left_out() {
    for plain in [
        "<p>one <b>two<p>three",
        "<ul><li>one<li>two</ul>",
        "<i>x</i>",
        "<table><tr><td>1<td><font size=1>2<tr><td>3</table>",
        "<script>if (a<b) c = '<div>'</script>",
    ] {
        assert!(parse(&plain.repeat(20_000)).is_some(), "{plain}");
    }
    for plain in [
        format!("<ul>{}", "<li>one<br>".repeat(50_000)),
        format!("<table>{}", "<tr><td>1<td><font size=1>2".repeat(50_000)),
        format!("<div data-x=\"{}\">", "y".repeat(5_000_000)),
        format!(
            "<div {}>",
            (0..100_000).map(|i| format!("a{i}=v ")).collect::<String>()
        ),
    ] {
        assert!(parse(&plain).is_some(), "{}", &plain[..10]);
    }
}

proptest! {
    #[test]
    fn a_soup_of_tags_is_the_tree_that_html5ever_makes(html in soup()) {
        prop_assert_eq!(ours(&html), theirs(&html), "{}", html);
    }
}
