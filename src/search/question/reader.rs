//! The reader of a question: atom by atom, each with its minus. What has no better reading is text.

use std::iter::Peekable;
use std::str::CharIndices;

use super::{Atom, Field, hints};

/// A prefix shorter than this would stand for half the dictionary.
const SHORTEST_PREFIX: usize = 2;

impl Field {
    /// By name. The last three are second names, after a source's publisher and the flags `--since` and `--until`.
    pub const ALL: [(&str, Field); 9] = [
        ("role", Field::Role),
        ("source", Field::Source),
        ("title", Field::Title),
        ("author", Field::Author),
        ("after", Field::After),
        ("before", Field::Before),
        ("publisher", Field::Author),
        ("since", Field::After),
        ("until", Field::Before),
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
        if let Some((field, value)) = field(rest)
            && value.starts_with(|c: char| !c.is_whitespace())
        {
            // A name is ASCII, and so is its colon.
            for _ in value.len()..rest.len() {
                self.chars.next();
            }
            let value = if value.starts_with('"') {
                self.quoted()
            } else {
                None
            };
            let value = value.unwrap_or_else(|| self.bare());
            let value = value.trim();
            return Some(match value {
                "" => (false, Atom::Text(String::new())),
                value => (is_not, Atom::Field(field, value.to_owned())),
            });
        }
        self.hint(hints::field(rest, start == 0));
        let word = self.bare();
        let prefix = word.strip_suffix('*').filter(|stem| {
            let letters = stem.chars().filter(|c| c.is_alphanumeric()).count();
            letters >= SHORTEST_PREFIX && !stem.contains('*')
        });
        let atom = match prefix {
            Some(stem) => Atom::Prefix(stem.to_owned()),
            None => {
                self.hint(hints::star(&word));
                Atom::Text(word)
            }
        };
        Some((is_not, atom))
    }

    /// Says how something was read, once.
    pub fn hint(&mut self, hint: Option<String>) {
        self.notes
            .extend(hint.filter(|hint| !self.notes.contains(hint)));
    }

    /// The word that comes next, as it stands.
    pub fn next_word(&self) -> &'a str {
        let from = self
            .chars
            .clone()
            .next()
            .map_or("", |(at, _)| &self.text[at..]);
        from.split_whitespace().next().unwrap_or_default()
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

/// The field that a text begins with, and what stands behind its colon.
fn field(text: &str) -> Option<(Field, &str)> {
    let (name, value) = text.split_once(':')?;
    let is = |(known, _): &&(&str, Field)| name.eq_ignore_ascii_case(known);
    let (_, field) = Field::ALL.iter().find(is)?;
    Some((*field, value))
}
