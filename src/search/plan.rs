//! A plan is a question held against the index: the words to look for, what must and must not be there, what to mark.

use std::collections::HashMap;

use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::filter;
use super::highlight::Marks;
use super::question::{Atom, Clause, Field, MOST_PHRASE_WORDS, Question};
use super::stop::is_stop_word;
use crate::error::Result;
use crate::index::Index;
use crate::index::schema::Fields;
use crate::index::words::{Form, Piece, Words};
use crate::role::Roles;

/// More words than this say nothing more; stop words go first, then the last.
pub const MOST_WORDS: usize = 64;
/// A prefix stands for at most this many words of the index, the most frequent first.
const MOST_EXPANSIONS: usize = 48;
/// A compound's other spelling (`longterm` for `long-term`) counts this much of a word.
const OTHER_SPELLING: f32 = 0.5;
/// Only a word as rare as this is tried as two words run together (`longterm`): frequent words are words.
const RARE: u64 = 20;
/// The parts of a word run together are no shorter.
const SHORTEST_PART: usize = 3;

/// What the ranking and the highlights work from.
#[derive(Debug, Default)]
pub struct Plan {
    /// The words that score.
    pub words: Vec<Sought>,
    /// The roles that the words name, each with the words that name it.
    pub roles: Vec<NamedRole>,
    /// What a passage must or must not have, whatever its score.
    pub conditions: Vec<(Occur, Box<dyn Query>)>,
    /// The phrases that a passage must have, as stems with their distance from the first.
    pub phrases: Vec<Vec<(usize, String)>>,
    /// What to mark in a text.
    pub marks: Marks,
    /// For the person who asked.
    pub notes: Vec<String>,
}

/// A word that a question looks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Sought {
    /// As the person wrote it, for explanations.
    pub shown: String,
    /// As in the stemmed fields; `None` for a word that is looked for as it is (out of a prefix).
    pub stem: Option<String>,
    /// As in the exact field; `None` for a form that only the stemmed fields have (a joined compound).
    pub exact: Option<String>,
    /// How often it was asked for; less than 1 for a form that the question does not have itself.
    pub weight: f32,
    /// Its place among the words of the question; `None` for a form beside the words.
    pub place: Option<usize>,
    /// It is marked wherever it stands; the words of a phrase are marked only as the phrase.
    pub is_marked: bool,
}

/// A role that the question's words name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedRole {
    /// Its id.
    pub id: String,
    /// The words that name it.
    pub shown: String,
    /// 1, or its share where the words may mean several roles.
    pub weight: f32,
}

/// Holds a question against an index.
pub fn plan(index: &Index, roles: &Roles, question: &Question) -> Result<Plan> {
    let (searcher, fields) = (index.searcher(), index.fields());
    let mut plan = Plan {
        notes: question.notes.clone(),
        ..Plan::default()
    };
    let mut reader = WordReader::new();
    let mut plain = String::new();
    for clause in &question.clauses {
        match clause {
            Clause::Want(atoms) => {
                let mut conditions = Vec::new();
                for atom in atoms {
                    conditions.push(want(index, roles, question, atom, &mut reader, &mut plan)?);
                    if let Atom::Text(text) = atom {
                        plain.push_str(text);
                        plain.push(' ');
                    }
                }
                // A condition that has a plain word for an alternative is none.
                if let Some(conditions) = conditions.into_iter().collect::<Option<Vec<_>>>() {
                    plan.conditions.push((Occur::Must, any(conditions)));
                }
            }
            Clause::Not(atom) => {
                if let Some(condition) = exclude(index, roles, question, atom, &mut plan)? {
                    plan.conditions.push((Occur::MustNot, condition));
                }
            }
        }
    }
    filter::flags(index, roles, question, &mut plan)?;
    plan.words = reader.finish(&mut plan.notes);
    other_spellings(searcher, fields, &mut plan)?;
    for named in roles.named_in(&plain) {
        let weight = 1.0 / named.roles.len().max(1) as f32;
        let shown = plain[named.range].to_owned();
        plan.roles
            .extend(named.roles.into_iter().map(|id| NamedRole {
                id,
                shown: shown.clone(),
                weight,
            }));
    }
    for role in plan.roles.iter().filter_map(|named| roles.get(&named.id)) {
        for name in std::iter::once(&role.name)
            .chain(role.aliases.iter())
            .chain(role.short.iter())
        {
            plan.marks.add_name(name);
        }
    }
    for word in &plan.words {
        match (&word.stem, &word.exact) {
            _ if !word.is_marked => {}
            (Some(stem), _) => plan.marks.add_stem(stem),
            (None, Some(exact)) => plan.marks.add_exact(exact),
            _ => {}
        }
    }
    Ok(plan)
}

/// What an atom asks for: its words into the reader, and its condition, if it is one.
fn want(
    index: &Index,
    roles: &Roles,
    question: &Question,
    atom: &Atom,
    reader: &mut WordReader,
    plan: &mut Plan,
) -> Result<Option<Box<dyn Query>>> {
    let (searcher, fields) = (index.searcher(), index.fields());
    match atom {
        Atom::Text(text) => {
            reader.read(text, false);
            Ok(None)
        }
        Atom::Prefix(text) => {
            let words = expansions(searcher, fields, text)?;
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
            let condition = phrase_query(fields, text, &phrase);
            if condition.is_some() {
                plan.marks
                    .add_phrase(phrase.iter().map(|(_, stem)| stem.clone()).collect());
                plan.phrases.push(phrase);
            }
            Ok(condition)
        }
        Atom::Field(field, value) => {
            filter::field(index, roles, question, *field, value, &mut plan.notes)
        }
    }
}

/// What a passage must not have. A word counts where it stands in the passage itself, not in the title above it.
fn exclude(
    index: &Index,
    roles: &Roles,
    question: &Question,
    atom: &Atom,
    plan: &mut Plan,
) -> Result<Option<Box<dyn Query>>> {
    let (searcher, fields) = (index.searcher(), index.fields());
    match atom {
        Atom::Text(text) | Atom::Phrase(text) => {
            let phrase = phrase_stems(text, &mut plan.notes);
            if phrase.len() > 1 {
                return Ok(phrase_query(fields, text, &phrase));
            }
            let mut exact = Words::new(Form::Exact);
            exact.read(text);
            let Some(word) = exact.iter().map(|(_, term)| term.to_owned()).next() else {
                return Ok(None);
            };
            let Some((_, stem)) = phrase.into_iter().next() else {
                return Ok(None);
            };
            Ok(Some(filter::word_in_body(
                searcher,
                fields,
                &inflections(&word),
                &stem,
            )?))
        }
        Atom::Prefix(text) => {
            let words = expansions(searcher, fields, text)?;
            let any_of: Vec<Box<dyn Query>> = words
                .iter()
                .map(|word| {
                    let term = Term::from_field_text(fields.exact, word);
                    Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>
                })
                .collect();
            Ok((!any_of.is_empty()).then(|| any(any_of)))
        }
        Atom::Field(Field::Role, value) => {
            let exact = Question {
                exact_role: false,
                mentions: false,
                ..Question::default()
            };
            filter::field(index, roles, &exact, Field::Role, value, &mut plan.notes)
        }
        Atom::Field(field @ (Field::After | Field::Before), value) => {
            let others = filter::not_dated(searcher, question, *field, value, &mut plan.notes)?;
            plan.conditions.push((Occur::Must, others));
            Ok(None)
        }
        Atom::Field(field, value) => {
            filter::field(index, roles, question, *field, value, &mut plan.notes)
        }
    }
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

/// Any of these, without a score of its own.
pub(super) fn any(mut conditions: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let one = match (conditions.len(), conditions.pop()) {
        (1, Some(condition)) => condition,
        (_, last) => {
            conditions.extend(last);
            Box::new(BooleanQuery::union(conditions))
        }
    };
    Box::new(ConstScoreQuery::new(one, 0.0))
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
fn phrase_query(fields: &Fields, text: &str, stems: &[(usize, String)]) -> Option<Box<dyn Query>> {
    match stems {
        [] => None,
        [_] => {
            let mut exact = Words::new(Form::Exact);
            exact.read(text);
            let term = exact
                .iter()
                .map(|(_, term)| Term::from_field_text(fields.exact, term))
                .next()?;
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
    found.truncate(MOST_EXPANSIONS);
    Ok(found.into_iter().map(|(word, _)| word).collect())
}

/// Adds how else the words may be written: `long term` as `longterm`, and a rare `longterm` as `long term`.
fn other_spellings(searcher: &Searcher, fields: &Fields, plan: &mut Plan) -> Result<()> {
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
                if filter::has_any(searcher, phrase_query(fields, "", &phrase))? {
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

/// Collects the words of a question, each once, in order.
struct WordReader {
    stems: Words,
    exact: Words,
    next: usize,
    words: Vec<(Sought, IsStop)>,
}

type IsStop = bool;

impl WordReader {
    fn new() -> Self {
        WordReader {
            stems: Words::new(Form::Stem),
            exact: Words::new(Form::Exact),
            next: 0,
            words: Vec::new(),
        }
    }

    fn read(&mut self, text: &str, in_phrase: bool) {
        self.stems.read(text);
        self.exact.read(text);
        let mut last = None;
        for (word, stem) in self.stems.iter() {
            let exact = self
                .exact
                .iter()
                .find(|(exact, _)| (exact.position, exact.piece) == (word.position, word.piece))
                .map(|(_, term)| term.to_owned());
            let is_stop = exact.as_deref().is_some_and(is_stop_word);
            let is_joined = word.piece == Piece::Joined;
            last = Some(word.position);
            if let Some((known, _)) = self
                .words
                .iter_mut()
                .find(|(known, _)| known.stem.as_deref() == Some(stem) && known.exact == exact)
            {
                known.weight += if is_joined { 0.0 } else { 1.0 };
                known.is_marked |= !in_phrase;
                continue;
            }
            let sought = Sought {
                shown: text.get(word.range.clone()).unwrap_or(stem).to_owned(),
                stem: Some(stem.to_owned()),
                exact,
                weight: if is_joined { OTHER_SPELLING } else { 1.0 },
                place: (!is_joined).then_some(self.next + word.position),
                is_marked: !in_phrase,
            };
            self.words.push((sought, is_stop));
        }
        self.next += last.map_or(0, |last| last + 1);
    }

    fn add_prefix(&mut self, prefix: &str, expansions: Vec<String>) {
        // All the words of a prefix together count as about one word.
        let weight = 1.0 / (expansions.len().max(1) as f32).sqrt();
        self.words.extend(expansions.into_iter().map(|word| {
            let shown = format!("{prefix}*");
            let sought = Sought {
                shown,
                stem: None,
                exact: Some(word),
                weight,
                place: None,
                is_marked: true,
            };
            (sought, false)
        }));
        self.next += 1;
    }

    /// The words that count: without stop words where there are others, and not too many.
    fn finish(mut self, notes: &mut Vec<String>) -> Vec<Sought> {
        if self.words.iter().any(|(_, is_stop)| !is_stop) {
            self.words.retain(|(_, is_stop)| !is_stop);
        }
        let all = self.words.len();
        if all > MOST_WORDS {
            self.words.truncate(MOST_WORDS);
            notes.push(format!(
                "the query has {all} different words; the first {MOST_WORDS} were used"
            ));
        }
        self.words.into_iter().map(|(word, _)| word).collect()
    }
}
