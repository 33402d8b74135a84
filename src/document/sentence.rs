//! A sentence is the smallest piece of a text that says something: where a text may be cut, and what may be cut from it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations that end in a full stop without ending a sentence.
const ABBREVIATIONS: [&str; 33] = [
    "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "sr.", "jr.", "vs.", "e.g.", "i.e.", "etc.",
    "cf.", "al.", "fig.", "no.", "inc.", "ltd.", "co.", "corp.", "dept.", "est.", "approx.",
    "u.s.", "u.k.", "e.u.", "a.m.", "p.m.", "ph.d.", "gen.", "sen.", "rep.", "gov.",
];

/// The sentences of a text: byte ranges that cover it, blanks behind a sentence with it.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, sentence) in text.split_sentence_bound_indices() {
        let end = start + sentence.len();
        match found.last_mut() {
            Some(last) if is_open(&text[last.start..last.end]) => last.end = end,
            _ => found.push(start..end),
        }
    }
    found
}

/// It ends in an abbreviation or an initial, so the sentence goes on.
fn is_open(sentence: &str) -> bool {
    let Some(word) = sentence.trim_end().rsplit(' ').next() else {
        return false;
    };
    let word = word.trim_start_matches(['(', '"', '“', '[']);
    let is_initial = word.len() == 2
        && word.ends_with('.')
        && word.starts_with(|c: char| c.is_ascii_uppercase() && c != 'I');
    is_initial || (word.len() <= 7 && ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        let text = "Dr. J. Doe leads R&D, e.g. the lab vs. the plant. She reports to the CEO.";
        let found: Vec<&str> = sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(
            found,
            [
                "Dr. J. Doe leads R&D, e.g. the lab vs. the plant. ",
                "She reports to the CEO."
            ]
        );
    }
}
