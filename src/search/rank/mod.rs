//! The ranking: which passages match best, in one place, with every weight by name. `docs/ranking.md` has the figures.

use std::cmp::Ordering;

use tantivy::collector::TopDocs;
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, EnableScoring, Occur, Query};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocSet, Searcher, Term};

use super::plan::Plan;
use crate::index::schema::Fields;

mod explain;
mod near;
mod terms;

pub use explain::explain;
use near::nearness;
pub(super) use terms::terms;
use terms::{BODY, ROLE, Scored};

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
    /// For articles: the best of its passages, beside all of it.
    pub best: f32,
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
    best: 0.75,
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

/// What matches: any of the words, under the plan's conditions. tantivy answers a query of bare terms without touching
/// most of what matches (block-max WAND). Whatever has a word in its title or in its exact form has it in its body, so
/// these need not be asked: they count in the second look.
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

/// The best passages, at least `most` if there are as many, best first; ties in the order of the index.
pub fn best(
    searcher: &Searcher,
    statistics: &dyn Bm25StatisticsProvider,
    fields: &Fields,
    plan: &Plan,
    recipe: &Recipe,
    most: usize,
) -> tantivy::Result<Vec<Ranked>> {
    let statistics = &Counts(statistics);
    let collector = TopDocs::with_limit(most.max(recipe.depth)).order_by_score();
    let found = searcher.search_with_statistics_provider(
        &query(fields, plan, recipe),
        &collector,
        statistics,
    )?;
    let mut ranked: Vec<Ranked> = found
        .into_iter()
        .map(|(score, address)| Ranked { address, score })
        .collect();
    add_up(
        searcher,
        statistics,
        &terms(fields, plan, recipe),
        &mut ranked,
    )?;
    if ranked.len() > recipe.depth {
        ranked.sort_by(best_first);
    }
    let depth = ranked.len().min(recipe.depth);
    let pairs = nearness(searcher, fields, plan, recipe, statistics, &ranked[..depth])?;
    for (ranked, pairs) in ranked.iter_mut().zip(pairs) {
        ranked.score += pairs.iter().map(|(_, score)| score).sum::<f32>();
    }
    for ranked in &mut ranked {
        ranked.score = rounded(ranked.score);
    }
    ranked.sort_by(best_first);
    Ok(ranked)
}

fn best_first(a: &Ranked, b: &Ranked) -> Ordering {
    b.score.total_cmp(&a.score).then(a.address.cmp(&b.address))
}

/// Scores anew, word by word in one order: tantivy adds up in an order of its own, which depends on the segments, and so
/// would the last bits of a score. Leaves them in the order of the index.
fn add_up(
    searcher: &Searcher,
    statistics: &dyn Bm25StatisticsProvider,
    terms: &[Scored],
    ranked: &mut [Ranked],
) -> tantivy::Result<()> {
    ranked.sort_unstable_by_key(|ranked| ranked.address);
    for same in ranked.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
        let segment = searcher.segment_reader(same[0].address.segment_ord);
        same.iter_mut().for_each(|ranked| ranked.score = 0.0);
        for term in terms {
            let scoring = EnableScoring::enabled_from_statistics_provider(statistics, searcher);
            let mut scorer = term.query().weight(scoring)?.scorer(segment, 1.0)?;
            for ranked in same.iter_mut() {
                if scorer.doc() < ranked.address.doc_id {
                    scorer.seek(ranked.address.doc_id);
                }
                if scorer.doc() == ranked.address.doc_id {
                    ranked.score += scorer.score();
                }
            }
        }
    }
    Ok(())
}

/// To four digits: what lies behind them is rounding, and no reason to rank one passage above another.
fn rounded(score: f32) -> f32 {
    (score * 1e4).round() / 1e4
}
