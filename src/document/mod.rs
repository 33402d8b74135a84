//! A document is an article in blocks: the pieces a reader sees, in reading order, with what a cleaner needs to know.

use std::ops::Range;

use crate::article::{Article, Format, known};

pub(crate) mod date;
mod html;
pub(crate) mod job;
pub(crate) mod listed;
mod markdown;
pub(crate) mod sentence;
pub(crate) mod text;

/// Where a passage comes from: what a person cites. Unknown facts are `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// The path relative to the corpus.
    pub path: String,
    /// The article's title, without the site's name.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
}

/// First and last line, 1-based and inclusive (lines of the file for text and Markdown, blocks of the text form
/// for HTML).
pub type Lines = (u32, u32);

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A heading, marked or recognised.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A quotation.
    Quote,
    /// Preformatted text.
    Code,
    /// A caption of a picture, figure or table.
    Caption,
}

/// One cell of a [`Kind::Row`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The header of its column, where the table has one.
    pub column: Option<String>,
    /// Where the cell stands in the block's text (bytes).
    pub range: Range<usize>,
}

/// The region of a page that a block stands in, outermost meaning wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Landmark {
    /// `<main>`, `<article>` or their ARIA roles.
    Main,
    /// `<nav>`, menus, breadcrumbs.
    Navigation,
    /// `<header>` of the page.
    Header,
    /// `<footer>` of the page.
    Footer,
    /// `<aside>`.
    Aside,
    /// `<form>`, search, dialogs.
    Form,
}

/// A piece of the article that is kept or goes as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its text; blanks folded, markers (bullet, `#`) left out.
    pub text: String,
    /// Where it stands.
    pub lines: Lines,
    /// Heading level 1..=6 (for [`Kind::Heading`]), else depth in nested lists (0 outside a list).
    pub level: u8,
    /// Which list or table of the document it belongs to; blocks of one list share the number.
    pub group: Option<u32>,
    /// Share of the text that is inside links, 0 to 1.
    pub link_share: f32,
    /// The region of the page (HTML only).
    pub landmark: Option<Landmark>,
    /// The cells of a row; empty for every other kind.
    pub cells: Vec<Cell>,
    /// A table's header row: a block, but no passage.
    pub is_header: bool,
    /// A label that runs in before the text (`Misconceptions:`), as a byte range of `text`.
    pub label: Option<Range<usize>>,
    /// What only a page has: tag path, classes, hidden state. `None` for text and Markdown.
    pub markup: Option<Box<Markup>>,
}

/// What the cleaner may want to know of a block's place in a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Markup {
    /// The innermost element that holds the whole block (the `<p>`, `<li>`, `<td>`, `<div>` itself): an index into
    /// [`Page::elements`].
    pub element: u32,
    /// How many links the block holds.
    pub links: u16,
    /// Share of the text that is set in bold (`<b>`, `<strong>`), 0 to 1.
    pub bold_share: f32,
    /// Hidden from the reader: `hidden`, `aria-hidden`, `display:none`, a closed dialog (itself or around it).
    pub is_hidden: bool,
}

/// An element of a page that holds a block, or holds an element that does: enough of the tree to judge a block's place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Element {
    /// The element around it; `None` for `<body>`. Parents stand before their children.
    pub parent: Option<u32>,
    /// Its name in lower case.
    pub tag: Box<str>,
    /// `class`, `id`, `role`, `itemprop`, `itemtype`, `aria-label` and `data-testid`/`data-component` values in lower
    /// case, joined by blanks, cut at 200 bytes.
    pub names: Box<str>,
    /// The blocks within it: they stand together, since blocks are in reading order.
    pub blocks: Range<u32>,
}

/// What a page says beside its blocks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The tree above the blocks.
    pub elements: Vec<Element>,
    /// `<title>` as it stands, with the site's name.
    pub title: Option<String>,
    /// `<meta name=description>` or `og:description`.
    pub description: Option<String>,
    /// `articleBody` (or `text` of a posting) in JSON-LD, as plain text.
    pub article_body: Option<String>,
    /// `og:type` and the `@type`s in JSON-LD, in lower case.
    pub types: Vec<String>,
    /// How many `<input type=password>` there are.
    pub passwords: u16,
    /// The page sends the reader elsewhere (`<meta http-equiv=refresh>`).
    pub refreshes: bool,
}

impl Document {
    /// Reads an article by its format. A broken article has fewer blocks; reading never fails.
    pub fn read(article: &Article) -> Document {
        let document = match article.format {
            Format::Html => html::read(article),
            Format::Markdown => markdown::read(article),
            Format::Text => content(article).unwrap_or_else(|| text::read(article)),
        };
        Document {
            source: document.source.bounded(),
            ..document
        }
    }
}

/// Content may be written in Markdown without saying so.
fn content(article: &Article) -> Option<Document> {
    let is_marked = article.is_content && markdown::is_marked(&article.text);
    let mut document = is_marked.then(|| markdown::read(article))?;
    // A piece of a page may end in the heading of the next: over nothing, it would be nothing to find.
    let last = document.blocks.last_mut()?;
    if last.kind == Kind::Heading {
        (last.kind, last.level) = (Kind::Paragraph, 0);
    }
    Some(document)
}

impl Source {
    /// The same with no fact longer than one is: it is stored with every passage.
    fn bounded(self) -> Source {
        Source {
            path: self.path,
            title: known(self.title),
            author: known(self.author),
            publisher: known(self.publisher),
            published: known(self.published),
            url: known(self.url),
        }
    }
}

impl Block {
    /// A block of a kind, with everything else unknown.
    pub fn new(kind: Kind, text: impl Into<String>, lines: Lines) -> Self {
        Block {
            kind,
            text: text.into(),
            lines,
            level: 0,
            group: None,
            link_share: 0.0,
            landmark: None,
            cells: Vec::new(),
            is_header: false,
            label: None,
            markup: None,
        }
    }
}

/// A heading of more bytes than this is a paragraph that somebody marked as a heading, or a tag never closed.
const HEADING_MAX: usize = 400;

/// Whether a header cell names its column. A longer one is a text, and would stand in every row.
fn is_column(header: &str) -> bool {
    !header.is_empty() && header.len() <= HEADING_MAX
}

/// A document of more blocks is not an article, and [`crate::ingest`] skips it: a novel has 5,000 paragraphs, and what is longer
/// is data. A reader may stop after one block more.
pub(crate) const MAX_BLOCKS: usize = 30_000;

/// An article in blocks.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The article's id.
    pub id: String,
    /// Where it comes from.
    pub source: Source,
    /// How it was written.
    pub format: Format,
    /// The text is known to be all article: every verdict is keep.
    pub is_content: bool,
    /// Language as a BCP 47 tag, where the page says it.
    pub language: Option<String>,
    /// A person's own patterns: blocks to keep and to drop (`sources.toml`).
    pub keep: Vec<String>,
    /// See `keep`.
    pub drop: Vec<String>,
    /// The blocks in reading order; their `lines` never run backwards.
    pub blocks: Vec<Block>,
    /// What only a page has beside its blocks. `None` for text and Markdown.
    pub page: Option<Box<Page>>,
}
