//! Words of a question that no passage has, and which words of the index come near.

use std::cmp::Reverse;
use std::collections::HashMap;

use strsim::osa_distance;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::plan::{Plan, Sought};
use super::spellings::Spellings;
use super::stop::is_stop_word;
use crate::error::Result;
use crate::index::Index;
use crate::index::schema::Fields;
use crate::index::words::{Form, Words};

/// More than these do not help.
const MOST_SUGGESTIONS: usize = 3;
/// So many unknown words are looked up and named; whoever pastes a page in another language need not read of each.
const MOST_UNKNOWN: usize = 5;
/// A word this short is near to every other (`end` to `and`), so nothing is offered for it.
const SHORT: usize = 3;

/// The words that no passage has, as they were typed: a compound as a whole if the index knows none of its parts.
pub fn unknown(searcher: &Searcher, fields: &Fields, plan: &Plan) -> Result<Vec<String>> {
    let is_in = |field: Field, text: &str| -> Result<bool> {
        Ok(searcher.doc_freq(&Term::from_field_text(field, text))? > 0)
    };
    let mut words = Vec::new();
    for word in plan.words.iter().filter(|word| word.place.is_some()) {
        if let (Some(stem), Some(_)) = (&word.stem, &word.exact)
            && !is_in(fields.flat, stem)?
        {
            words.push(word);
        }
    }
    if words.is_empty() {
        return Ok(Vec::new());
    }
    // What is found by another name, or in another spelling, is not unknown.
    let mut found: Vec<&str> = Vec::new();
    for role in &plan.roles {
        if is_in(fields.about, &role.id)? || is_in(fields.mentions, &role.id)? {
            found.push(&role.shown);
        }
    }
    let (mut known, mut compounds): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for other in plan.words.iter().filter(|word| word.place.is_none()) {
        match &other.stem {
            Some(stem) if is_in(fields.flat, stem)? => known.push(&other.shown),
            _ => compounds.push(&other.shown),
        }
    }
    words.retain(|word| {
        !found.iter().any(|name| has_part(name, &word.shown))
            && !known.iter().any(|other| other.contains(&word.shown))
    });
    let is_unknown = |part: &str| words.iter().any(|word| word.shown == part);
    let is_of_plan = |part: &str| plan.words.iter().any(|word| word.shown == part);
    let mut unknown: Vec<String> = Vec::new();
    for Sought { shown, .. } in &words {
        let mut whole = compounds.iter().filter(|compound| {
            has_part(compound, shown)
                && parts(compound).all(|part| is_unknown(part) || !is_of_plan(part))
        });
        let name = whole.next().map_or(shown.as_str(), |compound| compound);
        if !unknown.iter().any(|known| known == name) {
            unknown.push(name.to_owned());
        }
    }
    Ok(unknown)
}

fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
}

fn has_part(name: &str, word: &str) -> bool {
    parts(name).any(|part| part == word)
}

/// A note for each of some words that no passage has, with what comes near, and one for those beyond the first few.
pub fn suggestions(index: &Index, unknown: &[String]) -> Result<Vec<String>> {
    let mut notes = Vec::new();
    for word in unknown.iter().take(MOST_UNKNOWN) {
        let near = index.guard(|| Ok(near_words(index.searcher(), index.fields(), word)))??;
        notes.push(match near.as_slice() {
            [] => format!("no passage has the word {word}"),
            near => format!(
                "no passage has the word {word}; there is {}",
                near.join(", ")
            ),
        });
    }
    if unknown.len() > MOST_UNKNOWN {
        let more = unknown.len() - MOST_UNKNOWN;
        notes.push(format!("{more} more of the words are in no passage"));
    }
    Ok(notes)
}

/// The indexed words that are the fewest edits away, those that begin alike and then the most frequent first.
fn near_words(searcher: &Searcher, fields: &Fields, word: &str) -> Result<Vec<String>> {
    let mut exact = Words::new(Form::Exact);
    exact.read(word);
    let word: String = exact.iter().map(|(_, term)| term).collect();
    let length = word.chars().count();
    let most_edits = match length {
        0..=SHORT => return Ok(Vec::new()),
        4..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let has_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    let Some(spellings) = Spellings::of(&word, most_edits).filter(|_| !has_digit(&word)) else {
        return Ok(Vec::new());
    };
    let mut passages: HashMap<String, u32> = HashMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(fields.exact)?;
        let terms = index.terms().search(&spellings).into_stream();
        let mut terms = terms.map_err(tantivy::TantivyError::from)?;
        while terms.advance() {
            if let Ok(term) = std::str::from_utf8(terms.key())
                && !has_digit(term)
                && !is_stop_word(term)
            {
                *passages.entry(term.to_owned()).or_default() += terms.value().doc_freq;
            }
        }
    }
    let mut near: Vec<(usize, bool, Reverse<u32>, String)> = passages
        .into_iter()
        .map(|(term, passages)| {
            let begins_otherwise = term.chars().next() != word.chars().next();
            let edits = osa_distance(&term, &word);
            (edits, begins_otherwise, Reverse(passages), term)
        })
        .filter(|(edits, ..)| *edits <= most_edits)
        .collect();
    near.sort_unstable();
    let fewest = near.first().map_or(0, |(edits, ..)| *edits);
    near.retain(|(edits, ..)| *edits == fewest);
    near.truncate(MOST_SUGGESTIONS);
    Ok(near.into_iter().map(|(.., term)| term).collect())
}
