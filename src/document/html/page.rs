//! Facts that a page states beside its text: in `<head>`, in JSON-LD, and in attributes of its elements.

use ego_tree::NodeRef;
use scraper::{Node, node::Element as Tag};

use super::json_ld::Linked;
use super::looks::Mark;
use crate::article::FACT_MAX;
use crate::document::{Element, Page};

/// Nodes that are looked at for the words of a fact. An element may hold any number without a word in them, and stand in
/// as many that are looked at too.
const NODES_MAX: usize = 500;

/// `<time>`s beyond these say nothing of the article.
const TIMES_MAX: usize = 32;

/// What was met on the way.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) title: Option<String>,
    pub(super) og_title: Option<String>,
    pub(super) description: Option<String>,
    /// `<meta>` that names an author.
    pub(super) author: Option<String>,
    /// `rel=author`, `itemprop=author`.
    pub(super) marked_author: Option<String>,
    /// An element called `byline` or `author`.
    pub(super) byline: Option<String>,
    pub(super) site: Option<String>,
    /// `<meta>` that names the day, the best kind of name first.
    pub(super) published: Option<(u8, String)>,
    /// `<time datetime>` in order, and whether within `<main>` or `<article>`.
    pub(super) times: Vec<(String, bool)>,
    pub(super) canonical: Option<String>,
    pub(super) og_url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) linked: Linked,
    og_type: Option<String>,
    passwords: u16,
    refreshes: bool,
}

impl Facts {
    /// A `<meta>`, `<link>`, `<title>` or `<script>`.
    pub(super) fn tag(&mut self, node: NodeRef<'_, Node>, tag: &Tag) {
        match tag.name() {
            "title" => first(&mut self.title, || text_of(node)),
            "meta" => self.meta(tag),
            "link" => {
                if tag
                    .attr("rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
                {
                    first(&mut self.canonical, || {
                        tag.attr("href").unwrap_or_default().to_owned()
                    });
                }
            }
            _ => {
                if tag
                    .attr("type")
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
                {
                    let script: String = node
                        .children()
                        .filter_map(|n| n.value().as_text())
                        .map(|text| &**text)
                        .collect();
                    self.linked.read(&script);
                }
            }
        }
    }

    fn meta(&mut self, tag: &Tag) {
        if tag
            .attr("http-equiv")
            .is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
        {
            self.refreshes = true;
        }
        let Some(content) = tag.attr("content") else {
            return;
        };
        for name in ["property", "name", "itemprop"] {
            let Some(name) = tag.attr(name).filter(|name| name.len() < 64) else {
                continue;
            };
            let content = || content.to_owned();
            match name.trim().to_ascii_lowercase().as_str() {
                "og:title" | "twitter:title" => first(&mut self.og_title, content),
                "og:description" | "description" | "twitter:description" => {
                    first(&mut self.description, content)
                }
                "og:site_name" | "application-name" => first(&mut self.site, content),
                "og:type" => first(&mut self.og_type, content),
                "og:url" => first(&mut self.og_url, content),
                "author"
                | "article:author"
                | "article:author_name"
                | "parsely-author"
                | "sailthru.author"
                | "byl"
                | "dc.creator"
                | "dcterms.creator"
                | "citation_author"
                | "og:article:author"
                | "twitter:creator:name" => {
                    let name = content();
                    if !name.contains("://") {
                        first(&mut self.author, || name);
                    }
                }
                "article:published_time" | "datepublished" | "og:article:published_time" => {
                    self.day(0, content)
                }
                "parsely-pub-date"
                | "publish-date"
                | "publishdate"
                | "publish_date"
                | "published_time"
                | "pubdate"
                | "published"
                | "published_at"
                | "date.published"
                | "article.published"
                | "publication_date"
                | "og:published_time"
                | "citation_publication_date"
                | "citation_date"
                | "dcterms.issued"
                | "dc.date.issued"
                | "sailthru.date"
                | "article_date_original"
                | "cxenseparse:recs:publishtime"
                | "originalpublicationdate"
                | "rnews:datepublished" => self.day(1, content),
                "date" | "dc.date" | "dcterms.date" | "dcterms.created" | "dc.date.created"
                | "datecreated" | "created" | "displaydate" | "dat" | "release_date" => {
                    self.day(2, content)
                }
                _ => {}
            }
        }
    }

    fn day(&mut self, rank: u8, written: impl FnOnce() -> String) {
        if self.published.as_ref().is_none_or(|(best, _)| rank < *best)
            && let Some(day) = crate::document::date::find(&written())
        {
            self.published = Some((rank, day));
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

    /// An element that marks a fact.
    pub(super) fn marked(&mut self, mark: Mark, node: NodeRef<'_, Node>, tag: &Tag, in_main: bool) {
        match mark {
            Mark::Language => {
                if matches!(tag.name(), "html" | "body") {
                    first(&mut self.language, || {
                        tag.attr("lang").unwrap_or_default().to_owned()
                    });
                }
            }
            Mark::Author => first(&mut self.marked_author, || text_of(node)),
            Mark::Byline => first(&mut self.byline, || text_of(node)),
            Mark::Published => {
                let written = tag.attr("content").or_else(|| tag.attr("datetime"));
                self.day(1, || written.map_or_else(|| text_of(node), str::to_owned));
            }
            Mark::Time => {
                if self.times.len() < TIMES_MAX
                    && let Some(time) = tag.attr("datetime").and_then(crate::document::date::find)
                {
                    self.times.push((time, in_main));
                }
            }
        }
    }

    /// What the cleaner wants to know of the page.
    pub(super) fn page(&mut self, elements: Vec<Element>) -> Page {
        let mut types = std::mem::take(&mut self.linked.types);
        types.extend(self.og_type.take().map(|kind| kind.to_lowercase()));
        Page {
            elements,
            title: self.title.clone(),
            description: self.description.take(),
            article_body: self.linked.body.take().filter(|body| !body.is_empty()),
            types,
            passwords: self.passwords,
            refreshes: self.refreshes,
        }
    }
}

/// Keeps the first value that says something, blanks folded.
fn first(slot: &mut Option<String>, value: impl FnOnce() -> String) {
    if slot.is_none() {
        let value = value();
        let words: Vec<&str> = super::plain::start(&value, FACT_MAX)
            .split_whitespace()
            .collect();
        *slot = (!words.is_empty()).then(|| words.join(" "));
    }
}

/// The words in an element, as far as a fact goes.
fn text_of(node: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    for node in node.descendants().take(NODES_MAX) {
        match node.value() {
            Node::Text(words) => {
                text.push_str(words);
                text.push(' ');
            }
            Node::Element(tag) if matches!(tag.name(), "script" | "style") => break,
            _ => {}
        }
        if text.len() > FACT_MAX {
            break;
        }
    }
    text
}
