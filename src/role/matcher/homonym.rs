//! A homonym is a name that stands for something other than a role.

use std::ops::Range;

use super::is_capitals;
use crate::role::words::Word;

/// Whether a name stands for something other than a role: a unit ("5 pm"), a company ("PM Group"), an address ("PO Box").
pub fn is_something_else(text: &str, words: &[Word], span: &Range<usize>) -> bool {
    let name = &text[words[span.start].range.start..words[span.end - 1].range.end];
    let short = span.len() == 1 && is_capitals(name);
    let before = span
        .start
        .checked_sub(1)
        .map(|at| &text[words[at].range.clone()]);
    let after = words.get(span.end).map(|word| &text[word.range.clone()]);
    let touches = |from: usize, to: usize| &text[from..to] == " ";
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    // "Sales leads" are people to sell to; "the product leads to" has a verb.
    let last = &text[words[span.end - 1].range.clone()];
    if span.len() > 1
        && last == "leads"
        && (is_of(before_last(text, words, span), PROSPECTS)
            || after.is_some_and(|word| is_of(word, BEHIND_A_VERB)))
    {
        return true;
    }
    if short
        && name.len() == 2
        && before.is_some_and(is_number)
        && words[span.start].range.start - words[span.start - 1].end <= 1
    {
        return true;
    }
    let Some(after) = after else { return false };
    let next = &words[span.end];
    if !touches(words[span.end - 1].end, next.range.start) {
        return false;
    }
    let is_capitalised = after.starts_with(char::is_uppercase);
    let names_company = || {
        is_capitalised
            && name.starts_with(char::is_uppercase)
            && OF_A_COMPANY
                .iter()
                .any(|word| after.eq_ignore_ascii_case(word))
    };
    // "Pittsburgh, PA 15222".
    let is_state = || short && name.len() == 2 && after.len() == 5 && is_number(after);
    names_company() || is_state() || is_person(name, before)
}

fn before_last<'t>(text: &'t str, words: &[Word], span: &Range<usize>) -> &'t str {
    &text[words[span.end - 2].range.clone()]
}

fn is_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// A role word as somebody's surname: "Taylor Cook said" cannot be told from a role without a list of names, so only the
/// honorific is heeded: "Mr. Judge", "Dr. Baker".
fn is_person(name: &str, before: Option<&str>) -> bool {
    name.starts_with(char::is_uppercase)
        && before.is_some_and(|word| ["Mr", "Mrs", "Ms", "Miss", "Sir"].contains(&word))
}

/// Leads of these are not persons in charge.
const PROSPECTS: &[&str] = &["sales", "marketing", "growth", "business"];
/// What follows "leads" where it is a verb.
const BEHIND_A_VERB: &[&str] = &["to", "the", "a", "an", "us", "them", "directly"];

/// Words that make a name before them the name of a company, an event or a place.
const OF_A_COMPANY: &[&str] = &[
    "group",
    "inc",
    "ltd",
    "llc",
    "corp",
    "corporation",
    "gmbh",
    "magazine",
    "summit",
    "boot",
    "bootcamp",
    "awards",
    "award",
    "institute",
    "association",
    "conference",
    "journal",
    "partners",
    "studio",
    "studios",
    "labs",
    "academy",
    "university",
    "club",
    "forum",
    "podcast",
    "society",
    "foundation",
    "network",
    "weekly",
    "daily",
    "today",
    "street",
    "avenue",
    "road",
    "lane",
    "drive",
    "boulevard",
    "box",
    "pro",
];
