//! What kind of answer the form of a question asks for: "what is a CTO" a definition, "what does a CTO do" duties, "how
//! much does a CTO make" a salary.

use crate::role::Named;
use crate::search::stop::is_stop_word;

/// A kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// What a role is.
    Definition,
    /// What its people do.
    Duties,
    /// What they earn.
    Pay,
    /// How one becomes one.
    Career,
}

/// Words beside the name of a role with which it is asked what that is.
const DEFINING: &[&str] = &[
    "define",
    "definition",
    "explain",
    "mean",
    "meaning",
    "means",
    "stand",
    "stands",
];
/// Words that add nothing to the name of a role.
const EMPTY: &[&str] = &["actually", "exactly", "job", "position", "role", "title"];
/// Words of money behind "how much".
const MONEY: &[&str] = &[
    "cost", "earn", "earns", "get", "gets", "make", "makes", "paid",
];

impl Asked {
    /// What a text asks for that names these roles.
    pub fn of(text: &str, named: &[Named]) -> Option<Asked> {
        let first = named.first()?;
        let is_named = |at: usize| named.iter().any(|name| name.range.contains(&at));
        let mut at = 0;
        let mut words: Vec<String> = Vec::new();
        for part in text.split_inclusive(|c: char| !c.is_alphanumeric() && c != '\'') {
            let word = part.trim_matches(|c: char| !c.is_alphanumeric());
            if !word.is_empty() && !is_named(at) {
                words.push(word.to_lowercase().replace('\'', ""));
            }
            at += part.len();
        }
        let is_any = |of: &[&str]| words.iter().any(|word| of.contains(&word.as_str()));
        let opening = words.join(" ");
        let opens = |with: &[&str]| with.iter().any(|with| opening.starts_with(with));
        let mut told = words
            .iter()
            .map(String::as_str)
            .filter(|word| !is_stop_word(word) && !EMPTY.contains(word))
            .peekable();
        if is_any(&["become", "becoming"]) && !text[..first.range.start].trim().is_empty() {
            return Some(Asked::Career);
        }
        if opens(&["how much"]) && is_any(MONEY) {
            return Some(Asked::Pay);
        }
        let is_alone = told.peek().is_none();
        if named.len() > 1 {
            return None;
        } else if !is_alone {
            let is_definition = told.all(|word| DEFINING.contains(&word));
            return is_definition.then_some(Asked::Definition);
        }
        if opens(&["what do", "what does"]) && words.last().is_some_and(|word| word == "do") {
            return Some(Asked::Duties);
        }
        // A role's name and nothing else.
        let is_definition = words.is_empty()
            || opens(&["what is", "what are", "whats", "who is", "who are", "whos"]);
        is_definition.then_some(Asked::Definition)
    }

    /// Words that such an answer has, whatever the question says.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Asked::Definition => &[],
            Asked::Duties => &["duties", "responsibilities", "responsible"],
            Asked::Pay => &["salary", "pay", "compensation", "earn"],
            Asked::Career => &["career", "path", "experience", "degree"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::Roles;

    #[test]
    fn the_form_of_a_question_tells_what_it_asks_for() {
        let asked = |text: &str| Asked::of(text, &Roles::builtin().named_in(text));
        for (text, kind) in [
            ("what is a CTO", Some(Asked::Definition)),
            (
                "What's a product manager, exactly?",
                Some(Asked::Definition),
            ),
            ("who is the CPO", Some(Asked::Definition)),
            ("CTO definition", Some(Asked::Definition)),
            ("what does CTPO stand for", Some(Asked::Definition)),
            ("what does a chief people officer do?", Some(Asked::Duties)),
            ("how much does a nurse make", Some(Asked::Pay)),
            ("how do I become a data engineer", Some(Asked::Career)),
            ("what is a CTO responsible for", None),
            ("what is the difference between a CTO and a CPO", None),
            ("what is a roadmap", None),
            ("CTO", Some(Asked::Definition)),
            ("the CTO", None),
            ("does the CTO do the budget", None),
        ] {
            assert_eq!(asked(text), kind, "{text}");
        }
    }
}
