//! A look at one block, word by word.

use super::super::lexicon::{self, Class, Family};
use super::known::{DESCRIPTION, Known, PUBLISHER, TITLE};
use super::{Own, signs};
use crate::document::{Block, Kind, Landmark};

/// More words than this tell nothing new of a block, and the first ones tell most.
const WORDS_READ: usize = 400;

/// The words of the block that is looked at, by their hashes.
#[derive(Default)]
pub(super) struct Words {
    /// All that are read.
    pub(super) all: Vec<u64>,
    /// Those that are not function words.
    pub(super) weighty: Vec<u64>,
}

/// Words that are counted.
#[derive(Default)]
struct Counts {
    classes: [usize; 8],
    title: usize,
    description: usize,
    publisher: usize,
    capitals: usize,
    shouted: usize,
    with_digits: usize,
    digits: usize,
    calendar: usize,
    years: usize,
    letters: usize,
}

/// Looks at one block, without what the document's other blocks tell of it.
pub(super) fn look(block: &Block, known: &Known, words: &mut Words) -> Own {
    let text = block.text.as_str();
    let mut own = Own {
        kind: block.kind as u8 as f32,
        level: f32::from(block.level),
        link_share: block.link_share,
        landmark: landmark(block.landmark),
        label: flag(block.label.is_some()),
        cells: block.cells.len() as f32,
        opens_with: -1.0,
        body_overlap: -1.0,
        ..Own::default()
    };
    if let Some(markup) = &block.markup {
        own.links = f32::from(markup.links);
        own.bold = markup.bold_share;
    }
    read(text, known, words, &mut own);
    signs::of_ends(text, &mut own);
    families(text, words.all.len().max(1) as f32, &mut own);
    own.prose = prose(&own, block.kind);
    own
}

/// Reads the words of a text.
fn read(text: &str, known: &Known, words: &mut Words, own: &mut Own) {
    words.all.clear();
    words.weighty.clear();
    let mut counts = Counts::default();
    let mut second_word_capital = false;
    let may_be_address = memchr::memchr(b'@', text.as_bytes()).is_some();
    for token in tokens(text).take(WORDS_READ) {
        signs::of_token(token, may_be_address, own);
        let word = bare(token);
        if word.is_empty() {
            continue;
        }
        let bytes = word.as_bytes();
        let hash = crate::hash::hash(word);
        let bits = known.of_word(hash);
        let has = |class: Class| bits & class as u16 != 0;
        let is_capital = bytes[0].is_ascii_uppercase()
            || (bytes[0] >= 128 && word.starts_with(char::is_uppercase));
        let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
        let is_shouted = is_capital && bytes.len() > 1 && bytes.iter().all(u8::is_ascii_uppercase);
        let is_year = digits == 4 && bytes.len() == 4 && matches!(&bytes[..2], b"19" | b"20");
        if bits != 0 {
            counts.note(bits, is_capital);
        }
        counts.capitals += usize::from(is_capital);
        counts.shouted += usize::from(is_shouted);
        counts.with_digits += usize::from(digits > 0);
        counts.digits += digits;
        counts.years += usize::from(is_year);
        counts.letters += word.len();
        match words.all.len() {
            0 => {
                own.imperative = flag(has(Class::Imperative));
                own.by_name = flag(word.eq_ignore_ascii_case("by"));
            }
            1 => second_word_capital = is_capital,
            2 | 3 if has(Class::Is) && counts.capitals >= 2 => own.name_is = 1.0,
            _ => {}
        }
        words.all.push(hash);
        if !has(Class::Stop) {
            words.weighty.push(hash);
        }
    }
    if !second_word_capital {
        own.by_name = 0.0;
    }
    counts.tell(text, words.all.len(), known, own);
}

impl Counts {
    /// Counts a word that is known.
    fn note(&mut self, bits: u16, is_capital: bool) {
        for (bit, count) in self.classes.iter_mut().enumerate() {
            *count += usize::from(bits >> bit & 1);
        }
        self.title += usize::from(bits & TITLE != 0);
        self.description += usize::from(bits & DESCRIPTION != 0);
        self.publisher += usize::from(bits & PUBLISHER != 0);
        self.calendar += usize::from(is_capital && bits & Class::Calendar as u16 != 0);
    }

    /// Writes the columns that count words; most are shares of all `words`.
    fn tell(&self, text: &str, words: usize, known: &Known, own: &mut Own) {
        let count = words.max(1) as f32;
        let share = |of: usize| of as f32 / count;
        let class = |class: Class| share(self.classes[(class as u16).trailing_zeros() as usize]);
        own.stop = class(Class::Stop);
        own.second = class(Class::Second);
        own.we = class(Class::We);
        own.first = class(Class::First);
        own.told = class(Class::Told);
        own.capitals = share(self.capitals);
        own.shouted = share(self.shouted);
        own.digits = share(self.with_digits);
        own.calendar = share(self.calendar);
        own.years = share(self.years);
        // A telephone number has 9 digits or more, and a block that is one has few words beside it.
        own.phone = flag(self.digits >= 9 && words <= 12);
        own.word_length = share(self.letters);
        // Beyond what was read a block goes on as it began.
        own.words = if words < WORDS_READ {
            words as f32
        } else {
            text.len() as f32 / (own.word_length + 1.0)
        };
        own.title_overlap = share(self.title);
        own.is_title = flag(
            own.title_overlap > 0.85
                && known.title > 0
                && words * 10 >= known.title * 6
                && words <= known.title + 3,
        );
        own.description_overlap = share(self.description);
        own.publisher_named = self.publisher as f32;
    }
}

/// What stands between blanks, as `split_whitespace` finds it; that knows more blanks than most texts have.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let is_ascii = text.is_ascii();
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
        let (start, end) = if is_ascii {
            let bytes = rest.as_bytes();
            let start = bytes.iter().position(|byte| !is_blank(byte))?;
            let end = bytes[start..].iter().position(is_blank);
            (start, end)
        } else {
            let start = rest.find(|sign: char| !sign.is_whitespace())?;
            (start, rest[start..].find(char::is_whitespace))
        };
        let end = end.map_or(rest.len(), |length| start + length);
        let token = &rest[start..end];
        rest = &rest[end..];
        Some(token)
    })
}

/// A token without the signs around it.
pub(super) fn bare(token: &str) -> &str {
    match token.as_bytes() {
        // Most have none, or one behind.
        [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => token,
        [first, .., before, last]
            if first.is_ascii_alphanumeric()
                && before.is_ascii_alphanumeric()
                && last.is_ascii() =>
        {
            &token[..token.len() - 1]
        }
        _ => token.trim_matches(|sign: char| !sign.is_alphanumeric()),
    }
}

/// Counts the phrases of each family.
fn families(text: &str, words: f32, own: &mut Own) {
    let mut counts = [0.0f32; lexicon::FAMILIES];
    let mut covered = 0;
    for (family, start, end) in lexicon::phrases(text) {
        if start == 0 {
            own.opens_with = family as usize as f32;
        }
        counts[family as usize] += 1.0;
        covered += end - start;
    }
    if covered == 0 {
        return;
    }
    own.phrased = covered as f32 / text.len() as f32;
    let scale = 100.0 / words.max(10.0);
    let count = |family: Family| counts[family as usize] * scale;
    own.call = count(Family::Call);
    own.newsletter = count(Family::Newsletter);
    own.cookies = count(Family::Cookies);
    own.legal = count(Family::Legal);
    own.social = count(Family::Social);
    own.navigation = count(Family::Navigation);
    own.comments = count(Family::Comments);
    own.related = count(Family::Related);
    own.advert = count(Family::Advert);
    own.bio = count(Family::Bio);
    own.credit = count(Family::Credit);
    own.dateline = count(Family::Dateline);
    own.account = count(Family::Account);
    own.shop = count(Family::Shop);
    own.publisher = count(Family::Publisher);
    own.notice = count(Family::Notice);
    own.media = count(Family::Media);
    own.tags = count(Family::Tags);
}

/// Long blocks full of function words, and not of links, are what articles are made of.
fn prose(own: &Own, kind: Kind) -> f32 {
    if kind == Kind::Heading {
        return 0.0;
    }
    let long = (own.words / 25.0).min(1.0);
    // English prose has 40 function words in a hundred; lists of names and titles have 20 or fewer.
    let flows = (own.stop / 0.35).min(1.0);
    let ends = if own.ending > 0.0 || own.sentences > 0.0 {
        1.0
    } else {
        0.5
    };
    long * flows * ends * (1.0 - own.link_share)
}

fn landmark(landmark: Option<Landmark>) -> f32 {
    landmark.map_or(0.0, |landmark| 1.0 + f32::from(landmark as u8))
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}
