//! A snippet is the part of a long passage worth showing first: whole sentences, with most of what was asked for.

use std::ops::Range;

use super::runs::runs;
use crate::bytes::{HIGH, eight, equal, first};
use crate::hash::mix;

/// A passage up to this long is shown whole; longer ones by a window of whole sentences about this long.
const WINDOW_BYTES: usize = 480;

/// The sentences around the best matches, or all of a short text.
pub fn snippet(text: &str, highlights: &[Range<usize>]) -> Range<usize> {
    if text.len() <= WINDOW_BYTES {
        return 0..text.len();
    }
    let sentences = sentences(text);
    let words = same_words(text, highlights);
    let mut best = (0, 0, 0..text.len());
    let mut seen = Vec::new();
    for (first, sentence) in sentences.iter().enumerate() {
        let mut end = sentence.end;
        for next in &sentences[first + 1..] {
            if next.end - sentence.start > WINDOW_BYTES {
                break;
            }
            end = next.end;
        }
        // Highlights stand in order.
        let from = highlights.partition_point(|range| range.start < sentence.start);
        let inside = highlights[from..]
            .iter()
            .take_while(|range| range.end <= end)
            .count();
        seen.clear();
        seen.extend_from_slice(&words[from..from + inside]);
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        let score = (seen.len(), count);
        if first == 0 || score > (best.0, best.1) {
            best = (score.0, score.1, sentence.start..end);
        }
    }
    best.2
}

/// For each highlight a number that is the same for the same word, in any case.
fn same_words(text: &str, highlights: &[Range<usize>]) -> Vec<u64> {
    let marked = highlights.iter().map(|range| &text[range.clone()]);
    marked.map(|word| runs(word).fold(0, mix)).collect()
}

/// Byte ranges of the sentences, without the blanks between them.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in likely_ends(text.as_bytes()) {
        let mut chars = text.get(at..).unwrap_or_default().chars();
        // Bytes within a letter begin none.
        let Some(c) = chars.next() else { continue };
        let ends = match c {
            '.' | '!' | '?' | '…' => {
                chars.next().is_none_or(char::is_whitespace) && !is_abbreviation(&text[start..at])
            }
            '。' | '！' | '？' | '\n' => true,
            _ => false,
        };
        if ends {
            push(&mut found, text, start..at + c.len_utf8());
            start = at + c.len_utf8();
        }
    }
    push(&mut found, text, start..text.len());
    found
}

/// Where one of the marks of ASCII stands that end a sentence, or a byte beyond ASCII.
fn likely_ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    (0..bytes.len()).step_by(8).flat_map(|from| {
        let next = eight(bytes, from);
        let ends = [b'.', b'!', b'?', b'\n'].map(|end| equal(next, end));
        let mut found = ends.into_iter().fold(next & HIGH, |all, end| all | end);
        std::iter::from_fn(move || {
            let at = (found != 0).then(|| from + first(found));
            found &= found.wrapping_sub(1);
            at
        })
    })
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    if start < end {
        found.push(start..end);
    }
}

/// `e.g`, `Dr`, `U.S`, an initial: a dot after these ends no sentence.
fn is_abbreviation(before: &str) -> bool {
    let last = before
        .rsplit([' ', '(', '\u{a0}'])
        .next()
        .unwrap_or_default();
    last.contains('.')
        || last.chars().count() == 1
        || matches!(
            last,
            "Dr" | "Mr" | "Mrs" | "Ms" | "Prof" | "vs" | "etc" | "No" | "approx"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(snippet("One. Two.", &[]), 0..9);
    }

    #[test]
    fn a_long_text_is_cut_to_the_sentences_that_answer() {
        let filler = "Nothing is said here that anyone would ever ask for. ".repeat(20);
        let text = format!("{filler}The roadmap is owned by Dr. Ray of the product team. {filler}");
        let at = text.find("roadmap").unwrap();
        let shown = snippet(&text, std::slice::from_ref(&(at..at + 7)));
        assert!(shown.len() <= WINDOW_BYTES && shown.start <= at && at < shown.end);
        assert!(
            text[shown.clone()].starts_with("Nothing")
                || text[shown.clone()].starts_with("The roadmap")
        );
        assert!(text[shown].ends_with('.'));
    }
}
