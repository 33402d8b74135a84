//! An extra name is one that only this document has: of a title it discovered, or a form that it introduces itself.

use super::{What, is_capitals, is_joined};
use crate::role::words::Word;

/// A role's names that only this document has; see [`super::title`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// The words of the name in small letters; the last in the singular.
    pub words: Vec<String>,
    /// The role.
    pub role: u16,
    /// When it counts.
    pub manner: Manner,
}

/// When an [`Extra`] name counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Always.
    Name,
    /// In capitals only: a short form that the article itself introduces.
    Capitals,
    /// Behind an article or "this": "the manager", in an article on HR managers.
    Pointed,
}

/// The longest of such names that starts at a word, and its length in words.
pub fn longest_extra(
    text: &str,
    words: &[Word],
    from: usize,
    extra: &[Extra],
) -> Option<(What, usize)> {
    let fits = |name: &&Extra| {
        let end = from + name.words.len();
        end <= words.len()
            && match name.manner {
                Manner::Name => true,
                Manner::Capitals => is_capitals(&text[words[from].range.clone()]),
                Manner::Pointed => is_pointed(text, words, from),
            }
            && name.words.iter().zip(from..).all(|(part, at)| {
                let word = &text[words[at].range.clone()];
                let is_last = at + 1 == end;
                (at == from || is_joined(text, &words[at - 1], &words[at]))
                    && (is_same(word, part)
                        || is_last
                            && word
                                .strip_suffix(['s', 'S'])
                                .is_some_and(|stem| is_same(stem, part)))
            })
    };
    extra
        .iter()
        .filter(fits)
        .max_by_key(|name| name.words.len())
        .map(|name| (What::Role(name.role), name.words.len()))
}

/// Whether a word stands right behind one that points: "the", "this", "a good".
fn is_pointed(text: &str, words: &[Word], at: usize) -> bool {
    const POINTING: &[&str] = &[
        "the",
        "a",
        "an",
        "this",
        "these",
        "every",
        "your",
        "good",
        "great",
        "successful",
        "effective",
    ];
    at.checked_sub(1).is_some_and(|before| {
        let word = &text[words[before].range.clone()];
        &text[words[before].end..words[at].range.start] == " "
            && POINTING
                .iter()
                .any(|pointing| word.eq_ignore_ascii_case(pointing))
    })
}

fn is_same(word: &str, lower: &str) -> bool {
    word.eq_ignore_ascii_case(lower) || (!word.is_ascii() && word.to_lowercase() == lower)
}
