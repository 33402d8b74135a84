//! The plain words of a block: lower case, no signs, one blank around each, so that a phrase is found by its words.

use aho_corasick::AhoCorasick;

/// What a rule says of a block shows in its first words; more are not looked at.
const MAX_WORDS: usize = 80;

/// The words of a text.
pub(crate) struct Plain {
    /// ` click here to learn more `.
    pub text: String,
    /// How many words the whole text has (counted no further than a rule asks).
    pub words: usize,
    /// A bit for how each word begins: most phrases are ruled out by it, which matters with hundreds of phrases.
    beginnings: u128,
}

impl Plain {
    /// The words of a text, its first ones if there are many.
    pub fn of(text: &str) -> Plain {
        let mut plain = String::with_capacity(text.len().min(600) + 2);
        plain.push(' ');
        let mut words = 0;
        for word in text.split(' ') {
            words += 1;
            if words > MAX_WORDS {
                break;
            }
            for c in word.chars() {
                match c {
                    '’' | '\'' => plain.push('\''),
                    '%' | '$' | '©' | '@' => plain.push(c),
                    _ if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
                    _ if !plain.ends_with(' ') => plain.push(' '),
                    _ => {}
                }
            }
            if !plain.ends_with(' ') {
                plain.push(' ');
            }
        }
        let beginnings = memchr::memchr_iter(b' ', plain.as_bytes()).fold(0, |bits, blank| {
            bits | beginning(&plain.as_bytes()[blank + 1..])
        });
        Plain {
            text: plain,
            words,
            beginnings,
        }
    }

    /// These words stand in it, one behind the other.
    pub fn has(&self, phrase: &str) -> bool {
        let (text, phrase) = (self.text.as_bytes(), phrase.as_bytes());
        self.beginnings & beginning(phrase) != 0
            && memchr::memchr_iter(b' ', text).any(|blank| {
                text[blank + 1..]
                    .strip_prefix(phrase)
                    .is_some_and(|rest| rest.first().is_none_or(|next| *next == b' '))
            })
    }

    /// It begins with these words.
    pub fn starts(&self, phrase: &str) -> bool {
        self.text[1..]
            .strip_prefix(phrase)
            .is_some_and(|rest| rest.starts_with(' '))
    }

    /// It is these words and no more.
    pub fn is(&self, phrase: &str) -> bool {
        self.text.trim() == phrase
    }

    /// The words, one by one.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ').filter(|word| !word.is_empty())
    }
}

/// The bit of a word's first two letters.
fn beginning(word: &[u8]) -> u128 {
    let letter = |at: usize| u32::from(word.get(at).copied().unwrap_or(b' '));
    1 << ((letter(0) * 31 + letter(1)) % 128)
}
