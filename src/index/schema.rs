//! The schema: what a passage is to tantivy. Nobody else knows a field's name.

use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::{DocId, SegmentReader};
use unicode_normalization::UnicodeNormalization;

/// A version, which goes up whenever what is in the index changes its meaning, and a digest of the schema. The manifest
/// repeats both, and readers compare the words: making the schema and comparing it would be a part of every query's time.
pub const SCHEMA: &str = "6-7dc910e52766da02";

/// The fields, by what they are for.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Title, headings, lead and text together, stemmed, with positions: what finds a passage.
    pub flat: Field,
    /// Title and headings alone, stemmed.
    pub title: Field,
    /// As `flat`, unstemmed, diacritics kept.
    pub exact: Field,
    /// Ids of the roles a passage is about.
    pub about: Field,
    /// Id of the role it is mainly about.
    pub primary: Field,
    /// Ids of the roles it only names.
    pub mentions: Field,
    /// The id of a passage's article; what else is known of an article stands in its record.
    pub article: Field,
    /// When it was published, as the number `YYYYMMDD`; absent for undated sources.
    pub published: Field,
}

/// The schema.
pub fn schema() -> Schema {
    let mut builder = Schema::builder();
    build(&mut builder);
    builder.build()
}

impl Fields {
    /// The fields of [`schema`], which numbers them as they come.
    pub const fn new() -> Self {
        Fields {
            flat: Field::from_field_id(0),
            title: Field::from_field_id(1),
            exact: Field::from_field_id(2),
            about: Field::from_field_id(3),
            primary: Field::from_field_id(4),
            mentions: Field::from_field_id(5),
            article: Field::from_field_id(6),
            published: Field::from_field_id(7),
        }
    }
}

impl Default for Fields {
    fn default() -> Self {
        Fields::new()
    }
}

// Columns are asked for by name.
pub(super) const ARTICLE: &str = "article";
pub(super) const PUBLISHED: &str = "published";
/// tantivy wants a tokenizer named; words come ready made (see `words`).
const RAW: &str = "raw";

fn build(builder: &mut SchemaBuilder) {
    // Frequencies, though each is 1: without them tantivy cannot skip what will not make the list (block-max WAND).
    let ids = || {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(RAW)
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::WithFreqs);
        TextOptions::default().set_indexing_options(indexing)
    };
    let text = |record| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(RAW)
            .set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    // Positions only where phrases are looked for: they are about a third of a field.
    builder.add_text_field("flat", text(IndexRecordOption::WithFreqsAndPositions));
    builder.add_text_field("title", text(IndexRecordOption::WithFreqs));
    // How often a word stands in a passage is counted by its stem, and held against the length there; the exact form says
    // only that it stands there.
    let there = TextFieldIndexing::default()
        .set_tokenizer(RAW)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    builder.add_text_field("exact", TextOptions::default().set_indexing_options(there));
    builder.add_text_field("about", ids());
    builder.add_text_field("primary", ids());
    builder.add_text_field("mentions", ids());
    builder.add_text_field(ARTICLE, FAST);
    builder.add_u64_field(PUBLISHED, FAST);
}

/// Which article each passage of a segment belongs to.
#[derive(Debug)]
pub struct Columns {
    /// `None` in a segment without passages.
    pub articles: Option<StrColumn>,
}

impl Columns {
    /// Of a segment.
    pub fn open(segment: &SegmentReader) -> tantivy::Result<Columns> {
        Ok(Columns {
            articles: articles(segment)?,
        })
    }
}

/// The articles of a segment's passages; `None` if it has none.
pub fn articles(segment: &SegmentReader) -> tantivy::Result<Option<StrColumn>> {
    segment.fast_fields().str(ARTICLE)
}

/// The passages of an article in a segment, in order.
pub fn passages_of(segment: &SegmentReader, article: &str) -> tantivy::Result<Vec<DocId>> {
    let mut docs = Vec::new();
    if let Some(articles) = articles(segment)?
        && let Some(number) = articles.dictionary().term_ord(article)?
    {
        articles.ords().get_docids_for_value_range(
            number..=number,
            0..segment.max_doc(),
            &mut docs,
        );
    }
    Ok(docs)
}

/// The passages of all articles in a segment whose id passes.
pub fn passages_of_all(
    segment: &SegmentReader,
    passes: impl Fn(&str) -> bool,
) -> tantivy::Result<Vec<DocId>> {
    let Some(articles) = articles(segment)? else {
        return Ok(Vec::new());
    };
    let mut passed = Vec::with_capacity(articles.num_terms());
    let mut ids = articles.dictionary().stream()?;
    while ids.advance() {
        passed.push(std::str::from_utf8(ids.key()).is_ok_and(&passes));
    }
    let has_passed = |number: u64| passed.get(number as usize).copied().unwrap_or(false);
    Ok((0..segment.max_doc())
        .filter(|doc| articles.term_ords(*doc).any(has_passed))
        .collect())
}

/// The days on which the sources of a segment's passages were published ([`day_number`]).
pub fn days(segment: &SegmentReader) -> tantivy::Result<Column<u64>> {
    segment.fast_fields().u64(PUBLISHED)
}

/// A fact of a source as filters compare it: lower case, no diacritics, blanks folded.
pub fn fold_fact(fact: &str) -> String {
    let lower = if fact.is_ascii() {
        fact.to_ascii_lowercase()
    } else {
        let marks = '\u{300}'..='\u{36f}';
        let bare: String = fact.nfkd().filter(|c| !marks.contains(c)).collect();
        bare.to_lowercase()
    };
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `YYYY-MM-DD` as the number `YYYYMMDD`, which sorts and compares as the day does.
pub fn day_number(date: &str) -> Option<u64> {
    let mut parts = date.splitn(3, '-');
    let [year, month, day]: [u64; 3] = [
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    ];
    Some(year * 10_000 + month * 100 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_the_one_that_manifests_name() {
        let text = serde_json::to_vec(&schema()).unwrap();
        let digest = blake3::hash(&text).to_hex();
        assert_eq!(SCHEMA.split_once('-').unwrap().1, &digest[..16]);
    }

    #[test]
    fn fields_are_numbered_as_they_come() {
        let Fields {
            flat,
            title,
            exact,
            about,
            primary,
            mentions,
            article,
            published,
        } = Fields::new();
        let fields = [
            flat, title, exact, about, primary, mentions, article, published,
        ];
        let names = [
            "flat", "title", "exact", "about", "primary", "mentions", ARTICLE, PUBLISHED,
        ];
        let schema = schema();
        for (field, name) in fields.into_iter().zip(names) {
            assert_eq!(schema.get_field_name(field), name);
        }
        assert_eq!(schema.num_fields(), names.len());
    }
}
