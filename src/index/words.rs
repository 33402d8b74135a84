//! A word is what the index and a question agree on: lower case, compatibility forms and diacritics folded, possessives
//! dropped, compounds as their parts and joined, scripts without blanks as single characters and pairs.

use std::ops::Range;

use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut to [`KEPT_BYTES`] and a hash of the whole, so that a data blob costs little and is still found
/// by itself and by its beginning.
const LONG_BYTES: usize = 64;
const KEPT_BYTES: usize = 40;
/// A compound of more parts (`a-b-c-d-e`) is a chain that nobody types as one word.
const MOST_JOINED_PARTS: usize = 4;
/// Slots of the stem cache: a power of two, large enough for the everyday words of one language.
const CACHE_SLOTS: usize = 4096;

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
    position: usize,
    stems: Stems,
    /// How the words worth reading begin; all of them are if `None`.
    beginnings: Option<Beginnings>,
}

impl Words {
    /// For finding some stems in a text: words that begin otherwise have an empty term, for a stem begins as its word
    /// does, and folding and stemming is most of the work.
    pub fn looking_for<'a>(stems: impl Iterator<Item = &'a str>) -> Self {
        Words {
            beginnings: Some(Beginnings::of(stems)),
            ..Words::new(Form::Stem)
        }
    }

    /// Room for the words of texts, to be filled by [`Words::read`] again and again.
    pub fn new(form: Form) -> Self {
        Words {
            form,
            buffer: String::new(),
            list: Vec::new(),
            position: 0,
            stems: Stems::default(),
            beginnings: None,
        }
    }

    /// Reads a text; what was there before is gone.
    pub fn read(&mut self, text: &str) {
        self.buffer.clear();
        self.list.clear();
        self.position = 0;
        let mut at = 0;
        while let Some(start) = next_start(text, at) {
            at = self.compound(text, start);
        }
    }

    /// The words with the terms they are indexed as.
    pub fn iter(&self) -> impl Iterator<Item = (&Word, &str)> {
        self.list
            .iter()
            .map(|word| (word, &self.buffer[word.term.clone()]))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// No words at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Reads a word at `start` and, if it is a compound, all its parts; says where it ends.
    fn compound(&mut self, text: &str, start: usize) -> usize {
        let (end, mut next) = part_end(text, start);
        let mut parts: Vec<Range<usize>> = Vec::new();
        if next.is_some() {
            parts.push(start..end);
        } else {
            self.part(text, start..end);
        }
        let mut last = end;
        while let Some(at) = next {
            (last, next) = part_end(text, at);
            parts.push(at..last);
        }
        let end = skip_possessive(text, last);
        if parts.is_empty() {
            return end;
        }
        let is_acronym = parts
            .iter()
            .all(|part| text[part.clone()].chars().count() == 1)
            && text[parts[0].end..].starts_with('.');
        let has_letter = text[start..end].chars().any(char::is_alphabetic);
        if !is_acronym {
            for part in &parts {
                self.part(text, part.clone());
            }
        }
        let joins = self.form == Form::Stem && has_letter && parts.len() <= MOST_JOINED_PARTS;
        if is_acronym || joins {
            let joined: String = parts.iter().map(|part| &text[part.clone()]).collect();
            let position = if is_acronym {
                self.step()
            } else {
                self.position - 1
            };
            let piece = if is_acronym {
                Piece::Word
            } else {
                Piece::Joined
            };
            let range = parts[0].start..parts[parts.len() - 1].end;
            self.push(piece, &joined, range, position);
        }
        end
    }

    /// One part: a word, or runs of a script without blanks inside it.
    fn part(&mut self, text: &str, range: Range<usize>) {
        let word = &text[range.clone()];
        if word.is_ascii() || !word.chars().any(is_unspaced) {
            let position = self.step();
            self.push(Piece::Word, word, range, position);
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
                self.run(text, at..at + run);
            } else {
                let position = self.step();
                self.push(Piece::Word, &text[at..at + run], at..at + run, position);
            }
            at += run.max(1);
        }
    }

    /// A run of a script without blanks: its characters, and its pairs.
    fn run(&mut self, text: &str, range: Range<usize>) {
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
            let position = self.step();
            self.push(
                Piece::Character,
                &text[character.clone()],
                character.clone(),
                position,
            );
            if let Some((first, position)) = previous {
                let pair = first.start..character.end;
                self.push(Piece::Pair, &text[pair.clone()], pair, position);
            }
            previous = Some((character, position));
            at += size;
        }
    }

    fn step(&mut self) -> usize {
        self.position += 1;
        self.position - 1
    }

    fn push(&mut self, piece: Piece, written: &str, range: Range<usize>, position: usize) {
        let from = self.buffer.len();
        if self
            .beginnings
            .as_ref()
            .is_some_and(|beginnings| !beginnings.may_be_of(written))
        {
            self.list.push(Word {
                piece,
                range,
                position,
                term: from..from,
            });
            return;
        }
        fold(written, self.form, &mut self.buffer);
        if self.buffer.len() - from > LONG_BYTES {
            let hash = blake3::hash(&self.buffer.as_bytes()[from..]).to_hex();
            self.buffer
                .truncate(floor_boundary(&self.buffer, from + KEPT_BYTES));
            self.buffer.push('#');
            self.buffer.push_str(&hash[..16]);
        } else if self.form == Form::Stem {
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

/// The first two letters of what is looked for.
#[derive(Debug, Clone)]
struct Beginnings {
    /// For each first byte the second letters, a bit each.
    seconds: Box<[u32; 256]>,
}

impl Beginnings {
    fn of<'a>(stems: impl Iterator<Item = &'a str>) -> Beginnings {
        let mut seconds = Box::new([0; 256]);
        for stem in stems.filter(|stem| !stem.is_empty()) {
            let stem = stem.as_bytes();
            let second = stem.get(1).and_then(|second| letter_bit(*second));
            seconds[usize::from(stem[0])] |= second.unwrap_or(u32::MAX);
        }
        Beginnings { seconds }
    }

    /// Whether a word may have one of the stems. Folding keeps an ASCII letter what it is, and stemming keeps the first
    /// two, but for an `y` that becomes an `i` (`dying`).
    fn may_be_of(&self, written: &str) -> bool {
        let written = written.as_bytes();
        let Some(first) = written.first().filter(|first| first.is_ascii()) else {
            return true;
        };
        let seconds = self.seconds[usize::from(first.to_ascii_lowercase())];
        match written.get(1).and_then(|second| letter_bit(*second)) {
            Some(bit) => seconds & bit != 0,
            None => seconds != 0,
        }
    }
}

/// A bit for each letter, `i` and `y` sharing one.
fn letter_bit(byte: u8) -> Option<u32> {
    match byte.to_ascii_lowercase() {
        b'y' => letter_bit(b'i'),
        letter @ b'a'..=b'z' => Some(1 << (letter - b'a')),
        _ => None,
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

/// The end of a word with its `'s`, which is no word of its own.
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

/// Appends a word as it is indexed, before stemming.
fn fold(written: &str, form: Form, into: &mut String) {
    if written.bytes().all(keeps_ascii) {
        let from = into.len();
        into.push_str(written);
        into[from..].make_ascii_lowercase();
        return;
    }
    if written.is_ascii() {
        into.extend(
            written
                .bytes()
                .filter(|b| keeps_ascii(*b))
                .map(|b| char::from(b.to_ascii_lowercase())),
        );
        return;
    }
    let lower = written.to_lowercase();
    let keeps = |c: &char| {
        if c.is_ascii() {
            keeps_ascii(*c as u8)
        } else {
            c.is_alphanumeric() || is_combining_mark(*c)
        }
    };
    match form {
        Form::Exact => into.extend(lower.nfkc().flat_map(char::to_lowercase).filter(keeps)),
        Form::Stem => {
            let bare = lower
                .nfkd()
                .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
                .filter(keeps);
            let mut folded = String::with_capacity(lower.len());
            for c in bare.flat_map(char::to_lowercase) {
                match letter(c) {
                    Some(plain) => folded.push_str(plain),
                    None => folded.push(c),
                }
            }
            into.extend(folded.nfc());
        }
    }
}

/// A decimal point stays in a number; everything else that joins a word goes.
fn keeps_ascii(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'.'
}

/// Letters that carry their mark inside, so that decomposing does not free it.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ı' => "i",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

/// The largest char boundary not above `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// English stems, with a memory where it pays: articles say the same words again and again, a question does not.
#[derive(Clone, Default)]
struct Stems {
    slots: Vec<(String, String)>,
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Stems {
    /// Replaces what `buffer` holds from `from` on by its stem.
    fn stem(&mut self, buffer: &mut String, from: usize) {
        let word = &buffer[from..];
        if !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return;
        }
        if self.slots.is_empty() {
            let stem = Stemmer::new(Algorithm::English).stem(word).into_owned();
            buffer.truncate(from);
            buffer.push_str(&stem);
            return;
        }
        let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, b| {
            (hash ^ u32::from(b)).wrapping_mul(0x0100_0193)
        });
        let slot = &mut self.slots[(hash ^ (hash >> 15)) as usize % CACHE_SLOTS];
        if slot.0 != word {
            slot.0.clear();
            slot.0.push_str(word);
            slot.1.clear();
            slot.1
                .push_str(&Stemmer::new(Algorithm::English).stem(word));
        }
        buffer.truncate(from);
        buffer.push_str(&slot.1);
    }
}

/// The tokenizer of a text field.
#[derive(Debug, Clone)]
pub struct WordTokenizer {
    words: Words,
    token: Token,
}

impl WordTokenizer {
    /// For a field of this form.
    pub fn new(form: Form) -> Self {
        let mut words = Words::new(form);
        words.stems.slots.resize(CACHE_SLOTS, Default::default());
        WordTokenizer {
            words,
            token: Token::default(),
        }
    }
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.words.read(text);
        self.token.reset();
        WordStream {
            words: &self.words,
            next: 0,
            token: &mut self.token,
        }
    }
}

/// The words of a text, one by one, for tantivy.
#[derive(Debug)]
pub struct WordStream<'a> {
    words: &'a Words,
    next: usize,
    token: &'a mut Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.list.get(self.next) else {
            return false;
        };
        self.next += 1;
        self.token.text.clear();
        self.token
            .text
            .push_str(&self.words.buffer[word.term.clone()]);
        self.token.offset_from = word.range.start;
        self.token.offset_to = word.range.end;
        self.token.position = word.position;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
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
