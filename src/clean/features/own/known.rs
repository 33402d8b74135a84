//! What is known of a word before a block is read: its classes, and whether title, description or publisher have it.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

use super::super::lexicon::{self, Class};
use crate::document::Document;
use crate::hash::{AsIs, hash};

/// The title has the word. The bits below are those of [`Class`].
pub(super) const TITLE: u16 = 1 << 8;
/// The description has it.
pub(super) const DESCRIPTION: u16 = 1 << 9;
/// The publisher's name has it, and the article's title has not.
pub(super) const PUBLISHER: u16 = 1 << 10;

/// The words that a document's blocks are held against.
pub(super) struct Known {
    words: HashMap<u64, u16, BuildHasherDefault<AsIs>>,
    /// Different words of the title.
    pub(super) title: usize,
}

impl Known {
    /// The lexicon's words, and those that this document is about.
    pub(super) fn of(document: &Document) -> Known {
        let page = document.page.as_deref();
        let title = words(document.source.title.as_deref().unwrap_or_default());
        let description = page.and_then(|page| page.description.as_deref());
        let mut known = Known {
            words: lexicon::WORDS.clone(),
            title: title.len(),
        };
        known.add(publisher(document, &title), PUBLISHER);
        known.add(title, TITLE);
        known.add(words(description.unwrap_or_default()), DESCRIPTION);
        known
    }

    /// What is known of a word, by its hash: classes and the bits above.
    pub(super) fn of_word(&self, hash: u64) -> u16 {
        self.words.get(&hash).copied().unwrap_or(0)
    }

    fn add(&mut self, words: impl IntoIterator<Item = u64>, bit: u16) {
        for word in words {
            *self.words.entry(word).or_insert(0) |= bit;
        }
    }
}

/// The words of the publisher's name, or of the site's in `<title>`, that do not belong to the article's title.
fn publisher(document: &Document, title: &HashSet<u64>) -> impl Iterator<Item = u64> {
    let named = words(document.source.publisher.as_deref().unwrap_or_default());
    let in_title = document
        .page
        .as_deref()
        .and_then(|page| page.title.as_deref())
        .unwrap_or_default();
    let site = in_title
        .rsplit_once(['|', '–', '—', '-', '·'])
        .map_or("", |(_, site)| site);
    let all = named.into_iter().chain(words(site));
    let is_stop = |word: &u64| {
        let classes = lexicon::WORDS.get(word).copied().unwrap_or(0);
        classes & Class::Stop as u16 != 0
    };
    all.filter(move |word| !title.contains(word) && !is_stop(word))
}

/// The words of a text, by their hashes.
fn words(text: &str) -> HashSet<u64> {
    text.split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(hash)
        .collect()
}
