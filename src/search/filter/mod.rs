//! Filters: which passages a question is asked of, by role, source, title, author and date.

use std::collections::HashSet;

use globset::{GlobBuilder, GlobMatcher};
use strsim::osa_distance;
use tantivy::Term;
use tantivy::query::{Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::discovered::discovered;
use super::held::Held;
use super::listed::{Listed, any};
use super::question::Field;
use crate::document::Source;
use crate::error::Result;
use crate::index::schema::{self, fold_fact};

mod date;
mod within;
mod word;

pub use date::{dated, is_date};
pub use within::within;
pub use word::word_in_body;

/// The conditions that flags set.
pub fn flags(held: &Held, notes: &mut Vec<String>) -> Result<Vec<Box<dyn Query>>> {
    let question = held.question;
    let mut conditions = Vec::new();
    if !question.roles.is_empty() {
        let mut any_of = Vec::new();
        for name in &question.roles {
            any_of.extend(role(held, name, notes)?);
        }
        conditions.push(any(any_of));
    }
    if !question.sources.is_empty() {
        let any_of = question
            .sources
            .iter()
            .map(|pattern| source(held, pattern, notes))
            .collect::<Result<Vec<_>>>()?;
        conditions.push(any(any_of));
    }
    for (date, field) in [
        (&question.since, Field::After),
        (&question.until, Field::Before),
    ] {
        if let Some(date) = date {
            conditions.push(dated(held, field, date, false, notes)?);
        }
    }
    Ok(conditions)
}

/// The condition that a field of the query language sets.
pub fn field(
    held: &Held,
    field: Field,
    value: &str,
    notes: &mut Vec<String>,
) -> Result<Box<dyn Query>> {
    match field {
        Field::Role => Ok(any(role(held, value, notes)?)),
        Field::Source => source(held, value, notes),
        Field::Title => fact(held, |source| [&source.title, &None], "title", value, notes),
        Field::Author => fact(
            held,
            |source| [&source.author, &source.publisher],
            "author or publisher",
            value,
            notes,
        ),
        Field::After | Field::Before => dated(held, field, value, false, notes),
    }
}

/// Passages about a role, its kinds included; or that mention it, where the question says so.
fn role(held: &Held, name: &str, notes: &mut Vec<String>) -> Result<Vec<Box<dyn Query>>> {
    let (searcher, fields) = (held.index.searcher(), held.index.fields());
    let (roles, question) = (held.roles, held.question);
    // Discovered roles are looked for in the index only where the file has no such role.
    let resolved = match roles.resolve(name) {
        Ok(resolved) => resolved,
        Err(_) => roles.resolve_among(name, &discovered(searcher, fields, roles)?)?,
    };
    notes.extend(resolved.note.clone());
    let mut columns = vec![fields.about];
    columns.extend(question.mentions.then_some(fields.mentions));
    let ids = resolved.ids(question.exact_role);
    let terms = |column| ids.iter().map(move |id| Term::from_field_text(column, id));
    let is_said = |column| -> Result<bool> {
        for term in terms(column) {
            if searcher.doc_freq(&term)? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    };
    if !is_said(fields.about)? {
        let names: Vec<_> = resolved.roles.iter().map(|id| roles.name(id)).collect();
        let more = match !question.mentions && is_said(fields.mentions)? {
            true => "; --mentions finds those that mention it",
            false => "",
        };
        let note = format!("no passage is about {}{more}", names.join(" or "));
        notes.extend((!notes.contains(&note)).then_some(note));
    }
    let query = |term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>;
    Ok(columns.into_iter().flat_map(terms).map(query).collect())
}

/// Sources whose path matches a pattern; without a `*` or `?`, whose path contains it.
fn source(held: &Held, pattern: &str, notes: &mut Vec<String>) -> Result<Box<dyn Query>> {
    let glob = pattern
        .contains(['*', '?', '['])
        .then(|| glob(pattern))
        .flatten();
    let lower = pattern.to_lowercase();
    let matches = |path: &str| match &glob {
        Some(glob) => glob.is_match(path),
        None => path.to_lowercase().contains(&lower),
    };
    let (query, found) = from_sources(held, |source| matches(&source.path))?;
    if !found {
        let meant = meant(held, &lower, |source, add| add(&source.path.to_lowercase()))?;
        notes.push(format!(
            "no source matches {pattern}{meant}; `rolesearch sources` lists them"
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
    held: &Held,
    facts: impl Fn(&Source) -> [&Option<String>; 2],
    name: &str,
    value: &str,
    notes: &mut Vec<String>,
) -> Result<Box<dyn Query>> {
    let value = fold_fact(value);
    let (query, found) = from_sources(held, |source| {
        let mut facts = facts(source).into_iter().flatten();
        facts.any(|fact| starts_a_word(&fold_fact(fact), &value))
    })?;
    if !found {
        let meant = meant(held, &value, |source, add| {
            let known = facts(source).into_iter().flatten();
            known.for_each(|fact| add(&fold_fact(fact)));
        })?;
        notes.push(format!(
            "no source has {value} in its {name}{meant}; `rolesearch sources` lists them"
        ));
    }
    Ok(query)
}

/// Does `part` stand in `text`, at the start of a word?
fn starts_a_word(text: &str, part: &str) -> bool {
    text.match_indices(part)
        .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

/// The word of the sources that comes nearest to a value that none of them has, to be asked back.
fn meant(
    held: &Held,
    value: &str,
    facts: impl Fn(&Source, &mut dyn FnMut(&str)),
) -> Result<String> {
    let most = match value.chars().count() {
        0..=3 => return Ok(String::new()),
        4..=7 => 1,
        _ => 2,
    };
    let mut nearest: Option<(usize, String)> = None;
    for record in held.index.articles() {
        facts(&record?.source, &mut |fact| {
            for word in fact.split(|c: char| !c.is_alphanumeric()) {
                let edits = osa_distance(word, value);
                if edits <= most && nearest.as_ref().is_none_or(|(known, _)| edits < *known) {
                    nearest = Some((edits, word.to_owned()));
                }
            }
        });
    }
    Ok(nearest.map_or_else(String::new, |(_, word)| format!(" (did you mean {word}?)")))
}

/// The passages of the sources that pass, and whether there are any.
fn from_sources(held: &Held, matches: impl Fn(&Source) -> bool) -> Result<(Box<dyn Query>, bool)> {
    let mut ids = HashSet::new();
    for record in held.index.articles() {
        let record = record?;
        if record.skipped.is_none() && matches(&record.source) {
            ids.insert(record.id);
        }
    }
    let listed = Listed::of(held.index.searcher(), |segment| {
        schema::passages_of_all(segment, |id| ids.contains(id))
    })?;
    let found = !listed.is_empty();
    Ok((Box::new(listed), found))
}
