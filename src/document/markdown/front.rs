//! The front matter of a Markdown file: facts of the article, between two lines of `---` at its top.

use crate::article::{Article, Facts};
use crate::document::text::facts;
use crate::document::{Block, Kind, Source, date};

/// What the lines say.
#[derive(Default)]
pub(super) struct Front<'a> {
    title: Option<&'a str>,
    author: Option<&'a str>,
    publisher: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
    pub(super) language: Option<&'a str>,
}

/// Splits the front matter off: `key: value` lines between two `---`. Anything richer is left alone.
pub(super) fn front_matter(text: &str) -> (Front<'_>, &str) {
    let mut front = Front::default();
    let start = text.trim_start_matches('\u{feff}');
    let mut lines = start.split_inclusive('\n');
    if lines.next().is_none_or(|line| line.trim_end() != "---") {
        return (front, text);
    }
    let mut rest = &start[start.find('\n').map_or(start.len(), |end| end + 1)..];
    for line in lines {
        rest = &rest[line.len()..];
        if matches!(line.trim_end(), "---" | "...") {
            return (front, rest);
        }
        // What is indented or listed belongs to a key above it: `image:` has a `title:` too.
        if line.starts_with(|c: char| c.is_whitespace() || c == '-' || c == '#') {
            continue;
        }
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        if value.is_empty() || value.starts_with(['[', '{', '|', '>']) {
            continue;
        }
        let slot = match key.trim().to_ascii_lowercase().as_str() {
            "title" => &mut front.title,
            "author" | "by" => &mut front.author,
            "publisher" | "site" => &mut front.publisher,
            "date" | "published" => &mut front.published,
            "url" | "source" | "canonical" => &mut front.url,
            "lang" | "language" => &mut front.language,
            _ => continue,
        };
        slot.get_or_insert(value);
    }
    (Front::default(), text)
}

/// Where the article comes from; what a person said of it wins, and its first heading is its title if nothing else is.
pub(super) fn source(article: &Article, front: &Front<'_>, blocks: &[Block]) -> Source {
    let said: &Facts = &article.facts;
    let pick = |said: &Option<String>, found: Option<&str>| {
        said.clone().or_else(|| found.map(str::to_owned))
    };
    let texts = || blocks.iter().map(|block| block.text.as_str());
    let top = facts::top(texts());
    let top = || texts().take(top);
    let published = front.published.and_then(date::find);
    let published = published.or_else(|| top().find_map(facts::date));
    let author = front.author.map(str::to_owned);
    let author = author.or_else(|| top().find_map(facts::author));
    let heading = blocks
        .iter()
        .find(|block| block.kind == Kind::Heading)
        .map(|block| block.text.as_str());
    Source {
        path: article.path.clone(),
        title: pick(&said.title, front.title.or(heading)),
        author: pick(&said.author, author.as_deref()),
        publisher: pick(&said.publisher, front.publisher),
        published: pick(&said.published, published.as_deref()),
        url: pick(
            &said.url,
            front
                .url
                .filter(|url| url.starts_with("http://") || url.starts_with("https://")),
        ),
    }
}
