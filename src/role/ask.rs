//! Asking for roles: from what a person types to the ids that are searched.

use super::matcher::What;
use super::roles::{FIRST_WORDS, Role, Roles};
use super::words::split_lower;
use crate::passage::RoleId;
use crate::{Error, Result};

use std::collections::BTreeSet;
use std::ops::Range;

/// Names further from what was typed than this are not suggested.
const NEAR: f64 = 0.78;
/// Nobody mistypes a name that is longer than this; comparing a pasted page with every name would take seconds.
const LONGEST_MISTYPED: usize = 100;
/// More suggestions than this do not help.
const SUGGESTIONS: usize = 3;
/// The longest role name in words ("software development engineer in test").
const LONGEST: usize = 6;

/// What a person's name for a role stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The role meant; of an ambiguous short form all its readings.
    pub roles: Vec<RoleId>,
    /// The roles below these: a parent finds its children unless the question is exact.
    pub children: Vec<RoleId>,
    /// The short form of the roles that some documents leave open (`pm`): passages with it may mean the role.
    pub open: Vec<RoleId>,
    /// What to tell the person: that the form is ambiguous, and what it was taken for.
    pub note: Option<String>,
}

impl Resolved {
    /// All ids to search for.
    pub fn ids(&self, exact: bool) -> Vec<RoleId> {
        let children = self.children.iter().filter(|_| !exact);
        let all = self.roles.iter().chain(children).chain(&self.open);
        all.cloned().collect()
    }
}

/// A role that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Where, in bytes of the query.
    pub range: Range<usize>,
    /// The role, or the readings of the short form.
    pub roles: Vec<RoleId>,
}

impl Roles {
    /// What a name stands for: an id, a name, an alias or a short form, in any case, singular or plural. `known` are the
    /// role ids that the index holds beyond the file (discovered ones).
    pub fn resolve_among(&self, name: &str, known: &[RoleId]) -> Result<Resolved> {
        let key = key(name);
        let mut roles = self.with_name(&key);
        if roles.is_empty() {
            let id = key.replace(' ', "-");
            roles.extend(known.iter().find(|known| **known == id).cloned());
        }
        if roles.is_empty() {
            return Err(Error::UnknownRole {
                name: name.to_owned(),
                suggestions: self.suggest(&key, known),
            });
        }
        let note = self.note(name.trim(), &key, &roles);
        Ok(Resolved {
            children: self.below(&roles, known),
            open: self.open_forms(&roles),
            roles,
            note,
        })
    }

    /// Whether [`Roles::resolve_among`] would find a role; it is quicker to say so than what comes near.
    pub fn has_name(&self, name: &str, known: &[RoleId]) -> bool {
        let key = key(name);
        let id = key.replace(' ', "-");
        !self.with_name(&key).is_empty() || known.contains(&id)
    }

    /// [`Roles::resolve_among`] the roles of the file alone.
    pub fn resolve(&self, name: &str) -> Result<Resolved> {
        self.resolve_among(name, &[])
    }

    /// The roles that a query names, leftmost and longest first; short forms count in capitals, or in any case where the
    /// form is not a common word.
    pub fn named_in(&self, query: &str) -> Vec<Named> {
        let words = super::words::words(query, &Default::default());
        let firsts: Vec<String> = words
            .iter()
            .map(|word| key(&query[word.range.clone()]))
            .collect();
        let begins = self.begin_names(&firsts);
        let mut named = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let most = if begins[at] {
                LONGEST.min(words.len() - at)
            } else {
                0
            };
            let longest = (1..=most).rev().find_map(|length| {
                let range = words[at].range.start..words[at + length - 1].range.end;
                let roles = self.with_name(&key(&query[range.clone()]));
                (!roles.is_empty()).then_some((length, Named { range, roles }))
            });
            match longest {
                Some((length, name)) => {
                    named.push(name);
                    at += length;
                }
                None => at += 1,
            }
        }
        named
    }

    /// The names under which a text speaks of a role, as they are written there, each once. Short forms that several
    /// roles share count, as the document has settled them already.
    pub fn forms_in(&self, text: &str, id: &str) -> Vec<String> {
        let matcher = self.matcher();
        let words = matcher.words(text);
        let is_it = |what: What| match what {
            What::Role(at) => self.all()[usize::from(at)].id == id,
            What::Open(at) => matcher.forms[usize::from(at)]
                .readings
                .iter()
                .any(|&reading| self.all()[usize::from(reading)].id == id),
        };
        let mut forms: Vec<String> = Vec::new();
        for mention in matcher.find(text, &words, &[]) {
            let form = &text
                [words[mention.words.start].range.start..words[mention.words.end - 1].range.end];
            // Of "Chief Technology Officer (CTO)" both names are seen.
            for form in form.split(" (") {
                if is_it(mention.what) && !forms.iter().any(|met| met == form) {
                    forms.push(form.to_owned());
                }
            }
        }
        forms
    }

    /// Which of a query's words a name may begin with: mostly none, and then no name need be compared.
    fn begin_names(&self, words: &[String]) -> Vec<bool> {
        if words.iter().any(|word| has_orders(word)) {
            return vec![true; words.len()];
        }
        if self.are_builtin() {
            return words.iter().map(|word| !begun(word).is_empty()).collect();
        }
        let words: Vec<&str> = words.iter().map(|word| singular(word)).collect();
        let mut begins = vec![false; words.len()];
        for role in self.iter() {
            let short = role.short.iter().chain(role.if_spelled.iter());
            let names = [&role.id, &role.name].into_iter();
            for name in names.chain(role.aliases.iter()).chain(short) {
                for (word, begins) in words.iter().zip(&mut begins) {
                    *begins |= begins_with(name, word);
                }
            }
        }
        begins
    }

    /// The roles that may have this key for a name, in the order of the file.
    fn candidates(&self, key: &str) -> Vec<&Role> {
        if !self.are_builtin() || key.split(' ').any(has_orders) {
            return self.iter().collect();
        }
        let first = key.split(' ').next().unwrap_or_default();
        begun(first).into_iter().map(|at| &self.all()[at]).collect()
    }

    /// The roles with this id, name, alias or short form (a key). Ids win over names, names over short forms.
    fn with_name(&self, key: &str) -> Vec<RoleId> {
        let singular = singular(key);
        let is = |text: &str| is_key(text, key) || is_key(text, singular);
        let roles = self.candidates(key);
        let mut named = roles.iter();
        if let Some(role) = named.find(|role| is(&role.id) || is(&role.name)) {
            return vec![role.id.to_string()];
        }
        let written: Vec<String> = key.split(' ').map(str::to_owned).collect();
        let has_orders = written.iter().any(|word| has_orders(word));
        let mut named = roles.iter();
        if let Some(role) = named.find(|role| {
            role.aliases.iter().any(|alias| is(alias))
                || has_orders
                    && role.name.contains(" of ")
                    && std::iter::once(&role.name)
                        .chain(role.aliases.iter())
                        .any(|name| super::matcher::variants(split_lower(name)).contains(&written))
        }) {
            return vec![role.id.to_string()];
        }
        let reads = |form| roles.iter().filter(move |role| role.has_short(form));
        reads(singular)
            .chain(reads(key).filter(|_| key != singular))
            .map(|role| role.id.to_string())
            .collect()
    }

    /// What to say of a short form that several roles share.
    fn note(&self, name: &str, key: &str, roles: &[RoleId]) -> Option<String> {
        let names = |ids: &mut dyn Iterator<Item = &str>| {
            ids.map(|id| self.name(id).into_owned())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let all = names(&mut roles.iter().map(String::as_str));
        if roles.len() > 1 {
            return Some(format!("{name} can be {all}; taken for any of them"));
        }
        let readings = self.readings(key);
        let mut others = readings
            .iter()
            .map(|role| &*role.id)
            .filter(|id| !roles.iter().any(|role| role == id));
        let others = names(&mut others);
        (!others.is_empty()).then(|| {
            format!("{name} was taken for {all}; it can also be {others}: name it in full for that")
        })
    }

    fn below(&self, roles: &[RoleId], known: &[RoleId]) -> Vec<RoleId> {
        let mut below: Vec<RoleId> = Vec::new();
        loop {
            let is_above = |id: &str| roles.iter().chain(&below).any(|role| role == id);
            let next: Vec<RoleId> = self
                .iter()
                .filter(|role| role.parent.as_deref().is_some_and(is_above) && !is_above(&role.id))
                .map(|role| role.id.to_string())
                .collect();
            if next.is_empty() {
                break;
            }
            below.extend(next);
        }
        // A discovered role is a child of the one that its name ends with: "regional-sales-manager".
        let ends_so = |known: &&RoleId| {
            self.is_discovered(known)
                && roles.iter().chain(&below).any(|role| {
                    known
                        .strip_suffix(role.as_str())
                        .is_some_and(|modifiers| modifiers.ends_with('-'))
                })
        };
        let discovered: Vec<RoleId> = known.iter().filter(ends_so).cloned().collect();
        below.extend(discovered);
        below
    }

    /// The ambiguous short forms that can mean one of these roles, as the ids that open passages carry.
    fn open_forms(&self, roles: &[RoleId]) -> Vec<RoleId> {
        let forms = roles
            .iter()
            .filter_map(|id| self.get(id))
            .flat_map(|role| role.short.iter())
            .map(|form| form.to_lowercase());
        let mut open: Vec<RoleId> = forms.filter(|form| self.is_ambiguous(form)).collect();
        open.sort();
        open.dedup();
        open
    }

    fn suggest(&self, key: &str, known: &[RoleId]) -> Vec<String> {
        let mut near: Vec<(f64, &str)> = Vec::new();
        if key.len() > LONGEST_MISTYPED {
            return Vec::new();
        }
        let names = self.iter().flat_map(|role| {
            let others = role.aliases.iter().chain(role.short.iter());
            let all = std::iter::once(&role.name).chain(others);
            all.map(|name| (&*role.id, split_lower(name).join(" ")))
                .chain([(&*role.id, role.id.replace('-', " "))])
        });
        let known = known.iter().map(|id| (id.as_str(), id.replace('-', " ")));
        for (id, name) in names.chain(known) {
            let score = strsim::jaro_winkler(key, &name)
                .max(strsim::normalized_damerau_levenshtein(key, &name));
            match near.iter_mut().find(|(_, other)| *other == id) {
                Some(best) => best.0 = best.0.max(score),
                None => near.push((score, id)),
            }
        }
        near.retain(|(score, _)| *score >= NEAR);
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let best = near.into_iter().take(SUGGESTIONS);
        best.map(|(_, id)| id.to_owned()).collect()
    }
}

/// Which built-in roles have a name that begins with this word, or with its singular.
fn begun(word: &str) -> BTreeSet<usize> {
    let with = |word: &str| {
        let at = FIRST_WORDS.binary_search_by_key(&word, |(first, _)| first);
        at.map_or(&[][..], |at| FIRST_WORDS[at].1)
    };
    let roles = with(word).iter().chain(with(singular(word)));
    roles.map(|role| usize::from(*role)).collect()
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// Only roles with such a word have their names in several orders; asking all the others would cost most of a query's
/// time.
fn has_orders(word: &str) -> bool {
    matches!(word, "vp" | "svp" | "evp" | "president" | "director")
}

/// Whether a text of the file is the key, without making a new string of it.
fn is_key(text: &str, key: &str) -> bool {
    text.len() == key.len() && begins_with(text, key)
}

fn begins_with(text: &str, key: &str) -> bool {
    let (text, key) = (text.as_bytes(), key.as_bytes());
    let is = |a: u8, b: u8| a.eq_ignore_ascii_case(&b) || matches!(a, b'-' | b'/') && b == b' ';
    match (text, key) {
        // Most texts are done with here.
        ([a, ..], [b, ..]) if !is(*a, *b) => false,
        _ => text.len() >= key.len() && text.iter().zip(key).all(|(a, b)| is(*a, *b)),
    }
}

/// A name in small letters, its words joined by single blanks.
fn key(name: &str) -> String {
    split_lower(name).join(" ")
}
