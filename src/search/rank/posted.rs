//! Posted is a term of the question held against the index: where its postings lie, and what it is worth there.

use std::rc::Rc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, SegmentPostings, TermInfo};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, Searcher, SegmentReader};

use super::bm25::{Lengths, worth};
use super::terms::{BODY, Scored};

/// See the module.
pub struct Posted<'a> {
    /// The term, and the line of an explanation it belongs to.
    pub scored: Scored<'a>,
    /// How many passages have it.
    pub passages: u64,
    /// The lengths of its field.
    pub lengths: Rc<Lengths>,
    /// What it is worth at most.
    worth: Score,
    /// Its postings, segment by segment.
    lists: Vec<Option<TermInfo>>,
}

/// What a term is worth passage by passage, in one segment.
pub struct Worth<'a> {
    lengths: &'a Lengths,
    norms: FieldNormReader,
    most: Score,
}

/// Looks all terms up, each once. A passage of less than `shortest` of the mean length counts as that long.
pub fn posted<'a>(
    searcher: &Searcher,
    statistics: &dyn Bm25StatisticsProvider,
    terms: Vec<Scored<'a>>,
    shortest: Score,
) -> tantivy::Result<Vec<Posted<'a>>> {
    let all = statistics.total_num_docs()?;
    let mut fields: Vec<(Field, Rc<Lengths>)> = Vec::new();
    let mut posted = Vec::with_capacity(terms.len());
    for scored in terms {
        let field = scored.term.field();
        let known = fields.iter().find(|(known, _)| *known == field);
        let lengths = match known {
            Some((_, lengths)) => Rc::clone(lengths),
            None => {
                let mean = statistics.total_num_tokens(field)? as Score / all as Score;
                let shortest = if scored.part == BODY { shortest } else { 0.0 };
                let lengths = Rc::new(Lengths::new(mean, shortest * mean));
                fields.push((field, Rc::clone(&lengths)));
                lengths
            }
        };
        let mut lists = Vec::with_capacity(searcher.segment_readers().len());
        for segment in searcher.segment_readers() {
            lists.push(segment.inverted_index(field)?.get_term_info(&scored.term)?);
        }
        let passages = lists.iter().flatten();
        let passages = passages.map(|list| u64::from(list.doc_freq)).sum();
        let mut worth_at_most = worth(passages, all) * scored.weight;
        if let Some((other, weight)) = &scored.most {
            let other = worth(statistics.doc_freq(other)?, all) * weight;
            worth_at_most = worth_at_most.min(other);
        }
        posted.push(Posted {
            worth: worth_at_most,
            scored,
            passages,
            lengths,
            lists,
        });
    }
    Ok(posted)
}

impl Posted<'_> {
    /// Its postings in the segment with this number, to be read from end to end.
    pub fn blocks(
        &self,
        number: usize,
        segment: &SegmentReader,
    ) -> tantivy::Result<Option<BlockSegmentPostings>> {
        let Some(list) = &self.lists[number] else {
            return Ok(None);
        };
        let index = segment.inverted_index(self.scored.term.field())?;
        let record = IndexRecordOption::WithFreqs;
        Ok(Some(index.read_block_postings_from_terminfo(list, record)?))
    }

    /// Its postings there, to be asked passage by passage.
    pub fn postings(
        &self,
        number: usize,
        segment: &SegmentReader,
        record: IndexRecordOption,
    ) -> tantivy::Result<Option<SegmentPostings>> {
        let Some(list) = &self.lists[number] else {
            return Ok(None);
        };
        let index = segment.inverted_index(self.scored.term.field())?;
        Ok(Some(index.read_postings_from_terminfo(list, record)?))
    }

    /// What it is worth there.
    pub fn worth(&self, segment: &SegmentReader) -> tantivy::Result<Worth<'_>> {
        Ok(Worth {
            lengths: &self.lengths,
            norms: norms(segment, self.scored.term.field())?,
            most: self.worth,
        })
    }
}

impl Worth<'_> {
    /// In a passage that has it so often.
    pub fn of(&self, doc: DocId, frequency: u32) -> Score {
        let length = self.norms.fieldnorm_id(doc);
        self.most * self.lengths.share(length, frequency as Score)
    }
}

/// The lengths of a segment's passages in a field; a field that does not count them has passages of one word.
pub fn norms(segment: &SegmentReader, field: Field) -> tantivy::Result<FieldNormReader> {
    let counted = segment.fieldnorms_readers().get_field(field)?;
    Ok(counted.unwrap_or_else(|| FieldNormReader::constant(segment.max_doc(), 1)))
}
