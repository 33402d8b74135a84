//! A plan is a question held against the index: the words to look for, what must and must not be there, what to mark.

use tantivy::query::{Occur, Query};

use super::filter;
use super::held::Held;
use super::highlight::Marks;
use super::listed::any;
use super::question::{Atom, Clause, Question};
use crate::error::Result;
use crate::index::Index;
use crate::role::Roles;

pub mod asked;
mod atom;
mod kin;
mod names;
mod reader;
mod spelling;

use asked::Asked;
use atom::{exclude, want};
use kin::{add_kin, add_words};
use names::whole_names;
use reader::WordReader;
use spelling::other_spellings;

/// What the ranking and the highlights work from.
#[derive(Debug, Default)]
pub struct Plan {
    /// The words that score.
    pub words: Vec<Sought>,
    /// The roles that the words name, each with the words that name it.
    pub roles: Vec<NamedRole>,
    /// What a passage must or must not have, whatever its score.
    pub conditions: Vec<(Occur, Box<dyn Query>)>,
    /// What to mark in a text.
    pub marks: Marks,
    /// What kind of answer the question asks for.
    pub asked: Option<Asked>,
    /// For the person who asked.
    pub notes: Vec<String>,
}

/// A word that a question looks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Sought {
    /// As the person wrote it, for explanations.
    pub shown: String,
    /// As in the stemmed fields; `None` for a word that is looked for as it is (out of a prefix).
    pub stem: Option<String>,
    /// As in the exact field; `None` for a form that only the stemmed fields have (a joined compound).
    pub exact: Option<String>,
    /// How often it was asked for; less than 1 for a form that the question does not have itself.
    pub weight: f32,
    /// Its place among the words of the question; `None` for a form beside the words.
    pub place: Option<usize>,
    /// It is marked wherever it stands; the words of a phrase are marked only as the phrase.
    pub is_marked: bool,
}

/// A role that the question's words name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedRole {
    /// Its id.
    pub id: String,
    /// The words that name it.
    pub shown: String,
    /// 1, or its share where the words may mean several roles.
    pub weight: f32,
}

/// Holds a question against an index.
pub fn plan(index: &Index, roles: &Roles, question: &Question) -> Result<Plan> {
    let held = &Held {
        index,
        roles,
        question,
    };
    let mut plan = Plan {
        notes: question.notes.clone(),
        ..Plan::default()
    };
    let mut reader = WordReader::new();
    let mut plain = String::new();
    for clause in whole_names(held, &mut plan.notes)?.iter() {
        match clause {
            Clause::Want(atoms) => {
                let mut conditions = Vec::new();
                for atom in atoms {
                    conditions.push(want(held, atom, &mut reader, &mut plan)?);
                    if let Atom::Text(text) = atom {
                        plain.push_str(text);
                        plain.push(' ');
                    }
                }
                // A condition with a plain word for an alternative excludes nothing.
                if let Some(conditions) = conditions.into_iter().collect::<Option<Vec<_>>>() {
                    plan.conditions.push((Occur::Must, any(conditions)));
                }
            }
            Clause::Not(atom) => {
                plan.conditions
                    .extend(exclude(held, atom, &mut plan.notes)?);
            }
        }
    }
    let flags = filter::flags(held, &mut plan.notes)?;
    plan.conditions
        .extend(flags.into_iter().map(|flag| (Occur::Must, flag)));
    plan.words = reader.finish(&mut plan.notes);
    other_spellings(index.searcher(), index.fields(), &mut plan)?;
    add_kin(&mut plan);
    let named = roles.named_in(&plain);
    plan.asked = Asked::of(&plain, &named);
    if let Some(asked) = plan.asked {
        add_words(&mut plan, asked.words());
    }
    for named in named {
        let weight = 1.0 / named.roles.len().max(1) as f32;
        let shown = plain[named.range].to_owned();
        plan.roles
            .extend(named.roles.into_iter().map(|id| NamedRole {
                id,
                shown: shown.clone(),
                weight,
            }));
    }
    for role in plan.roles.iter().filter_map(|named| roles.get(&named.id)) {
        for name in std::iter::once(&role.name)
            .chain(role.aliases.iter())
            .chain(role.short.iter())
        {
            plan.marks.add_name(name);
        }
    }
    for word in &plan.words {
        match (&word.stem, &word.exact) {
            _ if !word.is_marked => {}
            (Some(stem), _) => plan.marks.add_stem(stem),
            (None, Some(exact)) => plan.marks.add_exact(exact),
            _ => {}
        }
    }
    Ok(plan)
}
