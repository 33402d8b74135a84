//! Nearness: how close the words of a question stand to each other in a passage.

use tantivy::postings::Postings;
use tantivy::query::{Bm25StatisticsProvider, Bm25Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

use super::{Ranked, Recipe};
use crate::index::schema::Fields;
use crate::search::plan::{Plan, Sought};

/// The words of the question itself, in its order.
pub fn in_order(plan: &Plan) -> Vec<&Sought> {
    let mut words: Vec<&Sought> = plan
        .words
        .iter()
        .filter(|word| word.place.is_some())
        .collect();
    words.sort_by_key(|word| word.place);
    words
}

/// The second look: where the words stand. For each passage the pairs of neighbouring words (by the first's number) that
/// stand near each other, with what that is worth.
pub fn nearness(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    recipe: &Recipe,
    statistics: &dyn Bm25StatisticsProvider,
    ranked: &[Ranked],
) -> tantivy::Result<Vec<Vec<(usize, Score)>>> {
    let mut found = vec![Vec::new(); ranked.len()];
    let stems: Vec<&str> = in_order(plan)
        .iter()
        .filter_map(|word| word.stem.as_deref())
        .collect();
    if stems.len() < 2 || recipe.near == 0.0 {
        return Ok(found);
    }
    let terms: Vec<Term> = stems
        .iter()
        .map(|stem| Term::from_field_text(fields.flat, stem))
        .collect();
    let weights: Vec<Bm25Weight> = terms
        .windows(2)
        .map(|pair| Bm25Weight::for_terms(statistics, pair))
        .collect::<tantivy::Result<_>>()?;
    let mut order: Vec<usize> = (0..ranked.len()).collect();
    order.sort_by_key(|&nth| ranked[nth].address);
    for same in
        order.chunk_by(|&a, &b| ranked[a].address.segment_ord == ranked[b].address.segment_ord)
    {
        let segment = searcher.segment_reader(ranked[same[0]].address.segment_ord);
        let docs: Vec<DocId> = same.iter().map(|&nth| ranked[nth].address.doc_id).collect();
        let places: Vec<Places> = terms
            .iter()
            .map(|term| places(segment, term, &docs))
            .collect::<tantivy::Result<_>>()?;
        let norms = segment.get_fieldnorms_reader(fields.flat)?;
        for (at, (&nth, &doc)) in same.iter().zip(&docs).enumerate() {
            for (pair, weight) in weights.iter().enumerate() {
                let frequency =
                    pair_frequency(places[pair].of(at), places[pair + 1].of(at), recipe.window);
                if frequency > 0.0 {
                    let score = recipe.near * saturated(weight, norms.fieldnorm_id(doc), frequency);
                    found[nth].push((pair, score));
                }
            }
        }
    }
    Ok(found)
}

/// BM25 for a frequency that is no whole number: between its neighbours.
fn saturated(weight: &Bm25Weight, norm: u8, frequency: f32) -> Score {
    let below = weight.score(norm, frequency as u32);
    let above = weight.score(norm, frequency as u32 + 1);
    below + (above - below) * frequency.fract()
}

/// Where a term stands in some passages, one list after the other.
struct Places {
    all: Vec<u32>,
    ends: Vec<usize>,
}

impl Places {
    fn of(&self, nth: usize) -> &[u32] {
        let start = if nth == 0 { 0 } else { self.ends[nth - 1] };
        &self.all[start..self.ends[nth]]
    }
}

fn places(segment: &SegmentReader, term: &Term, docs: &[DocId]) -> tantivy::Result<Places> {
    let mut found = Places {
        all: Vec::new(),
        ends: Vec::with_capacity(docs.len()),
    };
    let index = segment.inverted_index(term.field())?;
    if let Some(mut postings) =
        index.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?
    {
        for &doc in docs {
            let at = if postings.doc() < doc {
                postings.seek(doc)
            } else {
                postings.doc()
            };
            if at == doc {
                postings.append_positions_with_offset(0, &mut found.all);
            }
            found.ends.push(found.all.len());
            if at == TERMINATED {
                break;
            }
        }
    }
    found.ends.resize(docs.len(), found.all.len());
    Ok(found)
}

/// How much a pair of neighbouring question words is worth in a passage, in occurrences: 1 for each time they stand side
/// by side in order, less the farther apart, nothing beyond `window`. Each occurrence of the second word counts once, with
/// the nearest first word. Both lists ascend.
fn pair_frequency(first: &[u32], second: &[u32], window: u32) -> f32 {
    let mut total = 0.0;
    let mut from = 0;
    for &place in second {
        // The last first-word before the place, and the one after it.
        while from < first.len() && first[from] < place {
            from += 1;
        }
        let before = from.checked_sub(1).map(|i| place - first[i]);
        // Reversed order counts as one word farther.
        let after = first[from..]
            .iter()
            .find(|&&f| f > place)
            .map(|f| f - place + 1);
        let distance = before.into_iter().chain(after).min().unwrap_or(u32::MAX);
        if distance <= window {
            total += 1.0 / distance as f32;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn side_by_side_is_one_and_far_apart_is_nothing() {
        assert_eq!(pair_frequency(&[3], &[4], 6), 1.0);
        assert_eq!(pair_frequency(&[4], &[3], 6), 0.5);
        assert_eq!(pair_frequency(&[3], &[5], 6), 0.5);
        assert_eq!(pair_frequency(&[3], &[30], 6), 0.0);
        assert_eq!(pair_frequency(&[], &[30], 6), 0.0);
        assert_eq!(pair_frequency(&[1, 10], &[2, 11, 50], 6), 2.0);
    }
}
