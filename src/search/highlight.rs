//! Highlights: where in a passage stands what the question looked for, as byte ranges of its text.

use std::ops::Range;

use crate::index::words::{Form, Piece, Words};

/// What to mark.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    stems: Vec<String>,
    exact: Vec<String>,
    phrases: Vec<Vec<String>>,
    names: Vec<Vec<String>>,
}

impl Marks {
    /// Marks a word in all its forms.
    pub fn add_stem(&mut self, stem: &str) {
        self.stems.push(stem.to_owned());
    }

    /// Marks a word as it is.
    pub fn add_exact(&mut self, word: &str) {
        self.exact.push(word.to_owned());
    }

    /// Marks words in this order, given as stems.
    pub fn add_phrase(&mut self, stems: Vec<String>) {
        self.phrases.push(stems);
    }

    /// Marks a name of a role that the question names otherwise.
    pub fn add_name(&mut self, name: &str) {
        let stems = stems_of(name);
        if !stems.is_empty() {
            self.names.push(stems);
        }
    }

    /// To find them in one text after the other.
    pub fn marker(&self) -> Marker<'_> {
        let mut sequences = self.phrases.iter().chain(&self.names);
        let stems = self.stems.iter().chain(sequences.clone().flatten());
        let stems = stems.map(String::as_str);
        Marker {
            marks: self,
            stems: Words::looking_for(stems, sequences.next().is_some()),
            exact: Words::new(Form::Exact),
        }
    }
}

/// Marks, with room for the words of a text.
#[derive(Debug)]
pub struct Marker<'a> {
    marks: &'a Marks,
    stems: Words,
    exact: Words,
}

impl Marker<'_> {
    /// The byte ranges to mark, in order, not overlapping.
    pub fn find(&mut self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let marks = self.marks;
        self.stems.read(text);
        let sequences = marks.phrases.iter().chain(&marks.names);
        let has_sequences = sequences.clone().next().is_some();
        let mut line: Vec<(&Range<usize>, &str)> = Vec::new();
        for (word, stem) in self.stems.iter() {
            if !stem.is_empty() && marks.stems.iter().any(|sought| sought == stem) {
                found.push(word.range.clone());
            }
            if has_sequences && matches!(word.piece, Piece::Word | Piece::Character) {
                line.push((&word.range, stem));
            }
        }
        for phrase in sequences {
            for run in line.windows(phrase.len()) {
                if run
                    .iter()
                    .zip(phrase)
                    .all(|((_, stem), wanted)| stem == wanted)
                {
                    found.push(run[0].0.start..run[run.len() - 1].0.end);
                }
            }
        }
        if !marks.exact.is_empty() {
            self.exact.read(text);
            let words = self.exact.iter();
            let sought = words.filter(|(_, term)| marks.exact.iter().any(|sought| sought == term));
            found.extend(sought.map(|(word, _)| word.range.clone()));
        }
        merge(found)
    }
}

fn stems_of(text: &str) -> Vec<String> {
    let mut words = Words::new(Form::Stem);
    words.read(text);
    words
        .iter()
        .filter(|(word, _)| word.piece == Piece::Word)
        .map(|(_, stem)| stem.to_owned())
        .collect()
}

/// In order, overlapping ones made one.
fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked<'a>(marks: &Marks, text: &'a str) -> Vec<&'a str> {
        marks
            .marker()
            .find(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn words_are_marked_in_all_their_forms_and_compounds_whole() {
        let mut marks = Marks::default();
        for stem in ["strategi", "longterm", "zurich"] {
            marks.add_stem(stem);
        }
        let text = "Strategies, a long-term strategy’s cost in Zürich.";
        assert_eq!(
            marked(&marks, text),
            ["Strategies", "long-term", "strategy", "Zürich"]
        );
    }

    #[test]
    fn a_phrase_is_marked_as_a_phrase_only() {
        let mut marks = Marks::default();
        marks.add_phrase(vec!["long".into(), "term".into()]);
        assert_eq!(
            marked(&marks, "A long-term plan for the long run; long term."),
            ["long-term", "long term"]
        );
    }

    #[test]
    fn prefixes_mark_the_word_as_written() {
        let mut marks = Marks::default();
        marks.add_exact("strategic");
        assert_eq!(marked(&marks, "Strategic strategy"), ["Strategic"]);
    }
}
