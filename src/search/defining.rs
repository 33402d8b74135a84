//! A passage defines a role when it begins with the role's name and goes on with what that is. Who asks what a role is
//! sees such passages first: nothing else in "what is a CTO" tells one passage on the CTO from another.

use super::ids::{Ids, settle_ties};
use super::plan::Plan;
use super::plan::asked::Asked;
use super::rank::{best_first, rounded};
use super::ranking::Ranking;
use crate::error::Result;
use crate::index::Index;
use crate::role::Roles;

/// What a definition adds, of the score of the best passage.
const DEFINITION: f32 = 0.4;
/// What a passage adds that begins by telling of the role, and defines it only so far.
const TELLING: f32 = 0.2;
/// So many of the best are looked at.
const LOOKED_AT: usize = 60;

/// Behind these, and an adverb, comes what a role is.
const COPULAS: &[&str] = &["is", "are", "was", "means", "refers", "stands"];
/// What comes behind a copula in a definition.
const WHAT: &[&str] = &[
    "a",
    "an",
    "the",
    "one",
    "someone",
    "responsible",
    "accountable",
    "in",
    "to",
    "for",
];
/// With which a sentence on any of its kind begins.
const ARTICLES: &[&str] = &["a ", "an ", "the "];

/// Lifts the definitions where a question asks for one.
pub fn lift_definitions(
    index: &Index,
    plan: &Plan,
    ids: &Ids,
    ranking: &mut Ranking,
) -> Result<()> {
    if plan.asked != Some(Asked::Definition) {
        return Ok(());
    }
    let roles: Vec<&str> = plan.roles.iter().map(|role| role.id.as_str()).collect();
    let names = names(index.roles(), &roles);
    let looked_at = ranking.ranked.len().min(LOOKED_AT);
    let looked_at = &mut ranking.ranked[..looked_at];
    let best = looked_at.first().map_or(0.0, |ranked| ranked.score);
    for ranked in &mut *looked_at {
        let (passage, _) = index.passage_at(ranked.address)?;
        let mut about = passage.about.iter();
        if about.any(|about| roles.contains(&about.role.as_str())) {
            let gain = rounded(best * worth(&names, &passage.text));
            if gain > 0.0 {
                ranked.score = rounded(ranked.score + gain);
                ranking.definitions.push((ranked.address, gain));
            }
        }
    }
    looked_at.sort_unstable_by(best_first);
    settle_ties(looked_at, ids)
}

/// All names of some roles.
fn names<'a>(roles: &'a Roles, ids: &[&str]) -> Vec<&'a str> {
    let roles = ids.iter().filter_map(|id| roles.get(id));
    let names = roles.flat_map(|role| {
        let others = role.aliases.iter().chain(role.short.iter());
        std::iter::once(&role.name).chain(others)
    });
    names.map(|name| &**name).collect()
}

/// What a text says of one of these names.
fn worth(names: &[&str], text: &str) -> f32 {
    let mut sentences = text.split_inclusive(['.', '!', '?', ':', ';']);
    let told = |sentence: &str| names.iter().find_map(|name| behind(name, sentence));
    let first = sentences.next().and_then(told);
    match first {
        Some(true) => DEFINITION,
        _ if sentences.any(|sentence| told(sentence) == Some(true)) => DEFINITION,
        Some(false) => TELLING,
        None => 0.0,
    }
}

/// Whether a sentence that begins with this name says what that is; `None` if it does not tell of it at all.
fn behind(name: &str, sentence: &str) -> Option<bool> {
    let sentence = sentence.trim_start();
    let bare = ARTICLES
        .iter()
        .find_map(|article| without(sentence, article));
    let rest = without(bare.unwrap_or(sentence), name)?;
    let plural = rest.strip_prefix('s');
    let rest = plural.unwrap_or(rest);
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    // "Chief Technology Officer (CTO)", "the CTO, or Chief Technology Officer,"
    let rest = rest.trim_start();
    let inner = rest
        .strip_prefix('(')
        .and_then(|inner| inner.split_once(')'));
    let rest = inner.map_or(rest, |(_, rest)| rest);
    let apposition = rest
        .strip_prefix(", or ")
        .and_then(|inner| inner.split_once(','));
    let rest = apposition.map_or(rest, |(_, rest)| rest);
    let mut words = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let Some(first) = words.next() else {
        // In a glossary: "Site reliability engineer. Keeps services running."
        return rest.starts_with('.').then_some(false);
    };
    // "Product Manager Bachelor's degree" is a row of a table.
    if !first.starts_with(char::is_lowercase) {
        return None;
    }
    let what = words.find(|word| !word.ends_with("ly") && !["often", "also"].contains(word));
    Some(COPULAS.contains(&first) && what.is_some_and(|what| WHAT.contains(&what)))
}

/// What follows on a beginning, in whatever case that is.
fn without<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(beginning.len())?;
    start.eq_ignore_ascii_case(beginning).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_says_what_a_role_is() {
        let roles = Roles::builtin();
        let names = names(&roles, &["cto", "product-manager"]);
        for (text, expected) in [
            (
                "A Chief Technology Officer (CTO) is an executive.",
                DEFINITION,
            ),
            (
                "The CTO, or Chief Technology Officer, is primarily responsible for it.",
                DEFINITION,
            ),
            (
                "Not all know it. Product managers are the voice of the customer.",
                DEFINITION,
            ),
            ("The CTO oversees the platform.", TELLING),
            ("CTOs are busy.", TELLING),
            ("CTO Bachelor of Arts", 0.0),
            ("Product manager. Decides what is built.", TELLING),
            ("Product manager: decides what is built.", 0.0),
            ("Ask the CTO. He is a friend.", 0.0),
            ("Ctology is a science.", 0.0),
            ("", 0.0),
        ] {
            assert_eq!(worth(&names, text), expected, "{text}");
        }
    }
}
