//! A question is what a person typed, read once: words, phrases, prefixes, exclusions and fields. Whatever has no better
//! reading is plain text.

use crate::error::Result;

mod reader;

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
        while let Some((is_not, atom)) = reader.next_atom() {
            match (&atom, is_not) {
                // An empty quote asks for nothing.
                (Atom::Text(word), _) if word.is_empty() => continue,
                (Atom::Text(word), false) if word.starts_with(NEAR) && !joins => {
                    if let Some(atom) = question.near(word, &mut reader) {
                        question.clauses.push(Clause::Want(vec![atom]));
                    }
                    continue;
                }
                (Atom::Text(word), false)
                    if word == "OR" && !joins && !question.clauses.is_empty() =>
                {
                    joins = true;
                    continue;
                }
                (_, true) => question.clauses.push(Clause::Not(atom)),
                (_, false) => match question.clauses.last_mut() {
                    Some(Clause::Want(alternatives)) if joins => alternatives.push(atom),
                    _ => question.clauses.push(Clause::Want(vec![atom])),
                },
            }
            joins = false;
        }
        question.notes.append(&mut reader.notes);
        Ok(question)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Clause> {
        Question::parse(text).unwrap().clauses
    }

    fn text(word: &str) -> Clause {
        Clause::Want(vec![Atom::Text(word.to_owned())])
    }

    #[test]
    fn words_phrases_exclusions_and_prefixes() {
        assert_eq!(
            read("roadmap “long term” -marketing -\"click here\" strat*"),
            [
                text("roadmap"),
                Clause::Want(vec![Atom::Phrase("long term".to_owned())]),
                Clause::Not(Atom::Text("marketing".to_owned())),
                Clause::Not(Atom::Phrase("click here".to_owned())),
                Clause::Want(vec![Atom::Prefix("strat".to_owned())]),
            ]
        );
    }

    #[test]
    fn a_minus_is_an_operator_only_before_a_letter_or_a_quote() {
        assert_eq!(
            read("long-term - -5 --x a-b"),
            [
                text("long-term"),
                text("-"),
                text("-5"),
                text("--x"),
                text("a-b")
            ]
        );
    }

    #[test]
    fn a_misspelt_field_is_text_with_a_hint() {
        let question = Question::parse("auther:norton roles:cto").unwrap();
        assert_eq!(question.clauses, [text("auther:norton"), text("roles:cto")]);
        assert_eq!(question.notes.len(), 2);
        let plain = Question::parse("note:this https://a.b role: role").unwrap();
        assert!(plain.notes.is_empty());
    }

    #[test]
    fn a_lone_quote_is_text_with_a_hint() {
        let question = Question::parse("5\" disk").unwrap();
        assert_eq!(question.clauses, [text("5\""), text("disk")]);
        let question = Question::parse("\"disk drive").unwrap();
        assert_eq!(question.clauses, [text("\"disk"), text("drive")]);
        assert_eq!(question.notes.len(), 1);
    }

    #[test]
    fn fields_take_a_word_or_a_quote_and_nothing_is_text() {
        assert_eq!(
            read(
                "Role:cto -source:blog/* title:\"roles today\" role: https://a.example/x?y=role:z"
            ),
            [
                Clause::Want(vec![Atom::Field(Field::Role, "cto".to_owned())]),
                Clause::Not(Atom::Field(Field::Source, "blog/*".to_owned())),
                Clause::Want(vec![Atom::Field(Field::Title, "roles today".to_owned())]),
                text("role:"),
                text("https://a.example/x?y=role:z"),
            ]
        );
    }

    #[test]
    fn or_joins_its_neighbours_and_is_a_word_elsewhere() {
        assert_eq!(
            read("a OR \"b c\" OR d e"),
            [
                Clause::Want(vec![
                    Atom::Text("a".to_owned()),
                    Atom::Phrase("b c".to_owned()),
                    Atom::Text("d".to_owned())
                ]),
                text("e"),
            ]
        );
        assert_eq!(read("OR a OR"), [text("OR"), text("a")]);
    }

    #[test]
    fn near_draws_its_neighbours_together_and_is_a_word_elsewhere() {
        let near = |first: Atom, second: Atom| Atom::Near(Box::new(first), 3, Box::new(second));
        let word = |word: &str| Atom::Text(word.to_owned());
        assert_eq!(
            read("a b NEAR/3 \"c d\" e"),
            [
                text("a"),
                Clause::Want(vec![near(word("b"), Atom::Phrase("c d".to_owned()))]),
                text("e"),
            ]
        );
        assert_eq!(
            read("a OR b NEAR/3 c"),
            [Clause::Want(vec![word("a"), near(word("b"), word("c"))])]
        );
        assert_eq!(read("NEAR/3 a"), [text("NEAR/3"), text("a")]);
        assert_eq!(read("a NEAR/3"), [text("a"), text("NEAR/3")]);
        assert_eq!(
            read("a NEAR/3 -b"),
            [text("a"), text("NEAR/3"), Clause::Not(word("b"))]
        );
        let question = Question::parse("a NEAR/x b").unwrap();
        assert_eq!(question.clauses, [text("a"), text("NEAR/x"), text("b")]);
        assert_eq!(question.notes.len(), 1);
    }

    #[test]
    fn full_width_and_long_input_are_read() {
        assert_eq!(
            read("ｒｏｌｅ：ｃｔｏ　plan"),
            [
                Clause::Want(vec![Atom::Field(Field::Role, "cto".to_owned())]),
                text("plan")
            ]
        );
        let long = Question::parse(&"word ".repeat(5000)).unwrap();
        assert_eq!(long.notes.len(), 1);
        assert!(long.clauses.len() <= MOST_BYTES / 5 + 1);
    }

    proptest::proptest! {
        #[test]
        fn any_input_is_read(text in ".{0,200}|[\"\\-:*OR ()a-z]{0,80}|((NEAR/[0-9x]|[ab]|OR|\"a b\"|-a) ){0,9}") {
            Question::parse(&text).unwrap();
        }
    }
}
