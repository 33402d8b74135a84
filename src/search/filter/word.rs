//! A word of a passage itself, which its title and headings may have too.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::Query;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::error::Result;
use crate::index::words::{Form, Words};
use crate::search::held::Held;
use crate::search::listed::Listed;

/// Passages that have one of the words (exact forms) in themselves, not only in their title and headings.
pub fn word_in_body(held: &Held, words: &[String]) -> Result<Box<dyn Query>> {
    let fields = held.index.fields();
    let mut words = words.to_vec();
    words.sort_unstable();
    let stems = stems(&words);
    let mut segments = 0..;
    let mut failed = None;
    let listed = Listed::of(held.index.searcher(), |segment| {
        let number = segments.next().unwrap_or_default();
        let mut everywhere = Counts::open(segment, fields.flat, &stems)?;
        let mut above = Counts::open(segment, fields.title, &stems)?;
        let mut docs = passages_with(segment, fields.exact, &words)?;
        docs.retain(|&doc| match (above.at(doc), everywhere.at(doc)) {
            (0, _) => true,
            (above, all) if above == all => false,
            // The title has the stem and so has the text, but in which form only the text can say.
            _ => has_word(held, DocAddress::new(number, doc), &words)
                .unwrap_or_else(|error| failed.replace(error).is_some()),
        });
        Ok(docs)
    })?;
    match failed {
        None => Ok(Box::new(listed)),
        Some(error) => Err(error),
    }
}

/// The stems of some words, each once.
fn stems(words: &[String]) -> Vec<String> {
    let mut read = Words::new(Form::Stem);
    read.read(&words.join(" "));
    let mut stems: Vec<String> = read.iter().map(|(_, stem)| stem.to_owned()).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The passages with any of some words, in order.
fn passages_with(
    segment: &SegmentReader,
    field: Field,
    words: &[String],
) -> tantivy::Result<Vec<DocId>> {
    let index = segment.inverted_index(field)?;
    let mut docs = Vec::new();
    for word in words {
        let term = Term::from_field_text(field, word);
        let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else {
            continue;
        };
        while postings.doc() != TERMINATED {
            docs.push(postings.doc());
            postings.advance();
        }
    }
    docs.sort_unstable();
    docs.dedup();
    Ok(docs)
}

/// Whether lead or text of a passage have one of the words, which are sorted.
fn has_word(held: &Held, address: DocAddress, words: &[String]) -> Result<bool> {
    let (passage, _) = held.index.passage_at(address)?;
    let mut read = Words::new(Form::Exact);
    let texts = passage
        .lead
        .as_deref()
        .into_iter()
        .chain([passage.text.as_str()]);
    for text in texts {
        read.read(text);
        let is_one = |term: &str| {
            words
                .binary_search_by(|word| word.as_str().cmp(term))
                .is_ok()
        };
        if read.iter().any(|(_, term)| is_one(term)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How often some words stand in a field, passage by passage.
struct Counts(Vec<SegmentPostings>);

impl Counts {
    fn open(segment: &SegmentReader, field: Field, words: &[String]) -> tantivy::Result<Counts> {
        let index = segment.inverted_index(field)?;
        let mut lists = Vec::with_capacity(words.len());
        for word in words {
            let term = Term::from_field_text(field, word);
            lists.extend(index.read_postings(&term, IndexRecordOption::WithFreqs)?);
        }
        Ok(Counts(lists))
    }

    /// In a passage not before the last one asked for.
    fn at(&mut self, doc: DocId) -> u32 {
        let lists = self.0.iter_mut();
        lists
            .map(|list| {
                if list.doc() < doc {
                    list.seek(doc);
                }
                if list.doc() == doc {
                    list.term_freq()
                } else {
                    0
                }
            })
            .sum()
    }
}
