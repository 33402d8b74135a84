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

/// What the arguments of `compare` ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The leading arguments that are roles.
    pub roles: Vec<RoleId>,
    /// The others.
    pub words: String,
    /// What their names were taken for, where they have several meanings.
    pub notes: Vec<String>,
}

/// Between two roles these say that they are compared, and nothing more.
const BETWEEN: &[&str] = &["vs", "vs.", "versus", "and", "or", "with", "to"];
/// A role's name is looked for in so many arguments.
const MOST_WORDS: usize = 6;

/// Splits the arguments of `compare`: the leading ones that are roles are roles, the rest are words. A name of several words
/// need not be quoted.
pub fn arguments(index: &Index, arguments: &[String]) -> Result<Asked> {
    let known = discovered(index.searcher(), index.fields(), index.roles())?;
    let roles = index.roles();
    let is_role = |name: &str| roles.has_name(name, &known);
    let parts = |argument| match is_role(argument) {
        true => vec![argument],
        false => argument.split_whitespace().collect(),
    };
    let words: Vec<&str> = arguments
        .iter()
        .map(String::as_str)
        .flat_map(parts)
        .collect();
    let mut asked = Asked {
        roles: Vec::new(),
        words: String::new(),
        notes: Vec::new(),
    };
    let mut at = 0;
    while at < words.len() {
        // Two roles side by side are two, whatever their names together may be.
        let are_two = at + 1 < words.len() && is_role(words[at]) && is_role(words[at + 1]);
        let most = if are_two {
            1
        } else {
            MOST_WORDS.min(words.len() - at)
        };
        let name = |length| words[at..at + length].join(" ");
        let longest = (1..=most).rev().find(|length| is_role(&name(*length)));
        match roles.resolve_among(&name(longest.unwrap_or(1)), &known) {
            Ok(resolved) => {
                let id = resolved.roles[0].clone();
                if !asked.roles.contains(&id) {
                    asked.roles.push(id);
                    asked.notes.extend(resolved.note);
                }
            }
            Err(_) if !asked.roles.is_empty() && is_between(&words[at..], is_role) => {}
            Err(error) if asked.roles.len() < 2 => return Err(error),
            Err(_) => {
                asked.words = words[at..].join(" ");
                break;
            }
        }
        at += longest.unwrap_or(1);
    }
    if asked.roles.len() < 2 {
        return Err(Error::Query {
            message: "compare takes two or more different roles, as in `compare cto cpo`".into(),
        });
    }
    Ok(asked)
}

/// Does a role follow on a word that may stand between two?
fn is_between(words: &[&str], is_role: impl Fn(&str) -> bool) -> bool {
    let [word, behind @ ..] = words else {
        return false;
    };
    let most = MOST_WORDS.min(behind.len());
    BETWEEN.contains(&word.to_lowercase().as_str())
        && (1..=most).any(|length| is_role(&behind[..length].join(" ")))
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
    for side in sides.iter().filter(|side| side.total == 0) {
        let about = format!("no passage is about {}", side.name);
        let is_said = |note: &String| *note == about || note.starts_with(&format!("{about};"));
        if !notes.iter().any(is_said) {
            notes.push(match words.trim() {
                "" => about,
                _ => format!("{about} and has one of the words"),
            });
        }
    }
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
