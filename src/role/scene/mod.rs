//! A scene is what one document names where: its title, its headings, its passages, with every short form settled.

use std::collections::{HashMap, HashSet};

use super::clause::Part;
use super::evidence::is_told_by_one;
use super::matcher::{Extra, Mention, What};
use super::roles::Roles;
use super::short::{Place, Settled, Spelled};
use super::title::Discovered;
use crate::document::Document;
use crate::passage::{Passage, RoleId};

mod heading;
mod holder;
mod meaning;
mod own;
mod raw;
mod reading;

use heading::{contains, title};
use holder::Holder;
use raw::Raw;
pub(super) use reading::Reading;

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

/// Those who read applications are named in every article on jobs, and are what it is about only where a heading says so.
const AUDIENCE: &[&str] = &["recruiter", "hiring-manager", "technical-recruiter"];

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
    /// Roles that every article on jobs names in passing.
    pub(super) audience: Vec<What>,
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
        let title = title(document, passages);
        let mut texts: Vec<&str> = Vec::new();
        let mut met = HashSet::new();
        for heading in passages.iter().flat_map(|passage| &passage.headings) {
            if heading != title && met.insert(heading.as_str()) {
                texts.push(heading);
            }
        }
        let mut raw_title = Raw::new(title, matcher, &[]);
        let read = |names: &[Extra]| -> Vec<Raw> {
            let raw = texts.iter().map(|text| Raw::new(text, matcher, names));
            raw.collect()
        };
        let mut raw_headings = read(&[]);

        let mut discovered = Discovered::default();
        let recurs = |name: &[String]| {
            let name = name.join(" ");
            passages
                .iter()
                .any(|passage| contains(&passage.text, &name))
        };
        let known = roles.all().len();
        discovered.look(
            title,
            &raw_title.words,
            &raw_title.mentions,
            true,
            known,
            &recurs,
        );
        for (text, raw) in texts.iter().zip(&raw_headings) {
            discovered.look(text, &raw.words, &raw.mentions, false, known, &recurs);
        }
        let Discovered {
            ids: discovered,
            mut names,
        } = discovered;
        if !names.is_empty() {
            raw_title = Raw::new(title, matcher, &names);
            raw_headings = read(&names);
        }
        let mut scene = Scene {
            roles,
            discovered,
            title: Vec::new(),
            is_title_open: false,
            career: None,
            audience: Vec::new(),
            dominant: Vec::new(),
            keys: HashSet::new(),
            headings: HashMap::new(),
            settled: HashMap::new(),
            heads: HashMap::new(),
            names: Vec::new(),
            raw: Vec::new(),
            holders: Vec::new(),
        };
        names.extend(scene.pointed(&raw_title));
        scene.raw = Raw::of_passages(passages, matcher, &names);
        let introduced = scene.introduced(title, &raw_title, passages);
        if !introduced.is_empty() {
            names.extend(introduced);
            scene.raw = Raw::of_passages(passages, matcher, &names);
            raw_headings = read(&names);
        }
        scene.names = names;

        let mut spelled = Spelled::default();
        let mut shown = raw_title.mentions.clone();
        shown.retain(|mention| !raw_title.is_modified(title, mention));
        spelled.note(&shown, Place::Title);
        for (text, raw) in texts.iter().zip(&raw_headings) {
            spelled.note(&raw.mentions, Place::Heading);
            raw.is_one(text)
                .into_iter()
                .for_each(|one| spelled.show(one));
        }
        scene
            .raw
            .iter()
            .for_each(|raw| spelled.note(&raw.mentions, Place::Text));
        let settle = |(form, at)| (at, spelled.settle(at, form, roles.all(), &matcher.parents));
        scene.settled = matcher.forms.iter().zip(0u16..).map(settle).collect();

        scene.title = scene.of_heading(title, &raw_title, true);
        if passages.len() >= LONG {
            let headings: HashMap<&str, &Raw> = texts.iter().copied().zip(&raw_headings).collect();
            let mut title = std::mem::take(&mut scene.title);
            title.retain(|&what| scene.is_matter(what, passages, &headings));
            scene.title = title;
        }
        scene.is_title_open = raw_title.mentions.iter().any(|mention| {
            matches!((mention.what, mention.defines), (What::Open(form), None)
                if matches!(scene.settled.get(&form), Some(Settled::Among(_))))
        });
        scene.career = scene.career(title, &raw_title);
        let audience = roles.all().iter().zip(0u16..);
        scene.audience = audience
            .filter(|(role, _)| AUDIENCE.contains(&&*role.id))
            .map(|(_, at)| What::Role(at))
            .collect();
        scene.heads = scene.heads_of(&scene.title);
        scene.keys.extend(scene.title.iter().copied());
        for (text, raw) in texts.iter().zip(&raw_headings) {
            let named = scene.of_heading(text, raw, false);
            scene.keys.extend(named.iter().copied());
            scene.headings.insert(text, named);
        }
        scene.holders = scene.holders(passages);
        if scene.keys.is_empty() {
            scene.dominant = scene.dominant(passages.len());
        }
        scene
    }

    /// Whether a long article comes back to a role of its title, or is told by somebody who has it. "39 best tools for
    /// bakers" is not about bakers.
    fn is_matter(&self, what: What, passages: &[Passage], headings: &HashMap<&str, &Raw>) -> bool {
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
            holder::find(&passage.text, raw, what, &mut holders);
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
