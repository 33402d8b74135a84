//! A profile is what the index says of one role, by the kind of section that says it.

use std::collections::BTreeMap;

use super::Hit;
use super::census::Count;
use super::discovered::discovered;
use super::fold::folded;
use super::section::Section;
use crate::Result;
use crate::document::Source;
use crate::index::Index;
use crate::passage::{Evidence, Passage, RoleId};

/// What the index says of one role.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Which role, and how often it is spoken of.
    pub count: Count,
    /// The kind of work, where the roles file has it.
    pub family: Option<String>,
    /// The wider role.
    pub parent: Option<RoleId>,
    /// The roles below it.
    pub children: Vec<RoleId>,
    /// Those of them that passages are about, with how many, the most first.
    pub kinds: Vec<(RoleId, usize)>,
    /// Roles it is often taken for.
    pub not: Vec<RoleId>,
    /// Its names as passages write them, with how many passages do, the most frequent first.
    pub seen_as: Vec<(String, usize)>,
    /// What is said of it, kind by kind; kinds without a passage are left out.
    pub sections: Vec<(Section, Vec<Hit>)>,
}

/// The profile of a role, by any of its names; at most `limit` passages a section.
pub fn run(index: &Index, name: &str, limit: usize) -> Result<Profile> {
    let roles = index.roles();
    let resolved =
        roles.resolve_among(name, &discovered(index.searcher(), index.fields(), roles)?)?;
    let id = &resolved.roles[0];
    let mut count = Count::new(roles, id);
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    let mut said: BTreeMap<Section, Vec<(u8, Passage, Source)>> = BTreeMap::new();
    let children = match roles.resolve(id) {
        Ok(resolved) => resolved.children,
        // Discovered: it is in no file, and has none.
        Err(_) => Vec::new(),
    };
    let mut kinds: BTreeMap<&RoleId, usize> = BTreeMap::new();
    for entry in index.passages()? {
        let (passage, source) = entry?;
        count.see(&passage);
        for about in &passage.about {
            if let Some(kind) = children.iter().find(|kind| **kind == about.role) {
                *kinds.entry(kind).or_default() += 1;
            }
        }
        let about = passage.about.iter().find(|about| about.role == *id);
        if about.is_some() || passage.mentions.contains(id) {
            for form in roles.forms_in(&passage.text, id) {
                *forms.entry(form).or_default() += 1;
            }
        }
        let Some(about) = about else { continue };
        let order = order(about.primary, about.evidence);
        said.entry(Section::of(&passage, about.evidence))
            .or_default()
            .push((order, passage, source));
    }
    let mut seen_as: Vec<(String, usize)> = forms.into_iter().collect();
    seen_as.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let sections = said.into_iter().map(|(section, mut passages)| {
        passages.sort_by_key(|(order, ..)| *order);
        let passages = passages.iter();
        let hits = folded(
            passages.map(|(_, passage, source)| (0.0, passage, source)),
            limit,
        );
        (section, hits)
    });
    let mut kinds: Vec<(RoleId, usize)> = kinds
        .into_iter()
        .map(|(kind, count)| (kind.clone(), count))
        .collect();
    kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let role = roles.get(id);
    Ok(Profile {
        count,
        family: role.map(|role| role.family.to_string()),
        parent: role.and_then(|role| role.parent.as_deref().map(str::to_owned)),
        children,
        kinds,
        not: role
            .map(|role| role.not.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
        seen_as,
        sections: sections.collect(),
    })
}

/// Passages mainly about the role first, and of those the ones that name it.
fn order(primary: bool, evidence: Evidence) -> u8 {
    2 * u8::from(!primary) + u8::from(matches!(evidence, Evidence::Title | Evidence::Context))
}
