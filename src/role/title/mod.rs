//! A title is a job title that the roles file lacks: a small grammar finds it in the title and headings of an article.

use std::ops::Range;

use super::matcher::{Extra, Manner, Matcher, Mention, What};
use super::scene::Raw;
use super::words::{Word, split_lower};
use crate::passage::RoleId;

mod around;
mod sentence;
mod words;

use around::{AFTER, OUTSIDE};
pub(super) use words::HEADS;
use words::*;

/// More roles than this are not discovered in one article; a page of a thousand headings is a list of something else.
const MOST: usize = 64;
/// A number or a code of a level is at most so long: "IC5", "L10".
const MAX_LEVEL: usize = 4;
/// The most words between "Chief" and "Officer", behind "Head of", and before "Manager".
const MOST_MODIFIERS: usize = 3;

/// Job titles that a document's title and headings name and the file does not know.
#[derive(Debug, Default)]
pub(super) struct Discovered {
    /// Their ids, in the order of meeting.
    pub(super) ids: Vec<RoleId>,
    /// Their names for the matcher.
    pub(super) names: Vec<Extra>,
}

impl Discovered {
    /// Looks for unlisted titles in one heading. `is_title`: it is the article's title; `known` is how many roles the
    /// file has; `recurs` says whether a name stands in the article once more.
    pub(super) fn look(
        &mut self,
        text: &str,
        raw: &Raw,
        is_title: bool,
        known: usize,
        recurs: &dyn Fn(&[String]) -> bool,
    ) {
        let mut heading = Heading::new(text, raw);
        heading.ends = (0..raw.words.len())
            .filter(|&at| heading.ends_title(at))
            .collect();
        for at in 0..raw.words.len() {
            let Some((span, is_sure)) = heading.title_at(at, is_title) else {
                continue;
            };
            if heading.is_listed(&span) {
                continue;
            }
            let name = Matcher::name_of(&heading.lower(span.start..span.end));
            if is_sure || recurs(&name) {
                self.add(name, known);
            }
        }
    }

    fn add(&mut self, name: Vec<String>, known: usize) {
        let id = name.join("-");
        let Ok(role) = u16::try_from(known + self.ids.len()) else {
            return;
        };
        if self.ids.len() < MOST && !self.ids.contains(&id) {
            self.ids.push(id);
            self.names.push(Extra {
                words: name,
                role,
                manner: Manner::Name,
            });
        }
    }
}

struct Heading<'t> {
    text: &'t str,
    words: &'t [Word],
    mentions: &'t [Mention],
    /// Words that a title can end with: "manager", the last word of a listed role.
    ends: Vec<usize>,
}

impl<'t> Heading<'t> {
    fn new(text: &'t str, raw: &'t Raw) -> Heading<'t> {
        Heading {
            text,
            words: &raw.words,
            mentions: &raw.mentions,
            ends: Vec::new(),
        }
    }

    /// Whether a role of the file has these words, and perhaps more.
    fn is_listed(&self, span: &Range<usize>) -> bool {
        let mut mentions = self.mentions.iter();
        mentions.any(|mention| mention.words.start <= span.start && mention.words.end >= span.end)
    }

    fn word(&self, at: usize) -> &str {
        &self.text[self.words[at].range.clone()]
    }

    fn is(&self, at: usize, word: &str) -> bool {
        at < self.words.len() && self.word(at).eq_ignore_ascii_case(word)
    }

    fn is_in(&self, at: usize, list: &[&str]) -> bool {
        list.iter().any(|word| self.is(at, word))
    }

    fn is_joined(&self, at: usize) -> bool {
        at > 0
            && at < self.words.len()
            && matches!(
                &self.text[self.words[at - 1].end..self.words[at].range.start],
                " " | "-" | "/" | "\u{a0}"
            )
    }

    fn lower(&self, span: Range<usize>) -> Vec<String> {
        span.flat_map(|at| split_lower(self.word(at))).collect()
    }

    /// A job title that begins at a word, and whether it is sure without standing in the article once more.
    fn title_at(&self, at: usize, is_title: bool) -> Option<(Range<usize>, bool)> {
        self.chief(at)
            .or_else(|| self.head_of(at))
            .map(|span| (span, true))
            .or_else(|| {
                let span = self.person(at)?;
                let is_sure = self.is_whole(&span)
                    || self.is_ranked(&span)
                    || is_title && at > 0 && self.is_in(at - 1, &["a", "an", "to", "from"]);
                Some((span, is_sure))
            })
    }

    /// The heading is this title and nothing else, but for a number before it and brackets behind it.
    fn is_whole(&self, span: &Range<usize>) -> bool {
        const COUNTING: &[&str] = &["step", "no", "number", "part", "job", "role", "the"];
        // "4." and the level of a ladder, "S2".
        let is_number = |at: usize| {
            let word = self.word(at);
            word.len() <= MAX_LEVEL && word.ends_with(|c: char| c.is_ascii_digit())
        };
        let before_is_count = (0..span.start).all(|at| is_number(at) || self.is_in(at, COUNTING));
        let ends = self.words.get(span.end).is_none_or(|next| {
            self.text[self.words[span.end - 1].end..next.range.start].contains(['(', ':', '–'])
        });
        // "Train Teachers" tells the reader to.
        let is_plural = self.word(span.end - 1).ends_with('s');
        before_is_count && ends && (span.start > 0 || !is_plural)
    }

    /// A rank before a listed role: "Assistant Store Manager"; "lead engineers" may be a verb.
    fn is_ranked(&self, span: &Range<usize>) -> bool {
        let role = self
            .mentions
            .iter()
            .find(|mention| mention.words.end == span.end && mention.words.start > span.start);
        role.is_some_and(|role| (span.start..role.words.start).all(|at| self.is_in(at, RANKS)))
            && !(self.is(span.start, "lead") && self.word(span.end - 1).ends_with('s'))
    }

    fn ends_title(&self, at: usize) -> bool {
        let word = self.word(at);
        let mut people = PEOPLE.iter();
        people.any(|noun| word.eq_ignore_ascii_case(noun) || is_plural(word, noun))
            || self.ends_listed(at)
    }

    /// The last word of a listed role that a modifier can make another role of: "school librarian", not "startup CTO".
    fn ends_listed(&self, at: usize) -> bool {
        const OFFICES: &[&str] = &["chief", "head", "vp", "vice", "founder", "co", "president"];
        self.mentions.iter().any(|mention| {
            mention.words.end == at + 1
                && matches!(mention.what, What::Role(_))
                && mention.defines.is_none()
                && !self.is_in(mention.words.start, OFFICES)
                && self.word(at).contains(char::is_lowercase)
        })
    }

    /// Chief … Officer.
    fn chief(&self, at: usize) -> Option<Range<usize>> {
        self.is(at, "chief").then_some(())?;
        let officer = (at + 2..=at + 1 + MOST_MODIFIERS)
            .find(|&end| self.is_in(end, &["officer", "executive"]))?;
        (at + 1..=officer)
            .all(|word| {
                self.is_joined(word) && (self.is(word, "and") || !self.is_in(word, OUTSIDE))
            })
            .then_some(at..officer + 1)
    }

    /// Head of …, VP of …, Director of ….
    fn head_of(&self, at: usize) -> Option<Range<usize>> {
        let of = if self.is_in(at, &["head", "vp", "svp", "director"]) {
            at + 1
        } else if self.is(at, "vice") && self.is(at + 1, "president") {
            at + 2
        } else {
            return None;
        };
        if !self.is(of, "of") || !self.is_joined(of) {
            return None;
        }
        let mut end = of + 1;
        while end <= of + MOST_MODIFIERS
            && self.is_joined(end)
            && !self.is_in(end, AFTER)
            && !self.is_in(end, OUTSIDE)
            && self.word(end).starts_with(char::is_alphabetic)
        {
            end += 1;
        }
        // "Head of People and Culture": the second noun belongs to it where both are capitalised.
        let is_name =
            |at: usize| at < self.words.len() && self.word(at).starts_with(char::is_uppercase);
        if self.is_in(end, &["and", "&"])
            && is_name(end - 1)
            && is_name(end + 1)
            && self.words.len() == end + 2
        {
            end += 2;
        }
        (end > of + 1).then_some(at..end)
    }

    /// Head of …, in a sentence: somebody's, in capitals, two words at most, and no role of the file with a name behind it.
    fn office(&self, at: usize) -> Option<Range<usize>> {
        let span = self.head_of(at)?;
        let is_capital = |at: usize| self.word(at).starts_with(char::is_uppercase);
        let of = (span.clone()).find(|&at| self.is(at, "of"))?;
        let end = (of + 1..span.end)
            .find(|&at| !is_capital(at))
            .unwrap_or(span.end);
        let is_known = self
            .mentions
            .iter()
            .any(|mention| mention.words.start == at);
        let is_held = at > 0 && self.is_in(at - 1, HELD) && !self.is_in(of + 1, NO_OFFICES);
        let is_short = (1..=2).contains(&(end - of - 1));
        (is_capital(at) && is_held && !is_known && is_short).then_some(at..end)
    }

    /// Something Manager, Something Analyst.
    fn person(&self, at: usize) -> Option<Range<usize>> {
        let near = at + 1..=at + MOST_MODIFIERS;
        let noun = *self.ends.iter().find(|end| near.contains(end))?;
        let begins = at == 0
            || !self.is_joined(at)
            || self.is_in(at - 1, OUTSIDE)
            || self.is_in(at - 1, AFTER);
        let ends = noun + 1 >= self.words.len()
            || !self.is_joined(noun + 1)
            || self.is_in(noun + 1, AFTER);
        // "AI agent", "home assistant", "domain controller": a program or a machine.
        if self.is_in(noun, MACHINES) && (at..noun).any(|word| self.is_in(word, OF_MACHINES)) {
            return None;
        }
        let modifies = |word: usize| {
            !self.is_in(word, OUTSIDE)
                && !self.word(word).ends_with("ly")
                && !self.is_in(word, AFTER)
                && self.word(word).starts_with(char::is_alphabetic)
                && (!self.word(word).ends_with("ing")
                    || self.is_whole(&(at..noun + 1))
                    || self.is_in(word, CRAFTS))
        };
        let capitals = |word: usize| self.word(word).starts_with(char::is_uppercase);
        let alike = (at..=noun).all(capitals)
            || (at + 1..=noun)
                .all(|word| !capitals(word) || self.word(word).chars().all(char::is_uppercase));
        (begins
            && ends
            && alike
            && (at + 1..=noun).all(|word| self.is_joined(word))
            && (at..noun).all(modifies))
        .then_some(at..noun + 1)
    }
}

fn is_plural(word: &str, noun: &str) -> bool {
    word.strip_suffix(['s', 'S'])
        .is_some_and(|stem| stem.eq_ignore_ascii_case(noun))
}
