//! A piece is what a long text is cut into: whole sentences, as many as a reader takes in at once.

use std::ops::Range;

use crate::document::sentence::sentences;

/// A text of this many words stays whole: an abstract has 200 to 300, and cut in two it answers worse.
const WHOLE_WORDS: usize = 320;
/// A longer one is cut into pieces of about this many words.
const PIECE_WORDS: usize = 200;
/// Scripts without blanks: so many bytes count as a word.
const WORD_BYTES: usize = 12;

/// The pieces of a text, cut at ends of sentences; one where it is not too long.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    // A word and its blank are two bytes at least, so that most texts need not be counted.
    let words = if text.len() <= 2 * WHOLE_WORDS {
        0
    } else {
        weight(text)
    };
    if words <= WHOLE_WORDS {
        return std::iter::once(0..text.len()).collect();
    }
    let target = words.div_ceil(words.div_ceil(PIECE_WORDS));
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut filled = usize::MAX;
    for sentence in sentences(text)
        .into_iter()
        .flat_map(|range| bounded(text, range))
    {
        let more = weight(&text[sentence.clone()]);
        match pieces.last_mut() {
            // Whichever comes nearer to the target: with this sentence or without it.
            Some(last) if filled < target && filled + more / 2 <= target => {
                last.end = sentence.end;
                filled += more;
            }
            _ => {
                pieces.push(sentence);
                filled = more;
            }
        }
    }
    pieces
}

/// How many words a text has, or would have in a script without blanks.
pub(super) fn weight(text: &str) -> usize {
    let words = if text.is_ascii() {
        let mut after_blank = true;
        let starts = text.bytes().filter(|byte| {
            let is_blank = matches!(byte, b' ' | b'\t'..=b'\r');
            let starts = after_blank && !is_blank;
            after_blank = is_blank;
            starts
        });
        starts.count()
    } else {
        text.split_whitespace().count()
    };
    words.max(text.len() / WORD_BYTES)
}

/// A sentence without end is cut at blanks, or where it must be.
fn bounded(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let limit = WHOLE_WORDS * WORD_BYTES;
    let mut cuts = Vec::new();
    let mut start = range.start;
    while range.end - start > limit {
        let most = floor(text, start + limit);
        let end = text[start..most]
            .rfind(' ')
            .map_or(most, |at| start + at + 1);
        cuts.push(start..end);
        start = end;
    }
    cuts.push(start..range.end);
    cuts
}

/// The last character boundary at or before a byte.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_ends_of_sentences_and_an_abstract_stays_whole() {
        let sentence = "The officer sets the course of it and then they all go on. ";
        assert_eq!(pieces(&sentence.repeat(24)).len(), 1);
        let long = sentence.repeat(60);
        let cut = pieces(&long);
        assert_eq!(cut.len(), 4);
        assert!(
            cut.iter()
                .all(|range| long[range.clone()].trim_end().ends_with("go on."))
        );
        assert_eq!(
            cut.iter().map(|range| range.len()).sum::<usize>(),
            long.len()
        );
        assert!(
            pieces(&"x".repeat(50_000))
                .iter()
                .all(|range| range.len() < 5_000)
        );
        assert!(
            pieces(&"語".repeat(50_000))
                .iter()
                .all(|range| range.len() < 5_000)
        );
    }
}
