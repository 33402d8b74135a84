//! The statistics that BM25 counts with, so that scores do not show how the index came to be.

use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;

use super::Index;

/// See [`Index::statistics`].
#[derive(Debug, Clone, Copy)]
pub struct Statistics<'a>(pub(super) &'a Index);

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let at = field.field_id() as usize;
        let segments = self.0.manifest().tokens.values();
        Ok(segments.filter_map(|fields| fields.get(at)).sum())
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.0.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.0.searcher.doc_freq(term)
    }
}
