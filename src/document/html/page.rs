//! Facts that a page states beside its text: in `<head>`, in JSON-LD, and in attributes of its elements.

use ego_tree::NodeRef;
use scraper::{Node, node::Element as Tag};

use crate::article::Article;
use crate::document::{Element, Page, Source};

/// What was met on the way.
#[derive(Debug, Default)]
pub(super) struct Facts {
    title: Option<String>,
    og_title: Option<String>,
    description: Option<String>,
    author: Option<String>,
    site: Option<String>,
    published: Option<String>,
    canonical: Option<String>,
    pub(super) language: Option<String>,
    types: Vec<String>,
    passwords: u16,
}

impl Facts {
    /// A `<meta>`, `<link>`, `<title>` or `<script>`.
    pub(super) fn tag(&mut self, node: NodeRef<'_, Node>, tag: &Tag) {
        match tag.name() {
            "title" => {
                let text: String = node
                    .children()
                    .filter_map(|n| n.value().as_text())
                    .map(|t| &**t)
                    .collect();
                first(&mut self.title, &text);
            }
            "meta" => {
                let name = tag
                    .attr("property")
                    .or_else(|| tag.attr("name"))
                    .or_else(|| tag.attr("itemprop"));
                let (Some(name), Some(content)) = (name, tag.attr("content")) else {
                    return;
                };
                match name.to_ascii_lowercase().as_str() {
                    "og:title" => first(&mut self.og_title, content),
                    "og:description" | "description" => first(&mut self.description, content),
                    "og:site_name" => first(&mut self.site, content),
                    "og:type" => self.types.push(content.to_ascii_lowercase()),
                    "author" => first(&mut self.author, content),
                    "article:published_time" => first(&mut self.published, content),
                    "og:url" => first(&mut self.canonical, content),
                    _ => {}
                }
            }
            "link"
                if tag
                    .attr("rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                self.canonical = tag
                    .attr("href")
                    .map(str::to_owned)
                    .or(self.canonical.take());
            }
            _ => {}
        }
    }

    /// An `<input>`.
    pub(super) fn input(&mut self, tag: &Tag) {
        if tag
            .attr("type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
        {
            self.passwords = self.passwords.saturating_add(1);
        }
    }

    /// What the cleaner wants to know of the page.
    pub(super) fn page(&self, elements: Vec<Element>) -> Page {
        Page {
            elements,
            title: self.title.clone(),
            description: self.description.clone(),
            article_body: None,
            types: self.types.clone(),
            passwords: self.passwords,
        }
    }
}

/// Keeps the first value that says something, blanks folded.
fn first(slot: &mut Option<String>, value: &str) {
    if slot.is_none() && !value.trim().is_empty() {
        *slot = Some(value.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

/// Where the page comes from: what a person said of it wins.
pub(super) fn source(article: &Article, facts: &Facts) -> Source {
    let said = &article.facts;
    Source {
        path: article.path.clone(),
        title: said
            .title
            .clone()
            .or_else(|| facts.og_title.clone().or_else(|| facts.title.clone())),
        author: said.author.clone().or_else(|| facts.author.clone()),
        publisher: said.publisher.clone().or_else(|| facts.site.clone()),
        published: said.published.clone().or_else(|| {
            facts
                .published
                .as_ref()
                .and_then(|day| day.get(..10))
                .map(str::to_owned)
        }),
        url: said.url.clone().or_else(|| facts.canonical.clone()),
    }
}
