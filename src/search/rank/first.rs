//! The first look: what matches at all, and the best of it by body and roles.
//!
//! Every posting is read, and its worth added to its passage's place in a table, window by window. tantivy's block-max WAND steps over most
//! postings, but for as many passages as the second look wants that is dearer, and counting what matches reads them all
//! anyway.

use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query};
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED};

use super::posted::{Posted, Worth};
use super::terms::{BODY, ROLE};
use super::{Ranked, best_first};
use crate::search::plan::Plan;

/// Passages whose scores are added up at a time: a table that stays in the nearest cache.
const WINDOW: u32 = 4096;
/// Passages of it that are passed over at once if none of them is good enough.
const STRIDE: usize = 64;

/// How many passages match, and the best `most` of them with all that are as good as the last, in any order.
pub fn first_look(
    searcher: &Searcher,
    plan: &Plan,
    terms: &[Posted],
    most: usize,
) -> tantivy::Result<(usize, Vec<Ranked>)> {
    let mut total = 0;
    let mut best = Best::new(most);
    let segments = searcher.segment_readers();
    let largest = segments.iter().map(SegmentReader::max_doc).max();
    let mut scores = vec![0.0; largest.unwrap_or(0).clamp(1, WINDOW) as usize];
    for (number, segment) in segments.iter().enumerate() {
        let mut readings = Vec::with_capacity(terms.len());
        for term in terms {
            if matches!(term.scored.part, BODY | ROLE) {
                readings.extend(Reading::open(term, number, segment)?);
            }
        }
        let meets = match plan.conditions.as_slice() {
            [] => None,
            conditions => Some(meets(searcher, segment, conditions)?),
        };
        while let Some(from) = readings.iter().filter_map(Reading::next).min() {
            scores.fill(0.0);
            for reading in &mut readings {
                reading.add(from, &mut scores);
            }
            if let Some(meets) = &meets {
                for (score, meets) in scores.iter_mut().zip(&meets[from as usize..]) {
                    *score = if *meets { *score } else { 0.0 };
                }
            }
            total += scores.iter().filter(|score| **score > 0.0).count();
            best.take(number as u32, from, &scores);
        }
    }
    Ok((total, best.finish()))
}

/// A term's postings, read up to somewhere.
struct Reading<'a> {
    blocks: BlockSegmentPostings,
    /// The next one in the block.
    at: usize,
    worth: Worth<'a>,
}

impl<'a> Reading<'a> {
    fn open(
        term: &'a Posted,
        number: usize,
        segment: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        let Some(blocks) = term.blocks(number, segment)? else {
            return Ok(None);
        };
        let worth = term.worth(segment)?;
        Ok(Some(Reading {
            blocks,
            at: 0,
            worth,
        }))
    }

    /// The next passage; `None` at the end.
    fn next(&self) -> Option<DocId> {
        self.blocks.docs().get(self.at).copied()
    }

    /// Adds what the term is worth in the passages of a window, the first of which is `from`.
    fn add(&mut self, from: DocId, scores: &mut [Score]) {
        loop {
            let docs = self.blocks.docs();
            if docs.is_empty() {
                return;
            }
            while let Some(&doc) = docs.get(self.at) {
                let Some(score) = scores.get_mut((doc - from) as usize) else {
                    return;
                };
                *score += self.worth.of(doc, self.blocks.freq(self.at));
                self.at += 1;
            }
            self.blocks.advance();
            self.at = 0;
        }
    }
}

/// Which passages of a segment meet all conditions.
fn meets(
    searcher: &Searcher,
    segment: &SegmentReader,
    conditions: &[(Occur, Box<dyn Query>)],
) -> tantivy::Result<Vec<bool>> {
    let wanted: Vec<(Occur, Box<dyn Query>)> = conditions
        .iter()
        .filter(|(occur, _)| *occur == Occur::Must)
        .map(|(occur, condition)| (*occur, condition.box_clone()))
        .collect();
    let mut meets = vec![wanted.is_empty(); segment.max_doc() as usize];
    if !wanted.is_empty() {
        set(
            searcher,
            segment,
            &BooleanQuery::new(wanted),
            &mut meets,
            true,
        )?;
    }
    for (_, denied) in conditions
        .iter()
        .filter(|(occur, _)| *occur == Occur::MustNot)
    {
        set(searcher, segment, denied.as_ref(), &mut meets, false)?;
    }
    Ok(meets)
}

/// Notes for every passage that matches a condition what that means.
fn set(
    searcher: &Searcher,
    segment: &SegmentReader,
    condition: &dyn Query,
    meets: &mut [bool],
    value: bool,
) -> tantivy::Result<()> {
    let weight = condition.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut matching = weight.scorer(segment, 1.0)?;
    while matching.doc() != TERMINATED {
        meets[matching.doc() as usize] = value;
        matching.advance();
    }
    Ok(())
}

/// The best so far.
struct Best {
    most: usize,
    /// At least the best.
    ranked: Vec<Ranked>,
    /// No score below this one gets in any more.
    bar: Score,
    /// How many are gathered before the worse ones are let go.
    room: usize,
}

impl Best {
    fn new(most: usize) -> Best {
        Best {
            most: most.max(1),
            ranked: Vec::new(),
            bar: f32::MIN_POSITIVE,
            room: 2 * most.max(1),
        }
    }

    /// Those of a window.
    fn take(&mut self, segment: u32, from: DocId, scores: &[Score]) {
        for (stride, scores) in (from..).step_by(STRIDE).zip(scores.chunks(STRIDE)) {
            let highest = scores
                .iter()
                .fold(0.0, |a: Score, &b| if b > a { b } else { a });
            if highest < self.bar {
                continue;
            }
            for (doc, &score) in (stride..).zip(scores) {
                if score >= self.bar {
                    let address = DocAddress::new(segment, doc);
                    self.ranked.push(Ranked { address, score });
                }
            }
            if self.ranked.len() >= self.room {
                self.cut();
            }
        }
    }

    fn cut(&mut self) {
        if self.ranked.len() > self.most {
            let (_, last, _) = self
                .ranked
                .select_nth_unstable_by(self.most - 1, best_first);
            self.bar = last.score;
            self.ranked.retain(|ranked| ranked.score >= self.bar);
            self.room = 2 * self.ranked.len();
        }
    }

    fn finish(mut self) -> Vec<Ranked> {
        self.cut();
        self.ranked
    }
}
