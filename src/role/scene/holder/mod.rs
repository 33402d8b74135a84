//! A holder is a person who has a role in the article: "Ann Lee, the treasurer". Where her name stands, the role is meant.

use std::ops::Range;

use super::Raw;
use super::reading::{Named, Reading};
use crate::document::date::MONTHS;
use crate::role::clause::{AUXILIARIES, Part};
use crate::role::matcher::{Mention, What};
use crate::role::words::Word;

mod words;

use words::{HONORIFICS, LINKS, NO_NAMES, PARTICLES, SPEECH, TAKING_UP};

/// More words do not stand between a name and the role: "Ann Lee, 47, has been named as its new treasurer".
const MAX_BETWEEN: usize = 7;
/// A name has no more words.
const MAX_NAME: usize = 3;
/// A shorter first name may be another word: "Will", "Mark".
const MIN_FIRST: usize = 5;
/// So near the beginning of a sentence a name is its subject.
const OPENING: usize = 2;

/// Somebody and the role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    first: String,
    last: String,
    what: What,
}

/// Adds those whom a text introduces with their roles; who is known keeps the role met first. A given name alone has to
/// recur in the article.
pub fn find(
    text: &str,
    raw: &Raw,
    what: impl Fn(&Mention) -> Option<What>,
    recurs: &dyn Fn(&str) -> bool,
    holders: &mut Vec<Holder>,
) {
    let reader = Reader {
        text,
        words: &raw.words,
    };
    for mention in &raw.mentions {
        let Some(name) = reader
            .name_before(mention)
            .or_else(|| reader.name_behind(mention))
            .or_else(|| {
                let at = reader.given_name(mention)?;
                recurs(reader.word(at)).then_some(at..at + 1)
            })
        else {
            continue;
        };
        let is_free =
            |mention: &Mention| mention.words.end <= name.start || mention.words.start >= name.end;
        let last = reader.word(name.end - 1);
        if !raw.mentions.iter().all(is_free) || holders.iter().any(|holder| holder.last == last) {
            continue;
        }
        if let Some(what) = what(mention) {
            let (first, last) = (reader.word(name.start).to_owned(), last.to_owned());
            holders.push(Holder { first, last, what });
        }
    }
}

/// Whether a text names one of them.
pub fn is_any_in(text: &str, holders: &[Holder]) -> bool {
    holders.iter().any(|holder| {
        text.contains(&holder.last) || holder.has_telling_first() && text.contains(&holder.first)
    })
}

/// Adds to a reading the holders whom the text names.
pub fn add(text: &str, words: &[Word], holders: &[Holder], reading: &mut Reading) {
    let reader = Reader { text, words };
    let mut at = 0;
    while at < words.len() {
        let word = reader.word(at);
        let is = |holder: &&Holder| {
            holder.last == word || holder.has_telling_first() && holder.first == word
        };
        if let Some(holder) = holders.iter().find(is) {
            // "Ann Lee" is one name.
            let end = if reader.is_next(at + 1, &holder.last) {
                at + 2
            } else {
                at + 1
            };
            let start = if at > 0 && HONORIFICS.contains(&reader.word(at - 1)) {
                at - 1
            } else {
                at
            };
            let bytes = words[at].range.start..words[end - 1].range.end;
            let in_it = |sentence: &Range<usize>| sentence.contains(&bytes.start);
            let sentence = reading.sentences.iter().position(in_it).unwrap_or(0);
            let opens = reading
                .sentences
                .get(sentence)
                .map_or(0, |sentence| sentence.start);
            reading.named.push(Named {
                what: holder.what,
                part: reader.part(start..end, opens),
                sentence,
                bytes,
                is_holder: true,
            });
            at = end;
        } else {
            at += 1;
        }
    }
}

impl Holder {
    fn has_telling_first(&self) -> bool {
        self.first.len() >= MIN_FIRST && self.first != self.last
    }
}

struct Reader<'t> {
    text: &'t str,
    words: &'t [Word],
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        &self.text[self.words[at].range.clone()]
    }

    fn is_next(&self, at: usize, word: &str) -> bool {
        at < self.words.len() && self.word(at) == word
    }

    /// What stands between a word and the one before it.
    fn gap(&self, at: usize) -> &str {
        &self.text[self.words[at - 1].end..self.words[at].range.start]
    }

    /// Part of a person's name by its looks; "de" between two that are.
    fn is_name(&self, at: usize) -> bool {
        let word = self.word(at);
        if PARTICLES.contains(&word) {
            return at > 0
                && at + 1 < self.words.len()
                && self.is_name(at + 1)
                && self.word(at - 1).starts_with(char::is_uppercase);
        }
        let mut letters = word.chars();
        word.len() > 1
            && letters.next().is_some_and(char::is_uppercase)
            && letters.all(char::is_lowercase)
            && !NO_NAMES
                .iter()
                .chain(&MONTHS)
                .any(|no| word.eq_ignore_ascii_case(no))
            && !HONORIFICS.contains(&word)
    }

    /// "Ann Lee, the treasurer", "Ann Lee has been named as treasurer".
    fn name_before(&self, mention: &Mention) -> Option<Range<usize>> {
        let end = self.links_from(mention);
        let start = self.name_up_to(end)?;
        let is_near = (end..=mention.words.start)
            .all(|at| matches!(self.gap(at), " " | ", " | " (" | ") " | "), "));
        (is_near && (end < mention.words.start || self.gap(end) == ", ")).then_some(start..end)
    }

    /// Where the links begin that stand before a role: behind the name, if there is one.
    fn links_from(&self, mention: &Mention) -> usize {
        let is_link =
            |at: usize| self.is_in(at, LINKS) || self.word(at).bytes().all(|b| b.is_ascii_digit());
        let mut from = mention.words.start;
        while from > 0 && mention.words.start - from < MAX_BETWEEN && is_link(from - 1) {
            from -= 1;
        }
        from
    }

    /// "Mira later became our head of sales", "our treasurer, Mira, …": a given name alone, whose role is somebody's or was
    /// taken up.
    fn given_name(&self, mention: &Mention) -> Option<usize> {
        let (start, end) = (mention.words.start, mention.words.end);
        let is_somebodys =
            start > 0 && self.is_in(start - 1, &["our", "my", "his", "her", "their"]);
        let from = self.links_from(mention);
        let is_taken_up = (from..start).any(|at| self.is_in(at, TAKING_UP));
        let before = from.checked_sub(1).filter(|&at| {
            (is_somebodys || is_taken_up)
                && self.is_name(at)
                && (at == 0 || !self.is_name(at - 1))
                && matches!(self.gap(from), " " | ", ")
        });
        let behind = Some(end).filter(|&at| {
            is_somebodys
                && at < self.words.len()
                && self.is_name(at)
                && matches!(self.gap(at), " " | ", ")
                && (at + 1 == self.words.len() || !self.is_name(at + 1))
        });
        before.or(behind)
    }

    fn is_in(&self, at: usize, list: &[&str]) -> bool {
        list.iter()
            .any(|word| self.word(at).eq_ignore_ascii_case(word))
    }

    /// "Chief Executive Ann Lee said", "its treasurer, Ann Lee,".
    fn name_behind(&self, mention: &Mention) -> Option<Range<usize>> {
        let start = mention.words.end;
        let is_joined = |at: usize| at < self.words.len() && self.is_name(at);
        let mut end = start;
        while is_joined(end) && end < start + MAX_NAME && (end == start || self.gap(end) == " ") {
            end += 1;
        }
        let is_near = end > start && matches!(self.gap(start), " " | ", ");
        let closes = end == self.words.len()
            || self.gap(end) != " "
            || self
                .word(end)
                .starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        (is_near && closes && end >= start + 2).then_some(start..end)
    }

    /// Where the name begins that ends here: two words or three, or one behind an honorific.
    fn name_up_to(&self, end: usize) -> Option<usize> {
        let mut start = end;
        while start > 0
            && end - start < MAX_NAME
            && self.is_name(start - 1)
            && (start == end || self.gap(start) == " ")
        {
            start -= 1;
        }
        let has_honorific = start > 0 && start < end && HONORIFICS.contains(&self.word(start - 1));
        (end - start >= 2 || has_honorific).then_some(start)
    }

    /// What a name does in its sentence, which begins at a byte.
    fn part(&self, name: Range<usize>, opens: usize) -> Part {
        let is_in = |at: Option<usize>, list: &[&str]| {
            at.filter(|&at| at < self.words.len()).is_some_and(|at| {
                list.iter()
                    .any(|word| self.word(at).eq_ignore_ascii_case(word))
            })
        };
        let (before, behind) = (name.start.checked_sub(1), Some(name.end));
        if is_in(before, SPEECH) || is_in(behind, SPEECH) {
            return Part::Aside;
        }
        let ahead = (0..name.start)
            .rev()
            .take_while(|&at| self.words[at].range.start >= opens)
            .count();
        if ahead <= OPENING || is_in(behind, AUXILIARIES) {
            Part::Subject
        } else if self.words[name.end - 1].end > self.words[name.end - 1].range.end {
            Part::Topic
        } else {
            Part::Object
        }
    }
}
