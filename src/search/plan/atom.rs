//! An atom against the index: what a passage must have for it, or must not.

use std::collections::HashMap;

use tantivy::query::{Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::{Plan, WordReader};
use crate::error::Result;
use crate::index::schema::Fields;
use crate::index::words::{Form, Piece, Words};
use crate::search::filter;
use crate::search::held::Held;
use crate::search::question::{Atom, Field, MOST_PHRASE_WORDS, Question};

/// A prefix that is looked for stands for at most this many words of the index, the most frequent first.
const MOST_EXPANSIONS: usize = 48;

/// What an atom asks for: its words into the reader, and its condition, if it is one.
pub fn want(
    held: &Held,
    atom: &Atom,
    reader: &mut WordReader,
    plan: &mut Plan,
) -> Result<Option<Box<dyn Query>>> {
    match atom {
        Atom::Text(text) => {
            reader.read(text, false);
            Ok(None)
        }
        Atom::Prefix(text) => {
            let mut words = expansions(held.index.searcher(), held.index.fields(), text)?;
            words.truncate(MOST_EXPANSIONS);
            if words.is_empty() {
                plan.notes
                    .push(format!("no word of the index begins with {text}"));
            }
            reader.add_prefix(text, words);
            Ok(None)
        }
        Atom::Phrase(text) => {
            let phrase = phrase_stems(text, &mut plan.notes);
            reader.read(text, true);
            let condition = phrase_query(held.index.fields(), text, &phrase);
            if condition.is_some() {
                plan.marks
                    .add_phrase(phrase.into_iter().map(|(_, stem)| stem).collect());
            }
            Ok(condition)
        }
        Atom::Near(first, distance, second) => {
            for atom in [first, second] {
                want(held, atom, reader, plan)?;
            }
            near(held, first, *distance, second, &mut plan.notes)
        }
        Atom::Field(field, value) => filter::field(held, *field, value, &mut plan.notes).map(Some),
    }
}

/// What a passage must not have. A word or a prefix counts where it stands in the passage itself, not in the title above it; a
/// phrase, or two words near each other, in both.
pub fn exclude(
    held: &Held,
    atom: &Atom,
    notes: &mut Vec<String>,
) -> Result<Option<(Occur, Box<dyn Query>)>> {
    let denied = match atom {
        Atom::Text(text) | Atom::Phrase(text) => {
            let phrase = phrase_stems(text, notes);
            match phrase.as_slice() {
                [_] => match first_exact(text) {
                    Some(word) => Some(filter::word_in_body(held, &inflections(&word))?),
                    None => None,
                },
                _ => phrase_query(held.index.fields(), text, &phrase),
            }
        }
        Atom::Prefix(text) => {
            let words = expansions(held.index.searcher(), held.index.fields(), text)?;
            match words.as_slice() {
                [] => None,
                words => Some(filter::word_in_body(held, words)?),
            }
        }
        Atom::Near(first, distance, second) => near(held, first, *distance, second, notes)?,
        Atom::Field(field @ (Field::After | Field::Before), value) => {
            let others = filter::dated(held, *field, value, true, notes)?;
            return Ok(Some((Occur::Must, others)));
        }
        Atom::Field(field, value) => {
            // What flags say of the roles that are wanted says nothing of those that are not.
            let question = &Question {
                text: held.question.text.clone(),
                ..Question::default()
            };
            Some(filter::field(
                &Held { question, ..*held },
                *field,
                value,
                notes,
            )?)
        }
    };
    Ok(denied.map(|denied| (Occur::MustNot, denied)))
}

/// The condition that two words or phrases stand near each other; `None` if one of them has no words.
fn near(
    held: &Held,
    first: &Atom,
    distance: u32,
    second: &Atom,
    notes: &mut Vec<String>,
) -> Result<Option<Box<dyn Query>>> {
    let first = phrase_stems(first.plain(), notes);
    let second = phrase_stems(second.plain(), notes);
    if first.is_empty() || second.is_empty() {
        return Ok(None);
    }
    filter::within(held, &first, distance, &second).map(Some)
}

/// A word with its plural or singular: `-manager` leaves out managers too, but not management.
fn inflections(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned(), format!("{word}s")];
    forms.extend(
        word.strip_suffix('s')
            .filter(|bare| bare.len() > 2)
            .map(str::to_owned),
    );
    forms
}

/// The stems of a phrase with their distance from its first word.
fn phrase_stems(text: &str, notes: &mut Vec<String>) -> Vec<(usize, String)> {
    let mut words = Words::new(Form::Stem);
    words.read(text);
    let mut stems: Vec<(usize, String)> = words
        .iter()
        .filter(|(word, _)| matches!(word.piece, Piece::Word | Piece::Character))
        .map(|(word, stem)| (word.position, stem.to_owned()))
        .collect();
    if stems.len() > MOST_PHRASE_WORDS {
        notes.push(format!(
            "a phrase is longer than {MOST_PHRASE_WORDS} words; its end was left out"
        ));
        stems.truncate(MOST_PHRASE_WORDS);
    }
    stems
}

/// The passages with a phrase. One word in quotes is meant as it is written.
pub fn phrase_query(
    fields: &Fields,
    text: &str,
    stems: &[(usize, String)],
) -> Option<Box<dyn Query>> {
    match stems {
        [] => None,
        [_] => {
            let term = Term::from_field_text(fields.exact, &first_exact(text)?);
            Some(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
        }
        _ => {
            let terms = stems
                .iter()
                .map(|(at, stem)| (*at, Term::from_field_text(fields.flat, stem)))
                .collect();
            Some(Box::new(PhraseQuery::new_with_offset(terms)))
        }
    }
}

/// The first word of a text, as the exact field has it.
fn first_exact(text: &str) -> Option<String> {
    let mut exact = Words::new(Form::Exact);
    exact.read(text);
    exact.iter().map(|(_, term)| term.to_owned()).next()
}

/// The words of the index that begin so, the most frequent first.
fn expansions(searcher: &Searcher, fields: &Fields, prefix: &str) -> Result<Vec<String>> {
    let mut words = Words::new(Form::Exact);
    words.read(prefix);
    let Some(prefix) = words.iter().map(|(_, term)| term.to_owned()).last() else {
        return Ok(Vec::new());
    };
    let mut found: HashMap<String, u32> = HashMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(fields.exact)?;
        let mut stream = index
            .terms()
            .range()
            .ge(prefix.as_bytes())
            .into_stream()
            .map_err(tantivy::TantivyError::from)?;
        while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
            if let Ok(word) = std::str::from_utf8(stream.key()) {
                *found.entry(word.to_owned()).or_default() += stream.value().doc_freq;
            }
        }
    }
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(found.into_iter().map(|(word, _)| word).collect())
}
