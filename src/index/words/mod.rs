//! A word is what the index and a question agree on: lower case, compatibility forms and diacritics folded, possessives
//! dropped, compounds as their parts and joined, scripts without blanks as single characters and pairs.

use std::ops::Range;

use beginnings::Beginnings;
use fold::fold;
use split::split;
use stem::{FEW, Stems};

mod beginnings;
mod fold;
pub(super) mod split;
pub(super) mod stem;
pub(super) mod vocabulary;

/// How words are written in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Folded, stemmed, compounds joined: what finds.
    Stem,
    /// As written but for case and compatibility forms: what ranks the exact word above its relatives.
    Exact,
}

/// What a word is to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Piece {
    /// A word, or a part of a compound.
    Word,
    /// A compound joined (`longterm` out of `long-term`), at the position of its last part.
    Joined,
    /// One character of a run in a script without blanks.
    Character,
    /// Two neighbouring characters of such a run, at the position of the first.
    Pair,
}

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What it is.
    pub piece: Piece,
    /// Where it stands in the text (bytes).
    pub range: Range<usize>,
    /// Counted in words.
    pub position: usize,
    /// Where its written form stands in the [`Words`]' buffer.
    term: Range<usize>,
}

/// The words of a text, in order.
#[derive(Debug, Clone)]
pub struct Words {
    form: Form,
    buffer: String,
    list: Vec<Word>,
    stems: Stems,
    /// How the words worth reading begin; all of them are if `None`.
    beginnings: Option<Beginnings>,
    /// Whether the others are listed too.
    lists_others: bool,
}

impl Words {
    /// For finding some stems in a text: words that begin otherwise are not looked at, for a stem begins as its word does,
    /// and folding and stemming is most of the work. `in_line`: they are listed all the same, with an empty term.
    pub fn looking_for<'a>(stems: impl Iterator<Item = &'a str>, in_line: bool) -> Self {
        Words {
            beginnings: Some(Beginnings::of(stems)),
            lists_others: in_line,
            stems: Stems::remembering(FEW),
            ..Words::new(Form::Stem)
        }
    }

    /// Room for the words of texts, to be filled by [`Words::read`] again and again.
    pub fn new(form: Form) -> Self {
        Words {
            form,
            buffer: String::new(),
            list: Vec::new(),
            stems: Stems::default(),
            beginnings: None,
            lists_others: false,
        }
    }

    /// Reads a text; what was there before is gone.
    pub fn read(&mut self, text: &str) {
        self.buffer.clear();
        self.list.clear();
        split(text, |piece, written, range, position| {
            if self.form == Form::Stem || piece != Piece::Joined {
                self.push(piece, written, range, position);
            }
        });
    }

    /// The words with the terms they are indexed as.
    pub fn iter(&self) -> impl Iterator<Item = (&Word, &str)> {
        self.list
            .iter()
            .map(|word| (word, &self.buffer[word.term.clone()]))
    }

    fn push(&mut self, piece: Piece, written: &str, range: Range<usize>, position: usize) {
        let from = self.buffer.len();
        if self
            .beginnings
            .as_ref()
            .is_some_and(|beginnings| !beginnings.may_be_of(written))
        {
            if self.lists_others {
                self.list.push(Word {
                    piece,
                    range,
                    position,
                    term: from..from,
                });
            }
            return;
        }
        if fold(written, self.form, &mut self.buffer) && self.form == Form::Stem {
            self.stems.stem(&mut self.buffer, from);
        }
        if self.buffer.len() > from {
            self.list.push(Word {
                piece,
                range,
                position,
                term: from..self.buffer.len(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(form: Form, text: &str) -> Vec<String> {
        let mut words = Words::new(form);
        words.read(text);
        words
            .iter()
            .map(|(word, term)| format!("{term}@{}", word.position))
            .collect()
    }

    #[test]
    fn compounds_are_their_parts_and_joined_at_the_last() {
        assert_eq!(
            terms(Form::Stem, "long-term goals"),
            ["long@0", "term@1", "longterm@1", "goal@2"]
        );
        assert_eq!(
            terms(Form::Exact, "Long-term goals"),
            ["long@0", "term@1", "goals@2"]
        );
        assert_eq!(terms(Form::Stem, "R&D"), ["r@0", "d@1", "rd@1"]);
        assert_eq!(terms(Form::Stem, "2019-2020"), ["2019@0", "2020@1"]);
    }

    #[test]
    fn possessives_go_and_contractions_are_one_word() {
        assert_eq!(
            terms(Form::Exact, "today’s CEO's don't"),
            ["today@0", "ceo@1", "dont@2"]
        );
        assert_eq!(
            terms(Form::Exact, "U.S. 3.5 1,000"),
            ["us@0", "3.5@1", "1000@2"]
        );
    }

    #[test]
    fn diacritics_and_full_width_fold() {
        assert_eq!(
            terms(Form::Stem, "Zürich Straße ＣＴＯ ﬁne"),
            ["zurich@0", "strass@1", "cto@2", "fine@3"]
        );
        assert_eq!(terms(Form::Exact, "Zürich ＣＴＯ"), ["zürich@0", "cto@1"]);
    }

    #[test]
    fn scripts_without_blanks_become_characters_and_pairs() {
        assert_eq!(
            terms(Form::Stem, "首席执"),
            ["首@0", "席@1", "首席@0", "执@2", "席执@1"]
        );
    }

    #[test]
    fn long_words_are_cut_the_same_way_everywhere() {
        let long = "x".repeat(5000);
        let first = terms(Form::Stem, &long);
        assert_eq!(first, terms(Form::Stem, &long.to_uppercase()));
        assert!(first[0].len() < 70);
        assert_ne!(first, terms(Form::Stem, &format!("{long}y")));
    }

    #[test]
    fn emoji_and_marks_alone_are_no_words() {
        assert_eq!(terms(Form::Stem, "👩🏽‍💻 🇫🇷 \u{301} ½"), ["12@0"]);
    }
}
