//! The way from a question to its hits: plan, rank, walk down the list, dress what is shown.

use std::collections::BTreeMap;

use tantivy::collector::{Count, DocSetCollector};
use tantivy::query::{BooleanQuery, Occur};
use tantivy::{DocAddress, Searcher};

use super::articles::{Articles, best_articles};
use super::fold::Print;
use super::plan::{Plan, plan};
use super::question::Question;
use super::rank::{RECIPE, Ranked, best, explain, query};
use super::snippet::snippet;
use super::{Hit, Hits, Twin, suggest};
use crate::error::Result;
use crate::index::Index;
use crate::index::schema::{self, Fields};
use crate::passage::Passage;
use crate::role::Roles;

/// How many passages after the last one shown are looked at for copies of what is shown: copies score alike.
const LOOK_BEYOND: usize = 5;

/// Answers a question from the index.
pub fn run(index: &Index, roles: &Roles, question: &Question) -> Result<Hits> {
    index.guard(|| Ok(answer(index, roles, question)))?
}

fn answer(index: &Index, roles: &Roles, question: &Question) -> Result<Hits> {
    let (searcher, fields) = (index.searcher(), index.fields());
    let mut plan = plan(index, roles, question)?;
    let notes = std::mem::take(&mut plan.notes);
    let mut hits = Hits {
        query: question.text.clone(),
        total: 0,
        hits: Vec::new(),
        notes,
    };
    let has_condition = plan
        .conditions
        .iter()
        .any(|(occur, _)| *occur == Occur::Must);
    if plan.words.is_empty() && !has_condition {
        hits.notes
            .push("there is nothing to look for; give a word, a phrase or a filter".to_owned());
        return Ok(hits);
    }
    let matching = query(fields, &plan, &RECIPE);
    hits.total = searcher.search(&matching, &Count)?;
    if hits.total == 0 {
        explain_nothing(searcher, fields, &plan, &mut hits)?;
        return Ok(hits);
    }
    let ids = Ids::new(searcher)?;
    let most = if question.all {
        question.limit
    } else {
        question.limit * 3 + LOOK_BEYOND
    };
    // tantivy makes room for as many as it is asked for.
    let most = most.min(hits.total);
    let mut ranked = if plan.words.is_empty() {
        all(searcher, &matching, &ids)?
    } else {
        best(searcher, &index.statistics(), fields, &plan, &RECIPE, most)?
    };
    settle_ties(&mut ranked, &ids)?;
    walk(index, question, &plan, &ids, &ranked, &mut hits)?;
    Ok(hits)
}

/// The whole ranking as ids with scores, without folding or cap: of passages, or of articles where they are given.
pub(super) fn ranking(
    index: &Index,
    roles: &Roles,
    question: &Question,
    articles: Option<&Articles>,
    depth: usize,
) -> Result<Vec<(String, f32)>> {
    let (searcher, fields) = (index.searcher(), index.fields());
    let plan = plan(index, roles, question)?;
    if let Some(articles) = articles {
        let mut ranked = best_articles(
            searcher,
            &index.statistics(),
            fields,
            articles,
            &plan,
            &RECIPE,
        )?;
        ranked.truncate(depth);
        return Ok(ranked
            .into_iter()
            .map(|(number, score)| (articles.id(number).to_owned(), score))
            .collect());
    }
    let ids = Ids::new(searcher)?;
    let mut ranked = if plan.words.is_empty() {
        all(searcher, &query(fields, &plan, &RECIPE), &ids)?
    } else {
        best(searcher, &index.statistics(), fields, &plan, &RECIPE, depth)?
    };
    settle_ties(&mut ranked, &ids)?;
    ranked.truncate(depth);
    ranked
        .into_iter()
        .map(|ranked| Ok((index.passage_at(ranked.address)?.0.id, ranked.score)))
        .collect()
}

/// Down the list: no more than a few of one article, and what says the same only once.
fn walk(
    index: &Index,
    question: &Question,
    plan: &Plan,
    ids: &Ids,
    ranked: &[Ranked],
    hits: &mut Hits,
) -> Result<()> {
    // An article's passages lie in one segment, so its number there will do for its id.
    let mut of_article: BTreeMap<(u32, Option<u64>), usize> = BTreeMap::new();
    let mut prints: Vec<Print> = Vec::new();
    let mut marker = plan.marks.marker();
    for (looked, ranked) in ranked.iter().enumerate() {
        let is_full = hits.hits.len() >= question.limit;
        if is_full && (question.all || looked >= question.limit + LOOK_BEYOND) {
            break;
        }
        let article = (ranked.address.segment_ord, ids.number(ranked.address));
        let shown = of_article.get(&article).copied().unwrap_or(0);
        if !question.all && shown >= question.per_article && is_full {
            continue;
        }
        let (passage, source) = index.passage_at(ranked.address)?;
        if !question.all {
            let print = Print::of(&passage);
            if let Some(same) = prints.iter().position(|known| known.is_same(&print)) {
                if hits.hits[same].passage.id != passage.id {
                    hits.hits[same].also.push(Twin {
                        id: passage.id,
                        source,
                    });
                }
                continue;
            }
            if is_full || shown >= question.per_article {
                continue;
            }
            prints.push(print);
        }
        *of_article.entry(article).or_default() += 1;
        let highlights = marker.find(&passage.text);
        let snippet = snippet(&passage.text, &highlights);
        let (before, after) = around(index, ids, ranked.address, question.context)?;
        let explanation = if question.explain {
            Some(explain(
                index.searcher(),
                &index.statistics(),
                index.fields(),
                plan,
                &RECIPE,
                ranked.address,
            )?)
        } else {
            None
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
    let place = ids.place(address);
    let segment = index.searcher().segment_reader(address.segment_ord);
    let most = u32::try_from(context).unwrap_or(u32::MAX);
    let first = address.doc_id.saturating_sub(most);
    let last = address
        .doc_id
        .saturating_add(most)
        .min(segment.max_doc() - 1);
    let mut near: Vec<(u64, DocAddress)> = (first..=last)
        .map(|doc| DocAddress::new(address.segment_ord, doc))
        .filter(|other| *other != address && ids.number(*other) == ids.number(address))
        .map(|other| (ids.place(other), other))
        .collect();
    near.sort_unstable();
    for (other_place, other) in near {
        let (passage, _) = index.passage_at(other)?;
        if other_place < place {
            before.push(passage)
        } else {
            after.push(passage)
        }
    }
    Ok((before, after))
}

/// Every passage that passes the filters, in the order of the articles: without words there is nothing to rank by.
fn all(searcher: &Searcher, matching: &BooleanQuery, ids: &Ids) -> Result<Vec<Ranked>> {
    let mut found = Vec::new();
    for address in searcher.search(matching, &DocSetCollector)? {
        found.push((ids.article(address)?, ids.place(address), address));
    }
    found.sort_unstable();
    Ok(found
        .into_iter()
        .map(|(_, _, address)| Ranked {
            address,
            score: 0.0,
        })
        .collect())
}

/// Equal scores stand in the order of their ids, however the index is cut into segments.
fn settle_ties(ranked: &mut [Ranked], ids: &Ids) -> Result<()> {
    for ties in ranked
        .chunk_by_mut(|a, b| a.score == b.score)
        .filter(|ties| ties.len() > 1)
    {
        let segment = ties[0].address.segment_ord;
        if ties.iter().all(|tie| tie.address.segment_ord == segment) {
            // Within a segment the articles are numbered in the order of their ids.
            ties.sort_by_key(|tie| (ids.number(tie.address), ids.place(tie.address)));
            continue;
        }
        let mut keyed = Vec::with_capacity(ties.len());
        for ranked in ties.iter() {
            keyed.push((
                ids.article(ranked.address)?,
                ids.place(ranked.address),
                *ranked,
            ));
        }
        keyed.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        for (ranked, (_, _, settled)) in ties.iter_mut().zip(keyed) {
            *ranked = settled;
        }
    }
    Ok(())
}

/// Which article a passage belongs to, and its place there, without reading it.
pub(super) struct Ids {
    segments: Vec<(
        Option<tantivy::columnar::StrColumn>,
        tantivy::columnar::Column<u64>,
    )>,
}

impl Ids {
    pub(super) fn new(searcher: &Searcher) -> Result<Ids> {
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            segments.push((schema::articles(segment)?, schema::places(segment)?));
        }
        Ok(Ids { segments })
    }

    /// The article's number in its segment, which costs much less than its id.
    fn number(&self, address: DocAddress) -> Option<u64> {
        let articles = self.segments[address.segment_ord as usize].0.as_ref()?;
        articles.term_ords(address.doc_id).next()
    }

    pub(super) fn article(&self, address: DocAddress) -> Result<String> {
        let mut id = String::new();
        if let Some(articles) = &self.segments[address.segment_ord as usize].0
            && let Some(number) = self.number(address)
        {
            articles
                .ord_to_str(number, &mut id)
                .map_err(tantivy::TantivyError::from)?;
        }
        Ok(id)
    }

    pub(super) fn place(&self, address: DocAddress) -> u64 {
        self.segments[address.segment_ord as usize]
            .1
            .first(address.doc_id)
            .unwrap_or(0)
    }
}

/// Why nothing was found: words that the index does not know, or filters that left nothing over.
fn explain_nothing(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    hits: &mut Hits,
) -> Result<()> {
    hits.notes
        .extend(suggest::unknown_words(searcher, fields, plan)?);
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
        hits.notes.push(format!("{without} {passages} some of the words, but none meets every phrase, filter and exclusion"));
    }
    Ok(())
}
