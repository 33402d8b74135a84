//! An evidence says on what grounds a passage is about a role; one function for each kind.

use std::collections::HashSet;

use super::clause::Part;
use super::matcher::What;
use super::scene::Reading;
use crate::passage::Labelled;

/// What surrounds a passage.
#[derive(Debug, Default)]
pub(super) struct Around<'s> {
    /// The roles of the title.
    pub(super) title: &'s [What],
    /// The roles of the nearest heading that names any, the title aside.
    pub(super) heading: &'s [What],
    /// The roles of the sentence or label that leads into the list.
    pub(super) lead: &'s [What],
    /// What the passage before, under the same headings, is about.
    pub(super) before: &'s [What],
    /// The roles in the title or any heading of the document.
    pub(super) keys: Option<&'s HashSet<What>>,
    /// Where the way leads that the title tells of: "from teacher to product manager".
    pub(super) career: Option<What>,
    /// The roles that read applications: recruiters, hiring managers.
    pub(super) audience: &'s [What],
}

impl Around<'_> {
    /// Whether the reader expects a passage here to be about this role.
    fn expects(&self, what: What) -> bool {
        self.heading.contains(&what) || self.lead.contains(&what) || self.title.contains(&what)
    }

    /// The roles that the passage stands under: its lead's, else its heading's.
    fn section(&self) -> &[What] {
        if self.lead.is_empty() {
            self.heading
        } else {
            self.lead
        }
    }

    /// Whether this is somebody whom every article on jobs names in passing, and this one is not about.
    fn is_elsewhere(&self, what: What) -> bool {
        self.audience.contains(&what) && !self.is_key(what)
    }

    fn is_key(&self, what: What) -> bool {
        self.keys.is_some_and(|keys| keys.contains(&what))
    }

    /// The two or more roles that "both roles" can mean.
    fn several(&self) -> Vec<What> {
        [self.lead, self.heading, self.title, self.before]
            .into_iter()
            .find(|roles| roles.len() > 1)
            .map(<[What]>::to_vec)
            .unwrap_or_default()
    }
}

/// The columns of a table row name roles: every cell with something in it is about its column's.
pub(super) fn by_columns(cells: &[Labelled], text: &str, columns: &[Vec<What>]) -> Vec<What> {
    let filled = cells.iter().zip(columns).filter(|(cell, _)| {
        text.get(cell.range.clone())
            .is_some_and(|text| text.contains(char::is_alphanumeric))
    });
    distinct(filled.flat_map(|(_, roles)| roles.iter().copied()))
}

/// The passage's own words: the roles that its sentences speak of.
pub(super) fn by_words(text: &str, reading: &Reading, around: &Around) -> Vec<What> {
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
    let is_about = |what: What| {
        let part = part(what);
        if points_here && !around.section().contains(&what) {
            return !is_one_sentence
                && subject_share(reading, &|other| other == what) >= MOSTLY_IN_SPITE;
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
        if around.is_elsewhere(what) {
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
        // Among headings that name roles, a passage under none of them speaks of those or of nobody.
        if is_outside && !around.is_key(what) {
            return false;
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

/// Whether somebody tells of himself.
fn is_told_by_one(text: &str) -> bool {
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

/// "Both roles", "the two positions", "each role": the roles last in focus together.
pub(super) fn by_both(text: &str, around: &Around, words_are: &[What]) -> Vec<What> {
    const BOTH: &[&str] = &[
        "both", "two", "three", "four", "each", "either", "neither", "these", "all",
    ];
    const JOBS: &[&str] = &[
        "role",
        "roles",
        "position",
        "positions",
        "title",
        "titles",
        "job",
        "jobs",
        "professional",
        "professionals",
        "profession",
        "professions",
        "career",
        "careers",
        "path",
        "paths",
        "executives",
        "leaders",
    ];
    // Behind "both" and "neither", which need no noun.
    const GOES_ON: &[&str] = &[
        "of",
        "overlap",
        "share",
        "work",
        "need",
        "require",
        "play",
        "are",
        "have",
        "sit",
        "differ",
        "differences",
    ];
    let mut several = around.several();
    let is_pair = several.is_empty();
    if is_pair {
        // "A UX researcher makes as much. The two …": the one just named, and the one that the article is about.
        match (words_are, around.title) {
            ([one], [other]) if one != other => several = vec![*one, *other],
            _ => return several,
        }
    }
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is = |at: usize, list: &[&str]| {
        words
            .get(at)
            .is_some_and(|word| list.iter().any(|w| word.eq_ignore_ascii_case(w)))
    };
    let goes_on = |at: usize| is(at, JOBS) || is(at, GOES_ON);
    if is_pair {
        let says = (0..words.len()).any(|at| {
            is(at, &["the"])
                && is(at + 1, &["two"])
                && is(at + 2, &["are", "roles", "jobs", "have", "share", "work"])
                || is(at, &["both"]) && goes_on(at + 1)
        });
        return if says { several } else { Vec::new() };
    }
    let says = (0..words.len()).any(|at| {
        is(at, BOTH)
            && (is(at + 1, JOBS)
                || is(at + 2, JOBS) && is(at, &["both", "these", "all", "each"])
                || is(at, &["both", "neither", "three"]) && goes_on(at + 1))
            || is(at, &["one"])
                && words[at..].windows(2).take(30).any(|pair| {
                    pair[0].eq_ignore_ascii_case("the") && pair[1].eq_ignore_ascii_case("other")
                })
            || is(at, &["their"]) && is(at + 1, &["roles", "differences", "distinctions"])
            || is(at, &["between"]) && is(at + 1, &["them", "these", "roles"])
    });
    if says { several } else { Vec::new() }
}

/// A pronoun at the beginning points at what the passage before is about.
pub(super) fn by_pronoun(text: &str, around: &Around) -> Vec<What> {
    const PRONOUNS: &[&str] = &["they", "he", "she", "their", "his", "her", "these", "it"];
    const LATER: &[&str] = &[
        "additionally",
        "furthermore",
        "moreover",
        "also",
        "finally",
        "often",
        "typically",
        "usually",
        "in",
        "addition",
        "then",
        "instead",
        "what",
    ];
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.find(|word| !LATER.iter().any(|later| word.eq_ignore_ascii_case(later)));
    let points = first.is_some_and(|first| {
        PRONOUNS
            .iter()
            .any(|pronoun| first.eq_ignore_ascii_case(pronoun))
    });
    if !points {
        Vec::new()
    } else if around
        .heading
        .iter()
        .any(|role| around.before.contains(role))
    {
        around.heading.to_vec()
    } else {
        around.before.to_vec()
    }
}

/// The article's title, unless the passage takes leave of the reader.
pub(super) fn by_title(text: &str, headings: &[String], around: &Around) -> Vec<What> {
    const FAREWELLS: &[&str] = &[
        "i hope this",
        "we hope this",
        "hope this helps",
        "thank you for reading",
        "thanks for reading",
    ];
    let is_farewell = FAREWELLS.iter().any(|phrase| begins(text, phrase));
    if is_farewell || is_on_company(headings) {
        return Vec::new();
    }
    match (around.career, headings.len()) {
        // "From teacher to product manager": below the introduction it is the one in focus, else where the way leads.
        (Some(target), 2..) => {
            let in_focus = around
                .before
                .iter()
                .find(|role| around.title.contains(role));
            vec![in_focus.copied().unwrap_or(target)]
        }
        _ => around.title.to_vec(),
    }
}

/// A section on the employer, not on the job: "About us".
fn is_on_company(headings: &[String]) -> bool {
    const COMPANY: &[&str] = &[
        "about us",
        "about the company",
        "about our company",
        "who we are",
        "our company",
        "the company",
        "company overview",
        "company description",
        "our story",
    ];
    headings.last().is_some_and(|heading| {
        let heading = heading.trim().trim_end_matches([':', '.']);
        COMPANY
            .iter()
            .any(|company| heading.eq_ignore_ascii_case(company))
    })
}

fn begins(text: &str, phrase: &str) -> bool {
    text.get(..phrase.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(phrase))
}

/// A passage that goes on where the one before left off ("Furthermore, …", "In addition, …").
pub(super) fn by_context(text: &str, around: &Around) -> Vec<What> {
    const GOING_ON: &[&str] = &[
        "furthermore",
        "additionally",
        "moreover",
        "in addition",
        "also",
        "besides",
        "as a result",
        "that means",
        "this means",
    ];
    let goes_on = GOING_ON.iter().any(|phrase| {
        text.get(..phrase.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(phrase))
    });
    if goes_on {
        around.before.to_vec()
    } else {
        Vec::new()
    }
}

/// Each once, in the order of meeting.
pub(super) fn distinct(roles: impl Iterator<Item = What>) -> Vec<What> {
    let mut met = Vec::new();
    roles.for_each(|role| {
        if !met.contains(&role) {
            met.push(role);
        }
    });
    met
}
