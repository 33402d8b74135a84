//! The evidence of words: a passage's own sentences speak of a role.

use super::{Around, distinct};
use crate::role::clause::Part;
use crate::role::matcher::What;
use crate::role::scene::Reading;

/// The passage's own words: the roles that its sentences speak of.
pub fn by_words(text: &str, reading: &Reading, around: &Around) -> Vec<What> {
    if reading.named.is_empty() {
        return Vec::new();
    }
    let named = distinct(reading.named.iter().map(|named| named.what));
    let part = |what: What| {
        let parts = reading
            .named
            .iter()
            .filter(|named| named.what == what)
            .map(|named| named.part);
        parts.max().unwrap_or(Part::Aside)
    };
    let expected = |part_of: Part| {
        named
            .iter()
            .any(|&what| around.expects(what) && part(what) >= part_of)
    };
    let is_expected_spoken_of = expected(Part::Topic);
    let is_section_spoken_of = named
        .iter()
        .any(|what| around.section().contains(what) && part(*what) >= Part::Topic);
    let is_outside = around.title.is_empty()
        && around.heading.is_empty()
        && around.lead.is_empty()
        && around.keys.is_some_and(|keys| !keys.is_empty());
    // "Similar to CTOs are information architects. These …": others are the subjects, the expected ones their measure.
    let others = |what: What| !around.expects(what);
    let are_others_meant = !expected(Part::Subject)
        && reading.sentences.len() > 1
        && subject_share(reading, &others) >= MOSTLY_IN_SPITE;
    let points_here = !around.section().is_empty() && points_here(text);
    let is_one_sentence = reading.sentences.len() < 2;
    // Without a word on whom it is about a passage goes on with its section's role.
    let has_one = !around.section().is_empty() || around.title.len() == 1;
    let goes_on = !is_one_sentence && has_one && !reading.opens_with_name();
    let is_about = |what: What| {
        let part = part(what);
        if points_here && !around.section().contains(&what) {
            // … but "the post" may be that of the other, whom the passage began with.
            let share = subject_share(reading, &|other| other == what);
            return !is_one_sentence && (share >= MOSTLY_IN_SPITE || opens(reading, what));
        }
        if around.expects(what) {
            // Under a heading on one role, "a step towards the position of another" is no news of the other.
            let is_here = around.section().is_empty()
                || around.section().contains(&what)
                || is_section_spoken_of;
            // … nor is "becoming another".
            if part == Part::Topic
                && !around.section().is_empty()
                && !around.section().contains(&what)
                && is_goal(text, reading, what)
            {
                return false;
            }
            return part == Part::Subject
                || part == Part::Topic && is_here
                || part == Part::Object && is_here && !is_expected_spoken_of;
        }
        if reading.is_bare && (!around.title.is_empty() || !around.heading.is_empty()) {
            return false;
        }
        if around.is_elsewhere(what)
            || around.is_need && is_one_sentence && !named.iter().any(|&what| around.expects(what))
        {
            return false;
        }
        // The only role that is named, and the article has a section on it: nobody else is meant.
        if around.is_key(what) && around.section().is_empty() && named.len() == 1 {
            return part > Part::Aside;
        }
        // Others have to be the subject: set against an expected role, or in its place.
        if part < Part::Subject {
            return false;
        }
        // Among headings that name roles, a passage under none of them speaks of those or of nobody, unless it opens
        // with another.
        if is_outside && !around.is_key(what) {
            return opens(reading, what);
        }
        if is_contrasted(text, reading, what) {
            return true;
        }
        if is_expected_spoken_of {
            return are_others_meant;
        }
        let share = subject_share(reading, &|other| other == what);
        if around.is_key(what) {
            share > 0.0
        } else if goes_on && !is_held(reading, what) {
            // "Keeps the books. In small firms the owner does it all": the section's role is the subject unsaid.
            share > MOSTLY
        } else if !around.title.is_empty() && is_told_by_one(text) {
            // "The sous chef gave me a knife": the one who tells is the matter.
            share > MOSTLY_IN_SPITE
        } else {
            share >= MOSTLY
        }
    };
    named
        .iter()
        .copied()
        .filter(|&what| is_about(what))
        .collect()
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

/// The share of sentences with such a role as their subject.
fn subject_share(reading: &Reading, is_it: &dyn Fn(What) -> bool) -> f64 {
    let is_subject = |sentence: usize| {
        reading.named.iter().any(|named| {
            is_it(named.what) && named.sentence == sentence && named.part == Part::Subject
        })
    };
    let count = reading.sentences.len().max(1);
    (0..count).filter(|&sentence| is_subject(sentence)).count() as f64 / count as f64
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
            CONTRASTING.iter().any(|word| sentence.contains(word))
        }
    })
}
