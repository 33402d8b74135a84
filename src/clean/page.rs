//! What kind of page a document is. Kinds are named so that people see what they have; pages of some are not articles and
//! are skipped, with the reason.

use super::Judgement;
use crate::document::{Document, Kind};

/// The kind of a page. Text and Markdown are articles, or empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// News, a post, an essay: what we are here for.
    Article,
    /// A list of other pages.
    Listing,
    /// A thing to buy.
    Product,
    /// Posts of several people.
    Forum,
    /// How something is used.
    Documentation,
    /// A company tells what it does.
    Service,
    /// Nothing but "not found" and its likes.
    Error,
    /// Nothing but a request to accept cookies.
    Consent,
    /// Nothing but a form to log in.
    Login,
    /// Nothing but a check that the reader is human.
    Captcha,
    /// No text.
    Empty,
}

impl PageKind {
    /// The name people see.
    pub fn name(self) -> &'static str {
        match self {
            PageKind::Article => "article",
            PageKind::Listing => "listing",
            PageKind::Product => "product",
            PageKind::Forum => "forum",
            PageKind::Documentation => "documentation",
            PageKind::Service => "service",
            PageKind::Error => "error",
            PageKind::Consent => "consent",
            PageKind::Login => "login",
            PageKind::Captcha => "captcha",
            PageKind::Empty => "empty",
        }
    }

    /// Why a page of this kind is not indexed, if it is not.
    pub fn skip_reason(self) -> Option<&'static str> {
        match self {
            PageKind::Error => Some("an error page, not an article"),
            PageKind::Consent => Some("a consent page, not an article"),
            PageKind::Login => Some("a login page, not an article"),
            PageKind::Captcha => Some("a captcha page, not an article"),
            PageKind::Empty => Some("no text left after cleaning"),
            _ => None,
        }
    }
}

/// A page with more words of running text than this has something to say, whatever else it asks for.
const FEW_WORDS: usize = 120;

/// An error or a riddle is told in less running text than this; with more it is an article about one.
const SHORT_ARTICLE: usize = 100;

/// What parts a title from the name of its site.
const TITLE_PARTS: [char; 8] = ['|', '-', '–', '—', ':', '·', '•', '»'];

/// The title of such a page is short ("404 Not Found"); a headline says more ("Crash closes Highway 403 for hours").
const TITLE_PART_WORDS: usize = 5;

/// What pages say that are not articles: in the title, or in the few words there are.
const SAYS: [(PageKind, &[&str]); 4] = [
    (
        PageKind::Captcha,
        &[
            "captcha",
            "are you a robot",
            "not a robot",
            "you are human",
            "you're human",
            "checking your browser",
            "just a moment",
            "unusual traffic",
            "verify you are",
            "security check",
            "attention required",
            "enable javascript and cookies to continue",
            "bot verification",
        ],
    ),
    (
        PageKind::Error,
        &[
            "404",
            "403",
            "410",
            "500 internal",
            "502",
            "503",
            "page not found",
            "not found",
            "can't be found",
            "cannot be found",
            "could not be found",
            "couldn't find",
            "no longer available",
            "no longer exists",
            "doesn't exist",
            "does not exist",
            "access denied",
            "forbidden",
            "bad gateway",
            "service unavailable",
            "something went wrong",
            "error occurred",
            "gateway timeout",
            "request blocked",
            "internal server error",
            "page isn't available",
            "page unavailable",
        ],
    ),
    (
        PageKind::Consent,
        &[
            "before you continue",
            "we use cookies",
            "uses cookies",
            "your privacy choices",
            "cookie consent",
            "accept all",
            "accept cookies",
            "manage consent",
            "we value your privacy",
            "your consent",
        ],
    ),
    (
        PageKind::Login,
        &[
            "log in",
            "login",
            "sign in",
            "forgot password",
            "forgot your password",
            "create an account",
        ],
    ),
];

/// What JSON-LD and `og:type` call the other kinds.
const TYPES: [(PageKind, &[&str]); 5] = [
    (
        PageKind::Article,
        &[
            "newsarticle",
            "article",
            "blogposting",
            "reportagenewsarticle",
            "analysisnewsarticle",
            "opinionnewsarticle",
            "liveblogposting",
            "recipe",
        ],
    ),
    (
        PageKind::Forum,
        &["discussionforumposting", "qapage", "question"],
    ),
    (PageKind::Documentation, &["techarticle", "apireference"]),
    (
        PageKind::Product,
        &["product", "productgroup", "og:product", "offer"],
    ),
    (
        PageKind::Listing,
        &[
            "collectionpage",
            "itemlist",
            "searchresultspage",
            "offercatalog",
        ],
    ),
];

/// What addresses tell: a part of the path or of the host.
const ADDRESSES: [(PageKind, &[&str]); 5] = [
    (
        PageKind::Forum,
        &[
            "forum",
            "forums",
            "thread",
            "threads",
            "topic",
            "viewtopic",
            "discussion",
            "questions",
            "t",
            "comments",
        ],
    ),
    (
        PageKind::Documentation,
        &[
            "docs",
            "documentation",
            "reference",
            "manual",
            "wiki",
            "api",
            "guide",
            "developer",
            "developers",
            "man",
        ],
    ),
    (
        PageKind::Product,
        &["product", "products", "p", "dp", "item", "shop"],
    ),
    (
        PageKind::Listing,
        &[
            "category",
            "categories",
            "collections",
            "collection",
            "tag",
            "search",
            "browse",
            "archive",
            "listing",
        ],
    ),
    (
        PageKind::Service,
        &[
            "services",
            "service",
            "solutions",
            "pricing",
            "about",
            "platform",
        ],
    ),
];

/// Recognises the kind of a document from what it states of itself, its address, and what was kept of it.
pub fn kind(document: &Document, judgements: &[Judgement]) -> PageKind {
    let kept = kept_words(document, judgements, FEW_WORDS);
    if let Some(page) = &document.page {
        if let Some(kind) = no_article(document, kept) {
            return kind;
        }
        if kept > 0 {
            let stated = |types: &[&str]| {
                page.types
                    .iter()
                    .any(|stated| types.contains(&stated.as_str()))
            };
            let by_type = TYPES
                .iter()
                .find(|(_, types)| stated(types))
                .map(|(kind, _)| *kind);
            return by_type
                .or_else(|| by_address(document))
                .unwrap_or(PageKind::Article);
        }
    }
    if kept == 0 {
        PageKind::Empty
    } else {
        PageKind::Article
    }
}

/// An error, consent, login or captcha page: it says so, and says little else.
pub(super) fn no_article(document: &Document, kept: usize) -> Option<PageKind> {
    let page = document.page.as_ref().filter(|_| kept <= FEW_WORDS)?;
    let prose = document
        .blocks
        .iter()
        .filter(|block| is_running(block.kind) && !is_hidden(block))
        .map(|block| words(&block.text))
        .filter(|&words| words >= 12)
        .sum::<usize>();
    if prose > 2 * FEW_WORDS {
        return None;
    }
    let title = page.title.as_deref().unwrap_or_default().to_lowercase();
    let loud = document
        .blocks
        .iter()
        .filter(|block| block.link_share < 0.5 && !is_hidden(block));
    let text = loud
        .take(40)
        .map(|block| block.text.to_lowercase())
        .collect::<Vec<_>>()
        .join("\n");
    let all = words(&text);
    SAYS.iter().find_map(|(kind, says)| {
        if matches!(kind, PageKind::Error | PageKind::Captcha) && prose >= SHORT_ARTICLE {
            return None;
        }
        let titled = title.split(TITLE_PARTS).any(|part| {
            words(part) <= TITLE_PART_WORDS && says.iter().any(|said| has_words(part, said))
        });
        // A word or two of this kind stands in every page's head or foot; here there must be little beside it.
        let said = all < FEW_WORDS && says.iter().any(|said| has_words(&text, said));
        let is_it = match kind {
            PageKind::Login => page.passwords > 0 && (titled || said),
            PageKind::Consent => titled || (said && all < FEW_WORDS / 2),
            _ => titled || (said && all < FEW_WORDS / 3),
        };
        is_it.then_some(*kind)
    })
}

fn by_address(document: &Document) -> Option<PageKind> {
    let url = document.source.url.as_deref()?.to_ascii_lowercase();
    let path = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let parts: Vec<&str> = path.split(['/', '.', '?', '=']).collect();
    ADDRESSES
        .iter()
        .find(|(_, names)| parts.iter().any(|part| names.contains(part)))
        .map(|(kind, _)| *kind)
}

/// The words that are kept, counted until there are more than `few`.
fn kept_words(document: &Document, judgements: &[Judgement], few: usize) -> usize {
    let mut count = 0;
    for (block, judgement) in document.blocks.iter().zip(judgements) {
        count += words(&judgement.kept(&block.text));
        if count > few {
            break;
        }
    }
    count
}

fn is_running(kind: Kind) -> bool {
    matches!(kind, Kind::Paragraph | Kind::Item | Kind::Quote | Kind::Row)
}

fn is_hidden(block: &crate::document::Block) -> bool {
    block.markup.as_ref().is_some_and(|markup| markup.is_hidden)
}

fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|token| {
            token.as_bytes()[0].is_ascii_alphanumeric() || token.contains(char::is_alphanumeric)
        })
        .count()
}

/// Whether `text` says `said` as whole words.
fn has_words(text: &str, said: &str) -> bool {
    text.match_indices(said).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + said.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
