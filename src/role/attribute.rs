//! The attribution says which roles each passage is about, on what evidence, and which it only mentions.

use super::matcher::{Mention, What};
use super::roles::Roles;
use crate::document::Document;
use crate::passage::{Attribution, Evidence, Passage, RoleId};

/// Attributes every passage: its own words first, then its lead, its headings from the nearest up, the title last.
pub fn attribute(_document: &Document, mut passages: Vec<Passage>, roles: &Roles) -> Vec<Passage> {
    for passage in &mut passages {
        let own = named(&passage.text, roles);
        let lead = passage.lead.as_deref().unwrap_or_default();
        let headings = passage
            .headings
            .iter()
            .rev()
            .map(|text| (Evidence::Heading, text.as_str()));
        let title = passage
            .headings
            .first()
            .map(|text| (Evidence::Title, text.as_str()));
        let mut sources = std::iter::once((Evidence::Lead, lead))
            .chain(headings.take(passage.headings.len().saturating_sub(1)))
            .chain(title)
            .map(|(evidence, text)| (evidence, named(text, roles)));
        let (evidence, about) = match own.is_empty() {
            false => (Evidence::Words, own),
            true => sources
                .find(|(_, roles)| !roles.is_empty())
                .unwrap_or((Evidence::Title, Vec::new())),
        };
        let alone = about.len() == 1;
        passage.about = about
            .into_iter()
            .map(|role| Attribution {
                role,
                evidence,
                primary: alone,
                confidence: 0.5,
            })
            .collect();
    }
    passages
}

fn named(text: &str, roles: &Roles) -> Vec<RoleId> {
    let matcher = roles.matcher();
    let words = matcher.words(text);
    let mut ids: Vec<RoleId> = Vec::new();
    for Mention { what, .. } in matcher.find(text, &words, &[]) {
        let id = match what {
            What::Role(at) => roles.all()[at as usize].id.to_string(),
            What::Open(at) => matcher.forms[at as usize].text.to_lowercase(),
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}
