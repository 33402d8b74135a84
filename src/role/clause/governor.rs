//! The governor is the word before a name's phrase; most often it tells the name's part.

use std::ops::Range;

use super::words::*;
use super::{Clause, Part};
use crate::role::matcher::Mention;

/// As many words back "separates" is looked for.
const FAR: usize = 8;

/// The word before the phrase of a name, in its sentence.
pub struct Governor<'c> {
    clause: &'c Clause<'c>,
    mention: &'c Mention,
    sentence: &'c Range<usize>,
    /// Where the phrase begins.
    start: usize,
    /// Where this word stands.
    at: usize,
}

impl<'c> Governor<'c> {
    /// `start` is where the phrase begins, behind another word of the same clause.
    pub fn new(
        clause: &'c Clause<'c>,
        mention: &'c Mention,
        start: usize,
        sentence: &'c Range<usize>,
    ) -> Governor<'c> {
        Governor {
            clause,
            mention,
            sentence,
            start,
            at: start - 1,
        }
    }

    /// The part of the name: the first rule that speaks decides.
    pub fn part(&self) -> Part {
        self.opening()
            .or_else(|| self.relative())
            .or_else(|| self.opener())
            .or_else(|| self.conjunction())
            .or_else(|| self.auxiliary())
            .or_else(|| self.verb_before_subject())
            .or_else(|| self.preposition())
            .or_else(|| self.loose_subject())
            .unwrap_or(Part::Object)
    }

    fn is(&self, list: &[&str]) -> bool {
        self.clause.is_in(self.at, list)
    }

    /// The word before this one is in a list.
    fn before_is(&self, list: &[&str]) -> bool {
        let before = self.at.checked_sub(1);
        before
            .filter(|&at| at >= self.sentence.start)
            .is_some_and(|at| self.clause.is_in(at, list))
    }

    /// One of the words not far before this one is in a list.
    fn nearby_is(&self, list: &[&str]) -> bool {
        let from = self.at.saturating_sub(FAR).max(self.sentence.start);
        (from..self.at).any(|at| self.clause.is_in(at, list))
    }

    fn is_followed_by_verb(&self) -> bool {
        self.clause.is_followed_by_verb(self.mention, self.sentence)
    }

    /// "As a tech lead you still have code", "Becoming a manager was easier": whoever has the role is the subject.
    fn opening(&self) -> Option<Part> {
        let next = self.mention.words.end;
        let is_you = || next < self.sentence.end && self.clause.is_in(next, &["you"]);
        let is_first = self.at == self.sentence.start;
        let is_as = self.is(&["as"]) && is_you();
        let is_becoming = self.is(&["becoming", "being"]) && self.is_followed_by_verb();
        // "As for the treasurer, she signs."
        let is_as_for = self.at == self.sentence.start + 1
            && self.is(&["for", "to"])
            && self.before_is(&["as"]);
        (is_first && (is_as || is_becoming) || is_as_for).then_some(Part::Subject)
    }

    /// "Proposals that project managers bring" are not about project managers.
    fn relative(&self) -> Option<Part> {
        let is_inside = self.at > self.sentence.start && !self.clause.is_boundary(self.at);
        // "It was noted that the treasurer signs": what is said has its own subject.
        if self.is(&["that"]) && self.before_is(SAYING) {
            return Some(Part::Subject);
        }
        (self.is(RELATIVE) && is_inside).then_some(Part::Object)
    }

    /// "Answers when the auditors call" is not about auditors; "…, while the CTO decides" is about the CTO.
    fn opener(&self) -> Option<Part> {
        self.is(OPENERS).then(|| {
            let is_main = self.at == self.sentence.start
                || self.clause.is_boundary(self.at)
                || self.is(CONTRASTING)
                || self.before_is(AUXILIARIES);
            // "Hires a controller, then an analyst": the second is hired as well.
            let is_next = self.is(&["then"]) && !self.is_followed_by_verb();
            if is_main && !is_next {
                Part::Subject
            } else {
                Part::Object
            }
        })
    }

    /// A comma before "and" begins a clause of its own, if a verb follows: "…, and the CPO decides".
    fn conjunction(&self) -> Option<Part> {
        self.is(&["and", "or"]).then(|| {
            let joins_noun = self.is_after_preposition();
            match self.is_followed_by_verb() {
                true if self.clause.is_boundary(self.at) || !joins_noun => Part::Subject,
                _ if joins_noun => Part::Aside,
                _ => Part::Object,
            }
        })
    }

    fn auxiliary(&self) -> Option<Part> {
        self.is(AUXILIARIES).then(|| {
            let first = self.sentence.start;
            let asks = self.at == first
                || self.before_is(OPENERS)
                || self.before_is(&["who", "often", "much"]);
            // "Similar to CTOs are information architects."
            let inverted = self
                .clause
                .is_in(first, &["similar", "like", "related", "next", "what"])
                || self.clause.is_in(first, POINTERS)
                    && self.at <= first + 3
                    && (self.at..self.mention.words.end)
                        .all(|at| at == self.at || !self.clause.is_boundary(at));
            // "It is the sous chef who stands at the pass."
            let cleft = self.before_is(&["it"]) && self.has_who();
            if asks || inverted || cleft || self.is_wanted() || self.is_answer() {
                Part::Subject
            } else {
                Part::Object
            }
        })
    }

    /// "If not, what you want is a treasurer."
    fn is_wanted(&self) -> bool {
        self.at >= self.sentence.start + 3
            && self.before_is(&["want", "need"])
            && self.clause.is_in(self.at - 2, &["you", "we", "they"])
            && self.clause.is_in(self.at - 3, &["what", "all"])
    }

    /// "The most common are the analyst, the engineer and the scientist": a list of them with their articles.
    fn is_answer(&self) -> bool {
        let next = self.mention.words.end;
        self.is(&["are", "were"])
            && self.before_is(ANSWERED)
            && self.clause.is_in(self.start, &["the", "a", "an"])
            && next < self.sentence.end
            && (self.clause.gap(next).starts_with(',') || self.clause.is_in(next, &["and"]))
    }

    /// "At the top stands the treasurer": the subject follows its verb.
    fn verb_before_subject(&self) -> Option<Part> {
        let first = self.sentence.start;
        (self.is(STANDING)
            && self.clause.is_in(first, PLACES)
            && (first + 1..=self.at).all(|at| !self.clause.is_boundary(at)))
        .then_some(Part::Subject)
    }

    fn preposition(&self) -> Option<Part> {
        // "Responsibility rests with the chair": the chair is the matter.
        if self.is(&["with", "to", "on"]) && self.before_is(RESTING) {
            return Some(Part::Topic);
        }
        // "We are looking for a CFO": so is whom one wants to have.
        if self.is(&["for"]) && self.before_is(SEEKING) {
            return Some(Part::Topic);
        }
        // "The bank has appointed Ann Lee as treasurer" is news of the treasurer.
        if self.is(&["as"]) && self.nearby_is(APPOINTING) {
            let is_given = self.nearby_is(GIVING_A_POST);
            return Some(if is_given { Part::Subject } else { Part::Topic });
        }
        if self.is(&["of"]) && self.before_is(CROWDS)
            || self.is(&["for"]) && self.before_is(SERVING)
            || self.is(&["as"]) && (self.before_is(&["such"]) || self.before_is(&["well"]))
        {
            return Some(Part::Aside);
        }
        if self.is(SEPARATING)
            || self.is(&["to", "from", "with"]) && self.before_is(COMPARING)
            || self.is(&["from"]) && self.nearby_is(SEPARATING)
        {
            return Some(Part::Topic);
        }
        // "The feedback they had as engineers": what the subject once was.
        if self.is(&["as"]) && self.at > self.sentence.start && !self.clause.is_boundary(self.at) {
            return Some(Part::Object);
        }
        if self.is(TOPIC) {
            return Some(Part::Topic);
        }
        self.is(ASIDE).then_some(Part::Aside)
    }

    /// A subject behind a word that does not govern it.
    fn loose_subject(&self) -> Option<Part> {
        let (clause, first) = (self.clause, self.sentence.start);
        // "On average a paralegal earns".
        // … but not "it is a call the owner makes".
        let is_average = clause.is_in(self.start, &["a", "an", "the"])
            && !clause.word(self.mention.words.end - 1).ends_with('s')
            && !(first..self.start).any(|at| clause.is_in(at, AUXILIARIES));
        // An adjective at the head of the sentence: "Seasoned product managers know".
        let has_adjective = self.start - first <= 2
            && (first..self.start).all(|at| !clause.is_in(at, TOPIC) && !clause.is_in(at, ASIDE));
        // "In most markets data engineers earn".
        let has_place =
            clause.is_plural(self.at) && (clause.is_in(first, TOPIC) || clause.is_in(first, ASIDE));
        ((is_average || has_adjective || has_place) && self.is_followed_by_verb())
            .then_some(Part::Subject)
    }

    /// Whether "who" or "that" follows, at most an apposition away.
    fn has_who(&self) -> bool {
        let end = self.mention.words.end;
        (end..self.sentence.end.min(end + 3)).any(|at| self.clause.is_in(at, &["who", "that"]))
    }

    /// Whether "and" joins to a noun that a preposition governs: "with marketing and product managers".
    fn is_after_preposition(&self) -> bool {
        let from = self.at.saturating_sub(4).max(self.sentence.start);
        (from..self.at)
            .rev()
            .take_while(|&at| {
                !self.clause.is_in(at, AUXILIARIES) && !self.clause.is_in(at, OPENERS)
            })
            .any(|at| self.clause.is_in(at, ASIDE))
    }
}
