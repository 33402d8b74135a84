//! A word of a passage itself, which its title and headings may have too.

use tantivy::postings::Postings;
use tantivy::query::Query;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED, Term};

use crate::error::Result;
use crate::search::held::Held;
use crate::search::listed::Listed;

/// Passages that have one of the words (exact forms of one stem) in themselves, not only in their title and headings.
pub fn word_in_body(held: &Held, words: &[String], stem: &str) -> Result<Box<dyn Query>> {
    let fields = held.index.fields();
    let listed = Listed::of(held.index.searcher(), |segment| {
        let exact = segment.inverted_index(fields.exact)?;
        let mut counts: Vec<(DocId, u32)> = Vec::new();
        for word in words {
            let term = Term::from_field_text(fields.exact, word);
            let Some(mut postings) = exact.read_postings(&term, IndexRecordOption::WithFreqs)?
            else {
                continue;
            };
            while postings.doc() != TERMINATED {
                counts.push((postings.doc(), postings.term_freq()));
                postings.advance();
            }
        }
        counts.sort_unstable();
        let term = Term::from_field_text(fields.title, stem);
        let mut titles = segment
            .inverted_index(fields.title)?
            .read_postings(&term, IndexRecordOption::WithFreqs)?;
        let mut docs = Vec::new();
        for same in counts.chunk_by(|a, b| a.0 == b.0) {
            let doc = same[0].0;
            let here: u32 = same.iter().map(|(_, count)| count).sum();
            let above = titles.as_mut().map_or(0, |titles| {
                let at = if titles.doc() < doc {
                    titles.seek(doc)
                } else {
                    titles.doc()
                };
                if at == doc { titles.term_freq() } else { 0 }
            });
            if here > above {
                docs.push(doc);
            }
        }
        Ok(docs)
    })?;
    Ok(Box::new(listed))
}
