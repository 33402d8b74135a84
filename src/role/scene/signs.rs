//! The signs of an article are its title and its headings: they say whom a reader expects below.

use std::collections::HashSet;

use super::heading::{contains, title};
use super::raw::Raw;
use crate::document::Document;
use crate::passage::Passage;
use crate::role::matcher::{Extra, Matcher};
use crate::role::short::{Place, Spelled};
use crate::role::title::Discovered;

/// Title and headings, with the roles that they name.
pub struct Signs<'a> {
    pub title: &'a str,
    pub raw_title: Raw,
    /// Every heading but the title, each once, in order.
    pub headings: Vec<(&'a str, Raw)>,
}

impl<'a> Signs<'a> {
    pub fn read(document: &'a Document, passages: &'a [Passage], matcher: &Matcher) -> Signs<'a> {
        let title = title(document, passages);
        let mut met = HashSet::new();
        let headings = passages.iter().flat_map(|passage| &passage.headings);
        Signs {
            title,
            raw_title: Raw::new(title, matcher, &[]),
            headings: headings
                .map(String::as_str)
                .filter(|heading| *heading != title && met.insert(*heading))
                .map(|heading| (heading, Raw::new(heading, matcher, &[])))
                .collect(),
        }
    }

    /// Reads them once more, with names that only this article has.
    pub fn read_again(&mut self, matcher: &Matcher, names: &[Extra]) {
        self.raw_title = Raw::new(self.title, matcher, names);
        self.read_headings_again(matcher, names);
    }

    pub fn read_headings_again(&mut self, matcher: &Matcher, names: &[Extra]) {
        for (text, raw) in &mut self.headings {
            *raw = Raw::new(text, matcher, names);
        }
    }

    /// Job titles that the file does not know. `known` is how many roles the file has.
    pub fn discover(&self, passages: &[Passage], known: usize) -> Discovered {
        let mut discovered = Discovered::default();
        let recurs = |name: &[String]| {
            let name = name.join(" ");
            let mut passages = passages.iter();
            passages.any(|passage| contains(&passage.text, &name))
        };
        discovered.look(self.title, &self.raw_title, true, known, &recurs);
        for (text, raw) in &self.headings {
            discovered.look(text, raw, false, known, &recurs);
        }
        discovered
    }

    /// Where and how they and the passages spell out roles.
    pub fn spelled(&self, passages: &[Raw]) -> Spelled {
        let mut spelled = Spelled::default();
        let mut shown = self.raw_title.mentions.clone();
        shown.retain(|mention| !self.raw_title.is_modified(self.title, mention));
        spelled.note(&shown, Place::Title);
        for (text, raw) in &self.headings {
            spelled.note(&raw.mentions, Place::Heading);
            if let Some(one) = raw.is_one(text) {
                spelled.show(one);
            }
        }
        for raw in passages {
            spelled.note(&raw.mentions, Place::Text);
        }
        spelled
    }
}
