//! Evaluation: how good the ranking is on judged queries, whether it beats another, and how long a question takes.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::Instant;

use super::answer::run as ask;
use super::articles::Articles;
use super::question::Question;
use super::rank::RECIPE;
use super::ranking::ranking as rank;
use crate::error::Result;
use crate::index::Index;
use crate::role::Roles;

pub mod files;
mod measures;
pub mod significance;

pub use measures::Measures;
pub use significance::Difference;

/// How deep a run goes.
pub const RUN_DEPTH: usize = 1000;

/// What the judged ids are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Passages.
    Passage,
    /// Articles: an article answers by all that it says.
    Article,
}

/// What to evaluate.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Queries, `ID tab TEXT` a line.
    pub queries: &'a Path,
    /// Judgements, as TREC has them.
    pub qrels: &'a Path,
    /// What the judged ids are.
    pub by: By,
    /// Where to write the run.
    pub run_out: Option<&'a Path>,
    /// Another run to compare with.
    pub against: Option<&'a Path>,
}

/// What came out.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Report {
    /// How many queries have judgements.
    pub queries: usize,
    /// Queries without judgements, left out.
    pub unjudged: usize,
    /// Judged ids (relevant or not) that the index lacks.
    pub missing: usize,
    /// All judged ids.
    pub judged: usize,
    /// The means over all judged queries.
    pub mean: Measures,
    /// Each query by itself, in the order of the file.
    pub per_query: Vec<QueryReport>,
    /// Milliseconds that half of the questions took at most (top ten with highlights).
    pub p50_ms: f64,
    /// Milliseconds that 99 of 100 took at most.
    pub p99_ms: f64,
    /// The comparison with the other run.
    pub against: Option<Comparison>,
}

/// One query.
#[derive(Debug, Clone, serde::Serialize)]
pub struct QueryReport {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// How good its ranking is.
    #[serde(flatten)]
    pub measures: Measures,
}

/// This ranking against another.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Comparison {
    /// The other's means over the same queries.
    pub mean: Measures,
    /// Differences, by measure.
    pub ndcg10: Difference,
    /// Of average precision.
    pub map: Difference,
    /// Of the reciprocal rank.
    pub mrr10: Difference,
    /// Of recall.
    pub recall100: Difference,
}

/// Asks every judged query and measures the answers.
pub fn run(index: &Index, roles: &Roles, options: &Options<'_>) -> Result<Report> {
    let queries = files::queries(options.queries)?;
    let judgements = files::judgements(options.qrels)?;
    let articles = match options.by {
        By::Article => Some(Articles::new(index.searcher(), index.fields())?),
        By::Passage => None,
    };
    let mut rankings: Vec<(&str, Vec<(String, f32)>)> = Vec::new();
    let mut per_query = Vec::new();
    let mut times = Vec::new();
    for (id, text) in &queries {
        let Some(judged) = judgements.get(id) else {
            continue;
        };
        let question = Question::parse(text)?;
        let start = Instant::now();
        ask(index, roles, &question)?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        let articles = articles.as_ref();
        let ranking = rank(index, roles, &question, articles, &RECIPE, RUN_DEPTH)?;
        let ids: Vec<String> = ranking.iter().map(|(id, _)| id.clone()).collect();
        per_query.push(QueryReport {
            id: id.clone(),
            text: text.clone(),
            measures: Measures::of(&ids, judged),
        });
        rankings.push((id, ranking));
    }
    if let Some(path) = options.run_out {
        files::write_run(
            path,
            rankings
                .iter()
                .map(|(id, ranking)| (*id, ranking.as_slice())),
        )?;
    }
    let judged: HashSet<&String> = per_query
        .iter()
        .flat_map(|query| judgements[&query.id].keys())
        .collect();
    let known: HashSet<String> = match &articles {
        Some(articles) => articles.ids().map(str::to_owned).collect(),
        None => index
            .passages()?
            .map(|passage| Ok(passage?.0.id))
            .collect::<Result<_>>()?,
    };
    let against = match options.against {
        Some(path) => Some(compare(&per_query, &files::read_run(path)?, &judgements)),
        None => None,
    };
    let ours: Vec<Measures> = per_query.iter().map(|query| query.measures).collect();
    times.sort_by(f64::total_cmp);
    Ok(Report {
        queries: per_query.len(),
        unjudged: queries.len() - per_query.len(),
        missing: judged
            .iter()
            .filter(|id| !known.contains(id.as_str()))
            .count(),
        judged: judged.len(),
        mean: Measures::mean(&ours),
        per_query,
        p50_ms: quantile(&times, 0.5),
        p99_ms: quantile(&times, 0.99),
        against,
    })
}

/// Our answers beside those of another run.
fn compare(
    ours: &[QueryReport],
    run: &files::Run,
    judgements: &HashMap<String, measures::Judged>,
) -> Comparison {
    let theirs: Vec<Measures> = ours
        .iter()
        .map(|query| {
            let ranking = run.get(&query.id).into_iter().flatten();
            let ids: Vec<String> = ranking.map(|(id, _)| id.clone()).collect();
            Measures::of(&ids, &judgements[&query.id])
        })
        .collect();
    let of = |measure: fn(&Measures) -> f64| {
        let ours: Vec<f64> = ours.iter().map(|query| measure(&query.measures)).collect();
        let theirs: Vec<f64> = theirs.iter().map(measure).collect();
        significance::difference(&ours, &theirs)
    };
    Comparison {
        mean: Measures::mean(&theirs),
        ndcg10: of(|m| m.ndcg10),
        map: of(|m| m.map),
        mrr10: of(|m| m.mrr10),
        recall100: of(|m| m.recall100),
    }
}

/// The smallest of the sorted values that this share of them does not exceed.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or(0.0)
}
