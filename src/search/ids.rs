//! Ids tell passages apart by article and place, without reading them.

use tantivy::DocAddress;

use super::rank::Ranked;
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

    /// Its place in its article, from 0.
    pub fn place(&self, address: DocAddress) -> u64 {
        self.0[address.segment_ord as usize]
            .places
            .first(address.doc_id)
            .unwrap_or(0)
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
