//! A scene is what one document names where: its title, its headings, its passages, with every short form settled.

use std::collections::{HashMap, HashSet};

use super::clause::Part;
use super::evidence::is_told_by_one;
use super::matcher::{Extra, Mention, What};
use super::roles::Roles;
use super::short::Settled;
use super::title::Discovered;
use crate::document::Document;
use crate::passage::{Passage, RoleId};

mod heading;
mod holder;
mod meaning;
mod own;
mod raw;
mod reading;
mod signs;

use holder::Holder;
pub(super) use raw::Raw;
pub(super) use reading::{Named, Reading};
use signs::Signs;

/// The first places near a passage are its lead and its heading; a bare "engineer" is looked up there alone.
const ABOVE: usize = 2;
/// A role that neither title nor headings name is still what the article is about if this many passages name it …
const DOMINANT_PASSAGES: usize = 3;
/// … which is one in so many of all, and twice as many as name any other.
const DOMINANT_SHARE: usize = 3;

/// In an article of so many passages …
const LONG: usize = 20;
/// … one in so many names a role that the title names, or stands under a heading that does; where fewer do it is about
/// something else. Of 30 labelled articles on roles only two, interviews, have fewer than one in twelve; of pages on tools and trends
/// most have fewer than one in twenty.
const MATTER_SHARE: usize = 20;
/// An interview names the role seldom: in one passage of so many somebody says "I".
const TOLD_SHARE: usize = 4;

/// One document's roles.
pub(super) struct Scene<'a> {
    roles: &'a Roles,
    discovered: Vec<RoleId>,
    /// The roles in the article's title, in order.
    pub(super) title: Vec<What>,
    /// The title has a short form with several readings, each a matter of the article.
    pub(super) is_title_open: bool,
    /// The role to which the title's way leads: "from teacher to product manager".
    pub(super) career: Option<What>,
    /// Who tells the article has not the title's role: "I hired a COO".
    pub(super) is_told_by_other: bool,
    /// The role that dominates an article whose title and headings name none.
    pub(super) dominant: Vec<What>,
    /// The roles in the title or any heading.
    pub(super) keys: HashSet<What>,
    /// The roles of each heading.
    pub(super) headings: HashMap<&'a str, Vec<What>>,
    settled: HashMap<u16, Settled>,
    /// By the last word of its name, the one role of the title that ends so.
    heads: HashMap<String, Option<What>>,
    names: Vec<Extra>,
    raw: Vec<Raw>,
    /// The persons who have a role.
    holders: Vec<Holder>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        document: &'a Document,
        passages: &'a [Passage],
        roles: &'a Roles,
    ) -> Scene<'a> {
        let matcher = roles.matcher();
        let mut signs = Signs::read(document, passages, matcher);
        let found = signs.discover(passages, roles.all().len());
        if !found.names.is_empty() {
            signs.read_again(matcher, &found.names);
        }
        let mut scene = Scene::of_nothing(roles);
        scene.read_passages(&mut signs, passages, found);
        let spelled = signs.spelled(&scene.raw);
        let settle = |(form, at)| (at, spelled.settle(at, form, roles.all(), &matcher.parents));
        scene.settled = matcher.forms.iter().zip(0u16..).map(settle).collect();
        scene.expect(&signs, passages);
        scene.holders = scene.holders(passages);
        if scene.keys.is_empty() {
            scene.dominant = scene.dominant(passages.len());
        }
        scene
    }

    fn of_nothing(roles: &'a Roles) -> Scene<'a> {
        Scene {
            roles,
            discovered: Vec::new(),
            title: Vec::new(),
            is_title_open: false,
            career: None,
            is_told_by_other: false,
            dominant: Vec::new(),
            keys: HashSet::new(),
            headings: HashMap::new(),
            settled: HashMap::new(),
            heads: HashMap::new(),
            names: Vec::new(),
            raw: Vec::new(),
            holders: Vec::new(),
        }
    }

    /// Reads the passages, with the names that only this article has.
    fn read_passages(&mut self, signs: &mut Signs, passages: &[Passage], mut found: Discovered) {
        let matcher = self.roles.matcher();
        let known = self.roles.all().len();
        self.names.clone_from(&found.names);
        self.discovered.clone_from(&found.ids);
        self.names.extend(self.pointed(signs));
        self.names.extend(self.levels(signs));
        let of_headings = found.names.len();
        self.raw = Raw::of_passages(passages, matcher, &self.names, |text, words, mentions| {
            found.look_in_sentences(text, words, mentions, matcher, known);
        });
        let introduced = self.introduced(signs.title, &signs.raw_title, passages);
        let own = found.names.drain(of_headings..).chain(introduced);
        let before = self.names.len();
        self.names.extend(own);
        if self.names.len() > before {
            self.raw = Raw::of_passages(passages, matcher, &self.names, |_, _, _| ());
            signs.read_headings_again(matcher, &self.names);
        }
        self.discovered = found.ids;
    }

    /// Takes from title and headings whom a reader expects.
    fn expect(&mut self, signs: &Signs<'a>, passages: &[Passage]) {
        self.title = self.of_heading(signs.title, &signs.raw_title, true);
        if passages.len() >= LONG {
            let mut title = std::mem::take(&mut self.title);
            title.retain(|&what| self.is_matter(what, passages, &signs.headings));
            self.title = title;
        }
        self.is_title_open = signs.raw_title.mentions.iter().any(|mention| {
            matches!((mention.what, mention.defines), (What::Open(form), None)
                if matches!(self.settled.get(&form), Some(Settled::Among(_))))
        });
        self.career = self.career(signs.title, &signs.raw_title);
        self.is_told_by_other = heading::is_told_by_other(signs.title, &signs.raw_title);
        self.heads = self.heads_of(&self.title);
        self.keys.extend(self.title.iter().copied());
        for (text, raw) in &signs.headings {
            let named = self.of_heading(text, raw, false);
            self.keys.extend(named.iter().copied());
            self.headings.insert(text, named);
        }
    }

    /// Whether a long article comes back to a role of its title, or is told by somebody who has it. "39 best tools for
    /// bakers" is not about bakers.
    fn is_matter(&self, what: What, passages: &[Passage], headings: &[(&str, Raw)]) -> bool {
        let head = self.head(what);
        let is_it = |mention: &Mention| {
            let what_else = self.settle(mention, Part::Aside, &[], &[]);
            what_else
                .is_some_and(|other| other == what || head.is_some() && self.head(other) == head)
        };
        let names = |raw: &Raw| raw.mentions.iter().any(is_it);
        let spoken_of: HashSet<&str> = headings
            .iter()
            .filter_map(|(text, raw)| names(raw).then_some(*text))
            .collect();
        let comes_back = passages.iter().zip(&self.raw).filter(|(passage, raw)| {
            names(raw)
                || passage
                    .headings
                    .iter()
                    .any(|text| spoken_of.contains(text.as_str()))
        });
        let told = passages
            .iter()
            .filter(|passage| is_told_by_one(&passage.text));
        comes_back.count() * MATTER_SHARE >= passages.len()
            || told.count() * TOLD_SHARE >= passages.len()
    }

    /// The persons whom the article introduces with their roles.
    fn holders(&self, passages: &[Passage]) -> Vec<Holder> {
        let mut holders = Vec::new();
        for (passage, raw) in passages.iter().zip(&self.raw) {
            let what = |mention: &Mention| self.settle(mention, Part::Aside, &[], &[]);
            let recurs = |name: &str| recurs(name, passages);
            holder::find(&passage.text, raw, what, &recurs, &mut holders);
        }
        holders
    }

    /// The one role that many passages name and no heading does.
    fn dominant(&self, passages: usize) -> Vec<What> {
        let mut counts: HashMap<What, usize> = HashMap::new();
        for raw in self.raw.iter().filter(|raw| !raw.mentions.is_empty()) {
            let roles: HashSet<What> = raw
                .mentions
                .iter()
                .filter_map(|mention| self.settle(mention, Part::Aside, &[], &[]))
                .collect();
            for role in roles {
                *counts.entry(role).or_default() += 1;
            }
        }
        let mut counts: Vec<(usize, What)> = counts
            .into_iter()
            .map(|(what, count)| (count, what))
            .collect();
        counts.sort_by(|a, b| b.cmp(a));
        let second = counts.get(1).map_or(0, |(count, _)| *count);
        match counts.first() {
            Some(&(first, what))
                if first >= DOMINANT_PASSAGES
                    && first * DOMINANT_SHARE >= passages
                    && first >= 2 * second =>
            {
                vec![what]
            }
            _ => Vec::new(),
        }
    }

    /// The id of a role, for the world outside.
    pub(super) fn id(&self, what: What) -> RoleId {
        match what {
            What::Role(at) => {
                let at = usize::from(at);
                match self.roles.all().get(at) {
                    Some(role) => role.id.to_string(),
                    None => self.discovered[at - self.roles.all().len()].clone(),
                }
            }
            What::Open(at) => self.roles.matcher().forms[usize::from(at)]
                .text
                .to_lowercase(),
        }
    }
}

/// Whether a name stands in the passages more than once, and never as a word in small letters.
fn recurs(name: &str, passages: &[Passage]) -> bool {
    let lower = format!(" {} ", name.to_lowercase());
    let count: usize = passages
        .iter()
        .map(|passage| passage.text.matches(name).count())
        .sum();
    count > 1 && !passages.iter().any(|passage| passage.text.contains(&lower))
}
