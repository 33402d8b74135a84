//! Ids tell passages apart by article and place, without reading them.

use std::collections::HashSet;

use tantivy::{DocAddress, DocId};

use super::rank::{Ranked, best_first};
use crate::error::Result;
use crate::index::{Columns, Index};

/// Which article a passage belongs to, and its place there, without reading it.
pub struct Ids<'a>(&'a [Columns]);

impl<'a> Ids<'a> {
    /// Of an index.
    pub fn new(index: &'a Index) -> Result<Ids<'a>> {
        Ok(Ids(index.columns()?))
    }

    /// The article's number in its segment, which costs much less than its id.
    pub fn number(&self, address: DocAddress) -> Option<u64> {
        let articles = self.0[address.segment_ord as usize].articles.as_ref()?;
        articles.term_ords(address.doc_id).next()
    }

    /// The id of its article.
    pub fn article(&self, address: DocAddress) -> Result<String> {
        let mut id = String::new();
        if let Some(articles) = &self.0[address.segment_ord as usize].articles
            && let Some(number) = self.number(address)
        {
            articles
                .ord_to_str(number, &mut id)
                .map_err(tantivy::TantivyError::from)?;
        }
        Ok(id)
    }

    /// Where it stands in its article: before the passages with a higher place, for they lie in one segment, in order.
    pub fn place(&self, address: DocAddress) -> DocId {
        address.doc_id
    }
}

/// Equal scores stand in the order of their ids, however the index is cut into segments.
pub fn settle_ties(ranked: &mut [Ranked], ids: &Ids) -> Result<()> {
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

/// Brings the best `most` to the front, in no order. Of those that are as good as the last of them it takes the first by id.
pub fn best_to_front<T>(
    all: &mut [T],
    most: usize,
    ranked: impl Fn(&T) -> Ranked,
    ids: Option<&Ids>,
) -> Result<()> {
    if most == 0 || all.len() <= most {
        return Ok(());
    }
    let by_score = |a: &T, b: &T| best_first(&ranked(a), &ranked(b));
    let (_, last, _) = all.select_nth_unstable_by(most - 1, by_score);
    let bar = ranked(last).score;
    let better = to_front(all, |one| ranked(one).score > bar);
    let equal = better + to_front(&mut all[better..], |one| ranked(one).score == bar);
    let (ties, wanted) = (&mut all[better..equal], most - better);
    let Some(ids) = ids.filter(|_| ties.len() > wanted) else {
        return Ok(());
    };
    // Within a segment the articles are numbered in the order of their ids, so few ids need reading, and in one alone none.
    ties.sort_by_cached_key(|tie| {
        let address = ranked(tie).address;
        (address.segment_ord, ids.number(address), ids.place(address))
    });
    if same_segment(&ranked(&ties[0]), &ranked(&ties[ties.len() - 1])) {
        return Ok(());
    }
    let mut keyed = Vec::new();
    for of_segment in ties.chunk_by(|a, b| same_segment(&ranked(a), &ranked(b))) {
        for tie in of_segment.iter().take(wanted) {
            let address = ranked(tie).address;
            keyed.push((ids.article(address)?, ids.place(address), address));
        }
    }
    keyed.sort_unstable();
    keyed.truncate(wanted);
    let chosen: HashSet<DocAddress> = keyed.into_iter().map(|(_, _, address)| address).collect();
    to_front(ties, |tie| chosen.contains(&ranked(tie).address));
    Ok(())
}

fn same_segment(a: &Ranked, b: &Ranked) -> bool {
    a.address.segment_ord == b.address.segment_ord
}

/// Brings what is wanted to the front, and says how many those are.
fn to_front<T>(all: &mut [T], is_wanted: impl Fn(&T) -> bool) -> usize {
    let mut front = 0;
    for at in 0..all.len() {
        if is_wanted(&all[at]) {
            all.swap(front, at);
            front += 1;
        }
    }
    front
}
