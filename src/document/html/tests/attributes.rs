//! Tags keep few of their attributes, and these must be all that the walk reads.

use scraper::Html;

use crate::document::html::{parse, walk};

/// A page on which every attribute says something, those that nobody reads too.
const PAGE: &str = r#"<html lang=en dir=ltr manifest=m><head><title>Who decides?</title>
<meta charset=utf-8><meta http-equiv=refresh content=9><meta name=author content="Ann Lee" scheme=s>
<meta property=og:site_name content="The Times" id=m><link rel=canonical href=https://example.org/a media=print>
<script type=application/ld+json data-x=y>{"@type":"Article","headline":"Who decides?"}</script></head>
<body class=home style="color:red" title=t onload=l data-page=p><nav aria-label=Menu data-track=n><a href=/b title=B target=_top>B</a></nav>
<div role=main aria-describedby=d tabindex=0><h1 class=headline data-level=1>Who decides?</h1>
<div role=heading aria-level=3 aria-expanded=false>Of money</div>
<p class=byline itemprop=author itemscope itemtype=https://schema.org/Person>By Ann Lee</p><time datetime=2024-05-01>May</time>
<p hidden>Not shown</p><p aria-hidden=true>Not said</p><p style=display:none>Not styled</p>
<div id=p1 hidden aria-labelledby=b1 data-state=open><p>A panel that a click opens.</p></div>
<div data-component=promo data-testid=card data-nosnippet slot=x part=y><p lang=de cite=c accesskey=k>Wer entscheidet?</p></div>
<template shadowrootmode=open><p>In the shadow.</p></template><template id=t2><p>Never shown.</p></template>
<img src=a.png alt="A picture" width=9 loading=lazy srcset=s><ol start=4 reversed type=a><li value=7>Four</li></ol>
<table border=1 summary=s><tr align=left><th scope=col abbr=a>Role</th><th colspan=2>Work</th><th>Pay</th></tr>
<tr><td rowspan=2 headers=h>CTO</td><td bgcolor=x>builds</td><td>plans</td><td>much</td></tr><tr><td>hires</td><td>leads</td><td>more</td></tr></table>
<form action=/go method=post><input type=password name=word placeholder=p required><input type=hidden value=v><button disabled>Go</button></form>
<blockquote cite=c><p>Nobody does.</p></blockquote><details open><summary>More</summary><p>Less.</p></details></div></body></html>"#;

#[test]
fn the_walk_reads_no_attribute_that_a_tag_drops() {
    let walked = |tree: &Html| {
        let walked = walk::walk(tree, PAGE).unwrap();
        format!("{:#?}", (walked.blocks, walked.page, walked.facts))
    };
    let ours = walked(&parse::parse(PAGE).unwrap());
    let theirs = walked(&Html::parse_document(PAGE));
    assert_eq!(ours, theirs);
}
