//! Other spellings: how else a compound may be written.

use tantivy::query::{EnableScoring, Query};
use tantivy::{Searcher, TERMINATED, Term};

use super::atom::phrase_query;
use super::{Plan, Sought};
use crate::error::Result;
use crate::index::schema::Fields;
use crate::index::words::{Form, Words};

/// A compound's other spelling (`longterm` for `long-term`) counts this much of a word.
pub const OTHER_SPELLING: f32 = 0.5;
/// Only a word as rare as this is tried as two words run together (`longterm`): frequent words are words.
const RARE: u64 = 20;
/// The shortest of two words run together.
const SHORTEST_PART: usize = 3;

/// Adds how else the words may be written: `long term` as `longterm`, and a rare `longterm` as `long term`.
pub fn other_spellings(searcher: &Searcher, fields: &Fields, plan: &mut Plan) -> Result<()> {
    let mut others = Vec::new();
    let beside = |shown: &str, stem: String| Sought {
        shown: shown.to_owned(),
        stem: Some(stem),
        exact: None,
        weight: OTHER_SPELLING,
        place: None,
        is_marked: true,
    };
    let mut stems = Words::new(Form::Stem);
    let mut stem_of = |text: &str| {
        stems.read(text);
        stems.iter().map(|(_, term)| term.to_owned()).next()
    };
    let exists = |stem: &str| -> Result<u64> {
        Ok(searcher.doc_freq(&Term::from_field_text(fields.flat, stem))?)
    };
    for pair in plan.words.windows(2) {
        let (Some(first), Some(second)) = (&pair[0].exact, &pair[1].exact) else {
            continue;
        };
        if pair[0].place.map(|place| place + 1) != pair[1].place
            || first.len() < 2
            || second.len() < 2
        {
            continue;
        }
        if let Some(joined) = stem_of(&format!("{first}{second}"))
            && !plan
                .words
                .iter()
                .any(|word| word.stem.as_ref() == Some(&joined))
            && exists(&joined)? > 0
        {
            others.push(beside(&format!("{first}{second}"), joined));
        }
    }
    for word in &plan.words {
        let (Some(stem), Some(exact)) = (&word.stem, &word.exact) else {
            continue;
        };
        if !exact.is_ascii() || exact.len() < 2 * SHORTEST_PART || exists(stem)? >= RARE {
            continue;
        }
        for at in SHORTEST_PART..=exact.len() - SHORTEST_PART {
            let (first, second) = exact.split_at(at);
            let (Some(first), Some(second)) = (stem_of(first), stem_of(second)) else {
                continue;
            };
            if exists(&first)? > 0 && exists(&second)? > 0 {
                let phrase = vec![(0, first.clone()), (1, second.clone())];
                if has_any(searcher, phrase_query(fields, "", &phrase))? {
                    plan.marks.add_phrase(vec![first.clone(), second.clone()]);
                    for part in [first, second] {
                        others.push(Sought {
                            is_marked: false,
                            ..beside(&word.shown, part)
                        });
                    }
                }
            }
        }
    }
    plan.words.extend(others);
    Ok(())
}

/// Does anything match?
fn has_any(searcher: &Searcher, query: Option<Box<dyn Query>>) -> Result<bool> {
    let Some(query) = query else { return Ok(false) };
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for segment in searcher.segment_readers() {
        if weight.scorer(segment, 1.0)?.doc() != TERMINATED {
            return Ok(true);
        }
    }
    Ok(false)
}
