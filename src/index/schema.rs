//! The schema: what a passage is to tantivy. Nobody else knows a field's name.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
    Value,
};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{SegmentReader, TantivyDocument};
use unicode_normalization::UnicodeNormalization;

use super::words::{Form, WordTokenizer};
use crate::document::{Lines, Source};
use crate::passage::{Attribution, Labelled, Passage, RoleId};

/// Hold this against the format version: it changes whenever what is in the index changes its meaning.
pub const SCHEMA_VERSION: u32 = 4;

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
    /// The id of a passage's article.
    pub article: Field,
    /// A passage's place in its article, from 0.
    pub place: Field,
    /// The source's path as it stands; filters match it.
    pub path: Field,
    /// The source's title, folded by [`fold_fact`].
    pub headline: Field,
    /// The source's author, folded.
    pub author: Field,
    /// The source's publisher, folded.
    pub publisher: Field,
    /// When it was published, as the number `YYYYMMDD`; undated sources have none.
    pub published: Field,
    /// The passage and its source, as [`read_passage`] gives them back.
    pub stored: Field,
}

/// The schema. The fields come in a fixed order, so [`Fields::new`] needs no schema.
pub fn schema() -> Schema {
    schema_with_fields().0
}

/// The schema and its fields, built once.
pub fn schema_with_fields() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let fields = build(&mut builder);
    (builder.build(), fields)
}

impl Fields {
    /// The fields of [`schema`].
    pub fn new() -> Self {
        build(&mut Schema::builder())
    }
}

impl Default for Fields {
    fn default() -> Self {
        Fields::new()
    }
}

const STEMS: &str = "stems";
const EXACT: &str = "exact";
// Columns are asked for by name.
const ARTICLE: &str = "article";
const PLACE: &str = "place";
const PUBLISHED: &str = "published";

fn build(builder: &mut SchemaBuilder) -> Fields {
    // Frequencies, though each is 1: without them tantivy cannot skip what will not make the list (block-max WAND).
    let ids = || {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::WithFreqs);
        TextOptions::default().set_indexing_options(indexing)
    };
    // Facts only filter: their lengths would be a byte a passage and a field.
    let fact = || {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing)
    };
    let text = |tokenizer: &'static str, record| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    // Positions only where phrases are looked for: they are about a third of a field.
    Fields {
        flat: builder.add_text_field(
            "flat",
            text(STEMS, IndexRecordOption::WithFreqsAndPositions),
        ),
        title: builder.add_text_field("title", text(STEMS, IndexRecordOption::WithFreqs)),
        exact: builder.add_text_field("exact", text(EXACT, IndexRecordOption::WithFreqs)),
        about: builder.add_text_field("about", ids()),
        primary: builder.add_text_field("primary", ids()),
        mentions: builder.add_text_field("mentions", ids()),
        article: builder.add_text_field(ARTICLE, fact() | FAST),
        place: builder.add_u64_field(PLACE, FAST),
        path: builder.add_text_field("path", fact()),
        headline: builder.add_text_field("headline", fact()),
        author: builder.add_text_field("author", fact()),
        publisher: builder.add_text_field("publisher", fact()),
        published: builder.add_u64_field(PUBLISHED, FAST),
        stored: builder.add_text_field("stored", STORED),
    }
}

/// Our own tokenizers; a tantivy index over [`schema`] must be given them (`Index::set_tokenizers`).
pub fn tokenizers() -> TokenizerManager {
    // tantivy looks its own `raw` and `default` up too, even for fields that have no text.
    let manager = TokenizerManager::default();
    manager.register(STEMS, WordTokenizer::new(Form::Stem));
    manager.register(EXACT, WordTokenizer::new(Form::Exact));
    manager
}

/// What all passages of an article have in common, as the beginning of their documents.
pub fn source_document(fields: &Fields, article: &str, source: &Source) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.article, article);
    document.add_text(fields.path, &source.path);
    for (field, fact) in [
        (fields.headline, &source.title),
        (fields.author, &source.author),
        (fields.publisher, &source.publisher),
    ] {
        if let Some(fact) = fact {
            document.add_text(field, fold_fact(fact));
        }
    }
    if let Some(day) = source.published.as_deref().and_then(day_number) {
        document.add_u64(fields.published, day);
    }
    document
}

/// A passage as a document, begun as [`source_document`]. `place` is its place in its article, from 0.
pub fn passage_document(
    fields: &Fields,
    mut document: TantivyDocument,
    place: u64,
    passage: &Passage,
    source: &Source,
) -> TantivyDocument {
    for heading in heading_lines(passage, source) {
        document.add_text(fields.title, heading);
        document.add_text(fields.flat, heading);
        document.add_text(fields.exact, heading);
    }
    for text in passage
        .lead
        .as_deref()
        .into_iter()
        .chain([passage.text.as_str()])
    {
        document.add_text(fields.flat, text);
        document.add_text(fields.exact, text);
    }
    for attribution in &passage.about {
        document.add_text(fields.about, &attribution.role);
        if attribution.primary {
            document.add_text(fields.primary, &attribution.role);
        }
    }
    for role in &passage.mentions {
        document.add_text(fields.mentions, role);
    }
    document.add_u64(fields.place, place);
    document.add_text(fields.stored, seal(&Stored::new(passage, source)));
    document
}

/// The passage and its source out of a stored document; `None` if it is not as it was written.
pub fn read_passage(fields: &Fields, document: &TantivyDocument) -> Option<(Passage, Source)> {
    let stored: Stored = open_sealed(document.get_first(fields.stored)?.as_str()?)?;
    Some(stored.into())
}

/// The articles of a segment's passages; `None` if it has none.
pub fn articles(segment: &SegmentReader) -> tantivy::Result<Option<StrColumn>> {
    segment.fast_fields().str(ARTICLE)
}

/// The places of a segment's passages in their articles.
pub fn places(segment: &SegmentReader) -> tantivy::Result<Column<u64>> {
    segment.fast_fields().u64(PLACE)
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

/// Title and headings, outermost first. A first heading that repeats the title counts once.
fn heading_lines<'a>(passage: &'a Passage, source: &'a Source) -> impl Iterator<Item = &'a str> {
    let title = source
        .title
        .as_deref()
        .filter(|title| passage.headings.first().is_none_or(|first| first != title));
    title
        .into_iter()
        .chain(passage.headings.iter().map(String::as_str))
}

/// Digits of the checksum before a stored value: a flipped bit in a text must not be shown as the author's words.
const CHECKSUM: usize = 8;

/// As text, for tantivy reads stored bytes one by one.
fn seal(value: &impl Serialize) -> String {
    // These types hold strings, numbers and lists, which JSON always takes; an empty value would be refused on reading.
    let value = serde_json::to_string(value).unwrap_or_default();
    let checksum = blake3::hash(value.as_bytes()).to_hex();
    format!("{}{value}", &checksum[..CHECKSUM])
}

fn open_sealed<T: DeserializeOwned>(sealed: &str) -> Option<T> {
    let (checksum, value) = sealed.split_at_checked(CHECKSUM)?;
    (blake3::hash(value.as_bytes()).to_hex()[..CHECKSUM] == *checksum)
        .then(|| serde_json::from_str(value).ok())?
}

/// A passage and its source as they are stored: a JSON list, for names in every passage would be a tenth of the store.
#[derive(Serialize, Deserialize)]
struct Stored<'a>(
    Cow<'a, str>,
    [Option<Cow<'a, str>>; 5],
    Cow<'a, str>,
    Lines,
    Cow<'a, [String]>,
    Cow<'a, [Attribution]>,
    Cow<'a, [RoleId]>,
    Cow<'a, [Labelled]>,
    Option<Cow<'a, str>>,
    Cow<'a, str>,
);

impl<'a> Stored<'a> {
    fn new(passage: &'a Passage, source: &'a Source) -> Self {
        let facts = [
            &source.title,
            &source.author,
            &source.publisher,
            &source.published,
            &source.url,
        ];
        Stored(
            source.path.as_str().into(),
            facts.map(|fact| fact.as_deref().map(Cow::Borrowed)),
            passage.id.as_str().into(),
            passage.lines,
            (&passage.headings).into(),
            (&passage.about).into(),
            (&passage.mentions).into(),
            (&passage.cells).into(),
            passage.lead.as_deref().map(Cow::Borrowed),
            passage.text.as_str().into(),
        )
    }
}

impl From<Stored<'_>> for (Passage, Source) {
    fn from(stored: Stored) -> Self {
        let Stored(path, facts, id, lines, headings, about, mentions, cells, lead, text) = stored;
        let [title, author, publisher, published, url] =
            facts.map(|fact| fact.map(Cow::into_owned));
        let passage = Passage {
            id: id.into_owned(),
            headings: headings.into_owned(),
            lead: lead.map(Cow::into_owned),
            lines,
            text: text.into_owned(),
            cells: cells.into_owned(),
            about: about.into_owned(),
            mentions: mentions.into_owned(),
        };
        let source = Source {
            path: path.into_owned(),
            title,
            author,
            publisher,
            published,
            url,
        };
        (passage, source)
    }
}
