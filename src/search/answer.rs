//! The way from a question to its hits: plan, rank, walk down the list, dress what is shown.

use std::collections::BTreeMap;

use tantivy::DocAddress;
use tantivy::collector::Count;
use tantivy::query::Occur;

use super::fold::Print;
use super::ids::Ids;
use super::plan::{Plan, plan};
use super::question::Question;
use super::rank::{RECIPE, explain, query};
use super::ranking::{Ranking, Read, passages};
use super::snippet::snippet;
use super::{Hit, Hits, Part, Twin, suggest};
use crate::error::Result;
use crate::index::Index;
use crate::passage::Passage;
use crate::role::Roles;

/// How many passages after the last one shown are looked at for copies of what is shown: copies score alike.
const LOOK_BEYOND: usize = 5;
/// An explanation names so many of the passages that lifted one.
const MOST_NAMED: usize = 2;

/// Answers a question from the index.
pub fn run(index: &Index, roles: &Roles, question: &Question) -> Result<Hits> {
    index.guard(|| Ok(answer(index, roles, question)))?
}

fn answer(index: &Index, roles: &Roles, question: &Question) -> Result<Hits> {
    let mut plan = plan(index, roles, question)?;
    let notes = std::mem::take(&mut plan.notes);
    let mut hits = Hits {
        query: question.text.clone(),
        total: 0,
        hits: Vec::new(),
        held_back: 0,
        notes,
        unknown: Vec::new(),
    };
    let has_condition = plan
        .conditions
        .iter()
        .any(|(occur, _)| *occur == Occur::Must);
    if plan.words.is_empty() && !has_condition {
        let only_denied = match plan.conditions.is_empty() {
            true => "",
            false => ", only what to leave out",
        };
        hits.notes.push(format!(
            "there is nothing to look for{only_denied}; give a word, a phrase or a filter"
        ));
        return Ok(hits);
    }
    let most = if question.all {
        question.limit
    } else {
        question.limit * 3 + LOOK_BEYOND
    };
    // Room is made for as many as are asked for.
    let most = most.min(index.searcher().num_docs() as usize);
    let ids = Ids::new(index)?;
    let ranking = passages(index, &plan, &ids, &RECIPE, most)?;
    hits.total = ranking.total;
    hits.unknown = suggest::unknown(index.searcher(), index.fields(), &plan)?;
    if hits.total == 0 {
        explain_nothing(index, question, &plan, &mut hits)?;
        return Ok(hits);
    }
    walk(index, question, &plan, &ids, ranking, &mut hits)?;
    Ok(hits)
}

/// Down the list: no more than a few of one article, and what says the same only once.
fn walk(
    index: &Index,
    question: &Question,
    plan: &Plan,
    ids: &Ids,
    mut ranking: Ranking,
    hits: &mut Hits,
) -> Result<()> {
    // An article's passages lie in one segment, so its number there will do for its id.
    let mut of_article: BTreeMap<(u32, Option<u64>), usize> = BTreeMap::new();
    // What was met, and which hit it became: none where its article had no room left, and so for its copies.
    let mut prints: Vec<(Print, Option<usize>)> = Vec::new();
    let mut marker = plan.marks.marker();
    for (looked, ranked) in std::mem::take(&mut ranking.ranked).iter().enumerate() {
        let is_full = hits.hits.len() >= question.limit;
        if is_full && (question.all || looked >= question.limit + LOOK_BEYOND) {
            break;
        }
        let article = (ranked.address.segment_ord, ids.number(ranked.address));
        let shown = of_article.get(&article).copied().unwrap_or(0);
        if !question.all && shown >= question.per_article && is_full {
            continue;
        }
        let Read {
            sourced: (passage, source),
            words,
            gains,
        } = ranking.take(index, ranked.address)?;
        if !question.all {
            let print = Print::of_words(&passage, &words);
            if let Some((_, same)) = prints.iter().find(|(known, _)| known.is_same(&print)) {
                if let Some(hit) = same.map(|same| &mut hits.hits[same])
                    && hit.passage.id != passage.id
                {
                    hit.also.push(Twin {
                        id: passage.id,
                        source,
                    });
                }
                continue;
            }
            if is_full {
                continue;
            }
            let has_room = shown < question.per_article;
            prints.push((print, has_room.then_some(hits.hits.len())));
            if !has_room {
                hits.held_back += 1;
                continue;
            }
        }
        *of_article.entry(article).or_default() += 1;
        let highlights = marker.find(&passage.text);
        let snippet = snippet(&passage.text, &highlights);
        let (before, after) = around(index, ids, ranked.address, question.context)?;
        let explanation = match question.explain {
            true => {
                let gains = gains
                    .into_iter()
                    .map(|(by, gain)| (&*ranking.held[by], gain));
                let mut parts = explanation(index, plan, ranked.address, gains.collect())?;
                parts.extend(ranking.definition(ranked.address));
                Some(parts)
            }
            false => None,
        };
        hits.hits.push(Hit {
            rank: hits.hits.len() + 1,
            score: ranked.score,
            passage,
            source,
            highlights,
            snippet,
            also: Vec::new(),
            before,
            after,
            explanation,
        });
    }
    Ok(())
}

/// The passages just before and after one in its article.
fn around(
    index: &Index,
    ids: &Ids,
    address: DocAddress,
    context: usize,
) -> Result<(Vec<Passage>, Vec<Passage>)> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    if context == 0 {
        return Ok((before, after));
    }
    // An article's passages lie in one segment, one behind the other.
    let segment = index.searcher().segment_reader(address.segment_ord);
    let most = u32::try_from(context).unwrap_or(u32::MAX);
    let first = address.doc_id.saturating_sub(most);
    let last = address
        .doc_id
        .saturating_add(most)
        .min(segment.max_doc() - 1);
    let near = (first..=last)
        .map(|doc| DocAddress::new(address.segment_ord, doc))
        .filter(|other| *other != address && ids.number(*other) == ids.number(address));
    for other in near {
        let (passage, _) = index.passage_at(other)?;
        if other < address {
            before.push(passage)
        } else {
            after.push(passage)
        }
    }
    Ok((before, after))
}

/// What earned a passage its score: its own words, and others that are like it.
fn explanation(
    index: &Index,
    plan: &Plan,
    address: DocAddress,
    mut gains: Vec<(&str, f32)>,
) -> Result<Vec<Part>> {
    let (searcher, fields) = (index.searcher(), index.fields());
    let mut parts = explain(
        searcher,
        &index.statistics(),
        fields,
        plan,
        &RECIPE,
        address,
    )?;
    if !gains.is_empty() {
        let score = gains.iter().map(|(_, gain)| gain).sum();
        gains.sort_by(|a, b| b.1.total_cmp(&a.1));
        gains.truncate(MOST_NAMED);
        parts.push(Part {
            part: "alike".to_owned(),
            score,
            words: gains.into_iter().map(|(by, _)| by.to_owned()).collect(),
        });
    }
    Ok(parts)
}

/// Why nothing was found though there are the words: filters that left nothing over.
fn explain_nothing(index: &Index, question: &Question, plan: &Plan, hits: &mut Hits) -> Result<()> {
    let (searcher, fields) = (index.searcher(), index.fields());
    if plan.conditions.is_empty() || plan.words.is_empty() {
        return Ok(());
    }
    let unfiltered = Plan {
        words: plan.words.clone(),
        roles: plan.roles.clone(),
        ..Plan::default()
    };
    let without = searcher.search(&query(fields, &unfiltered, &RECIPE), &Count)?;
    if without > 0 {
        let passages = if without == 1 {
            "passage has"
        } else {
            "passages have"
        };
        // Phrases may be all that was asked for.
        let phrases = question.clauses.iter().filter(|clause| clause.is_phrase());
        hits.notes.push(match phrases.count() {
            1 if plan.conditions.len() == 1 => format!(
                "no passage has this phrase; {without} {passages} some of its words, without the quotes"
            ),
            _ => format!(
                "{without} {passages} some of the words, but none meets every phrase, filter and exclusion"
            ),
        });
    }
    Ok(())
}
