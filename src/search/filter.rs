//! Filters: which passages a question is asked of, by role, source, title, author and date.

use std::collections::HashSet;
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use tantivy::index::SegmentId;
use tantivy::query::{
    ConstScorer, EmptyScorer, EnableScoring, Explanation, Occur, Query, Scorer, TermQuery, Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

use super::discovered::discovered;
use super::plan::{Plan, any};
use super::question::{Field, Question};
use crate::document::Source;
use crate::error::{Error, Result};
use crate::index::Index;
use crate::index::schema::{self, Fields, fold_fact};
use crate::role::Roles;

/// The conditions that flags set, into the plan.
pub fn flags(index: &Index, roles: &Roles, question: &Question, plan: &mut Plan) -> Result<()> {
    let searcher = index.searcher();
    if !question.roles.is_empty() {
        let mut any_of = Vec::new();
        for name in &question.roles {
            any_of.extend(role(index, roles, question, name, &mut plan.notes)?);
        }
        plan.conditions.push((Occur::Must, any(any_of)));
    }
    if !question.sources.is_empty() {
        let any_of = question
            .sources
            .iter()
            .map(|pattern| source(index, pattern, &mut plan.notes))
            .collect::<Result<Vec<_>>>()?;
        plan.conditions.push((Occur::Must, any(any_of)));
    }
    for (date, field) in [
        (&question.since, Field::After),
        (&question.until, Field::Before),
    ] {
        if let Some(date) = date {
            let bound = day(date, field, question)?;
            let dated = dated(searcher, |day| bound.has(day), &mut plan.notes)?;
            plan.conditions.push((Occur::Must, dated));
        }
    }
    Ok(())
}

/// The condition that a field of the query language sets; `None` if it sets none.
pub fn field(
    index: &Index,
    roles: &Roles,
    question: &Question,
    field: Field,
    value: &str,
    notes: &mut Vec<String>,
) -> Result<Option<Box<dyn Query>>> {
    Ok(Some(match field {
        Field::Role => any(role(index, roles, question, value, notes)?),
        Field::Source => source(index, value, notes)?,
        Field::Title => fact(
            index,
            |source| [&source.title, &None],
            "title",
            value,
            notes,
        )?,
        Field::Author => fact(
            index,
            |source| [&source.author, &source.publisher],
            "author or publisher",
            value,
            notes,
        )?,
        Field::After | Field::Before => {
            let bound = day(value, field, question)?;
            dated(index.searcher(), |day| bound.has(day), notes)?
        }
    }))
}

/// The condition of a date that is denied: published, but not then. Nobody knows that of an article without a date.
pub fn not_dated(
    searcher: &Searcher,
    question: &Question,
    field: Field,
    value: &str,
    notes: &mut Vec<String>,
) -> Result<Box<dyn Query>> {
    let bound = day(value, field, question)?;
    dated(searcher, |day| !bound.has(day), notes)
}

/// Passages about a role, its kinds included; or that mention it, where the question says so.
fn role(
    index: &Index,
    roles: &Roles,
    question: &Question,
    name: &str,
    notes: &mut Vec<String>,
) -> Result<Vec<Box<dyn Query>>> {
    let (searcher, fields) = (index.searcher(), index.fields());
    // Discovered roles are looked for in the index only where the file has no such role.
    let resolved = match roles.resolve(name) {
        Ok(resolved) => resolved,
        Err(_) => roles.resolve_among(name, &discovered(searcher, fields, roles)?)?,
    };
    notes.extend(resolved.note.clone());
    let mut any_of: Vec<Box<dyn Query>> = Vec::new();
    for id in resolved.ids(question.exact_role) {
        let mut columns = vec![fields.about];
        columns.extend(question.mentions.then_some(fields.mentions));
        for column in columns {
            any_of.push(Box::new(TermQuery::new(
                Term::from_field_text(column, &id),
                IndexRecordOption::Basic,
            )));
        }
    }
    Ok(any_of)
}

/// Sources whose path matches a pattern; without a `*` or `?`, whose path contains it.
fn source(index: &Index, pattern: &str, notes: &mut Vec<String>) -> Result<Box<dyn Query>> {
    let glob = pattern
        .contains(['*', '?', '['])
        .then(|| glob(pattern))
        .flatten();
    let lower = pattern.to_lowercase();
    let matches = |path: &str| match &glob {
        Some(glob) => glob.is_match(path),
        None => path.to_lowercase().contains(&lower),
    };
    let (query, found) = from_sources(index, |source| matches(&source.path))?;
    if !found {
        notes.push(format!(
            "no source matches {pattern}; `rolesearch sources` lists them"
        ));
    }
    Ok(query)
}

/// A pattern that matches the whole path or its end (`*.html`, `blog/*`), in any case.
fn glob(pattern: &str) -> Option<GlobMatcher> {
    let pattern = if pattern.contains('/') {
        pattern.to_owned()
    } else {
        format!("**/{pattern}")
    };
    Some(
        GlobBuilder::new(&pattern)
            .case_insensitive(true)
            .build()
            .ok()?
            .compile_matcher(),
    )
}

/// Sources of whose facts these words are a part.
fn fact(
    index: &Index,
    facts: impl Fn(&Source) -> [&Option<String>; 2],
    name: &str,
    value: &str,
    notes: &mut Vec<String>,
) -> Result<Box<dyn Query>> {
    let value = fold_fact(value);
    let (query, found) = from_sources(index, |source| {
        let mut facts = facts(source).into_iter().flatten();
        facts.any(|fact| starts_a_word(&fold_fact(fact), &value))
    })?;
    if !found {
        notes.push(format!(
            "no source has {value} in its {name}; `rolesearch sources` lists them"
        ));
    }
    Ok(query)
}

/// Does `part` stand in `text`, at the start of a word?
fn starts_a_word(text: &str, part: &str) -> bool {
    text.match_indices(part)
        .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

/// The passages of the sources that pass, and whether there are any.
fn from_sources(
    index: &Index,
    matches: impl Fn(&Source) -> bool,
) -> Result<(Box<dyn Query>, bool)> {
    let mut ids = HashSet::new();
    for record in index.articles() {
        let record = record?;
        if record.skipped.is_none() && matches(&record.source) {
            ids.insert(record.id);
        }
    }
    let listed = Listed::of(index.searcher(), |segment| {
        schema::passages_of_all(segment, |id| ids.contains(id))
    })?;
    let found = listed.segments.iter().any(|(_, docs)| !docs.is_empty());
    Ok((Box::new(listed), found))
}

/// Passages of sources published on one of these days. Undated ones are left out, and it is said how many.
fn dated(
    searcher: &Searcher,
    is_meant: impl Fn(u64) -> bool,
    notes: &mut Vec<String>,
) -> Result<Box<dyn Query>> {
    let mut undated: HashSet<String> = HashSet::new();
    let listed = Listed::of(searcher, |segment| {
        let days = schema::days(segment)?;
        let articles = schema::articles(segment)?;
        let mut docs = Vec::new();
        for doc in segment.doc_ids_alive() {
            match days.first(doc) {
                Some(day) if is_meant(day) => docs.push(doc),
                Some(_) => {}
                None => {
                    if let Some(articles) = &articles
                        && let Some(number) = articles.term_ords(doc).next()
                    {
                        let mut id = String::new();
                        articles.ord_to_str(number, &mut id)?;
                        undated.insert(id);
                    }
                }
            }
        }
        Ok(docs)
    })?;
    let note = match undated.len() {
        0 => None,
        1 => Some("1 article without a date was left out; sources.toml can give it one".to_owned()),
        n => Some(format!(
            "{n} articles without a date were left out; sources.toml can give them one"
        )),
    };
    notes.extend(note.filter(|note| !notes.contains(note)));
    Ok(Box::new(listed))
}

/// The first day that is meant, or the last.
enum Bound {
    From(u64),
    To(u64),
}

impl Bound {
    fn has(&self, day: u64) -> bool {
        match *self {
            Bound::From(first) => day >= first,
            Bound::To(last) => day <= last,
        }
    }
}

/// A day, a month or a year as a bound: `2022` is its first day for `after`, its last for `before`.
fn day(date: &str, field: Field, question: &Question) -> Result<Bound> {
    match number(date, field) {
        Some(day) if field == Field::After => Ok(Bound::From(day)),
        Some(day) => Ok(Bound::To(day)),
        None => Err(not_a_date(&question.text, date)),
    }
}

fn number(date: &str, field: Field) -> Option<u64> {
    let mut numbers = date
        .split(['-', '/', '.'])
        .map(|part| part.parse::<u64>().ok());
    let year = numbers.next()??;
    let (fill_month, fill_day) = if field == Field::After {
        (1, 1)
    } else {
        (12, 31)
    };
    let month = numbers.next().unwrap_or(Some(fill_month))?;
    let day = numbers.next().unwrap_or(Some(fill_day))?;
    let is_date =
        (1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    (is_date && numbers.next().is_none()).then_some(year * 10_000 + month * 100 + day)
}

fn not_a_date(query: &str, date: &str) -> Error {
    let column = query
        .find(date)
        .map_or(1, |at| query[..at].chars().count() + 1);
    Error::Query {
        column,
        message: format!("{date} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"),
    }
}

/// Passages that have one of the words (exact forms of one stem) in themselves, not only in their title and headings.
pub fn word_in_body(
    searcher: &Searcher,
    fields: &Fields,
    words: &[String],
    stem: &str,
) -> Result<Box<dyn Query>> {
    let listed = Listed::of(searcher, |segment| {
        let exact = segment.inverted_index(fields.exact)?;
        let mut counts: Vec<(DocId, u32)> = Vec::new();
        for word in words {
            let term = Term::from_field_text(fields.exact, word);
            let Some(mut postings) = exact.read_postings(&term, IndexRecordOption::WithFreqs)?
            else {
                continue;
            };
            while postings.doc() != TERMINATED {
                counts.push((
                    postings.doc(),
                    tantivy::postings::Postings::term_freq(&postings),
                ));
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
                if at == doc {
                    tantivy::postings::Postings::term_freq(titles)
                } else {
                    0
                }
            });
            if here > above {
                docs.push(doc);
            }
        }
        Ok(docs)
    })?;
    Ok(Box::new(listed))
}

/// Does anything match?
pub fn has_any(searcher: &Searcher, query: Option<Box<dyn Query>>) -> Result<bool> {
    let Some(query) = query else { return Ok(false) };
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for segment in searcher.segment_readers() {
        if weight.scorer(segment, 1.0)?.doc() != TERMINATED {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Passages picked one by one.
#[derive(Debug, Clone)]
struct Listed {
    segments: Arc<Vec<(SegmentId, Vec<DocId>)>>,
}

impl Listed {
    fn of(
        searcher: &Searcher,
        mut pick: impl FnMut(&SegmentReader) -> tantivy::Result<Vec<DocId>>,
    ) -> tantivy::Result<Listed> {
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            let mut docs = pick(segment)?;
            docs.sort_unstable();
            docs.dedup();
            segments.push((segment.segment_id(), docs));
        }
        Ok(Listed {
            segments: Arc::new(segments),
        })
    }
}

impl Query for Listed {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Listed {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self
            .segments
            .iter()
            .find(|(id, _)| *id == reader.segment_id())
            .map(|(_, docs)| docs.clone());
        Ok(match docs {
            Some(docs) if !docs.is_empty() => {
                Box::new(ConstScorer::new(Walk { docs, at: 0 }, boost))
            }
            _ => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument(
            "a filter has no score to explain".to_owned(),
        ))
    }
}

/// Down a list of passages.
struct Walk {
    docs: Vec<DocId>,
    at: usize,
}

impl DocSet for Walk {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += self.docs[self.at.min(self.docs.len())..].partition_point(|doc| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len()).unwrap_or(u32::MAX)
    }
}
