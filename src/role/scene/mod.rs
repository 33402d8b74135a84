//! A scene is what one document names where: its title, its headings, its passages, with every short form settled.

use std::collections::{HashMap, HashSet};

use super::clause::Part;
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
        spelled.note(&raw_title.mentions, Place::Title);
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
