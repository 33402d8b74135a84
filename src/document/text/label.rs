//! A label that runs in before a text: `Chief Product Officer: Often rises from …`.

use std::ops::Range;

/// A label of more words is a clause.
const MAX_WORDS: usize = 8;

/// Words that make a clause of what stands before a colon ("The reason is: …").
const CLAUSE: [&str; 16] = [
    "is", "are", "was", "were", "has", "have", "said", "says", "be", "include", "includes", "that",
    "i", "you", "we", "they",
];

/// Where the label of a text stands, colon and all.
pub fn of(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let colon = memchr::memchr_iter(b':', bytes).find(|at| bytes.get(at + 1) == Some(&b' '));
    let (label, rest) = match colon {
        Some(at) => (&text[..at], &text[at + 2..]),
        None if text.is_ascii() => return None,
        None => text.split_once(" – ").or_else(|| text.split_once(" — "))?,
    };
    if !label.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = label.split(' ').take(MAX_WORDS + 1).collect();
    let is_clause = words
        .iter()
        .any(|word| CLAUSE.contains(&word.to_lowercase().as_str()));
    let stops = label.contains(['.', '!', '?', ';', '|', '"', '“']);
    if words.len() > MAX_WORDS || is_clause || stops || rest.is_empty() {
        return None;
    }
    // A dash is weaker than a colon: only a title before it is a label.
    let colon = text[label.len()..].starts_with(':');
    let titled = words
        .iter()
        .filter(|word| word.len() > 3)
        .all(|word| word.starts_with(char::is_uppercase));
    (colon || (titled && words.len() <= MAX_WORDS / 2))
        .then_some(0..label.len() + usize::from(colon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_clauses() {
        let label = |text: &'static str| of(text).map(|range| &text[range]);
        assert_eq!(
            label("Chief Product Officer: Often rises from sales."),
            Some("Chief Product Officer:")
        );
        assert_eq!(
            label("Product Vision – Sets the course"),
            Some("Product Vision")
        );
        assert_eq!(label("It is a myth that they code: they do not."), None);
        assert_eq!(label("The meeting at 10:30 was long"), None);
        assert_eq!(label("He came – and left"), None);
    }
}
