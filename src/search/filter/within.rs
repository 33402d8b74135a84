//! Two words, or phrases, within so many words of each other (`NEAR/n`).

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::Query;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED, Term};

use crate::error::Result;
use crate::search::held::Held;
use crate::search::listed::Listed;

/// Passages where the two stand at most `distance` words apart, in either order: neighbours are 1 apart. Each is given as
/// its stems with their distance from its first word.
pub fn within(
    held: &Held,
    first: &[(usize, String)],
    distance: u32,
    second: &[(usize, String)],
) -> Result<Box<dyn Query>> {
    let listed = Listed::of(held.index.searcher(), |segment| {
        let index = segment.inverted_index(held.index.fields().flat)?;
        let open = |stems| Run::open(&index, held, stems);
        let (Some(mut first), Some(mut second)) = (open(first)?, open(second)?) else {
            return Ok(Vec::new());
        };
        let mut docs = Vec::new();
        let mut doc = first.seek(0);
        while doc != TERMINATED {
            let other = second.seek(doc);
            if other == doc {
                if are_near(&first.spans(), &second.spans(), distance) {
                    docs.push(doc);
                }
                doc = first.seek(doc + 1);
            } else if other == TERMINATED {
                break;
            } else {
                doc = first.seek(other);
            }
        }
        Ok(docs)
    })?;
    Ok(Box::new(listed))
}

/// Is one of these at most `distance` words before or after one of those? First and last places, ascending.
fn are_near(these: &[(u32, u32)], those: &[(u32, u32)], distance: u32) -> bool {
    let mut at = 0;
    these.iter().any(|&(start, end)| {
        // What ends too far before this one does so before all that follow.
        let is_past = |&(_, other_end): &(u32, u32)| start.saturating_sub(other_end) > distance;
        at += those[at..]
            .iter()
            .take_while(|&other| is_past(other))
            .count();
        let reach = end.saturating_add(distance);
        those[at..]
            .iter()
            .take_while(|(other_start, _)| *other_start <= reach)
            .any(|&(other_start, other_end)| other_start > end || other_end < start)
    })
}

/// Words that follow one another, or one alone.
struct Run {
    /// Each word, and how far behind the first it stands.
    words: Vec<(u32, SegmentPostings)>,
}

impl Run {
    /// `None` if the segment lacks one of the words.
    fn open(
        index: &InvertedIndexReader,
        held: &Held,
        stems: &[(usize, String)],
    ) -> tantivy::Result<Option<Run>> {
        let mut words = Vec::with_capacity(stems.len());
        for (at, stem) in stems {
            let term = Term::from_field_text(held.index.fields().flat, stem);
            let option = IndexRecordOption::WithFreqsAndPositions;
            let Some(postings) = index.read_postings(&term, option)? else {
                return Ok(None);
            };
            words.push((u32::try_from(*at).unwrap_or(u32::MAX), postings));
        }
        Ok(Some(Run { words }))
    }

    /// The first passage from `target` on that has all the words.
    fn seek(&mut self, target: DocId) -> DocId {
        let mut target = target;
        'passage: while target != TERMINATED {
            for (_, postings) in &mut self.words {
                let doc = if postings.doc() < target {
                    postings.seek(target)
                } else {
                    postings.doc()
                };
                if doc > target {
                    target = doc;
                    continue 'passage;
                }
            }
            break;
        }
        target
    }

    /// Where the words stand in a row in the passage that was found: the places of the first and of the last.
    fn spans(&mut self) -> Vec<(u32, u32)> {
        let mut starts: Option<Vec<u32>> = None;
        let (mut places, mut length) = (Vec::new(), 0);
        for (behind, postings) in &mut self.words {
            postings.positions(&mut places);
            let here = places.iter().filter_map(|place| place.checked_sub(*behind));
            starts = Some(match starts {
                None => here.collect(),
                Some(starts) => here
                    .filter(|start| starts.binary_search(start).is_ok())
                    .collect(),
            });
            length = *behind;
        }
        let starts = starts.unwrap_or_default();
        starts
            .into_iter()
            .map(|start| (start, start + length))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::are_near;

    #[test]
    fn neighbours_are_one_apart_in_either_order() {
        assert!(are_near(&[(3, 3)], &[(4, 4)], 1));
        assert!(are_near(&[(4, 4)], &[(3, 3)], 1));
        assert!(!are_near(&[(3, 3)], &[(5, 5)], 1));
        assert!(are_near(&[(1, 1), (9, 10)], &[(5, 7)], 2));
        assert!(
            !are_near(&[(3, 3)], &[(3, 3)], 5),
            "a word is not near itself"
        );
    }
}
