//! A question is what a person typed, read once: words, phrases, prefixes, exclusions and fields. Whatever has no better
//! reading is plain text.

use crate::error::Result;

mod hints;
mod reader;
#[cfg(test)]
mod tests;

use reader::{Reader, fold_char};

/// A question longer than this is cut: a page pasted by accident must not cost more than a page's worth.
pub const MOST_BYTES: usize = 4096;
/// A phrase longer than this is cut; sixteen words in a row are found nowhere else anyway.
pub const MOST_PHRASE_WORDS: usize = 16;
/// Before the number of words that may lie between two (`a NEAR/3 b`).
const NEAR: &str = "NEAR/";

/// A question, and which passages it is asked of.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// As it was typed.
    pub text: String,
    /// What was read out of it, in order.
    pub clauses: Vec<Clause>,
    /// How it was read, where a person may have meant something else; for stderr.
    pub notes: Vec<String>,
    /// Roles by id or name (`--role`), any of them.
    pub roles: Vec<String>,
    /// The kinds of a role do not count as the role (`--exact-role`).
    pub exact_role: bool,
    /// Passages that only mention the role count too (`--mentions`).
    pub mentions: bool,
    /// Patterns of paths (`--source`), any of them.
    pub sources: Vec<String>,
    /// First day, `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (`--since`).
    pub since: Option<String>,
    /// Last day (`--until`).
    pub until: Option<String>,
    /// How many hits (`--limit`).
    pub limit: usize,
    /// How many hits of one article (`--per-article`).
    pub per_article: usize,
    /// No folding and no cap (`--all`).
    pub all: bool,
    /// Each hit with its explanation (`--explain`).
    pub explain: bool,
    /// How many neighbouring passages on each side (`--context`).
    pub context: usize,
}

/// One thing a question asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// Any of these alternatives will do (`a OR b`); mostly there is one.
    Want(Vec<Atom>),
    /// No passage with this.
    Not(Atom),
}

/// What a clause looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Atom {
    /// Plain text, one blank-separated piece of it: `strategy`, `long-term`, `and/or`.
    Text(String),
    /// Words in this order.
    Phrase(String),
    /// Every word that begins so.
    Prefix(String),
    /// Two words or phrases, at most so many words apart (`a NEAR/3 b`).
    Near(Box<Atom>, u32, Box<Atom>),
    /// A field with its value.
    Field(Field, String),
}

impl Clause {
    /// It decides what is a hit, and no plain word will do instead.
    fn is_condition(&self) -> bool {
        match self {
            Clause::Want(atoms) => !atoms
                .iter()
                .any(|atom| matches!(atom, Atom::Text(_) | Atom::Prefix(_))),
            Clause::Not(_) => true,
        }
    }

    /// A phrase, and nothing else instead.
    pub fn is_phrase(&self) -> bool {
        matches!(self, Clause::Want(atoms) if matches!(atoms.as_slice(), [Atom::Phrase(_)]))
    }
}

impl Atom {
    /// Words, or words in a row.
    fn is_words(&self) -> bool {
        matches!(self, Atom::Text(_) | Atom::Phrase(_))
    }

    /// Its plain words, or those of a phrase; empty for other atoms.
    pub fn plain(&self) -> &str {
        match self {
            Atom::Text(text) | Atom::Phrase(text) => text,
            Atom::Prefix(_) | Atom::Near(..) | Atom::Field(..) => "",
        }
    }
}

/// The fields of the query language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `role:`, about a role.
    Role,
    /// `source:`, the path.
    Source,
    /// `title:`, words of the source's title.
    Title,
    /// `author:`, of the author or the publisher.
    Author,
    /// `after:`, published on this day or later.
    After,
    /// `before:`, published on this day or earlier.
    Before,
}

impl Default for Question {
    fn default() -> Self {
        Question {
            text: String::new(),
            clauses: Vec::new(),
            notes: Vec::new(),
            roles: Vec::new(),
            exact_role: false,
            mentions: false,
            sources: Vec::new(),
            since: None,
            until: None,
            limit: 10,
            per_article: 3,
            all: false,
            explain: false,
            context: 0,
        }
    }
}

impl Question {
    /// Reads a question. It never fails today: what has no other reading is text.
    pub fn parse(text: &str) -> Result<Question> {
        let mut question = Question {
            text: text.to_owned(),
            ..Question::default()
        };
        let folded: String = text.chars().map(fold_char).collect();
        let mut given = folded.as_str();
        if given.len() > MOST_BYTES {
            let cut = (0..=MOST_BYTES)
                .rev()
                .find(|&at| given.is_char_boundary(at))
                .unwrap_or(0);
            given = &given[..given[..cut].rfind(' ').unwrap_or(cut)];
            question.notes.push(format!(
                "the query is longer than {MOST_BYTES} bytes; what follows was left out"
            ));
        }
        let mut reader = Reader::new(given);
        let mut joins = false;
        // A text all in capitals has no operators that stand out from it.
        let has_small = given.contains(char::is_lowercase);
        let mut groups = hints::groups(given);
        while let Some((is_not, atom)) = reader.next_atom() {
            match (&atom, is_not) {
                // An empty quote asks for nothing.
                (Atom::Text(word), _) if word.is_empty() => continue,
                (Atom::Text(word), false) if is_near(word) && !joins => {
                    if let Some(atom) = question.near(word, &mut reader) {
                        question.clauses.push(Clause::Want(vec![atom]));
                    }
                    continue;
                }
                (Atom::Text(word), false)
                    if word == "OR" && !joins && !question.clauses.is_empty() =>
                {
                    joins = true;
                    groups |= has_small;
                    continue;
                }
                (Atom::Text(word), false) if has_small => {
                    let before = question.clauses.last().is_some_and(Clause::is_condition);
                    let hint = hints::operator(word, reader.next_word(), before);
                    groups |= hint.is_some();
                    reader.hint(hint);
                    question.want(atom, joins);
                }
                (_, true) => question.clauses.push(Clause::Not(atom)),
                (_, false) => question.want(atom, joins),
            }
            joins = false;
        }
        if groups && given.contains('(') {
            reader.hint(Some(hints::PARENTHESES.to_owned()));
        }
        question.notes.append(&mut reader.notes);
        Ok(question)
    }

    /// One thing more, or another alternative to the last one.
    fn want(&mut self, atom: Atom, joins: bool) {
        match self.clauses.last_mut() {
            Some(Clause::Want(alternatives)) if joins => alternatives.push(atom),
            _ => self.clauses.push(Clause::Want(vec![atom])),
        }
    }

    /// `NEAR/n` draws the word or phrase before it and the one after it together. Where there is none, or no number, it is
    /// given back as text.
    fn near(&mut self, word: &str, reader: &mut Reader) -> Option<Atom> {
        let distance = word[NEAR.len()..].parse().ok().filter(|&n: &u32| n > 0);
        let Some(distance) = distance else {
            reader.notes.push(format!(
                "{word} was read as plain text; {NEAR}5 finds what stands within 5 words"
            ));
            return Some(Atom::Text(word.to_owned()));
        };
        let Some(Clause::Want(alternatives)) = self.clauses.last_mut() else {
            return Some(Atom::Text(word.to_owned()));
        };
        let Some(first) = alternatives.pop_if(|atom| atom.is_words()) else {
            return Some(Atom::Text(word.to_owned()));
        };
        let Some(second) = reader.next_words() else {
            alternatives.push(first);
            return Some(Atom::Text(word.to_owned()));
        };
        alternatives.push(Atom::Near(Box::new(first), distance, Box::new(second)));
        None
    }
}

/// `NEAR/` and something, in capitals; in small letters a number must follow, for `near/far` is no operator.
fn is_near(word: &str) -> bool {
    let Some((name, behind)) = word.split_at_checked(NEAR.len()) else {
        return false;
    };
    name == NEAR
        || name.eq_ignore_ascii_case(NEAR)
            && !behind.is_empty()
            && behind.bytes().all(|b| b.is_ascii_digit())
}
