use std::sync::Arc;

use super::{article, page};
use crate::article::Facts;
use crate::document::html::read;

fn source(html: &str) -> crate::document::Source {
    page(html).source
}

#[test]
fn a_title_is_without_the_name_of_the_site() {
    let head = "<meta property='og:site_name' content='The Daily'>";
    for (html, title) in [
        ("<title>Who decides? | The Daily</title>", "Who decides?"),
        ("<title>The Daily - Who decides?</title>", "Who decides?"),
        (
            "<title>Who decides? | Work | The Daily</title><h1>Who decides?</h1>",
            "Who decides?",
        ),
        ("<title>Work - life balance</title>", "Work - life balance"),
        (
            "<title>10 facts on deciding</title><h1>Who is deciding, and why</h1>",
            "Who is deciding, and why",
        ),
        (
            "<title>Who decides?</title><h1>The Daily</h1>",
            "Who decides?",
        ),
    ] {
        assert_eq!(
            source(&format!("{head}{html}")).title.as_deref(),
            Some(title),
            "{html}"
        );
    }
}

#[test]
fn an_author_is_a_name_and_no_more() {
    for (html, author) in [
        ("<meta name=author content='Ann Lee'>", Some("Ann Lee")),
        (
            "<meta property='article:author' content='https://example.com/ann'>",
            None,
        ),
        (
            "<p class='byline'>By Ann Lee | June 3, 2024</p>",
            Some("Ann Lee"),
        ),
        (
            "<div><a rel=author href=x>Ann Lee</a></div>",
            Some("Ann Lee"),
        ),
        ("<p>By Ann Lee, June 3, 2024</p>", Some("Ann Lee")),
        (
            "<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":[{\"name\":\"Ann Lee\"},{\"name\":\"Bo Li\"}]}</script>",
            Some("Ann Lee, Bo Li"),
        ),
        ("<p class=author-role>Role</p>", None),
        ("<p>By and large it works.</p>", None),
    ] {
        assert_eq!(source(html).author.as_deref(), author, "{html}");
    }
}

#[test]
fn the_day_comes_from_the_surest_sign() {
    for html in [
        "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-06-03T10:00Z\"}]}</script><time datetime=2020-01-01>",
        "<meta property='article:published_time' content='2024-06-03T00:00:00+02:00'>",
        "<main><time datetime='2024-06-03'>yesterday</time></main>",
        "<link rel=canonical href='https://example.com/2024/06/03/story'>",
        "<p>Posted on June 3rd, 2024</p>",
    ] {
        assert_eq!(
            source(html).published.as_deref(),
            Some("2024-06-03"),
            "{html}"
        );
    }
}

#[test]
fn only_addresses_of_the_web_are_addresses() {
    assert_eq!(
        source("<link rel=canonical href='javascript:alert(1)'>").url,
        None
    );
    let source = source(
        "<link rel=canonical href='//x'><meta property='og:url' content='https://www.example.com/a'>",
    );
    assert_eq!(source.url.as_deref(), Some("https://www.example.com/a"));
    assert_eq!(source.publisher.as_deref(), Some("example.com"));
}

#[test]
fn what_a_person_said_of_a_page_wins() {
    let mut article = article("<title>Theirs</title><meta name=author content=Them>");
    article.facts = Arc::new(Facts {
        title: Some("Mine".into()),
        ..Facts::default()
    });
    let source = read(&article).source;
    assert_eq!(
        (source.title.as_deref(), source.author.as_deref()),
        (Some("Mine"), Some("Them"))
    );
}

#[test]
fn what_a_page_says_of_itself_is_bounded() {
    let pictures = |count| "<img>".repeat(count);
    let author = |html: &str| source(html).author;
    assert_eq!(
        author(&format!("<div class=author>{}Ann Lee</div>", pictures(10))).as_deref(),
        Some("Ann Lee")
    );
    assert_eq!(
        author(&format!(
            "<div class=author>{}Ann Lee</div>",
            pictures(1000)
        )),
        None
    );
    let types: String = (0..1000).map(|n| format!("\"T{n}\",")).collect();
    let long = "long ".repeat(1000);
    let page = page(&format!(
        "<script type='application/ld+json'>{{\"@type\":[\"Article\",{types}\"x\"],\"headline\":\"{long}\"}}</script><p>{long}</p>"
    ));
    assert_eq!(page.page.map(|page| page.types.len()), Some(100));
}
