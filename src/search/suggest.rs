//! When nothing is found: which word the index does not know, and which words it knows come near.

use strsim::osa_distance;
use tantivy::{Searcher, Term};

use super::plan::Plan;
use crate::error::Result;
use crate::index::schema::Fields;

/// More than these do not help.
const MOST_SUGGESTIONS: usize = 3;
/// Words of the dictionary that are looked at; beyond it a person waits longer than the hint is worth.
const MOST_TERMS: usize = 500_000;

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
    let mut near: Vec<(usize, std::cmp::Reverse<u32>, String)> = Vec::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(fields.exact)?;
        let mut terms = index
            .terms()
            .stream()
            .map_err(tantivy::TantivyError::from)?;
        for _ in 0..MOST_TERMS {
            if !terms.advance() {
                break;
            }
            let Ok(term) = std::str::from_utf8(terms.key()) else {
                continue;
            };
            if term.len().abs_diff(word.len()) > 2 * most_edits
                || term.bytes().any(|b| b.is_ascii_digit())
            {
                continue;
            }
            let edits = osa_distance(term, word);
            if edits <= most_edits
                && edits < length.max(2)
                && !near.iter().any(|(_, _, known)| known == term)
            {
                near.push((
                    edits,
                    std::cmp::Reverse(terms.value().doc_freq),
                    term.to_owned(),
                ));
            }
        }
    }
    near.sort_unstable();
    near.truncate(MOST_SUGGESTIONS);
    Ok(near.into_iter().map(|(_, _, term)| term).collect())
}
