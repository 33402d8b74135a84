//! When nothing is found: which word the index does not know, and which words it knows come near.

use std::cmp::Reverse;
use std::collections::HashMap;

use strsim::osa_distance;
use tantivy::{Searcher, Term};

use super::plan::Plan;
use super::spellings::Spellings;
use crate::error::Result;
use crate::index::schema::Fields;

/// More than these do not help.
const MOST_SUGGESTIONS: usize = 3;
/// So many unknown words are looked up and named; whoever pastes a page in another language need not read of each.
const MOST_UNKNOWN: usize = 5;

/// A note for each word that no passage has, and one for those beyond the first few.
pub fn unknown_words(searcher: &Searcher, fields: &Fields, plan: &Plan) -> Result<Vec<String>> {
    let mut notes = Vec::new();
    let mut more = 0;
    for word in plan.words.iter().filter(|word| word.place.is_some()) {
        let (Some(stem), Some(exact)) = (&word.stem, &word.exact) else {
            continue;
        };
        if searcher.doc_freq(&Term::from_field_text(fields.flat, stem))? > 0 {
            continue;
        }
        if notes.len() == MOST_UNKNOWN {
            more += 1;
            continue;
        }
        let near = near_words(searcher, fields, exact)?;
        notes.push(match near.as_slice() {
            [] => format!("no passage has the word {}", word.shown),
            near => format!(
                "no passage has the word {}; there is {}",
                word.shown,
                near.join(", ")
            ),
        });
    }
    if more > 0 {
        notes.push(format!("{more} more of the words are in no passage"));
    }
    Ok(notes)
}

/// Indexed words within an edit or two, the nearest and then the most frequent first.
fn near_words(searcher: &Searcher, fields: &Fields, word: &str) -> Result<Vec<String>> {
    let length = word.chars().count();
    let most_edits = match length {
        0..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let Some(spellings) = Spellings::of(word, most_edits) else {
        return Ok(Vec::new());
    };
    let mut passages: HashMap<String, u32> = HashMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(fields.exact)?;
        let terms = index.terms().search(&spellings).into_stream();
        let mut terms = terms.map_err(tantivy::TantivyError::from)?;
        while terms.advance() {
            if let Ok(term) = std::str::from_utf8(terms.key())
                && !term.bytes().any(|b| b.is_ascii_digit())
            {
                *passages.entry(term.to_owned()).or_default() += terms.value().doc_freq;
            }
        }
    }
    let mut near: Vec<(usize, Reverse<u32>, String)> = passages
        .into_iter()
        .map(|(term, passages)| (osa_distance(&term, word), Reverse(passages), term))
        .filter(|(edits, ..)| *edits <= most_edits && *edits < length.max(2))
        .collect();
    near.sort_unstable();
    near.truncate(MOST_SUGGESTIONS);
    Ok(near.into_iter().map(|(.., term)| term).collect())
}
