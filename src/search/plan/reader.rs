//! The words of a question, each once, in order.

use super::Sought;
use super::spelling::OTHER_SPELLING;
use crate::index::words::{Form, Piece, Words};
use crate::search::stop::is_stop_word;

/// More words than this say nothing more; stop words go first, then the last.
pub const MOST_WORDS: usize = 64;

/// Collects the words of a question, each once, in order.
pub struct WordReader {
    stems: Words,
    exact: Words,
    next: usize,
    words: Vec<(Sought, IsStop)>,
}

type IsStop = bool;

impl WordReader {
    /// Nothing yet.
    pub fn new() -> Self {
        WordReader {
            stems: Words::new(Form::Stem),
            exact: Words::new(Form::Exact),
            next: 0,
            words: Vec::new(),
        }
    }

    /// The words of a text; those of a phrase are not marked one by one.
    pub fn read(&mut self, text: &str, in_phrase: bool) {
        self.stems.read(text);
        self.exact.read(text);
        let mut last = None;
        for (word, stem) in self.stems.iter() {
            let exact = self
                .exact
                .iter()
                .find(|(exact, _)| (exact.position, exact.piece) == (word.position, word.piece))
                .map(|(_, term)| term.to_owned());
            let is_stop = exact.as_deref().is_some_and(is_stop_word);
            let is_joined = word.piece == Piece::Joined;
            last = Some(word.position);
            if let Some((known, _)) = self
                .words
                .iter_mut()
                .find(|(known, _)| known.stem.as_deref() == Some(stem) && known.exact == exact)
            {
                known.weight += if is_joined { 0.0 } else { 1.0 };
                known.is_marked |= !in_phrase;
                continue;
            }
            let sought = Sought {
                shown: text.get(word.range.clone()).unwrap_or(stem).to_owned(),
                stem: Some(stem.to_owned()),
                exact,
                weight: if is_joined { OTHER_SPELLING } else { 1.0 },
                place: (!is_joined).then_some(self.next + word.position),
                is_marked: !in_phrase,
            };
            self.words.push((sought, is_stop));
        }
        self.next += last.map_or(0, |last| last + 1);
    }

    /// The words that a prefix stands for.
    pub fn add_prefix(&mut self, prefix: &str, expansions: Vec<String>) {
        // All the words of a prefix together count as about one word.
        let weight = 1.0 / (expansions.len().max(1) as f32).sqrt();
        self.words.extend(expansions.into_iter().map(|word| {
            let shown = format!("{prefix}*");
            let sought = Sought {
                shown,
                stem: None,
                exact: Some(word),
                weight,
                place: None,
                is_marked: true,
            };
            (sought, false)
        }));
        self.next += 1;
    }

    /// The words that count: without stop words where there are others, and not too many.
    pub fn finish(mut self, notes: &mut Vec<String>) -> Vec<Sought> {
        if self.words.iter().any(|(_, is_stop)| !is_stop) {
            self.words.retain(|(_, is_stop)| !is_stop);
        }
        let all = self.words.len();
        if all > MOST_WORDS {
            self.words.truncate(MOST_WORDS);
            notes.push(format!(
                "the query has {all} different words; the first {MOST_WORDS} were used"
            ));
        }
        self.words.into_iter().map(|(word, _)| word).collect()
    }
}
