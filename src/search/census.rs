//! A census counts, for every role of the index, the passages and articles that speak of it.

use std::collections::{BTreeMap, HashSet};

use crate::Result;
use crate::index::Index;
use crate::passage::{Passage, RoleId};
use crate::role::Roles;

/// What the index holds on one role.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    /// The role.
    pub id: RoleId,
    /// What it is called.
    pub name: String,
    /// Passages about it.
    pub about: usize,
    /// Those of them that are mainly about it.
    pub primary: usize,
    /// Passages that only mention it.
    pub mentions: usize,
    /// Articles with a passage about it.
    pub articles: usize,
    /// It stands in no roles file; an article's title or heading named it.
    pub discovered: bool,
    /// It is a short form that its articles leave open, with what it can stand for.
    pub readings: Vec<String>,
    /// The article of the last passage about it.
    #[serde(skip)]
    last: Option<String>,
}

/// The roles that are known, but of which the index says nothing, by id.
pub fn unfound(index: &Index, counts: &[Count]) -> Vec<Count> {
    let found: HashSet<&str> = counts.iter().map(|count| count.id.as_str()).collect();
    let roles = index.roles().iter();
    let unfound = roles.filter(|role| !found.contains(&*role.id));
    let mut unfound: Vec<Count> = unfound
        .map(|role| Count::new(index.roles(), &role.id))
        .collect();
    unfound.sort_by(|a, b| a.id.cmp(&b.id));
    unfound
}

/// Counts every role that a passage is about or mentions, the one with most passages first.
pub fn census(index: &Index) -> Result<Vec<Count>> {
    let roles = index.roles();
    let mut counts: BTreeMap<RoleId, Count> = BTreeMap::new();
    for entry in index.passages()? {
        let (passage, _) = entry?;
        let about = passage.about.iter().map(|about| &about.role);
        for role in about.chain(&passage.mentions) {
            counts
                .entry(role.clone())
                .or_insert_with(|| Count::new(roles, role))
                .see(&passage);
        }
    }
    let mut counts: Vec<Count> = counts.into_values().collect();
    counts.sort_by(|a, b| {
        (b.about, b.mentions)
            .cmp(&(a.about, a.mentions))
            .then(a.id.cmp(&b.id))
    });
    Ok(counts)
}

impl Count {
    /// Of a role of which nothing is seen yet.
    pub(super) fn new(roles: &Roles, id: &str) -> Count {
        let readings = roles.is_ambiguous(id).then(|| roles.readings(id));
        Count {
            id: id.to_owned(),
            name: roles.name(id).into_owned(),
            about: 0,
            primary: 0,
            mentions: 0,
            articles: 0,
            discovered: roles.is_discovered(id),
            readings: readings
                .into_iter()
                .flatten()
                .map(|role| role.name.to_string())
                .collect(),
            last: None,
        }
    }

    /// Counts a passage. They come article by article, so the one before tells whether this begins another.
    pub(super) fn see(&mut self, passage: &Passage) {
        self.mentions += usize::from(passage.mentions.contains(&self.id));
        let Some(about) = passage.about.iter().find(|about| about.role == self.id) else {
            return;
        };
        self.about += 1;
        self.primary += usize::from(about.primary);
        if self.last.as_deref() != Some(passage.article()) {
            self.last = Some(passage.article().to_owned());
            self.articles += 1;
        }
    }
}
