//! A comparison sets roles side by side: the same question to each, or what sets them apart.

use std::collections::HashSet;

pub use super::contrast::Term;
use super::contrast::{Bag, scores, stems, terms};
use super::discovered::discovered;
use super::fold::folded;
use super::{Hit, Question};
use crate::document::Source;
use crate::index::Index;
use crate::passage::{Evidence, Passage, RoleId};
use crate::role::Roles;
use crate::{Error, Result};

/// How many terms a side shows.
const TERMS: usize = 12;
/// How many rows of tables are shown. A longer table is data, and each row is held against all before it.
const ROWS: usize = 200;
/// A passage about several of the roles says less of each.
const SHARED: f64 = 0.5;

/// Roles side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The words they are compared on; empty where the question is what sets them apart.
    pub words: String,
    /// One a role, in the order they were asked for.
    pub sides: Vec<Side>,
    /// Rows of tables that compare two or more of the roles, first in every form of the answer.
    pub rows: Vec<Hit>,
    /// What a person should know; for stderr.
    pub notes: Vec<String>,
}

/// One role of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The role.
    pub role: RoleId,
    /// What it is called.
    pub name: String,
    /// How many passages there are about it (with the words, if there are any).
    pub total: usize,
    /// The best of them.
    pub hits: Vec<Hit>,
    /// The words that set it apart, the strongest first; empty where the roles are compared on words.
    pub terms: Vec<Term>,
}

/// Splits the arguments of `compare`: the leading ones that are roles are roles, the rest are words.
pub fn arguments(index: &Index, arguments: &[String]) -> Result<(Vec<RoleId>, String)> {
    let known = discovered(index.searcher(), index.fields(), index.roles())?;
    let roles = index.roles();
    let mut chosen: Vec<RoleId> = Vec::new();
    for (at, argument) in arguments.iter().enumerate() {
        match roles.resolve_among(argument, &known) {
            Ok(resolved) => {
                let id = resolved.roles[0].clone();
                if !chosen.contains(&id) {
                    chosen.push(id);
                }
            }
            Err(error) if chosen.len() < 2 => return Err(error),
            Err(_) => return Ok((chosen, arguments[at..].join(" "))),
        }
    }
    if chosen.len() < 2 {
        return Err(Error::Query {
            column: 1,
            message: "compare takes two or more different roles, as in `compare cto cpo`".into(),
        });
    }
    Ok((chosen, String::new()))
}

/// Compares roles, on words or without.
pub fn run(
    index: &Index,
    roles: &[RoleId],
    words: &str,
    limit: usize,
    exact: bool,
) -> Result<Comparison> {
    let all = about(index, roles, exact)?;
    let mut notes = Vec::new();
    let sides = if words.trim().is_empty() {
        apart(index.roles(), roles, &all, limit)
    } else {
        asked(index, roles, words, limit, exact, &mut notes)?
    };
    Ok(Comparison {
        words: words.trim().to_owned(),
        sides,
        rows: rows(&all, words, &mut notes),
        notes,
    })
}

/// A passage about at least one of the roles.
struct About {
    passage: Passage,
    source: Source,
    /// Which of the roles, by place.
    roles: Vec<usize>,
    /// Mainly about this one.
    primary: Option<usize>,
}

fn about(index: &Index, roles: &[RoleId], exact: bool) -> Result<Vec<About>> {
    let ids: Vec<Vec<RoleId>> = roles
        .iter()
        .map(|role| match index.roles().resolve(role) {
            Ok(resolved) => resolved.ids(exact),
            // Discovered: it is in no file, and has no children.
            Err(_) => vec![role.clone()],
        })
        .collect();
    let side = |id: &str| {
        let exact = roles.iter().position(|role| role == id);
        exact.or_else(|| ids.iter().position(|ids| ids.iter().any(|one| one == id)))
    };
    let mut all = Vec::new();
    for entry in index.passages()? {
        let (passage, source) = entry?;
        let mut sides: Vec<usize> = passage
            .about
            .iter()
            .filter_map(|about| side(&about.role))
            .collect();
        sides.sort_unstable();
        sides.dedup();
        let primary = passage
            .about
            .iter()
            .find(|about| about.primary)
            .and_then(|about| side(&about.role));
        if !sides.is_empty() {
            all.push(About {
                passage,
                source,
                roles: sides,
                primary,
            });
        }
    }
    Ok(all)
}

/// The same question to each role.
fn asked(
    index: &Index,
    roles: &[RoleId],
    words: &str,
    limit: usize,
    exact: bool,
    notes: &mut Vec<String>,
) -> Result<Vec<Side>> {
    let mut sides = Vec::new();
    let mut unknown = Vec::new();
    for role in roles {
        let mut question = Question::parse(words)?;
        // By its full name: nobody need be told again what a short form was taken for.
        question.roles = vec![index.roles().name(role).into_owned()];
        question.exact_role = exact;
        question.limit = limit;
        let hits = super::run(index, index.roles(), &question)?;
        for note in hits.notes {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        unknown = hits.unknown;
        sides.push(Side {
            role: role.clone(),
            name: index.roles().name(role).into_owned(),
            total: hits.total,
            hits: hits.hits,
            terms: Vec::new(),
        });
    }
    notes.extend(super::suggestions(index, &unknown)?);
    Ok(sides)
}

/// What sets the roles apart: terms, and the passages that have most of them.
fn apart(roles: &Roles, ids: &[RoleId], all: &[About], limit: usize) -> Vec<Side> {
    let names: Vec<String> = ids.iter().flat_map(|id| names_of(roles, id)).collect();
    let left_out = stems(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut bags: Vec<Bag> = ids.iter().map(|_| Bag::default()).collect();
    // The same passage saved twice is one voice.
    let mut met = HashSet::new();
    for about in all {
        if let [one] = about.roles[..]
            && met.insert(about.passage.text.as_str())
        {
            bags[one].add(&about.passage.text, &left_out);
        }
    }
    let scores = scores(&bags);
    ids.iter()
        .enumerate()
        .map(|(at, id)| {
            let mut best: Vec<(f64, &About)> = all
                .iter()
                .filter(|about| about.roles.contains(&at))
                .map(|about| {
                    let alone = if about.primary == Some(at) || about.roles.len() == 1 {
                        1.0
                    } else {
                        SHARED
                    };
                    (
                        alone
                            * sureness(&about.passage, id)
                            * Bag::weigh(&about.passage.text, &scores[at]),
                        about,
                    )
                })
                .collect();
            // Equals stay in the order of the index: article by article, from the top.
            best.sort_by(|a, b| b.0.total_cmp(&a.0));
            Side {
                role: id.clone(),
                name: roles.name(id).into_owned(),
                total: best.len(),
                hits: folded(
                    best.into_iter()
                        .map(|(score, about)| (score as f32, &about.passage, &about.source)),
                    limit,
                ),
                terms: terms(&bags[at], &scores[at], TERMS),
            }
        })
        .collect()
}

/// A passage that names its role shows more than one that has it from the title.
fn sureness(passage: &Passage, role: &str) -> f64 {
    let evidence = passage
        .about
        .iter()
        .find(|about| about.role == role)
        .map(|about| about.evidence);
    match evidence {
        Some(Evidence::Title | Evidence::Context) => 0.8,
        _ => 1.0,
    }
}

/// The role's names, which set nothing apart.
fn names_of(roles: &Roles, id: &str) -> Vec<String> {
    let mut names = vec![roles.name(id).into_owned(), id.replace('-', " ")];
    if let Some(role) = roles.get(id) {
        // "Technical" is in an alias of the CTO, and tells a lot: aliases stay.
        names.extend(
            role.short
                .iter()
                .flat_map(|short| [short.to_string(), format!("{short}s")]),
        );
    }
    names
}

/// Rows of tables about two or more of the roles; with words, those that have one of them.
fn rows(all: &[About], words: &str, notes: &mut Vec<String>) -> Vec<Hit> {
    let wanted: HashSet<String> = stems(&[words]);
    let compares = |about: &&About| {
        about.roles.len() > 1
            && !about.passage.cells.is_empty()
            && (wanted.is_empty() || !stems(&[&about.passage.text]).is_disjoint(&wanted))
    };
    let all: Vec<&About> = all.iter().filter(compares).collect();
    let best = all.iter().map(|about| (0.0, &about.passage, &about.source));
    let rows = folded(best, ROWS);
    let shown: usize = rows.iter().map(|row| 1 + row.also.len()).sum();
    if shown < all.len() {
        let total = all.len();
        notes.push(format!(
            "{total} rows of tables compare these roles, the first {ROWS} are shown; give words to choose among them"
        ));
    }
    rows
}
