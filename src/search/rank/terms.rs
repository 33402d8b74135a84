//! The terms of a question, each with its field and its weight.

use tantivy::Term;
use tantivy::query::{BoostQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::Recipe;
use crate::index::schema::Fields;
use crate::search::plan::Plan;

pub(super) const BODY: &str = "body";
pub(super) const ROLE: &str = "role";

/// One term of the first look, and the line of an explanation it belongs to.
pub struct Scored<'a> {
    /// The line.
    pub part: &'static str,
    /// The word, or the name of the role, as it was asked for.
    pub shown: &'a str,
    /// What is looked for.
    pub term: Term,
    /// It is worth no more than this term at this weight.
    pub most: Option<(Term, f32)>,
    /// What it is worth.
    pub weight: f32,
}

/// The recipe, word by word.
pub fn terms<'a>(fields: &Fields, plan: &'a Plan, recipe: &Recipe) -> Vec<Scored<'a>> {
    let mut terms = Vec::with_capacity(plan.words.len() * 3 + plan.roles.len() * 3);
    for word in &plan.words {
        let mut add = |part, field, text: &str, weight: f32| {
            let term = Term::from_field_text(field, text);
            terms.push(Scored {
                part,
                shown: &word.shown,
                term,
                most: None,
                weight: weight * word.weight,
            });
        };
        match (&word.stem, &word.exact) {
            (Some(stem), exact) => {
                add(BODY, fields.flat, stem, recipe.body);
                add("title", fields.title, stem, recipe.title);
                if let Some(exact) = exact {
                    add("exact form", fields.exact, exact, recipe.exact);
                }
            }
            (None, Some(exact)) => add(BODY, fields.exact, exact, recipe.body),
            (None, None) => {}
        }
    }
    // Where most passages are about a role few only mention it, and are not the better for being few. Of two roles that are
    // named, what is about one and mentions the other tells of both.
    let is_one = plan
        .roles
        .iter()
        .all(|role| role.shown == plan.roles[0].shown);
    for role in &plan.roles {
        let about = Term::from_field_text(fields.about, &role.id);
        let mentions = Term::from_field_text(fields.mentions, &role.id);
        let most = if is_one {
            recipe.mentions
        } else {
            recipe.about
        };
        let most = Some((about.clone(), most * role.weight));
        for (term, most, weight) in [
            (about, None, recipe.about),
            (mentions, most, recipe.mentions),
        ] {
            terms.push(Scored {
                part: ROLE,
                shown: &role.shown,
                term,
                most,
                weight: weight * role.weight,
            });
        }
    }
    terms.retain(|term| term.weight > 0.0);
    terms
}

impl Scored<'_> {
    /// As a query of its own.
    pub fn query(&self) -> Box<dyn Query> {
        let term = TermQuery::new(self.term.clone(), IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(term), self.weight))
    }
}
