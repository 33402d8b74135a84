//! Building puts passages into a segment of tantivy's format: what it knows of them stays in memory until it is finished,
//! all but the store.
//!
//! tantivy has a writer of its own, which reads and hashes every word of every field. Here a word is numbered once an
//! article, and one list for each word, with the places where it stands, is all that the fields of text are made from.

use std::collections::BTreeMap;

use tantivy::columnar::{ColumnType, ColumnarWriter};
use tantivy::directory::TerminatingWrite;
use tantivy::fieldnorm::{FieldNormReader, FieldNormReaders, FieldNormsSerializer};
use tantivy::index::{Segment, SegmentComponent};
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::Field;
use tantivy::{Directory, DocId, IndexSettings};

use super::postings::{Text, Words};
use super::store::Store;
use crate::index::drafts::Drafts;
use crate::index::schema::{self, Fields, schema};
use crate::index::sheaf::{Leaf, Sheaf};

/// A segment is cut when so much is held in memory: large enough that most corpora are one segment and need no merge,
/// small enough for the promise of 192 MB in all.
const MOST_MEMORY: usize = 64 << 20;

/// See the module.
pub(in crate::index) struct Builder {
    segment: Segment,
    fields: Fields,
    words: Words,
    lengths: BTreeMap<Field, Norms>,
    ids: BTreeMap<(Field, String), Vec<DocId>>,
    columns: ColumnarWriter,
    store: Store,
    docs: DocId,
}

/// The lengths of the passages in a field.
#[derive(Default)]
struct Norms {
    /// As BM25 rounds them.
    rounded: Vec<u8>,
    total: u64,
}

impl Builder {
    /// A segment that is empty yet.
    pub(in crate::index) fn new(drafts: &Drafts) -> tantivy::Result<Self> {
        let segment = tantivy::Index::create(drafts.fresh(), schema(), IndexSettings::default())?
            .new_segment();
        let mut columns = ColumnarWriter::default();
        columns.record_column_type(schema::ARTICLE, ColumnType::Str, false);
        columns.record_column_type(schema::PUBLISHED, ColumnType::U64, false);
        let store = segment.open_write(SegmentComponent::Store)?;
        Ok(Builder {
            store: Store::new(store),
            segment,
            fields: Fields::new(),
            words: Words::new(),
            lengths: BTreeMap::new(),
            ids: BTreeMap::new(),
            columns,
            docs: 0,
        })
    }

    /// Adds an article's passages.
    pub(in crate::index) fn add(&mut self, sheaf: &Sheaf) -> tantivy::Result<()> {
        self.words.add(sheaf, self.docs);
        let day = sheaf.record.source.published.as_deref();
        let day = day.and_then(schema::day_number);
        for leaf in &sheaf.leaves {
            let doc = self.docs;
            self.docs += 1;
            self.note_lengths(leaf);
            let fields = [self.fields.about, self.fields.primary, self.fields.mentions];
            for (field, roles) in fields.into_iter().zip(&leaf.roles) {
                for role in roles {
                    self.ids.entry((field, role.clone())).or_default().push(doc);
                }
            }
            self.columns
                .record_str(doc, schema::ARTICLE, &sheaf.record.id);
            if let Some(day) = day {
                self.columns.record_numerical(doc, schema::PUBLISHED, day);
            }
            self.store.add(&sheaf.sealed[leaf.sealed.clone()])?;
        }
        Ok(())
    }

    fn note_lengths(&mut self, leaf: &Leaf) {
        for (field, length) in [
            (self.fields.flat, leaf.lengths.flat),
            (self.fields.title, leaf.lengths.title),
        ] {
            let norms = self.lengths.entry(field).or_default();
            norms.rounded.push(FieldNormReader::fieldnorm_to_id(length));
            norms.total += u64::from(length);
        }
    }

    /// It should be finished now.
    pub(in crate::index) fn is_full(&self) -> bool {
        self.words.memory() + self.columns.mem_usage() >= MOST_MEMORY
    }

    /// Writes it.
    pub(in crate::index) fn finish(mut self) -> tantivy::Result<Segment> {
        self.write_lengths()?;
        self.write_postings()?;
        let path = self.segment.relative_path(SegmentComponent::FastFields);
        let mut fast = self.segment.index().directory().open_write(&path)?;
        self.columns.serialize(self.docs, None, &mut fast)?;
        fast.terminate()?;
        self.store.close()?;
        Ok(self.segment.with_max_doc(self.docs))
    }

    fn write_lengths(&self) -> tantivy::Result<()> {
        let out = self.segment.open_write(SegmentComponent::FieldNorms)?;
        let mut serializer = FieldNormsSerializer::from_write(out)?;
        for (field, norms) in &self.lengths {
            serializer.serialize_field(*field, &norms.rounded)?;
        }
        Ok(serializer.close()?)
    }

    fn write_postings(&self) -> tantivy::Result<()> {
        let mut out = InvertedIndexSerializer::open(&self.segment)?;
        let lengths = self.segment.open_read(SegmentComponent::FieldNorms)?;
        let readers = FieldNormReaders::open(lengths)?;
        for (text, field) in [
            (Text::Flat, self.fields.flat),
            (Text::Title, self.fields.title),
            (Text::Exact, self.fields.exact),
        ] {
            let total = self.lengths.get(&field).map_or(0, |norms| norms.total);
            let reader = readers.get_field(field)?;
            self.words
                .write(text, out.new_field(field, total, reader)?)?;
        }
        for field in [self.fields.about, self.fields.primary, self.fields.mentions] {
            let ids = || {
                let after = (field, String::new())..;
                self.ids
                    .range(after)
                    .take_while(move |((of, _), _)| *of == field)
            };
            let total = ids().map(|(_, docs)| docs.len() as u64).sum();
            let mut out = out.new_field(field, total, None)?;
            for ((_, id), docs) in ids() {
                let passages = docs.chunk_by(|a, b| a == b);
                out.new_term(id.as_bytes(), passages.clone().count() as u32, true)?;
                for same in passages {
                    out.write_doc(same[0], same.len() as u32, &[]);
                }
                out.close_term()?;
            }
            out.close()?;
        }
        Ok(out.close()?)
    }
}
