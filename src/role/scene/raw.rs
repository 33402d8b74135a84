//! A raw text is one cut into words, with mentions as they stand: nothing is settled yet.

use crate::passage::Passage;
use crate::role::matcher::{Extra, Matcher, Mention, What};
use crate::role::words::Word;

/// A text cut into words, with mentions as they stand.
#[derive(Debug, Clone, Default)]
pub struct Raw {
    pub words: Vec<Word>,
    pub mentions: Vec<Mention>,
}

impl Raw {
    /// Cuts a text and looks for names.
    pub fn new(text: &str, matcher: &Matcher, extra: &[Extra]) -> Raw {
        let words = matcher.words(text);
        let mentions = matcher.find(text, &words, extra);
        Raw { words, mentions }
    }

    /// The texts of passages, looked through by the way for titles that the file lacks. The words of one that names nobody
    /// are not asked for again.
    pub fn of_passages(
        passages: &[Passage],
        matcher: &Matcher,
        extra: &[Extra],
        mut look: impl FnMut(&str, &[Word], &[Mention]),
    ) -> Vec<Raw> {
        let mut words = Vec::new();
        let read = |passage: &Passage| {
            words.clear();
            matcher.cut(&passage.text, &mut words);
            let mentions = matcher.find(&passage.text, &words, extra);
            look(&passage.text, &words, &mentions);
            match mentions.is_empty() {
                true => Raw::default(),
                false => Raw {
                    words: words.clone(),
                    mentions,
                },
            }
        };
        passages.iter().map(read).collect()
    }

    /// The one mention of a text that is nothing else, but for a number and an article: "5. Principal", "The chef".
    pub fn is_one(&self, text: &str) -> Option<&Mention> {
        let [one] = self.mentions.as_slice() else {
            return None;
        };
        let is_small = |word: &Word| {
            let word = &text[word.range.clone()];
            word.bytes().all(|b| b.is_ascii_digit())
                || ["the", "a", "an", "step", "no"]
                    .iter()
                    .any(|small| word.eq_ignore_ascii_case(small))
        };
        (one.words.end == self.words.len() && self.words[..one.words.start].iter().all(is_small))
            .then_some(one)
    }

    /// A common word with another before it: "office chair", "domain controllers" are neither chair nor controller.
    pub fn is_modified(&self, text: &str, mention: &Mention) -> bool {
        const SMALL: &[&str] = &[
            "a", "an", "the", "your", "our", "this", "every", "and", "or", "vs", "versus", "of",
            "for", "to", "from", "as", "good", "great", "new", "best", "is", "are", "does", "do",
            "can", "become", "becoming", "what", "being", "with",
        ];
        let word = |at: usize| &text[self.words[at].range.clone()];
        let start = mention.words.start;
        let is_common = matches!(mention.what, What::Open(_))
            && mention.words.len() == 1
            && word(start).contains(char::is_lowercase)
            && mention.defines.is_none();
        is_common
            && start > 0
            && &text[self.words[start - 1].end..self.words[start].range.start] == " "
            && !SMALL
                .iter()
                .any(|small| word(start - 1).eq_ignore_ascii_case(small))
    }
}
