//! Splitting finds the words of a text and where they stand, whatever they will look like in the index.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::Piece;
use crate::bytes::run;

/// A compound of more parts (`a-b-c-d-e`) is a chain that nobody types as one word.
const MOST_JOINED_PARTS: usize = 4;

/// Gives every word of a text in order: what it is, how it is written, where (bytes), and at which place among the words.
pub(in crate::index) fn split(text: &str, emit: impl FnMut(Piece, &str, Range<usize>, usize)) {
    let mut reading = Reading {
        text,
        place: 0,
        emit,
    };
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        // Nearly all of nearly every text: a plain word and a blank, perhaps with a mark between them.
        let end = start + run(text.as_bytes(), start);
        let ends = match text.as_bytes()[end..] {
            [] | [b' ', ..] => true,
            [mark] => mark.is_ascii(),
            [mark, next, ..] => mark.is_ascii() && matches!(next, b' '..=b'/'),
        };
        if ends && end > start {
            let place = reading.step();
            (reading.emit)(Piece::Word, &text[start..end], start..end, place);
            at = end;
            continue;
        }
        at = reading.compound(start);
    }
}

struct Reading<'a, E> {
    text: &'a str,
    place: usize,
    emit: E,
}

impl<E: FnMut(Piece, &str, Range<usize>, usize)> Reading<'_, E> {
    /// Reads a word at `start` and, if it is a compound, all its parts; says where it ends.
    fn compound(&mut self, start: usize) -> usize {
        let text = self.text;
        let (end, mut next) = part_end(text, start);
        if next.is_none() {
            self.part(start..end);
            return skip_possessive(text, end);
        }
        let mut parts: Vec<Range<usize>> = Vec::with_capacity(MOST_JOINED_PARTS);
        parts.push(start..end);
        let mut last = end;
        while let Some(at) = next {
            (last, next) = part_end(text, at);
            parts.push(at..last);
        }
        let end = skip_possessive(text, last);
        let is_acronym = parts
            .iter()
            .all(|part| text[part.clone()].chars().count() == 1)
            && text[parts[0].end..].starts_with('.');
        let has_letter = text[start..end].chars().any(char::is_alphabetic);
        if !is_acronym {
            for part in &parts {
                self.part(part.clone());
            }
        }
        if is_acronym || has_letter && parts.len() <= MOST_JOINED_PARTS {
            let joined: String = parts.iter().map(|part| &text[part.clone()]).collect();
            let (piece, place) = match is_acronym {
                true => (Piece::Word, self.step()),
                false => (Piece::Joined, self.place - 1),
            };
            let range = parts[0].start..parts[parts.len() - 1].end;
            (self.emit)(piece, &joined, range, place);
        }
        end
    }

    /// One part: a word, or runs of a script without blanks inside it.
    fn part(&mut self, range: Range<usize>) {
        let text = self.text;
        let word = &text[range.clone()];
        if word.is_ascii() || !word.chars().any(is_unspaced) {
            let place = self.step();
            (self.emit)(Piece::Word, word, range, place);
            return;
        }
        let mut at = range.start;
        while at < range.end {
            let unspaced = text[at..].chars().next().is_some_and(is_unspaced);
            let run: usize = text[at..range.end]
                .chars()
                .take_while(|&c| is_unspaced(c) == unspaced || is_combining_mark(c))
                .map(char::len_utf8)
                .sum();
            if unspaced {
                self.run(at..at + run);
            } else {
                let place = self.step();
                (self.emit)(Piece::Word, &text[at..at + run], at..at + run, place);
            }
            at += run.max(1);
        }
    }

    /// A run of a script without blanks: its characters, and its pairs.
    fn run(&mut self, range: Range<usize>) {
        let text = self.text;
        let mut previous: Option<(Range<usize>, usize)> = None;
        let mut at = range.start;
        while at < range.end {
            let mut chars = text[at..range.end].chars();
            let mut size = chars.next().map_or(1, char::len_utf8);
            size += chars
                .take_while(|&c| is_combining_mark(c))
                .map(char::len_utf8)
                .sum::<usize>();
            let character = at..at + size;
            let place = self.step();
            let written = &text[character.clone()];
            (self.emit)(Piece::Character, written, character.clone(), place);
            if let Some((first, place)) = previous {
                let pair = first.start..character.end;
                (self.emit)(Piece::Pair, &text[pair.clone()], pair, place);
            }
            previous = Some((character, place));
            at += size;
        }
    }

    fn step(&mut self) -> usize {
        self.place += 1;
        self.place - 1
    }
}

/// Where the next word starts, from byte `at` on.
fn next_start(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = at;
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            if bytes[at].is_ascii_alphanumeric() {
                return Some(at);
            }
            at += 1;
        } else {
            let c = text[at..].chars().next()?;
            if c.is_alphanumeric() {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }
    None
}

/// Where the part that starts at `at` ends, and where the next part of the same compound starts.
fn part_end(text: &str, at: usize) -> (usize, Option<usize>) {
    let mut at = at;
    let mut last = ' ';
    loop {
        // Nearly all of nearly every text.
        while let Some(&byte) = text.as_bytes().get(at)
            && byte.is_ascii_alphanumeric()
        {
            last = char::from(byte);
            at += 1;
        }
        let Some(c) = text[at..].chars().next().filter(|c| *c != ' ') else {
            return (at, None);
        };
        let after = at + c.len_utf8();
        if c.is_ascii_alphanumeric()
            || (!c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c)))
            || is_soft(c)
        {
            last = c;
            at = after;
            continue;
        }
        let Some(next) = text[after..].chars().next().filter(|c| c.is_alphanumeric()) else {
            return (at, None);
        };
        match c {
            // One word: don't, O'Brien, 3.5, 1,000. A possessive is not part of it.
            '\'' | '\u{2019}' | '\u{ff07}' if !is_possessive(&text[after..]) => at = after,
            '.' | ',' if last.is_ascii_digit() && next.is_ascii_digit() => at = after,
            // Compounds: long-term, node.js, snake_case, R&D.
            '-' | '\u{2010}' | '\u{2011}' | '\u{ff0d}' | '.' | '_' | '&' => {
                return (at, Some(after));
            }
            _ => return (at, None),
        }
        last = c;
    }
}

fn is_possessive(rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric)
}

/// The end of a word with its `'s`, which is not a word of its own.
fn skip_possessive(text: &str, end: usize) -> usize {
    let mut chars = text[end..].chars();
    match chars.next() {
        Some(c @ ('\'' | '\u{2019}' | '\u{ff07}')) if is_possessive(chars.as_str()) => {
            end + c.len_utf8() + 1
        }
        _ => end,
    }
}

/// Invisible inside a word: soft hyphen, zero-width space, joiners, word joiner, byte order mark.
fn is_soft(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// Scripts written without blanks: Thai, Lao, Myanmar, Khmer, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}
