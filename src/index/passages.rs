//! The passages of an open generation, read from its stores and checked before anybody sees them.

use tantivy::DocAddress;
use tantivy::store::StoreReader;

use super::{Index, guard, schema, sealed};
use crate::document::Source;
use crate::error::{Error, Result};
use crate::passage::Passage;

/// Blocks of a store that are kept unpacked, up to 16 MB of them: the hits of an answer lie anywhere, and many questions may
/// be asked of an open index. All of 5,000 abstracts stays; one question unpacks fifteen at most.
const STORE_BLOCKS: usize = 512;

/// A passage and where it comes from.
pub type Sourced = (Passage, Source);

impl Index {
    /// Every passage, articles by id, each article's in order; one article at a time in memory.
    pub fn passages(&self) -> Result<impl Iterator<Item = Result<Sourced>>> {
        Ok(self.articles().flat_map(move |record| {
            let passages = record.and_then(|record| match record.passages {
                0 => Ok(Vec::new()),
                // Fewer than were counted is what a flipped bit in a large generation's terms would look like.
                count => match self.passages_of(&record.id)? {
                    passages if passages.len() as u64 == count => Ok(passages),
                    _ => Err(self.damaged(&format!("passages of {} are missing", record.id))),
                },
            });
            let (passages, error) = match passages {
                Ok(passages) => (passages, None),
                Err(error) => (Vec::new(), Some(Err(error))),
            };
            passages.into_iter().map(Ok).chain(error)
        }))
    }

    /// The passages of one article, in order.
    pub fn passages_of(&self, article: &str) -> Result<Vec<Sourced>> {
        let stores = self.stores()?;
        for (segment, store) in self.searcher.segment_readers().iter().zip(stores) {
            let documents = guard(&self.dir, || {
                schema::passages_of(segment, article)?
                    .into_iter()
                    .map(|doc| store.get_document_bytes(doc))
                    .collect::<tantivy::Result<Vec<_>>>()
            })?;
            if !documents.is_empty() {
                return documents
                    .iter()
                    .map(|sealed| self.unseal(sealed))
                    .map(|passage| match passage {
                        // A flipped bit in a column leads to another article's passage.
                        Ok((passage, _)) if !is_of(&passage, article) => {
                            Err(self.damaged(&format!("passages of {article} are mixed up")))
                        }
                        other => other,
                    })
                    .collect();
            }
        }
        Ok(Vec::new())
    }

    /// A passage and its source.
    pub fn passage(&self, id: &str) -> Result<Sourced> {
        let (before, at, _) = self.around(id, 0)?;
        before
            .into_iter()
            .nth(at)
            .ok_or_else(|| Error::unknown_passage(id))
    }

    /// A passage among up to `count` neighbours on each side, out of the same article: the passages, at which of them
    /// the one asked for stands, and how many the article has.
    pub fn around(&self, id: &str, count: usize) -> Result<(Vec<Sourced>, usize, usize)> {
        let unknown = || Error::unknown_passage(id);
        let (article, _) = id.rsplit_once(':').ok_or_else(unknown)?;
        let mut passages = self.passages_of(article)?;
        let at = passages
            .iter()
            .position(|(passage, _)| passage.id == id)
            .ok_or_else(unknown)?;
        let all = passages.len();
        passages.truncate(at.saturating_add(count).saturating_add(1));
        let from = at.saturating_sub(count);
        Ok((passages.split_off(from), at - from, all))
    }

    /// The passage at an address that a search gave, checked against the checksum it was stored with.
    pub fn passage_at(&self, address: DocAddress) -> Result<Sourced> {
        let store = &self.stores()?[address.segment_ord as usize];
        let sealed = guard(&self.dir, || store.get_document_bytes(address.doc_id))?;
        self.unseal(&sealed)
    }

    fn unseal(&self, sealed: &[u8]) -> Result<Sourced> {
        sealed::open(sealed).ok_or_else(|| self.damaged("a passage does not match its checksum"))
    }

    fn stores(&self) -> Result<&[StoreReader]> {
        if self.stores.get().is_none() {
            let stores = self
                .searcher
                .segment_readers()
                .iter()
                .map(|segment| guard(&self.dir, || Ok(segment.get_store_reader(STORE_BLOCKS)?)))
                .collect::<Result<_>>()?;
            // Whoever was first opened the same.
            self.stores.set(stores).ok();
        }
        Ok(self.stores.get().map_or(&[], Vec::as_slice))
    }
}

/// Whether a passage is of an article, by its id.
fn is_of(passage: &Passage, article: &str) -> bool {
    let id = passage.id.rsplit_once(':');
    id.is_some_and(|(of, _)| of == article)
}
