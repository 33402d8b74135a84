//! Looks: what the name and the attributes of an element say of how its text is shown, and in which region.

use scraper::node::Element as Tag;

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::block::Place;
use crate::document::Landmark;

/// How an element is shown.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// Not at all.
    pub(super) is_hidden: bool,
    /// As a block, though its name says inline.
    pub(super) is_block: bool,
    /// As a heading of this level, by `role=heading`.
    pub(super) heading: Option<u8>,
    /// It opens this region.
    pub(super) landmark: Option<Landmark>,
    /// It marks a fact of the page.
    pub(super) mark: Option<Mark>,
}

/// A fact that an element's attributes promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// `lang`.
    Language,
    /// `rel=author` or `itemprop=author`.
    Author,
    /// A class that says byline or author.
    Byline,
    /// `itemprop=datePublished`.
    Published,
    /// `datetime`.
    Time,
}

impl Looks {
    /// Reads the attributes.
    pub(super) fn of(tag: &Tag, name: &str, around: &Place) -> Looks {
        let mut looks = Looks::default();
        let mut landmark = by_name(name, around);
        for (attribute, value) in tag.attrs() {
            match attribute {
                "hidden" => looks.is_hidden |= value != "until-found",
                "aria-hidden" => looks.is_hidden |= value == "true",
                "style" => {
                    looks.is_hidden |= declares(value, "display", "none")
                        || declares(value, "visibility", "hidden");
                    looks.is_block |= declares(value, "display", "block");
                }
                "role" if value == "heading" => {
                    let level = tag
                        .attr("aria-level")
                        .and_then(|level| level.trim().parse().ok())
                        .unwrap_or(2);
                    looks.heading = Some(u8::clamp(level, 1, 6));
                }
                "role" => landmark = by_role(value).or(landmark),
                "lang" => looks.mark = looks.mark.or(Some(Mark::Language)),
                "datetime" => looks.mark = looks.mark.or(Some(Mark::Time)),
                "rel" if value == "author" => looks.mark = Some(Mark::Author),
                "itemprop" if value.starts_with("author") => looks.mark = Some(Mark::Author),
                "itemprop" if value.contains("datePublished") => looks.mark = Some(Mark::Published),
                "class" if names_author(value) => looks.mark = looks.mark.or(Some(Mark::Byline)),
                _ => {}
            }
        }
        // A dialog left open when the page was saved hides the whole page from screen readers, not from the reader.
        looks.is_hidden = looks.is_hidden
            && !matches!(name, "html" | "body" | "main" | "article")
            && !opens(tag, name);
        // A form may be around the whole page, so what stands in it may be a region still.
        let is_open = matches!(
            around.landmark,
            None | Some(Landmark::Main | Landmark::Form)
        );
        looks.landmark = landmark.filter(|_| is_open);
        looks
    }
}

/// A hidden element that a click of the reader opens: the answer in a list of questions, the panel of a tab.
fn opens(tag: &Tag, name: &str) -> bool {
    const PANELS: [&str; 8] = [
        "accordion",
        "collaps",
        "faq",
        "answer",
        "toggle",
        "expand",
        "tabpanel",
        "tab-content",
    ];
    matches!(name, "div" | "section" | "dd" | "p" | "article")
        && tag.attrs().any(|(attribute, value)| match attribute {
            "aria-labelledby" => !value.is_empty(),
            "role" => matches!(value, "region" | "tabpanel"),
            "class" | "id" => PANELS.iter().any(|panel| value.contains(panel)),
            _ => false,
        })
        && !matches!(
            tag.attr("role"),
            Some("dialog" | "alertdialog" | "menu" | "alert")
        )
}

/// A class like `byline`, `post-author` or `ArticleAuthor`.
fn names_author(class: &str) -> bool {
    static AUTHOR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("uthor"));
    static BYLINE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("yline"));
    AUTHOR.find(class.as_bytes()).is_some() || BYLINE.find(class.as_bytes()).is_some()
}

/// A header or footer within the article is the article's own.
fn by_name(name: &str, around: &Place) -> Option<Landmark> {
    match name {
        "main" | "article" => Some(Landmark::Main),
        "nav" => Some(Landmark::Navigation),
        "aside" => Some(Landmark::Aside),
        "form" | "search" | "dialog" => Some(Landmark::Form),
        "header" if !around.in_main => Some(Landmark::Header),
        "footer" if !around.in_main => Some(Landmark::Footer),
        _ => None,
    }
}

fn by_role(role: &str) -> Option<Landmark> {
    match role {
        "main" | "article" => Some(Landmark::Main),
        "navigation" | "menu" | "menubar" => Some(Landmark::Navigation),
        "complementary" => Some(Landmark::Aside),
        "contentinfo" => Some(Landmark::Footer),
        "banner" => Some(Landmark::Header),
        "search" | "dialog" | "alertdialog" => Some(Landmark::Form),
        _ => None,
    }
}

/// A style attribute sets a property to a value.
fn declares(style: &str, property: &str, value: &str) -> bool {
    style.split(';').any(|declaration| {
        declaration.split_once(':').is_some_and(|(name, set)| {
            name.trim().eq_ignore_ascii_case(property)
                && set
                    .trim_start()
                    .get(..value.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(value))
        })
    })
}
