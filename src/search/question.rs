//! A question is what a person typed, read once: words, phrases, prefixes, exclusions and fields. Whatever has no better
//! reading is plain text.

use std::iter::Peekable;
use std::str::CharIndices;

use crate::error::Result;

/// A question longer than this is cut: a page pasted by accident must not cost more than a page's worth.
pub const MOST_BYTES: usize = 4096;
/// A phrase longer than this is cut; sixteen words in a row are found nowhere else anyway.
pub const MOST_PHRASE_WORDS: usize = 16;
/// A prefix shorter than this would stand for half the dictionary.
const SHORTEST_PREFIX: usize = 2;

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
    /// A field with its value.
    Field(Field, String),
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

impl Field {
    const ALL: [(&str, Field); 6] = [
        ("role:", Field::Role),
        ("source:", Field::Source),
        ("title:", Field::Title),
        ("author:", Field::Author),
        ("after:", Field::After),
        ("before:", Field::Before),
    ];
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
        let mut reader = Reader {
            text: given,
            chars: given.char_indices().peekable(),
            notes: Vec::new(),
        };
        let mut joins = false;
        while let Some((is_not, atom)) = reader.next_atom() {
            match (&atom, is_not) {
                // An empty quote asks for nothing.
                (Atom::Text(word), _) if word.is_empty() => continue,
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

    /// Neither words nor phrases to look for: only filters, or nothing at all.
    pub fn is_only_filters(&self) -> bool {
        !self.clauses.iter().any(|clause| match clause {
            Clause::Want(atoms) => atoms.iter().any(|atom| !matches!(atom, Atom::Field(..))),
            Clause::Not(_) => false,
        })
    }
}

/// Full-width forms, curly quotes and typographic dashes as the keyboard has them.
fn fold_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
        '‘' | '’' | '‛' => '\'',
        c if c.is_control() => ' ',
        c => c,
    }
}

struct Reader<'a> {
    text: &'a str,
    chars: Peekable<CharIndices<'a>>,
    notes: Vec<String>,
}

impl Reader<'_> {
    /// The next thing, and whether a minus stands before it.
    fn next_atom(&mut self) -> Option<(bool, Atom)> {
        while self.chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        let start = self.chars.peek()?.0;
        let rest = &self.text[start..];
        let negated = rest.strip_prefix('-').filter(|rest| {
            rest.starts_with(|c: char| c.is_alphabetic())
                || rest
                    .strip_prefix('"')
                    .is_some_and(|rest| rest.contains('"'))
        });
        let is_not = negated.is_some();
        if is_not {
            self.chars.next();
        }
        let rest = negated.unwrap_or(rest);
        if rest.starts_with('"')
            && let Some(phrase) = self.quoted()
        {
            return match phrase.trim() {
                "" => Some((false, Atom::Text(String::new()))),
                phrase => Some((is_not, Atom::Phrase(phrase.to_owned()))),
            };
        }
        if let Some((name, field)) = Field::ALL
            .iter()
            .find(|(name, _)| starts_with_fold(rest, name))
            && rest[name.len()..].starts_with(|c: char| !c.is_whitespace())
        {
            for _ in 0..name.len() {
                self.chars.next();
            }
            let value = if rest[name.len()..].starts_with('"') {
                self.quoted()
            } else {
                None
            };
            let value = value.unwrap_or_else(|| self.bare());
            let value = value.trim();
            return Some(match value {
                "" => (false, Atom::Text(String::new())),
                value => (is_not, Atom::Field(*field, value.to_owned())),
            });
        }
        let word = self.bare();
        let stem = word.trim_end_matches('*');
        let is_prefix = stem.len() < word.len()
            && stem.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_PREFIX;
        Some((
            is_not,
            if is_prefix {
                Atom::Prefix(stem.to_owned())
            } else {
                Atom::Text(word)
            },
        ))
    }

    /// What stands between this quote and the next; a quote that never closes is text, and the reader stays before it.
    fn quoted(&mut self) -> Option<String> {
        let open = self.chars.peek()?.0;
        let inner = &self.text[open + 1..];
        let Some(close) = inner.find('"') else {
            self.notes.push("a quote is not closed, so it was read as plain text; close it to search for a phrase".to_owned());
            return None;
        };
        let end = open + 1 + close;
        while self.chars.next_if(|(at, _)| *at <= end).is_some() {}
        Some(inner[..close].to_owned())
    }

    /// Up to the next blank, or to a quote that opens a phrase.
    fn bare(&mut self) -> String {
        let mut word = String::new();
        while let Some((at, c)) = self.chars.next_if(|(_, c)| !c.is_whitespace()) {
            word.push(c);
            let rest = &self.text[at + c.len_utf8()..];
            if rest
                .strip_prefix('"')
                .is_some_and(|rest| rest.contains('"'))
            {
                break;
            }
        }
        word
    }
}

fn starts_with_fold(text: &str, name: &str) -> bool {
    text.get(..name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name))
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
        fn any_input_is_read(text in ".{0,200}|[\"\\-:*OR ()a-z]{0,80}") {
            Question::parse(&text).unwrap();
        }
    }
}
