//! The evidence of words: a passage's own sentences speak of a role.

use std::ops::Range;

use super::{Around, distinct};
use crate::role::clause::Part;
use crate::role::matcher::What;
use crate::role::scene::Reading;

/// The passage's own words: the roles that its sentences speak of.
pub fn by_words(text: &str, reading: &Reading, around: &Around) -> Vec<What> {
    if reading.named.is_empty() {
        return Vec::new();
    }
    let spoken = Spoken::new(text, reading, around);
    let named = spoken.named.iter().copied();
    let mut about: Vec<What> = named.filter(|&what| spoken.is_about(what)).collect();
    about.extend(
        spoken
            .teller()
            .filter(|what| !about.is_empty() && !about.contains(what)),
    );
    about
}

/// What a passage says, and what was expected of it.
struct Spoken<'r> {
    text: &'r str,
    reading: &'r Reading,
    around: &'r Around<'r>,
    /// The roles that it names, each once.
    named: Vec<What>,
    /// An expected role is subject or topic.
    is_expected: bool,
    /// So is a role of the section.
    is_section: bool,
    /// Others are the subjects, and the expected ones their measure: "Similar to CTOs are information architects. These …"
    are_others_meant: bool,
    /// It points at the role of its section: "this role".
    points_here: bool,
    is_one_sentence: bool,
}

impl<'r> Spoken<'r> {
    fn new(text: &'r str, reading: &'r Reading, around: &'r Around<'r>) -> Spoken<'r> {
        let mut spoken = Spoken {
            text,
            reading,
            around,
            named: distinct(reading.named.iter().map(|named| named.what)),
            is_expected: false,
            is_section: false,
            are_others_meant: false,
            points_here: !around.section().is_empty() && points_here(text),
            is_one_sentence: reading.sentences.len() < 2,
        };
        spoken.is_expected = spoken.any(Part::Topic, &|what| around.expects(what));
        spoken.is_section = spoken.any(Part::Topic, &|what| around.section().contains(&what));
        spoken.are_others_meant = !spoken.any(Part::Subject, &|what| around.expects(what))
            && !spoken.is_one_sentence
            && subject_share(text, reading, &|what| !around.expects(what)) >= MOSTLY_IN_SPITE;
        spoken
    }

    /// The article's one role, where somebody speaks of himself in a sentence that is on nobody else.
    fn teller(&self) -> Option<What> {
        let ([one], [], false) = (
            self.around.title,
            self.around.section(),
            self.around.is_told_by_other,
        ) else {
            return None;
        };
        let tells = |(at, range): (usize, &Range<usize>)| {
            let mut named = self.reading.named.iter();
            let is_on_other =
                named.any(|named| named.sentence == at && named.part == Part::Subject);
            let mut words = self.text[range.clone()].split(|c: char| !c.is_alphanumeric());
            !is_on_other && words.any(|word| word == "I")
        };
        let mut sentences = self.reading.sentences.iter().enumerate();
        sentences.any(tells).then_some(*one)
    }

    /// The greatest part that a role has.
    fn part(&self, what: What) -> Part {
        let named = self.reading.named.iter();
        let parts = named.filter(|named| named.what == what);
        parts.map(|named| named.part).max().unwrap_or(Part::Aside)
    }

    /// Whether one of such roles has this part or a greater one.
    fn any(&self, part: Part, is_such: &dyn Fn(What) -> bool) -> bool {
        let mut such = self.named.iter().filter(|&&what| is_such(what));
        such.any(|&what| self.part(what) >= part)
    }

    fn is_about(&self, what: What) -> bool {
        if self.around.title.len() != 1 && is_own(self.text, self.reading, what) {
            true
        } else if self.points_here && !self.around.section().contains(&what) {
            // "The post" may be that of the other, whom the passage began with.
            let share = subject_share(self.text, self.reading, &|other| other == what);
            !self.is_one_sentence && (share >= MOSTLY_IN_SPITE || opens(self.reading, what))
        } else if self.around.expects(what) {
            self.is_about_expected(what)
        } else {
            self.is_about_other(what)
        }
    }

    /// Whether it is about a role of its lead, its heading or the title.
    fn is_about_expected(&self, what: What) -> bool {
        let (part, section) = (self.part(what), self.around.section());
        // Under a heading on one role, "a step towards the position of another" says nothing new of the other …
        let is_here = section.is_empty()
            || section.contains(&what)
            || self.around.kin.contains(&what)
            || self.is_section;
        // … nor is "becoming another".
        let is_goal = part == Part::Topic
            && !section.is_empty()
            && !section.contains(&what)
            && is_goal(self.text, self.reading, what);
        match part {
            Part::Subject => true,
            Part::Topic => is_here && !is_goal,
            Part::Object => is_here && !self.is_expected,
            Part::Aside => false,
        }
    }

    /// Whether it is about a role that nothing led the reader to expect: it has to be the subject, set against an expected
    /// one, or in its place.
    fn is_about_other(&self, what: What) -> bool {
        let (around, part) = (self.around, self.part(what));
        let is_bare =
            self.reading.is_bare && !(around.title.is_empty() && around.heading.is_empty());
        let is_in_need = around.is_need
            && self.is_one_sentence
            && !self.named.iter().any(|&what| around.expects(what));
        if is_bare || is_in_need || around.is_elsewhere(what) {
            return false;
        }
        // The only role that is named, and the article has a section on it: nobody else is meant.
        if around.is_key(what) && around.section().is_empty() && self.named.len() == 1 {
            return part > Part::Aside;
        }
        // In an article that expects nobody, "is looking for a risk officer" is about the one it names.
        if around.expects_nobody() && part == Part::Topic {
            return !self
                .named
                .iter()
                .any(|&other| other != what && self.part(other) > Part::Aside);
        }
        if part < Part::Subject {
            return false;
        }
        if is_contrasted(self.text, self.reading, what)
            || is_told_by_one(self.text) && self.is_in_general(what)
        {
            return true;
        }
        // Among headings that name roles, a passage under none of them speaks of those or of nobody, unless it opens
        // with another, or most of it is on others.
        if around.is_outside() && !around.is_key(what) {
            let others = |what: What| !around.is_key(what);
            return opens(self.reading, what)
                || subject_share(self.text, self.reading, &others) >= MOSTLY_IN_SPITE;
        }
        if self.is_expected {
            return self.are_others_meant || self.is_among_openers(what);
        }
        self.has_share(what)
    }

    /// "A general counsel defends the company": a sentence on everybody who has the role.
    fn is_in_general(&self, what: What) -> bool {
        self.reading.named.iter().any(|named| {
            let before = &self.text[..named.bytes.start];
            named.what == what
                && named.part == Part::Subject
                && !named.is_holder
                && (before.ends_with("A ") || before.ends_with("An "))
        })
    }

    /// "Analysts watch the alerts, testers try the doors. The CISO does neither": several others open the passage.
    fn is_among_openers(&self, what: What) -> bool {
        let first = self
            .reading
            .named
            .iter()
            .filter(|named| named.sentence == 0);
        let subjects = distinct(
            first
                .filter(|named| named.part == Part::Subject)
                .map(|named| named.what),
        );
        subjects.len() > 1
            && subjects.contains(&what)
            && !subjects.iter().any(|&what| self.around.expects(what))
    }

    /// Whether enough sentences have the role as their subject.
    fn has_share(&self, what: What) -> bool {
        let around = self.around;
        let share = subject_share(self.text, self.reading, &|other| other == what);
        // Without a word on whom it is about a passage goes on with its section's role.
        let has_one = !around.section().is_empty() || around.title.len() == 1;
        let goes_on = !self.is_one_sentence && has_one && !self.reading.opens_with_name();
        if around.is_key(what) {
            share > 0.0
        } else if goes_on && !is_held(self.reading, what) {
            // "Keeps the books. In small firms the owner does it all": the section's role is the subject unsaid.
            share > MOSTLY
        } else if !around.title.is_empty() && is_told_by_one(self.text) {
            // "The sous chef gave me a knife": the one who tells is the matter.
            share > MOSTLY_IN_SPITE
        } else {
            share >= MOSTLY
        }
    }
}

/// Whether somebody says that he has the role: "I've been a buyer for ten years", "Buyer here".
fn is_own(text: &str, reading: &Reading, what: What) -> bool {
    const OWN: &[&str] = &[
        "I am",
        "I'm",
        "I’m",
        "I've been",
        "I’ve been",
        "I have been",
        "I work as",
    ];
    reading.named.iter().any(|named| {
        let (before, behind) = (&text[..named.bytes.start], &text[named.bytes.end..]);
        let before = before.trim_end();
        let before = ["a", "an", "the"]
            .iter()
            .find_map(|article| before.strip_suffix(&format!(" {article}")))
            .unwrap_or(before);
        let opens = named.sentence == 0 && before.split_whitespace().count() < 2;
        named.what == what
            && (OWN.iter().any(|own| before.ends_with(own))
                || opens
                    && (behind.starts_with(" here")
                        || behind.starts_with(" for ") && is_told_by_one(behind)))
    })
}

/// Whether somebody who has the role is a subject.
fn is_held(reading: &Reading, what: What) -> bool {
    let mut named = reading.named.iter();
    named.any(|named| named.what == what && named.is_holder && named.part == Part::Subject)
}

/// Whether the first sentence has the role for its subject.
fn opens(reading: &Reading, what: What) -> bool {
    let first = reading.named.iter().filter(|named| named.sentence == 0);
    first
        .filter(|named| named.part == Part::Subject)
        .any(|named| named.what == what)
}

/// Whether somebody tells of himself.
pub fn is_told_by_one(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word, "I" | "me" | "my" | "My"))
}

/// Whether the role is named only as what somebody becomes: "becoming a nurse practitioner is the next step".
fn is_goal(text: &str, reading: &Reading, what: What) -> bool {
    reading
        .named
        .iter()
        .filter(|named| named.what == what && named.part >= Part::Topic)
        .all(|named| {
            let mut before = text[..named.bytes.start].split_whitespace().rev();
            let last = before.next();
            let verb = match last {
                Some("a" | "an" | "the") => before.next(),
                other => other,
            };
            verb.is_some_and(|verb| verb.to_ascii_lowercase().starts_with("becom"))
        })
}

/// Whether the passage points at the role of its section: "this role", "the post".
fn points_here(text: &str) -> bool {
    const NOUNS: &[&str] = &["role", "job", "position", "post", "profession"];
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is = |word: &str, list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    words.windows(2).any(|pair| {
        is(pair[0], &["this", "the"]) && is(pair[1], NOUNS)
            || is(pair[0], &["well", "work", "worked", "succeed"]) && is(pair[1], &["here"])
    })
}

/// A role that nothing led the reader to expect has to be the subject of this share of the sentences.
const MOSTLY: f64 = 0.5;
/// … and of this share where the expected roles are spoken of too.
const MOSTLY_IN_SPITE: f64 = 0.6;

/// The share of sentences with such a role as their subject. "She" goes on with the one of the sentence before.
fn subject_share(text: &str, reading: &Reading, is_it: &dyn Fn(What) -> bool) -> f64 {
    let mut is_last = false;
    let is_subject = |(at, range): (usize, &Range<usize>)| {
        let here = reading.named.iter().filter(|named| named.sentence == at);
        let mut subjects = here.filter(|named| named.part == Part::Subject).peekable();
        let goes_on = subjects.peek().is_none() && begins_with_pronoun(&text[range.clone()]);
        is_last = subjects.any(|named| is_it(named.what)) || goes_on && is_last;
        is_last
    };
    let sentences = reading.sentences.iter().enumerate();
    let count = reading.sentences.len().max(1);
    sentences.map(is_subject).filter(|is_it| *is_it).count() as f64 / count as f64
}

fn begins_with_pronoun(sentence: &str) -> bool {
    let first = sentence.split(|c: char| !c.is_alphanumeric()).next();
    matches!(first, Some("He" | "She" | "They" | "His" | "Her" | "Their"))
}

/// Whether a sentence sets the role against another: "while the CTO …, the CPO …".
fn is_contrasted(text: &str, reading: &Reading, what: What) -> bool {
    const CONTRASTING: &[&str] = &[
        "while",
        "whereas",
        "in contrast",
        "on the other hand",
        "by contrast",
        "; the ",
        "unlike",
    ];
    let subjects = |sentence: usize| {
        let named = reading
            .named
            .iter()
            .filter(move |named| named.sentence == sentence && named.part == Part::Subject);
        distinct(named.map(|named| named.what))
    };
    reading.sentences.iter().enumerate().any(|(at, range)| {
        let subjects = subjects(at);
        subjects.len() > 1 && subjects.contains(&what) && {
            let sentence = text[range.clone()].to_ascii_lowercase();
            sentence.starts_with("where the ")
                || is_side_by_side(text, reading, at)
                || CONTRASTING.iter().any(|word| sentence.contains(word))
        }
    })
}

/// "The owner decides what, the team decides how, the coach decides nothing": clauses of one make, each with its subject.
fn is_side_by_side(text: &str, reading: &Reading, sentence: usize) -> bool {
    let named = reading
        .named
        .iter()
        .filter(|named| named.sentence == sentence);
    let subjects = named.filter(|named| named.part == Part::Subject);
    let behind_comma = subjects.filter(|named| {
        let (before, behind) = (&text[..named.bytes.start], &text[named.bytes.end..]);
        // "The plant manager included" is not a clause.
        behind.starts_with(' ')
            && !behind.starts_with(" included")
            && [", the ", ", a ", ", an ", ", and a ", ", and an "]
                .iter()
                .any(|opening| before.ends_with(opening))
    });
    behind_comma.count() > 0
}
