//! The lexicon: words and phrases that tell a careful reader what a block is for.
//!
//! Phrases stand in families; a family is a column of [`super::own::Own`] and, when a block goes, a reason in words.
//! They are common English of web pages, collected by hand; none is the name of a site, a person or a product.

mod class;
mod imprint;
mod invitation;

use std::sync::LazyLock;

use crate::clean::finder::{self, Finder};

pub use class::{Class, WORDS};

/// What a phrase is typical of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Family {
    /// "click here", "get started".
    Call,
    /// "newsletter", "your inbox".
    Newsletter,
    /// "we use cookies".
    Cookies,
    /// "all rights reserved".
    Legal,
    /// "share this", "follow us".
    Social,
    /// "skip to content", "back to top".
    Navigation,
    /// "leave a comment".
    Comments,
    /// "you may also like".
    Related,
    /// "advertisement", "affiliate".
    Advert,
    /// "is a staff writer".
    Bio,
    /// "photo by".
    Credit,
    /// "min read", "last updated".
    Dateline,
    /// "log in", "already a subscriber".
    Account,
    /// "add to cart", "free shipping".
    Shop,
    /// "our platform", "we offer".
    Publisher,
    /// "this story has been updated".
    Notice,
    /// "watch:", "listen".
    Media,
    /// "filed under".
    Tags,
}

/// How many families there are.
pub const FAMILIES: usize = Family::Tags as usize + 1;

/// The phrases in a text, as whole words, from left to right: family, start and end.
pub fn phrases(text: &str) -> impl Iterator<Item = (Family, usize, usize)> + '_ {
    let (finder, families) = &*FINDER;
    let bytes = text.as_bytes();
    let inside = |at: usize| {
        bytes
            .get(at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric())
    };
    finder.find_iter(text).filter_map(move |found| {
        let (start, end) = (found.start(), found.end());
        let whole = (start == 0 || !inside(start - 1) || !inside(start))
            && (!inside(end) || !inside(end - 1));
        whole.then(|| (families[found.pattern().as_usize()], start, end))
    })
}

/// The phrases' finder and the family of each pattern.
static FINDER: LazyLock<(Finder, Vec<Family>)> = LazyLock::new(|| {
    let patterns = invitation::PHRASES
        .iter()
        .chain(&imprint::PHRASES)
        .flat_map(|(family, phrases)| phrases.iter().map(move |phrase| (*family, *phrase)));
    let (families, phrases): (Vec<_>, Vec<_>) = patterns.unzip();
    (finder::longest(phrases), families)
});
