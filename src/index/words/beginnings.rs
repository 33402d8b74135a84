//! Beginnings tell which words of a text cannot have a stem that is looked for, without folding them.

/// How what is looked for begins.
#[derive(Debug, Clone)]
pub(super) struct Beginnings {
    /// For each first byte the second letters, a bit each.
    seconds: Box<[u32; 256]>,
    /// Each stem without its last letter, `y` as `i`.
    stems: Vec<Vec<u8>>,
}

impl Beginnings {
    pub(super) fn of<'a>(stems: impl Iterator<Item = &'a str>) -> Beginnings {
        let mut beginnings = Beginnings {
            seconds: Box::new([0; 256]),
            stems: Vec::new(),
        };
        for stem in stems.filter(|stem| !stem.is_empty()) {
            let stem = stem.as_bytes();
            let second = stem.get(1).and_then(|second| letter_bit(*second));
            beginnings.seconds[usize::from(stem[0])] |= second.unwrap_or(u32::MAX);
            let beginning = stem[..stem.len() - 1].iter();
            beginnings
                .stems
                .push(beginning.map(|b| y_as_i(*b)).collect());
        }
        beginnings
    }

    /// Whether a word may have one of the stems. Folding keeps an ASCII letter what it is, and stemming keeps them all but
    /// for an end that it may write otherwise: no more than the stem's last letter, and `y` as `i` (`dying`).
    pub(super) fn may_be_of(&self, written: &str) -> bool {
        let written = written.as_bytes();
        let Some(first) = written.first().filter(|first| first.is_ascii()) else {
            return true;
        };
        let seconds = self.seconds[usize::from(first.to_ascii_lowercase())];
        let is_promising = match written.get(1).and_then(|second| letter_bit(*second)) {
            Some(bit) => seconds & bit != 0,
            None => seconds != 0,
        };
        is_promising && self.stems.iter().any(|stem| may_begin(written, stem))
    }
}

/// Whether a word, once folded, may begin so.
fn may_begin(written: &[u8], beginning: &[u8]) -> bool {
    for (nth, wanted) in beginning.iter().enumerate() {
        match written.get(nth).map(u8::to_ascii_lowercase) {
            Some(letter) if y_as_i(letter) == *wanted => {}
            // What folding makes of the rest is not known here.
            Some(other) if !other.is_ascii_alphanumeric() => return true,
            _ => return false,
        }
    }
    true
}

fn y_as_i(letter: u8) -> u8 {
    if letter == b'y' { b'i' } else { letter }
}

/// A bit for each letter, `i` and `y` sharing one.
fn letter_bit(byte: u8) -> Option<u32> {
    match byte.to_ascii_lowercase() {
        b'y' => letter_bit(b'i'),
        letter @ b'a'..=b'z' => Some(1 << (letter - b'a')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::words::{Form, Words};

    #[test]
    fn no_word_is_passed_over_that_has_the_stem() {
        let words = "dying lying skies tries happily possibly stability organization organisations hoping hopped \
                     relational rationally fluently generously tying news early singly conditional biologies \
                     agreed fitting falling conflated troubling sized controller technologies O'Brien's don't \
                     3.5 U.S. a y strategy's";
        for word in words.split_whitespace() {
            let mut all = Words::new(Form::Stem);
            all.read(word);
            for (_, stem) in all.iter() {
                let beginnings = Beginnings::of([stem].into_iter());
                let mut some = Words::new(Form::Stem);
                some.beginnings = Some(beginnings);
                some.read(word);
                assert!(some.iter().any(|(_, found)| found == stem), "{word} {stem}");
            }
        }
    }
}
