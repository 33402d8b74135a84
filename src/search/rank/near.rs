//! Nearness: how close the words of a question stand to each other in a passage.

use tantivy::postings::Postings;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, Term};

use super::bm25::worth_of_pair;
use super::posted::{Posted, norms};
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

/// Where the terms of these words stand among the terms of the question: the line in which nearness is measured.
pub fn line(fields: &Fields, plan: &Plan, terms: &[Posted]) -> Vec<usize> {
    let stems = in_order(plan);
    let stems = stems.iter().filter_map(|word| word.stem.as_deref());
    stems
        .filter_map(|stem| {
            let sought = Term::from_field_text(fields.flat, stem);
            terms.iter().position(|term| term.scored.term == sought)
        })
        .collect()
}

/// The bit of a place in the line; questions have no more than 64 words.
pub fn bit(place: usize) -> u64 {
    1u64.checked_shl(place as u32).unwrap_or(0)
}

/// Where the words stand. For each passage the pairs of neighbouring words (by the first's place in the line) that
/// stand near each other, with what that is worth. `has` says which of the line each passage has, a bit each.
pub fn nearness(
    searcher: &Searcher,
    statistics: &dyn Bm25StatisticsProvider,
    terms: &[Posted],
    line: &[usize],
    recipe: &Recipe,
    ranked: &[Ranked],
    has: &[u64],
) -> tantivy::Result<Vec<Vec<(usize, Score)>>> {
    let mut found = vec![Vec::new(); ranked.len()];
    if line.len() < 2 || recipe.near == 0.0 {
        return Ok(found);
    }
    let all = statistics.total_num_docs()?;
    let line: Vec<&Posted> = line.iter().map(|&term| &terms[term]).collect();
    let worths: Vec<Score> = line
        .windows(2)
        .map(|pair| worth_of_pair(pair[0].passages, pair[1].passages, all))
        .collect();
    let lengths = &line[0].lengths;
    let mut order: Vec<usize> = (0..ranked.len()).collect();
    order.sort_unstable_by_key(|&nth| ranked[nth].address);
    for same in
        order.chunk_by(|&a, &b| ranked[a].address.segment_ord == ranked[b].address.segment_ord)
    {
        let number = ranked[same[0]].address.segment_ord;
        let segment = searcher.segment_reader(number);
        let norms = norms(segment, line[0].scored.term.field())?;
        let places: Vec<Places> = line
            .iter()
            .enumerate()
            .map(|(place, term)| {
                // A word tells nothing of a passage without any of its neighbours.
                let neighbours = bit(place + 1) | place.checked_sub(1).map_or(0, bit);
                let docs = same.iter().map(|&nth| {
                    let counts = has[nth] & bit(place) != 0 && has[nth] & neighbours != 0;
                    counts.then_some(ranked[nth].address.doc_id)
                });
                places(term, number as usize, segment, docs)
            })
            .collect::<tantivy::Result<_>>()?;
        for (at, &nth) in same.iter().enumerate() {
            for (pair, worth) in worths.iter().enumerate() {
                let frequency =
                    pair_frequency(places[pair].of(at), places[pair + 1].of(at), recipe.window);
                if frequency > 0.0 {
                    let length = norms.fieldnorm_id(ranked[nth].address.doc_id);
                    let share = lengths.share_between(length, frequency);
                    found[nth].push((pair, recipe.near * (worth * share)));
                }
            }
        }
    }
    Ok(found)
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

/// In ascending passages; those that do not count are `None`.
fn places(
    term: &Posted,
    number: usize,
    segment: &SegmentReader,
    docs: impl ExactSizeIterator<Item = Option<DocId>>,
) -> tantivy::Result<Places> {
    let mut found = Places {
        all: Vec::new(),
        ends: Vec::with_capacity(docs.len()),
    };
    let record = IndexRecordOption::WithFreqsAndPositions;
    let mut postings = term.postings(number, segment, record)?;
    for doc in docs {
        if let (Some(doc), Some(postings)) = (doc, &mut postings) {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                postings.append_positions_with_offset(0, &mut found.all);
            }
        }
        found.ends.push(found.all.len());
    }
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
