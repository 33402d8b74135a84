//! A title in a sentence: made of words that listed titles are made of, where a person stands: "our head of people
//! operations", "the service desk manager".

use std::ops::Range;

use super::around::OUTSIDE;
use super::words::{HELD, MACHINES, NO_MODIFIERS, NO_OFFICES, OF_MACHINES};
use super::{Discovered, Heading, MOST_MODIFIERS};
use crate::role::matcher::{Matcher, Mention};
use crate::role::words::Word;

impl Discovered {
    /// Looks in a passage for titles that the file lacks. `known` is how many roles the file has.
    pub(in crate::role) fn look_in_sentences(
        &mut self,
        text: &str,
        words: &[Word],
        mentions: &[Mention],
        matcher: &Matcher,
        known: usize,
    ) {
        let passage = Heading {
            text,
            words,
            mentions,
            ends: Vec::new(),
        };
        for at in (0..words.len()).filter(|&at| matcher.may_be_title(&words[at])) {
            let span = passage
                .chief(at)
                .or_else(|| passage.office(at))
                .or_else(|| passage.held_office(at))
                .or_else(|| passage.held_person(at));
            if let Some(span) = span.filter(|span| !passage.is_listed(span)) {
                self.add(Matcher::name_of(&passage.lower(span)), known);
            }
        }
    }
}

impl Heading<'_> {
    /// "Our head of people operations": in small letters, as far as the words are those of titles.
    fn held_office(&self, at: usize) -> Option<Range<usize>> {
        let span = self.head_of(at)?;
        let of = (span.clone()).find(|&at| self.is(at, "of"))?;
        let end = (of + 1..span.end)
            .find(|&at| !self.is_modifier(at))
            .unwrap_or(span.end);
        let is_held = at > 0 && self.is_in(at - 1, HELD) && !self.is_in(of + 1, NO_OFFICES);
        (is_held && end > of + 1 && !self.begins_listed(at)).then_some(at..end)
    }

    /// "The service desk manager", "country directors": words of titles before a person's noun, behind an article or at
    /// the head of a sentence.
    fn held_person(&self, noun: usize) -> Option<Range<usize>> {
        let mut start = noun;
        while noun - start < MOST_MODIFIERS && self.is_joined(start) && self.is_modifier(start - 1)
        {
            start -= 1;
        }
        let is_held = |at: usize| self.is_joined(at) && self.is_in(at - 1, HELD);
        // "The half-time safeguarding lead": one more word may stand between.
        let is_placed = self.opens_sentence(start)
            || is_held(start)
            || start > 0
                && self.is_joined(start)
                && is_held(start - 1)
                && !self.is_in(start - 1, OUTSIDE);
        // "An engineering manager leads": a listed role ends before, and the next word is a verb.
        let mut mentions = self.mentions.iter();
        let is_verb = self.is(noun, "leads")
            || mentions.any(|role| role.words.end > start && role.words.end <= noun);
        let is_office = self.is_in(noun, &["chief", "head", "vice", "vp"]);
        let is_machine =
            self.is_in(noun, MACHINES) || (start..noun).any(|at| self.is_in(at, OF_MACHINES));
        let is_capital = |at: usize| self.word(at).starts_with(char::is_uppercase);
        let alike = (start + 1..noun).all(|at| is_capital(at) == is_capital(noun));
        (start < noun
            && !is_verb
            && !is_office
            && is_placed
            && alike
            && !is_machine
            && !self.ends_specific(noun))
        .then_some(start..noun + 1)
    }

    /// A word that titles are made of.
    fn is_modifier(&self, at: usize) -> bool {
        self.words[at].exact.is_some()
            && !self.is_in(at, OUTSIDE)
            && !self.is_in(at, NO_MODIFIERS)
            && self.word(at).starts_with(char::is_alphabetic)
            && self.words[at].end == self.words[at].range.end
    }

    fn opens_sentence(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
            && (at == 0
                || self.text[self.words[at - 1].end..self.words[at].range.start]
                    .contains(['.', '!', '?']))
    }

    /// A listed role begins here: "head of sales".
    fn begins_listed(&self, at: usize) -> bool {
        let mut mentions = self.mentions.iter();
        mentions.any(|mention| mention.words.start == at)
    }

    /// A listed role of several words ends here; of those a modifier makes no other in a sentence.
    fn ends_specific(&self, noun: usize) -> bool {
        let mut mentions = self.mentions.iter();
        mentions.any(|mention| mention.words.end == noun + 1 && mention.words.len() > 1)
    }
}
