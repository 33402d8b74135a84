//! The ranking: which passages match best, in one place, with every weight by name. `docs/ranking.md` has the figures.

use std::cmp::Ordering;

use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, Occur, Query};
use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher, Term};

use super::ids::{Ids, best_to_front};
use super::plan::Plan;
use crate::error::Result;
use crate::index::schema::Fields;

mod terms;
mod bm25;
mod posted;
mod first;
mod second;
mod near;
mod explain;

pub use explain::explain;
use first::first_look;
use near::{line, nearness};
use posted::posted;
use second::second_look;
pub(super) use terms::terms;
use terms::{BODY, ROLE};

/// The weights, in units of one BM25 score.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// Title, headings, lead and text together, stemmed.
    pub body: f32,
    /// Title and headings alone.
    pub title: f32,
    /// The words as typed, unstemmed.
    pub exact: f32,
    /// Neighbouring words of the question that stand near each other.
    pub near: f32,
    /// Within how many words.
    pub window: u32,
    /// A passage about the role that the question names.
    pub about: f32,
    /// A passage that mentions it.
    pub mentions: f32,
    /// A passage shorter than this share of the mean counts as that long: a fragment is not the better for being one.
    pub shortest: f32,
    /// For articles: the best of its passages, beside all of it.
    pub best: f32,
    /// For passages and for articles: a better one that says the very same, beside the own score.
    pub alike: f32,
    /// How many of the best by body and roles get the second look.
    pub depth: usize,
}

/// The recipe in use; `docs/ranking.md` says what each weight was chosen by.
pub const RECIPE: Recipe = Recipe {
    body: 1.0,
    title: 0.5,
    exact: 0.3,
    near: 0.2,
    window: 8,
    about: 1.0,
    mentions: 0.5,
    shortest: 1.0,
    best: 0.75,
    alike: 1.0,
    depth: 200,
};

/// A passage with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Which one.
    pub address: DocAddress,
    /// Higher is better.
    pub score: f32,
}

/// Counts for BM25. A field of ids has no lengths that anyone counted; its mean length is 1.
struct Counts<'a>(&'a dyn Bm25StatisticsProvider);

impl Bm25StatisticsProvider for Counts<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        match self.0.total_num_tokens(field)? {
            0 => self.total_num_docs(),
            tokens => Ok(tokens),
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.0.total_num_docs()?.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        // Never more than there are passages, which tantivy insists on.
        Ok(self.0.doc_freq(term)?.min(self.total_num_docs()?))
    }
}

/// What matches: any of the words, under the plan's conditions. Whatever has a word in its title or in its exact form has
/// it in its body, so these need not be asked: they count in the second look.
pub fn query(fields: &Fields, plan: &Plan, recipe: &Recipe) -> BooleanQuery {
    let words = terms(fields, plan, recipe)
        .iter()
        .filter(|term| matches!(term.part, BODY | ROLE))
        .map(|term| (Occur::Should, term.query()))
        .collect();
    if plan.conditions.is_empty() {
        return BooleanQuery::new(words);
    }
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = plan
        .conditions
        .iter()
        .map(|(occur, condition)| (*occur, condition.box_clone()))
        .collect();
    if !plan.words.is_empty() {
        clauses.push((Occur::Must, Box::new(BooleanQuery::new(words))));
    }
    BooleanQuery::new(clauses)
}

/// What matches, and the best of it.
#[derive(Debug)]
pub struct Found {
    /// How many passages match.
    pub total: usize,
    /// The best of them, best first; ties in the order of the index.
    pub ranked: Vec<Ranked>,
}

/// The best passages, at least `most` if there are as many. `ids` say which of equal ones are looked at; without them it is
/// the order of the index.
pub fn best(
    searcher: &Searcher,
    statistics: &dyn Bm25StatisticsProvider,
    fields: &Fields,
    plan: &Plan,
    recipe: &Recipe,
    most: usize,
    ids: Option<&Ids>,
) -> Result<Found> {
    let statistics = &Counts(statistics);
    let terms = terms(fields, plan, recipe);
    let terms = posted(searcher, statistics, terms, recipe.shortest)?;
    let most = most.max(recipe.depth);
    let (total, mut ranked) = first_look(searcher, plan, &terms, most)?;
    best_to_front(&mut ranked, most, |ranked| *ranked, ids)?;
    ranked.truncate(most);
    let line = line(fields, plan, &terms);
    let has = second_look(searcher, &terms, &line, &mut ranked)?;
    let mut ranked: Vec<(Ranked, u64)> = ranked.into_iter().zip(has).collect();
    best_to_front(&mut ranked, recipe.depth, |(ranked, _)| *ranked, ids)?;
    let (mut ranked, has): (Vec<Ranked>, Vec<u64>) = ranked.into_iter().unzip();
    let depth = ranked.len().min(recipe.depth);
    let (near, has) = (&ranked[..depth], &has[..depth]);
    let pairs = nearness(searcher, statistics, &terms, &line, recipe, near, has)?;
    for (ranked, pairs) in ranked.iter_mut().zip(pairs) {
        ranked.score += pairs.iter().map(|(_, score)| score).sum::<f32>();
    }
    for ranked in &mut ranked {
        ranked.score = rounded(ranked.score);
    }
    ranked.sort_unstable_by(best_first);
    Ok(Found { total, ranked })
}

/// By score, then in the order of the index.
pub(super) fn best_first(a: &Ranked, b: &Ranked) -> Ordering {
    b.score.total_cmp(&a.score).then(a.address.cmp(&b.address))
}

/// To four digits: what lies behind them is rounding, and no reason to rank one passage above another.
pub(super) fn rounded(score: f32) -> f32 {
    (score * 1e4).round() / 1e4
}
