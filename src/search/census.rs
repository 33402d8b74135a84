//! A census counts, for every role of the index, the passages and articles that speak of it.

use std::collections::BTreeMap;

use crate::Result;
use crate::index::Index;
use crate::passage::RoleId;

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
}

/// Counts every role, the one with most passages first.
pub fn census(index: &Index) -> Result<Vec<Count>> {
    let roles = index.roles();
    let mut counts: BTreeMap<RoleId, Count> = BTreeMap::new();
    let mut seen: BTreeMap<RoleId, String> = BTreeMap::new();
    for entry in index.passages()? {
        let (passage, source) = entry?;
        for about in &passage.about {
            let count = counts
                .entry(about.role.clone())
                .or_insert_with(|| empty(&about.role));
            count.about += 1;
            count.primary += usize::from(about.primary);
            // Passages come article by article, so the last article seen tells whether this is another.
            if seen.get(&about.role) != Some(&source.path) {
                seen.insert(about.role.clone(), source.path.clone());
                count.articles += 1;
            }
        }
        for role in &passage.mentions {
            counts
                .entry(role.clone())
                .or_insert_with(|| empty(role))
                .mentions += 1;
        }
    }
    let mut counts: Vec<Count> = counts.into_values().collect();
    for count in &mut counts {
        count.name = roles.name(&count.id).into_owned();
        count.discovered = roles.is_discovered(&count.id);
        if roles.is_ambiguous(&count.id) {
            count.readings = roles
                .readings(&count.id)
                .iter()
                .map(|role| role.name.to_string())
                .collect();
        }
    }
    counts.sort_by(|a, b| {
        (b.about, b.mentions)
            .cmp(&(a.about, a.mentions))
            .then(a.id.cmp(&b.id))
    });
    Ok(counts)
}

fn empty(id: &str) -> Count {
    Count {
        id: id.to_owned(),
        name: String::new(),
        about: 0,
        primary: 0,
        mentions: 0,
        articles: 0,
        discovered: false,
        readings: Vec::new(),
    }
}
