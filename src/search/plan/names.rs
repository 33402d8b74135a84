//! A role's name of several words, given without quotes: `role:product manager`.

use std::borrow::Cow;

use crate::error::Result;
use crate::passage::RoleId;
use crate::search::discovered::discovered;
use crate::search::held::Held;
use crate::search::question::{Atom, Clause, Field};

/// A name is looked for in so many words.
const MOST_WORDS: usize = 6;

/// The clauses, with the words behind `role:product` drawn into it where that alone is no role and they make it one. Where
/// it is one, and the longer name too, it stays, and a note says so.
pub fn whole_names<'a>(held: &Held<'a>, notes: &mut Vec<String>) -> Result<Cow<'a, [Clause]>> {
    let mut whole = Cow::Borrowed(held.question.clauses.as_slice());
    let mut at = 0;
    while let Some(clause) = whole.get(at) {
        let found = match role_of(clause) {
            Some(first) => longest(held, first, &whole[at + 1..])?,
            None => None,
        };
        match found {
            Some(Longer {
                name,
                length,
                is_only: true,
            }) => {
                notes.push(format!("read as role:\"{name}\""));
                let atom = Atom::Field(Field::Role, name);
                let clause = match clause {
                    Clause::Want(_) => Clause::Want(vec![atom]),
                    Clause::Not(_) => Clause::Not(atom),
                };
                whole.to_mut().splice(at..=at + length, [clause]);
            }
            Some(Longer { name, .. }) => {
                notes.push(format!(
                    "{name} is a role too; write role:\"{name}\" for it"
                ));
            }
            None => {}
        }
        at += 1;
    }
    Ok(whole)
}

/// A role name that goes on in the words behind.
struct Longer {
    name: String,
    /// How many of them it takes.
    length: usize,
    /// Its first word alone is no role.
    is_only: bool,
}

/// The longest one.
fn longest(held: &Held, first: &str, behind: &[Clause]) -> Result<Option<Longer>> {
    let words = behind.iter().map_while(|clause| match clause {
        Clause::Want(atoms) => match atoms.as_slice() {
            [Atom::Text(word)] => Some(word.as_str()),
            _ => None,
        },
        Clause::Not(_) => None,
    });
    let words: Vec<&str> = words.take(MOST_WORDS - 1).collect();
    if words.is_empty() {
        return Ok(None);
    }
    // Discovered roles are looked for in the index only where the file has no such role.
    let is_only = !held.roles.has_name(first, &[]);
    let known: Vec<RoleId> = match is_only {
        true => discovered(held.index.searcher(), held.index.fields(), held.roles)?,
        false => Vec::new(),
    };
    let is_only = !held.roles.has_name(first, &known);
    Ok((1..=words.len()).rev().find_map(|length| {
        let name = format!("{first} {}", words[..length].join(" "));
        held.roles.has_name(&name, &known).then_some(Longer {
            name,
            length,
            is_only,
        })
    }))
}

/// The value of a `role:` that stands for itself.
fn role_of(clause: &Clause) -> Option<&str> {
    let atom = match clause {
        Clause::Want(atoms) => match atoms.as_slice() {
            [atom] => atom,
            _ => return None,
        },
        Clause::Not(atom) => atom,
    };
    match atom {
        Atom::Field(Field::Role, name) => Some(name),
        _ => None,
    }
}
