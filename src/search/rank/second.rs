//! The second look: the best of the first again, by all parts of the recipe.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED};

use super::Ranked;
use super::near::bit;
use super::posted::Posted;

/// Scores anew, term by term in one order, so that the last bits of a score do not depend on the segments. Leaves the
/// passages in the order of the index. Says for each which terms of the line it has, a bit each.
pub fn second_look(
    searcher: &Searcher,
    terms: &[Posted],
    line: &[usize],
    ranked: &mut [Ranked],
) -> tantivy::Result<Vec<u64>> {
    ranked.sort_unstable_by_key(|ranked| ranked.address);
    let mut has = vec![0; ranked.len()];
    let mut from = 0;
    for same in ranked.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
        let number = same[0].address.segment_ord;
        let segment = searcher.segment_reader(number);
        let has = &mut has[from..from + same.len()];
        from += same.len();
        same.iter_mut().for_each(|ranked| ranked.score = 0.0);
        for (nth, term) in terms.iter().enumerate() {
            let record = IndexRecordOption::WithFreqs;
            let Some(mut postings) = term.postings(number as usize, segment, record)? else {
                continue;
            };
            let worth = term.worth(segment)?;
            let bits = line.iter().enumerate().filter(|(_, term)| **term == nth);
            let bits = bits.fold(0, |bits, (place, _)| bits | bit(place));
            for (ranked, has) in same.iter_mut().zip(&mut *has) {
                let doc = ranked.address.doc_id;
                if postings.doc() < doc && postings.seek(doc) == TERMINATED {
                    break;
                }
                if postings.doc() == doc {
                    ranked.score += worth.of(doc, postings.term_freq());
                    *has |= bits;
                }
            }
        }
    }
    Ok(has)
}
