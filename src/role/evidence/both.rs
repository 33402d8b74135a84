//! The evidence of "both roles": a passage speaks of several roles without their names.

use super::Around;
use crate::role::matcher::What;

/// "Both roles", "the two positions", "each role": the roles last in focus together.
pub fn by_both(text: &str, around: &Around, words_are: &[What]) -> Vec<What> {
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
        "differ",
        "differences",
        "report",
        "come",
        "want",
        "usually",
        "often",
        "typically",
        "lead",
        "manage",
        "earn",
        "serve",
        "sit",
        "look",
        "care",
        "rely",
        "contribute",
        "bring",
        "aim",
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
