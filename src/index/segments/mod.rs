//! Segments are the pieces of a generation that tantivy knows: built from passages, kept, or merged into one.
//!
//! They are built and merged on the writer's own thread, one at a time and in order: the same corpus gives the same
//! documents in the same order, and no error is lost in a thread. The one thread beside it only reads what is in memory.

use std::collections::BTreeSet;

use tantivy::fastfield::{AliveBitSet, write_alive_bitset};
use tantivy::index::{IndexMeta, Segment, SegmentComponent, SegmentReader};
use tantivy::indexer::merge_filtered_segments;
use tantivy::{BitSet, HasLen};

use super::drafts::Drafts;
use super::schema::{self, schema};
pub(super) use build::Builder;

mod build;
mod numbers;
mod postings;
mod store;

/// A segment is left alone as long as it is so many times larger than all smaller ones together. With 4, an index of
/// 100,000 passages that grows article by article has at most seven segments, and a passage is rewritten about as often.
const RATIO: u32 = 4;

/// The segments that a generation will have, once removed articles are gone and small segments are joined. A segment
/// that lost an article is written anew: BM25 counts what is there, and must not count what was.
pub(super) fn settle(
    drafts: &Drafts,
    segments: Vec<Segment>,
    old: usize,
    removed: &BTreeSet<String>,
) -> tantivy::Result<Vec<Segment>> {
    let mut living = Vec::with_capacity(segments.len());
    for (at, segment) in segments.into_iter().enumerate() {
        let alive = match at < old && !removed.is_empty() {
            true => survivors(&segment, removed)?,
            false => None,
        };
        let count = alive.as_ref().map_or(segment.meta().max_doc(), |alive| {
            alive.num_alive_docs() as u32
        });
        if count > 0 {
            living.push((segment, alive, count, at));
        }
    }
    living.sort_by_key(|&(_, _, count, at)| (std::cmp::Reverse(count), at));
    let mut smaller: u64 = living
        .iter()
        .map(|&(_, _, count, _)| u64::from(count))
        .sum();
    let settled = living
        .iter()
        .take_while(|(_, alive, count, _)| {
            smaller -= u64::from(*count);
            alive.is_none() && u64::from(*count) >= u64::from(RATIO) * smaller
        })
        .count();
    let mut merged = living.split_off(settled);
    let mut kept: Vec<_> = living.into_iter().map(|(segment, ..)| segment).collect();
    merged.sort_by_key(|&(_, _, _, at)| at);
    match merged.as_slice() {
        [] => {}
        [(segment, None, ..)] => kept.push(segment.clone()),
        _ => {
            let (segments, alive): (Vec<_>, Vec<_>) = merged
                .into_iter()
                .map(|(segment, alive, ..)| (segment, alive))
                .unzip();
            let stored = segments
                .iter()
                .map(|segment| Ok(segment.open_read(SegmentComponent::Store)?.len()))
                .sum::<tantivy::Result<usize>>()?;
            let settings = store::settings(stored);
            let index = merge_filtered_segments(&segments, settings, alive, drafts.fresh())?;
            kept.extend(index.searchable_segments()?);
        }
    }
    Ok(kept)
}

/// What is left of a segment without some articles; `None` if it is all of it.
fn survivors(
    segment: &Segment,
    removed: &BTreeSet<String>,
) -> tantivy::Result<Option<AliveBitSet>> {
    let reader = SegmentReader::open(segment)?;
    let mut alive: Option<BitSet> = None;
    for id in removed {
        for doc in schema::passages_of(&reader, id)? {
            alive
                .get_or_insert_with(|| BitSet::with_max_value_and_full(reader.max_doc()))
                .remove(doc);
        }
    }
    alive
        .map(|alive| {
            let mut bytes = Vec::new();
            write_alive_bitset(&alive, &mut bytes)?;
            Ok(AliveBitSet::open(tantivy::directory::OwnedBytes::new(
                bytes,
            )))
        })
        .transpose()
}

/// `meta.json` for these segments.
pub(super) fn meta(segments: &[Segment]) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&IndexMeta {
        segments: segments
            .iter()
            .map(|segment| segment.meta().clone())
            .collect(),
        ..IndexMeta::with_schema(schema())
    })
}

/// For each field the sum of its lengths as BM25 rounds them. tantivy's own total is exact in a new segment and rounded
/// in one that was merged without its deleted documents, so the same corpus would have two averages; this sum does not
/// depend on how the segment came to be.
pub(super) fn tokens(segment: &Segment) -> tantivy::Result<Vec<u64>> {
    let reader = SegmentReader::open(segment)?;
    let schema = reader.schema();
    schema
        .fields()
        .map(|(field, entry)| {
            if !(entry.is_indexed() && entry.has_fieldnorms()) {
                return Ok(0);
            }
            let lengths = reader.get_fieldnorms_reader(field)?;
            Ok((0..reader.max_doc())
                .map(|doc| u64::from(lengths.fieldnorm(doc)))
                .sum())
        })
        .collect()
}
