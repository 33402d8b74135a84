//! A ranking is all that matches a question, best first, once the best have been held against each other.

use tantivy::DocAddress;
use tantivy::collector::DocSetCollector;

use super::Part;
use super::alike::{Gist, HELD, gains};
use super::articles::{Articles, best_articles};
use super::defining::lift_definitions;
use super::ids::{Ids, settle_ties};
use super::plan::{Plan, plan};
use super::question::Question;
use super::rank::{Found, Ranked, Recipe, best, best_first, query, rounded};
use super::runs::{listed, runs};
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
    pub read: Vec<(DocAddress, Read)>,
    /// The ids of these, as they stood before they were held against each other.
    pub held: Vec<String>,
    /// What some of them gained, as the question asks for a definition and they are one.
    pub definitions: Vec<(DocAddress, f32)>,
}

/// A passage of a ranking that was read, and what it gained by others that are like it: by their places in
/// [`Ranking::held`].
pub struct Read {
    /// The passage.
    pub sourced: Sourced,
    /// The words of its text.
    pub words: Vec<u64>,
    /// The gains.
    pub gains: Vec<(usize, f32)>,
}

impl Ranking {
    /// What a passage gained as a definition, for an explanation.
    pub fn definition(&self, address: DocAddress) -> Option<Part> {
        let mut gains = self.definitions.iter();
        let (_, gain) = gains.find(|(known, _)| *known == address)?;
        Some(Part {
            part: "definition".to_owned(),
            score: *gain,
            words: Vec::new(),
        })
    }

    /// A passage of the ranking, read on the way or now.
    pub fn take(&mut self, index: &Index, address: DocAddress) -> Result<Read> {
        let known = self.read.iter().position(|(known, _)| *known == address);
        match known {
            Some(nth) => Ok(self.read.swap_remove(nth).1),
            None => Read::of(index, address),
        }
    }
}

impl Read {
    fn of(index: &Index, address: DocAddress) -> Result<Read> {
        let sourced = index.passage_at(address)?;
        let words = listed(&sourced.0.text);
        Ok(Read {
            sourced,
            words,
            gains: Vec::new(),
        })
    }
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
        read: Vec::new(),
        held: Vec::new(),
        definitions: Vec::new(),
    };
    lift_definitions(index, plan, ids, &mut ranking)?;
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
        let passage = Read::of(index, ranked.address)?;
        let mut gist = Gist::with_room(passage.words.len() + ABOVE);
        gist.add(passage.words.iter().copied());
        above(std::slice::from_ref(&passage.sourced), &mut gist);
        gists.push(gist);
        read.push(passage);
    }
    let scores: Vec<f32> = held.iter().map(|ranked| ranked.score).collect();
    let gains = gains(&gists, &scores, recipe.alike);
    let ids_of = read.iter().map(|read| read.sourced.0.id.clone());
    ranking.held = ids_of.collect();
    for ((ranked, read), gains) in held.iter_mut().zip(&mut read).zip(gains) {
        let gain: f32 = gains.iter().map(|(_, gain)| gain).sum();
        ranked.score = rounded(ranked.score + gain);
        read.gains = gains;
    }
    let addresses = held.iter().map(|ranked| ranked.address);
    ranking.read = addresses.zip(read).collect();
    held.sort_unstable_by(best_first);
    settle_ties(held, ids)
}

/// Most titles and headings have no more words than these.
const ABOVE: usize = 40;

/// What stands above the text of some passages of one article: what they share of title and headings counts once.
fn above(passages: &[Sourced], gist: &mut Gist) {
    let mut above = Vec::new();
    for (passage, source) in passages {
        for heading in source.title.iter().chain(&passage.headings) {
            if !above.contains(&heading) {
                above.push(heading);
                gist.add(runs(heading));
            }
        }
        gist.add(runs(passage.lead.as_deref().unwrap_or_default()));
    }
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
    let ranking = passages(index, &plan, &ids, recipe, depth)?;
    let ranked = ranking.ranked.iter().take(depth);
    ranked
        .map(|ranked| {
            let (passage, _) = index.passage_at(ranked.address)?;
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
            let passages = index.passages_of(id)?;
            let mut gist = Gist::default();
            above(&passages, &mut gist);
            for (passage, _) in &passages {
                gist.add(runs(&passage.text));
            }
            gists.push(gist);
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
