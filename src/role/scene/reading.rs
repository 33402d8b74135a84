//! A reading is a text with the roles that it names, each with its part in its sentence.

use std::ops::Range;

use super::{ABOVE, Raw, Scene, holder};
use crate::role::clause::{self, Part};
use crate::role::matcher::What;
use crate::role::words::Word;

/// A role named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub what: What,
    /// What the name does in its sentence.
    pub part: Part,
    /// Which sentence.
    pub sentence: usize,
    /// First and last byte of the name.
    pub bytes: Range<usize>,
    /// It is named by a person who has it.
    pub is_holder: bool,
}

/// A text that was read: who is named in it, and how its sentences go.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    pub named: Vec<Named>,
    /// Each sentence in bytes.
    pub sentences: Vec<Range<usize>>,
    /// It is nothing but names of roles.
    pub is_bare: bool,
}

impl Reading {
    /// Whether one of the roles is named, and not only a person who has it.
    pub fn is_named_itself(&self, roles: &[What]) -> bool {
        let mut named = self.named.iter();
        named.any(|named| !named.is_holder && roles.contains(&named.what))
    }

    /// Whether the first sentence has a role for its subject.
    pub fn opens_with_name(&self) -> bool {
        let mut named = self.named.iter();
        named.any(|named| named.sentence == 0 && named.part == Part::Subject)
    }
}

impl Scene<'_> {
    /// Reads one passage; `near` are the roles of its lead and headings, nearest first, then those last in focus.
    pub fn passage(&self, at: usize, text: &str, near: &[&[What]]) -> Reading {
        let raw = &self.raw[at];
        if !holder::is_any_in(text, &self.holders) {
            return self.read(text, raw, near);
        }
        // The words of a passage that names no role were not kept.
        let words = match raw.words.is_empty() {
            true => self.roles.matcher().words(text),
            false => raw.words.clone(),
        };
        let mut reading = self.read(text, raw, near);
        reading.sentences = in_bytes(&clause::sentences(text, &words), &words);
        holder::add(text, &words, &self.holders, &mut reading);
        reading
    }

    /// Reads a text that is not a passage of its own: a lead, the header of a column.
    pub fn text(&self, text: &str, near: &[&[What]]) -> Reading {
        let raw = Raw::new(text, self.roles.matcher(), &self.names);
        self.read(text, &raw, near)
    }

    fn read(&self, text: &str, raw: &Raw, near: &[&[What]]) -> Reading {
        if raw.mentions.is_empty() {
            return Reading::default();
        }
        let sentences = clause::sentences(text, &raw.words);
        let parts = clause::parts(text, &raw.words, &sentences, &raw.mentions);
        let mut named: Vec<Named> = Vec::with_capacity(parts.len());
        // Which of several roles a form means may be spelled out in the passage itself.
        let spelled: Vec<What> = raw
            .mentions
            .iter()
            .map(|mention| mention.what)
            .filter(|what| matches!(what, What::Role(_)))
            .collect();
        let (above, below) = near.split_at(near.len().min(ABOVE));
        let near: Vec<&[What]> = above
            .iter()
            .copied()
            .chain([spelled.as_slice()])
            .chain(below.iter().copied())
            .collect();
        let near = near.as_slice();
        for (mention, part) in raw.mentions.iter().zip(parts) {
            // Which of several roles a form means may hang on a name just before it.
            let before: Vec<What> = named.last().map(|last| last.what).into_iter().collect();
            let Some(what) = self.settle(mention, part, near, &before) else {
                continue;
            };
            let sentence = sentences
                .iter()
                .position(|s| s.contains(&mention.words.start))
                .unwrap_or(0);
            let bytes =
                raw.words[mention.words.start].range.start..raw.words[mention.words.end - 1].end;
            named.push(Named {
                what,
                part,
                sentence,
                bytes,
                is_holder: false,
            });
        }
        let covered: usize = raw.mentions.iter().map(|mention| mention.words.len()).sum();
        Reading {
            named,
            sentences: in_bytes(&sentences, &raw.words),
            is_bare: covered + 1 >= raw.words.len(),
        }
    }
}

fn in_bytes(sentences: &[Range<usize>], words: &[Word]) -> Vec<Range<usize>> {
    let range = |s: &Range<usize>| words[s.start].range.start..words[s.end - 1].end;
    sentences.iter().map(range).collect()
}
