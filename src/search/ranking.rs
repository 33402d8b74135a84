//! A ranking is all that matches a question, best first, once the best have been held against each other.

use std::collections::{HashMap, HashSet};

use tantivy::DocAddress;
use tantivy::collector::DocSetCollector;

use super::alike::{Gist, HELD, gains};
use super::articles::{Articles, best_articles};
use super::ids::{Ids, settle_ties};
use super::plan::{Plan, plan};
use super::question::Question;
use super::rank::{Found, Ranked, Recipe, best, best_first, query, rounded};
use crate::error::Result;
use crate::index::{Index, Sourced};
use crate::role::Roles;

/// See the module.
pub struct Ranking {
    /// How many passages match.
    pub total: usize,
    /// The best of them.
    pub ranked: Vec<Ranked>,
    /// Those of them that were read on the way.
    pub read: HashMap<DocAddress, Read>,
}

/// A passage of a ranking that was read, and what it gained by others that are like it: by their ids.
pub struct Read {
    /// The passage.
    pub sourced: Sourced,
    /// The gains.
    pub gains: Vec<(String, f32)>,
}

/// The best passages, at least `most` if there are as many.
pub fn passages(
    index: &Index,
    plan: &Plan,
    ids: &Ids,
    recipe: &Recipe,
    most: usize,
) -> Result<Ranking> {
    let Found { total, mut ranked } = if plan.words.is_empty() {
        all(index, plan, ids, recipe)?
    } else {
        best(
            index.searcher(),
            &index.statistics(),
            index.fields(),
            plan,
            recipe,
            most,
            Some(ids),
        )?
    };
    settle_ties(&mut ranked, ids)?;
    let mut ranking = Ranking {
        total,
        ranked,
        read: HashMap::new(),
    };
    if !plan.words.is_empty() && recipe.alike > 0.0 {
        lift(index, ids, recipe, &mut ranking)?;
    }
    Ok(ranking)
}

/// Every passage that passes the filters, in the order of the articles: without words there is nothing to rank by.
fn all(index: &Index, plan: &Plan, ids: &Ids, recipe: &Recipe) -> Result<Found> {
    let matching = query(index.fields(), plan, recipe);
    let mut found = Vec::new();
    for address in index.searcher().search(&matching, &DocSetCollector)? {
        found.push((ids.article(address)?, ids.place(address), address));
    }
    found.sort_unstable();
    let ranked = found.into_iter().map(|(_, _, address)| Ranked {
        address,
        score: 0.0,
    });
    let ranked: Vec<Ranked> = ranked.collect();
    Ok(Found {
        total: ranked.len(),
        ranked,
    })
}

/// Holds the best against each other.
fn lift(index: &Index, ids: &Ids, recipe: &Recipe, ranking: &mut Ranking) -> Result<()> {
    let held = ranking.ranked.len().min(HELD);
    let held = &mut ranking.ranked[..held];
    let mut read = Vec::with_capacity(held.len());
    let mut gists = Vec::with_capacity(held.len());
    for ranked in held.iter() {
        let sourced = index.passage_at(ranked.address)?;
        gists.push(gist(std::iter::once(&sourced)));
        read.push(sourced);
    }
    let scores: Vec<f32> = held.iter().map(|ranked| ranked.score).collect();
    let gains = gains(&gists, &scores, recipe.alike);
    let names: Vec<String> = read.iter().map(|(passage, _)| passage.id.clone()).collect();
    for ((ranked, sourced), gains) in held.iter_mut().zip(read).zip(gains) {
        let gain: f32 = gains.iter().map(|(_, gain)| gain).sum();
        ranked.score = rounded(ranked.score + gain);
        let gains = gains
            .into_iter()
            .map(|(by, gain)| (names[by].clone(), gain));
        let gains = gains.collect();
        ranking.read.insert(ranked.address, Read { sourced, gains });
    }
    held.sort_unstable_by(best_first);
    settle_ties(held, ids)
}

/// The words of some passages of one article: what they share of title and headings counts once.
fn gist<'a>(passages: impl Iterator<Item = &'a Sourced>) -> Gist {
    let mut gist = Gist::default();
    let mut above = HashSet::new();
    for (passage, source) in passages {
        for heading in source.title.iter().chain(&passage.headings) {
            if above.insert(heading.as_str()) {
                gist.add(heading);
            }
        }
        gist.add(passage.lead.as_deref().unwrap_or_default());
        gist.add(&passage.text);
    }
    gist
}

/// The whole ranking of a question as ids with scores, without folding or cap: of passages, or of articles where they are
/// given.
pub fn ranking(
    index: &Index,
    roles: &Roles,
    question: &Question,
    articles: Option<&Articles>,
    recipe: &Recipe,
    depth: usize,
) -> Result<Vec<(String, f32)>> {
    let plan = plan(index, roles, question)?;
    if let Some(articles) = articles {
        return of_articles(index, &plan, articles, recipe, depth);
    }
    let ids = Ids::new(index)?;
    let Ranking {
        ranked, mut read, ..
    } = passages(index, &plan, &ids, recipe, depth)?;
    let ranked = ranked.into_iter().take(depth);
    ranked
        .map(|ranked| {
            let (passage, _) = match read.remove(&ranked.address) {
                Some(read) => read.sourced,
                None => index.passage_at(ranked.address)?,
            };
            Ok((passage.id, ranked.score))
        })
        .collect()
}

fn of_articles(
    index: &Index,
    plan: &Plan,
    articles: &Articles,
    recipe: &Recipe,
    depth: usize,
) -> Result<Vec<(String, f32)>> {
    let (searcher, statistics) = (index.searcher(), index.statistics());
    let ranked = best_articles(
        searcher,
        &statistics,
        index.fields(),
        articles,
        plan,
        recipe,
        &Ids::new(index)?,
    )?;
    let mut ranked: Vec<(String, f32)> = ranked
        .into_iter()
        .take(depth.max(HELD))
        .map(|(number, score)| (articles.id(number).to_owned(), score))
        .collect();
    if recipe.alike > 0.0 {
        let held = ranked.len().min(HELD);
        let held = &mut ranked[..held];
        let mut gists = Vec::with_capacity(held.len());
        for (id, _) in held.iter() {
            gists.push(gist(index.passages_of(id)?.iter()));
        }
        let scores: Vec<f32> = held.iter().map(|(_, score)| *score).collect();
        for ((_, score), gains) in held.iter_mut().zip(gains(&gists, &scores, recipe.alike)) {
            *score += gains.iter().map(|(_, gain)| gain).sum::<f32>();
        }
        held.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    ranked.truncate(depth);
    Ok(ranked)
}
