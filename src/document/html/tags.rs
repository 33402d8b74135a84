//! A shape is what an element does to the text around it: nothing, a new block, a list, a row, or leaving it out.

use super::walk::Flow;
use crate::document::Kind;

/// What an element does to the text in it and around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Its text runs on in the block around it.
    Inline,
    /// Its text is link text.
    Link,
    /// Its text is set in bold.
    Bold,
    /// Its text begins and ends a block.
    Block,
    /// A block whose text has a kind of its own.
    Kinded(Kind),
    /// `<h1>` to `<h6>`, with the level.
    Heading(u8),
    /// The label of an accordion: a heading below the last one.
    Summary,
    /// `<ul>`, `<ol>`, `<dl>`, `<menu>`.
    List,
    /// `<li>`, `<dt>`, `<dd>`.
    Item,
    /// `<table>`.
    Table,
    /// `<tr>`.
    Row,
    /// `<td>`, `<th>`.
    Cell,
    /// `<form>`.
    Form,
    /// `<br>`.
    Break,
    /// `<button>`: text of its own, unless it stands in a heading.
    Button,
    /// `<input>`, of which only the passwords are counted.
    Input,
    /// `<img>` and its like: no text.
    Picture,
    /// `<noscript>`, which html5ever hands over as raw text.
    Noscript,
    /// `<meta>`, `<link>`, `<title>` and `<script>`: facts of the page, no text.
    Fact,
    /// `<template>`: text only when it is a shadow root that the browser would show.
    Template,
    /// No text for a reader.
    Skip,
}

/// The shape of an element by its name; `around` says what it stands in, since unknown names (custom elements) are
/// inline within a paragraph and blocks elsewhere, as pages use them.
pub(super) fn shape(name: &str, around: Flow) -> Shape {
    match name {
        "a" => Shape::Link,
        "b" | "strong" => Shape::Bold,
        "abbr" | "acronym" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "dfn" | "em"
        | "font" | "i" | "ins" | "kbd" | "label" | "mark" | "nobr" | "q" | "rb" | "rt" | "rtc"
        | "ruby" | "samp" | "small" | "span" | "sub" | "sup" | "time" | "tt" | "u" | "var"
        | "wbr" | "output" | "slot" | "math" | "mi" | "mn" | "mo" | "mrow" | "msub" | "msup"
        | "mtext" | "semantics" => Shape::Inline,
        "address" | "article" | "aside" | "body" | "center" | "details" | "dialog" | "dir"
        | "div" | "fieldset" | "figure" | "footer" | "header" | "hgroup" | "hr" | "html"
        | "legend" | "main" | "nav" | "p" | "search" | "section" | "thead" | "tbody" | "tfoot"
        | "colgroup" => Shape::Block,
        "h1" => Shape::Heading(1),
        "h2" => Shape::Heading(2),
        "h3" => Shape::Heading(3),
        "h4" => Shape::Heading(4),
        "h5" => Shape::Heading(5),
        "h6" => Shape::Heading(6),
        "summary" => Shape::Summary,
        "ul" | "ol" | "dl" | "menu" => Shape::List,
        "li" | "dt" | "dd" => Shape::Item,
        "blockquote" => Shape::Kinded(Kind::Quote),
        "pre" | "listing" | "xmp" | "plaintext" => Shape::Kinded(Kind::Code),
        "figcaption" | "caption" => Shape::Kinded(Kind::Caption),
        "table" => Shape::Table,
        "tr" => Shape::Row,
        "td" | "th" => Shape::Cell,
        "form" => Shape::Form,
        "br" => Shape::Break,
        "button" => Shape::Button,
        "input" => Shape::Input,
        "img" | "picture" | "image" | "amp-img" => Shape::Picture,
        "noscript" | "noframes" => Shape::Noscript,
        "meta" | "link" | "title" | "script" => Shape::Fact,
        "template" => Shape::Template,
        "head" => Shape::Block,
        "style" | "svg" | "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "map"
        | "area" | "select" | "option" | "optgroup" | "datalist" | "textarea" | "progress"
        | "meter" | "annotation" | "annotation-xml" | "param" | "source" | "track" | "col"
        | "base" | "frame" | "frameset" | "rp" | "noembed" | "del" | "s" | "strike" => Shape::Skip,
        _ => match around {
            Flow::Free => Shape::Block,
            Flow::Paragraph | Flow::Line => Shape::Inline,
        },
    }
}
