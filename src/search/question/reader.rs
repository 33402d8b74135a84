//! The reader of a question: atom by atom, each with its minus. What has no better reading is text.

use std::iter::Peekable;
use std::str::CharIndices;

use strsim::osa_distance;

use super::{Atom, Field};

/// A prefix shorter than this would stand for half the dictionary.
const SHORTEST_PREFIX: usize = 2;
/// The name of a field may have two letters wrong from this length on.
const LONG_NAME: usize = 6;

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

/// A text, read atom by atom.
pub struct Reader<'a> {
    text: &'a str,
    chars: Peekable<CharIndices<'a>>,
    /// How it was read, where a person may have meant something else.
    pub notes: Vec<String>,
}

impl<'a> Reader<'a> {
    /// From the start.
    pub fn new(text: &'a str) -> Self {
        Reader {
            text,
            chars: text.char_indices().peekable(),
            notes: Vec::new(),
        }
    }

    /// The next thing, and whether a minus stands before it.
    pub fn next_atom(&mut self) -> Option<(bool, Atom)> {
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
        self.doubt_field(rest);
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

    /// A word before a colon may be meant for a field: then it says which.
    fn doubt_field(&mut self, rest: &str) {
        let Some((name, value)) = rest.split_once(':') else {
            return;
        };
        let is_name = name.bytes().all(|b| b.is_ascii_alphabetic());
        if !is_name || value.starts_with(|c: char| c.is_whitespace() || c == '/') {
            return;
        }
        let most = if name.len() < LONG_NAME { 1 } else { 2 };
        let near = Field::ALL.iter().find(|(field, _)| {
            let field = field.trim_end_matches(':');
            (1..=most).contains(&osa_distance(&name.to_ascii_lowercase(), field))
        });
        if let Some((field, _)) = near {
            let note = format!("{name}: was read as a word; the field is called {field}");
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }

    /// The next thing if it is a word or a phrase without a minus; else the reader stays before it.
    pub fn next_words(&mut self) -> Option<Atom> {
        let mut ahead = self.chars.clone();
        std::mem::swap(&mut self.chars, &mut ahead);
        match self.next_atom() {
            Some((false, atom)) if atom.is_words() && !atom.plain().is_empty() => Some(atom),
            _ => {
                self.chars = ahead;
                None
            }
        }
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

/// Full-width forms, curly quotes and typographic dashes as the keyboard has them.
pub fn fold_char(c: char) -> char {
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

fn starts_with_fold(text: &str, name: &str) -> bool {
    text.get(..name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name))
}
