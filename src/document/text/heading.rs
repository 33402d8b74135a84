//! Which lines are headings although nothing marks them.

use super::columns;
use super::facts;
use super::lines::Line;
use super::marker::{Marker, Style};
use super::ruled::is_ruled;
use super::table::pipes;
use super::wrap;
use crate::document::job::names_job;

/// A heading of more words is a sentence.
const MAX_WORDS: usize = 16;
/// A label with a colon is shorter ("High-Level Responsibilities:").
const MAX_LABEL_WORDS: usize = 7;
/// A line in sentence case that is not a question is a heading only when it is this short.
const MAX_PLAIN_WORDS: usize = 9;
/// An article with so many questions for headings is an interview or a list of questions …
const MANY_QUESTIONS: usize = 3;
/// … where a question may be as long as this.
const MAX_QUESTION_WORDS: usize = 25;
/// Words of a text that a heading may stand before.
const MIN_BODY_WORDS: usize = 12;
/// A sentence of fewer words is not body text.
const MIN_CLAUSE_WORDS: usize = 5;
/// What a tab takes beside the one blank that is left of it.
const TAB: usize = 3;
/// More lines of one look in a row are a list that lost its bullets.
const MAX_CHAIN: u8 = 3;

/// Finite verbs and what leads into a list: with one of these a line that ends in a colon is a clause, and a line in
/// sentence case is a sentence.
const CLAUSE: [&str; 40] = [
    "is",
    "are",
    "was",
    "were",
    "be",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "should",
    "must",
    "may",
    "might",
    "include",
    "includes",
    "including",
    "included",
    "following",
    "follows",
    "involve",
    "involves",
    "need",
    "needs",
    "require",
    "requires",
    "says",
    "said",
    "below",
    "such",
    "namely",
    "i",
    "you",
    "they",
    "we",
];

/// Words that are shortened by a stop, which ends no sentence: "Mistake no. 1". Behind a colon they tell a fact
/// ("Ranking: No. 26"), but for `VERSUS`.
const SHORTENED: [&str; 7] = ["no", "nr", "dr", "st", "mr", "mrs", "ms"];
const VERSUS: &str = "vs";

/// Labels of lines that stand beside the text.
const NOTES: [&str; 11] = [
    "Source:",
    "Sources:",
    "Note:",
    "Photo:",
    "Image:",
    "Credit:",
    "Next:",
    "Previous:",
    "Related:",
    "Updated:",
    "Published:",
];

/// Words that open a question, or a heading in the form of one.
const QUESTION: [&str; 9] = [
    "what", "how", "why", "when", "where", "who", "which", "whose", "should",
];

/// For each line whether it is a heading. A date line or byline (`is_fact`) is not, and is looked past, as is the rule
/// under a heading.
pub fn find(lines: &[Line], is_fact: impl Fn(usize) -> bool) -> Vec<bool> {
    let is_fact = |at: usize| is_fact(at) || (at > 0 && is_ruled(&lines[at - 1], &lines[at]));
    // Where all is in capitals, every line looks like a title: there it must be short and stand behind a blank line.
    let has_small = lines.iter().any(|line| wrap::has_small(&line.text));
    let stands_out =
        |line: &Line| has_small || (line.after_blank && words(&line.text) <= MAX_PLAIN_WORDS);
    let mut looks: Vec<bool> = (0..lines.len())
        .map(|at| looks_like(lines, at) && !is_fact(at) && stands_out(&lines[at]))
        .collect();
    let is_asked = |(line, looks): (&Line, &bool)| *looks && line.text.ends_with('?');
    if lines.iter().zip(&looks).filter(|&at| is_asked(at)).count() >= MANY_QUESTIONS {
        for (line, looks) in lines.iter().zip(&mut looks) {
            *looks |= is_question_of_interview(line);
        }
    }
    let mut headings = vec![false; lines.len()];
    let mut chain = 0;
    let mut next = lines.len();
    for at in (0..lines.len()).rev().filter(|at| !is_fact(*at)) {
        let is_before_text = lines
            .get(next)
            .is_some_and(|line| is_body(&lines[at], line))
            && !looks[next];
        // The names of columns look like a heading themselves.
        let is_before_table = lines[at].gaps.is_empty() && columns::start(&lines[next..]);
        let is_before_heading =
            headings.get(next).is_some_and(|heading| *heading) && chain < MAX_CHAIN;
        next = at;
        let is_underlined = lines
            .get(at + 1)
            .is_some_and(|rule| is_ruled(&lines[at], rule));
        headings[at] = is_underlined
            || (looks[at] && (is_before_text || is_before_table || is_before_heading));
        chain = if headings[at] { chain + 1 } else { 0 };
    }
    headings
}

/// In an interview one that asks says something first: "You were a tech lead and then a manager. Which was harder?"
fn is_question_of_interview(line: &Line) -> bool {
    line.after_blank
        && line.text.ends_with('?')
        && words(&line.text) <= MAX_QUESTION_WORDS
        && line.text.starts_with(char::is_uppercase)
        && !line.text.starts_with("Q: ")
        && Marker::of(&line.text).is_none()
}

/// The next line is what a heading may stand before: a list, a table, or a text that is longer than a heading.
fn is_body(line: &Line, next: &Line) -> bool {
    let is_marked = Marker::of(&line.text).is_some();
    let is_list = Marker::of(&next.text).is_some() && !is_marked;
    let is_led = is_marked && is_lead(&next.text);
    is_list || is_led || next.text.starts_with('|') || pipes(&next.text) > 1 || is_text(&next.text)
}

/// Running text, or the clause that leads into a list.
fn is_text(text: &str) -> bool {
    let words = words(text);
    words >= MIN_BODY_WORDS || (words >= MIN_CLAUSE_WORDS && text.ends_with(['.', '!', ':']))
}

/// How many words stand between blanks.
fn words(text: &str) -> usize {
    1 + memchr::memchr_iter(b' ', text.as_bytes()).count()
}

fn looks_like(lines: &[Line], at: usize) -> bool {
    let text = lines[at].text.as_str();
    let Some(marker) = Marker::of(text) else {
        return !has_columns(&lines[at]) && (is_title(text) || is_over_list(lines, at));
    };
    // A number marks a heading only where no list goes on; a bullet only with a colon ("- Salaries:" ends its list).
    let style = |at: Option<usize>| {
        let line = lines.get(at?)?;
        Some(Marker::of(&line.text)?.style)
    };
    let (before, after) = (style(at.checked_sub(1)), style(Some(at + 1)));
    let inner = &text[marker.len..];
    let is_label = inner.ends_with(':');
    let is_list = match marker.style {
        Style::Bullet(_) => !is_label,
        _ if is_label => false,
        // "2. The chair" stands over "2.1 …", and behind the "(c)" or the bullet that ends the section before.
        Style::Number(parts) => before.is_some_and(|before| {
            !lines[at].after_blank || matches!(before, Style::Number(others) if others <= parts)
        }),
        Style::Letter => before.is_some(),
    };
    let goes_on = match (marker.style, after) {
        (Style::Number(parts), Some(Style::Number(deeper))) => deeper <= parts,
        (_, after) => after.is_some(),
    };
    !is_list
        && !goes_on
        && is_title(inner)
        && lines
            .get(at + 1)
            .is_some_and(|next| is_text(&next.text) || is_lead(&next.text))
}

/// A tab or as much room within the line: "Ida Berg    Harbour Manager" is a row.
fn has_columns(line: &Line) -> bool {
    let room = (line.width - line.indent) as usize;
    !line.gaps.is_empty() && room >= line.text.chars().count() + TAB
}

/// "Signs that you need a product manager" over a list: a line of its own that is not a sentence, though it has a verb.
fn is_over_list(lines: &[Line], at: usize) -> bool {
    let text = lines[at].text.as_str();
    let is_item = |line: &Line| {
        let style = Marker::of(&line.text).map(|marker| marker.style);
        matches!(style, Some(Style::Bullet(_)))
    };
    let ends_open = || {
        let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
        CLAUSE.contains(&&*last)
    };
    lines[at].after_blank
        && lines.get(at + 1).is_some_and(is_item)
        && words(text) <= MAX_PLAIN_WORDS
        && text.starts_with(char::is_uppercase)
        && text.ends_with(char::is_alphanumeric)
        && !text.contains([',', ';', ':', '.', '!', '|'])
        && !ends_open()
}

/// What leads into a list, however short: "What they do:".
fn is_lead(text: &str) -> bool {
    text.ends_with(':') && Marker::of(text).is_none()
}

/// Short, opened like a title, not closed like a sentence.
pub fn is_title(text: &str) -> bool {
    // Most lines are longer.
    if words(text) > MAX_WORDS {
        return false;
    }
    let text = roman(text).unwrap_or(text);
    if let Some(role) = quoted(text) {
        return names_job(role);
    }
    let words: Vec<&str> = text.split(' ').collect();
    if NOTES.contains(&words[0]) || facts::is_of_job(text) {
        return false;
    }
    let is_label = text.ends_with(':');
    let opens = text.trim_start_matches(['"', '“', '‘', '\'', '(', '[', '#', '¿']);
    let lower = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let is_fact = text.contains(": ");
    let is_whole = |word: &&str| {
        let lower = lower(word);
        !word.ends_with('.') || lower == VERSUS || (!is_fact && SHORTENED.contains(&&*lower))
    };
    let limit = if is_label { MAX_LABEL_WORDS } else { MAX_WORDS };
    if words.len() > limit
        || text.ends_with([
            '.', '!', ',', ';', '…', '|', '-', '–', '—', '=', '{', '}', '>',
        ])
        || !opens.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || !text.contains(char::is_alphabetic)
        || (text.contains(". ")
            && !words.iter().all(is_whole)
            && !text.starts_with(|c: char| c.is_ascii_digit()))
    {
        return false;
    }
    let is_question = text.ends_with('?') || QUESTION.contains(&lower(words[0]).as_str());
    let is_clause = words
        .iter()
        .any(|word| CLAUSE.contains(&lower(word).as_str()));
    if is_label {
        return !is_clause || is_titled(&words);
    }
    is_question || is_titled(&words) || (words.len() <= MAX_PLAIN_WORDS && !is_clause)
}

/// What stands behind a Roman number: "II. What Is a CRO?".
fn roman(text: &str) -> Option<&str> {
    let (number, rest) = text.split_once(". ")?;
    let is_roman = !number.is_empty() && number.bytes().all(|b| b"IVX".contains(&b));
    is_roman.then_some(rest)
}

/// What stands before something that is said: `CTO: "It will scale"`.
fn quoted(text: &str) -> Option<&str> {
    let (label, said) = text.split_once(": ")?;
    (said.starts_with(['"', '“']) && said.ends_with(['"', '”'])).then_some(label)
}

/// Most of the words that titles capitalise are capitalised.
fn is_titled(words: &[&str]) -> bool {
    let weighty = |word: &&&str| word.len() > 3 && word.starts_with(char::is_alphabetic);
    let (all, upper) = words
        .iter()
        .filter(weighty)
        .fold((0, 0), |(all, upper), word| {
            (
                all + 1,
                upper + usize::from(word.starts_with(char::is_uppercase)),
            )
        });
    all > 0 && upper * 3 >= all * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<bool> {
        find(&super::super::lines::split(text), |_| false)
    }

    #[test]
    fn titles_are_told_from_sentences() {
        for text in [
            "Role of a CEO",
            "High-Level Responsibilities:",
            "What does a CTO do?",
            "Required Skills & Qualifications",
            "Key skills",
            "For Individuals:",
            "Who Is the CFO and What Do They Do",
            "#3 The salesperson (mistake no. 1)",
            "Scrum Master vs. Project Manager: What's the Difference?",
        ] {
            assert!(is_title(text), "{text}");
        }
        for text in [
            "Job responsibilities of a CTO include:",
            "The CTO leads.",
            "There are three kinds of learning:",
            "and then they left",
            "He said it was good",
            "Previous ranking: No. 26",
            "–",
        ] {
            assert!(!is_title(text), "{text}");
        }
    }

    #[test]
    fn in_capitals_a_heading_stands_alone() {
        let text = "THE COOK\n\nTHE COOK STANDS AT THE STOVE OF THE HOUSE ALL DAY AND\nTASTES WHAT WILL BE SERVED AND WHAT NOT.";
        assert_eq!(found(text), [true, false, false]);
    }

    #[test]
    fn a_number_over_deeper_numbers_or_behind_a_list_is_a_heading() {
        let long =
            "leads the board and is responsible for its overall effectiveness in all that it does.";
        assert_eq!(
            found(&format!(
                "2. The chair\n\n2.1 The chair {long}\n\n(a) sets the agenda;\n\n3. The treasurer\n\n3.1 The treasurer {long}"
            )),
            [true, false, false, true, false]
        );
        assert_eq!(
            found(&format!(
                "7. Chair\n\nWhat they do:\n- lead\n- listen\n\n8. Clerk\n\nThe clerk {long}"
            )),
            [true, false, false, false, true, false]
        );
        assert_eq!(
            found(
                "1. Plan\n2. Cook\n3. Serve what was cooked to all who came here to eat it tonight."
            ),
            [false; 3]
        );
    }
}
