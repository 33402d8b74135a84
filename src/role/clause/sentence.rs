//! A sentence of a text that is cut into words.

use std::ops::Range;

use crate::role::words::Word;

/// Cuts the words of a text into sentences.
pub fn sentences(text: &str, words: &[Word]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut from = 0;
    for at in 1..words.len() {
        if ends_sentence(text, &words[at - 1], &words[at]) {
            sentences.push(from..at);
            from = at;
        }
    }
    if from < words.len() {
        sentences.push(from..words.len());
    }
    sentences
}

fn ends_sentence(text: &str, before: &Word, after: &Word) -> bool {
    const SHORTENED: &[&str] = &[
        "vs", "e.g", "i.e", "dr", "mr", "mrs", "ms", "st", "no", "inc", "approx", "g", "e", "sr",
    ];
    let gap = &text[before.end..after.range.start];
    let stops = gap.contains(['!', '?', '\n']) || gap.contains('.') && gap.len() > 1;
    let word = &text[before.range.clone()];
    // "No. 4" goes on, and "It says no. The owner …" does not.
    let behind = &text[after.range.start..];
    if word.eq_ignore_ascii_case("no") && !behind.starts_with(|c: char| c.is_ascii_digit()) {
        return stops && !behind.starts_with(char::is_lowercase);
    }
    stops
        && !text[after.range.start..].starts_with(char::is_lowercase)
        && !(gap.starts_with('.')
            && SHORTENED
                .iter()
                .any(|short| word.eq_ignore_ascii_case(short)))
}
