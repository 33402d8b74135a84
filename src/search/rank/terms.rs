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
    /// What it counts as no rarer than.
    pub beside: Option<Term>,
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
                beside: None,
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
    // Of two roles that are named, what is about one and mentions the other tells of both.
    let is_one = plan
        .roles
        .iter()
        .all(|role| role.shown == plan.roles[0].shown);
    for role in &plan.roles {
        let about = Term::from_field_text(fields.about, &role.id);
        let mentions = Term::from_field_text(fields.mentions, &role.id);
        // Where most passages are about a role few only mention it, and are not the better for being few.
        let beside = is_one.then(|| about.clone());
        for (term, beside, weight) in [
            (about, None, recipe.about),
            (mentions, beside, recipe.mentions),
        ] {
            terms.push(Scored {
                part: ROLE,
                shown: &role.shown,
                term,
                beside,
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
