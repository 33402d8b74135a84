//! The first look: at the block itself, in one pass over its words.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

use super::columns;
use super::lexicon::{self, AsIs, Class, Family};
use crate::document::{Block, Document, Kind, Landmark};

/// A set of hashes.
type Hashes = HashSet<u64, BuildHasherDefault<AsIs>>;

/// More words than this tell nothing new of a block, and the first ones tell most.
const WORDS_READ: usize = 400;

columns! {
    /// What a block is by itself. Shares are of its words unless said otherwise.
    Own {
        /// The kind's number.
        kind,
        /// Heading level or depth of the list.
        level,
        /// Words.
        words,
        /// Letters and signs a word.
        word_length,
        /// Sentence ends inside or at the end.
        sentences,
        /// Ends like a sentence: 1; like a lead-in (`:`): 2; like a question: 3; cut off (`…`): 4.
        ending,
        /// Commas.
        commas,
        /// Function words.
        stop,
        /// Words that begin with a capital.
        capitals,
        /// Words all in capitals.
        shouted,
        /// Words with a digit.
        digits,
        /// Begins with: small letter 0, capital 1, digit 2, quotation mark 3, other sign 4.
        opening,
        /// Signs that part items of a menu: `|`, `·`, `»`, `/`, `•`, `>`.
        separators,
        /// Quotation marks.
        quotes,
        /// Addresses, `@` and `#` words.
        handles,
        /// Currency signs and `%` beside digits.
        prices,
        /// Digits enough for a telephone number.
        phone,
        /// Months and weekdays.
        calendar,
        /// Four-digit years.
        years,
        /// "you".
        second,
        /// "we".
        we,
        /// "I".
        first,
        /// "he", "said".
        told,
        /// Begins with a verb that commands.
        imperative,
        /// Begins with "by" and a name.
        by_name,
        /// Begins with a name that "is" something.
        name_is,
        /// In brackets, whole or mostly.
        bracketed,
        /// Share of the text that is link.
        link_share,
        /// Links.
        links,
        /// Share of the text in bold.
        bold,
        /// Landmark's number.
        landmark,
        /// Has a label that runs in.
        label,
        /// Cells of a row.
        cells,
        /// Blocks of this very text in the document.
        repeated,
        /// Words it shares with the title.
        title_overlap,
        /// Is the title, or nearly.
        is_title,
        /// Words it shares with the description.
        description_overlap,
        /// Runs of three words that JSON-LD's article body has too; -1 where the page has none.
        body_overlap,
        /// Words of the publisher's name that the article's title has not.
        publisher_named,
        /// Of its words that carry meaning: those that other blocks of running prose have too.
        topical,
        /// Of its words that carry meaning: those that stand nowhere else in the document.
        fresh,
        /// Share of the text that known phrases cover.
        phrased,
        /// Begins with a known phrase: its family's number, else -1.
        opens_with,
        /// Phrases of the family, a hundred words (at least one): see [`Family`].
        call,
        /// See [`Family`].
        newsletter,
        /// See [`Family`].
        cookies,
        /// See [`Family`].
        legal,
        /// See [`Family`].
        social,
        /// See [`Family`].
        navigation,
        /// See [`Family`].
        comments,
        /// See [`Family`].
        related,
        /// See [`Family`].
        advert,
        /// See [`Family`].
        bio,
        /// See [`Family`].
        credit,
        /// See [`Family`].
        dateline,
        /// See [`Family`].
        account,
        /// See [`Family`].
        shop,
        /// See [`Family`].
        publisher,
        /// See [`Family`].
        notice,
        /// See [`Family`].
        media,
        /// See [`Family`].
        tags,
        /// How much it reads like running prose, 0 to 1: long, full of function words, not of links.
        prose,
    }
}

/// Looks at every block by itself.
pub fn of(document: &Document) -> Vec<Own> {
    let page = document.page.as_deref();
    let title = words(document.source.title.as_deref().unwrap_or_default());
    let description = words(
        page.and_then(|page| page.description.as_deref())
            .unwrap_or_default(),
    );
    let publisher = publisher(document, &title);
    let body = page.and_then(|page| page.article_body.as_deref()).map(runs);
    let mut seen: HashMap<u64, f32, BuildHasherDefault<AsIs>> = HashMap::default();
    let mut wholes = Vec::with_capacity(document.blocks.len());
    let mut hashes = Vec::new();
    let mut meaning = Meaning::default();
    let mut looks: Vec<Own> = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        hashes.clear();
        let mut own = look(block, &mut hashes);
        own.title_overlap = overlap(&hashes, &title);
        own.is_title = f32::from(u8::from(
            own.title_overlap > 0.85
                && !title.is_empty()
                && hashes.len() * 10 >= title.len() * 6
                && hashes.len() <= title.len() + 3,
        ));
        own.description_overlap = overlap(&hashes, &description);
        own.body_overlap = match &body {
            Some(body) if hashes.len() >= 3 => {
                let found = hashes
                    .windows(3)
                    .filter(|run| body.contains(&joined(run)))
                    .count();
                found as f32 / (hashes.len() - 2) as f32
            }
            _ => -1.0,
        };
        own.publisher_named = hashes
            .iter()
            .filter(|hash| publisher.contains(hash))
            .count() as f32;
        meaning.add(&hashes, own.prose);
        let whole = joined(&hashes);
        *seen.entry(whole).or_insert(0.0) += 1.0;
        wholes.push(whole);
        looks.push(own);
    }
    for (own, whole) in looks.iter_mut().zip(&wholes) {
        own.repeated = seen[whole];
    }
    meaning.weigh(&mut looks);
    looks
}

/// Words that carry meaning, and in how many blocks each stands.
#[derive(Default)]
struct Meaning {
    /// The words of all blocks, one block after another.
    words: Vec<u64>,
    /// Where each block's words end.
    ends: Vec<usize>,
    /// Blocks that have the word, and blocks of prose that have it; the last block that was counted.
    blocks: HashMap<u64, (u16, u16, u32), BuildHasherDefault<AsIs>>,
}

impl Meaning {
    fn add(&mut self, hashes: &[u64], prose: f32) {
        let block = self.ends.len() as u32 + 1;
        for &hash in hashes
            .iter()
            .filter(|&&hash| lexicon::classes(hash) & Class::Stop as u8 == 0)
        {
            self.words.push(hash);
            let (all, in_prose, last) = self.blocks.entry(hash).or_default();
            if *last != block {
                *last = block;
                *all = all.saturating_add(1);
                *in_prose = in_prose.saturating_add(u16::from(prose >= 0.5));
            }
        }
        self.ends.push(self.words.len());
    }

    /// Says of every block how much of its meaning it shares with the others.
    fn weigh(&self, looks: &mut [Own]) {
        let mut start = 0;
        for (own, &end) in looks.iter_mut().zip(&self.ends) {
            let is_prose = u16::from(own.prose >= 0.5);
            let (mut topical, mut fresh) = (0, 0);
            for word in &self.words[start..end] {
                let (all, in_prose, _) = self.blocks[word];
                topical += usize::from(in_prose > is_prose);
                fresh += usize::from(all == 1);
            }
            let count = (end - start).max(1) as f32;
            own.topical = topical as f32 / count;
            own.fresh = fresh as f32 / count;
            start = end;
        }
    }
}

/// The words of the publisher's name, or of the site's in `<title>`, that do not belong to the article's title.
fn publisher(document: &Document, title: &Hashes) -> Hashes {
    let named = words(document.source.publisher.as_deref().unwrap_or_default());
    let in_title = document
        .page
        .as_deref()
        .and_then(|page| page.title.as_deref())
        .unwrap_or_default();
    let site = in_title
        .rsplit_once(['|', '–', '—', '-', '·'])
        .map_or("", |(_, site)| site);
    let all = named.into_iter().chain(words(site));
    all.filter(|word| !title.contains(word) && lexicon::classes(*word) & Class::Stop as u8 == 0)
        .collect()
}

/// One block, without what the document knows; its words' hashes go to `hashes`.
fn look(block: &Block, hashes: &mut Vec<u64>) -> Own {
    let text = block.text.as_str();
    let mut own = Own {
        kind: block.kind as u8 as f32,
        level: f32::from(block.level),
        link_share: block.link_share,
        landmark: landmark(block.landmark),
        label: f32::from(u8::from(block.label.is_some())),
        cells: block.cells.len() as f32,
        opens_with: -1.0,
        ..Own::default()
    };
    if let Some(markup) = &block.markup {
        own.links = f32::from(markup.links);
        own.bold = markup.bold_share;
    }
    let mut letters = 0;
    let mut second_word_capital = false;
    for token in text.split_whitespace().take(WORDS_READ) {
        signs(token, &mut own);
        let word = bare(token);
        if word.is_empty() {
            continue;
        }
        let bytes = word.as_bytes();
        let hash = lexicon::hash(word);
        let classes = lexicon::classes(hash);
        let has = |class: Class| f32::from(u8::from(classes & class as u8 != 0));
        let is_capital = bytes[0].is_ascii_uppercase()
            || (bytes[0] >= 128 && word.starts_with(char::is_uppercase));
        let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
        own.stop += has(Class::Stop);
        own.second += has(Class::Second);
        own.we += has(Class::We);
        own.first += has(Class::First);
        own.told += has(Class::Told);
        own.capitals += f32::from(u8::from(is_capital));
        own.shouted += f32::from(u8::from(
            bytes.len() > 1 && bytes.iter().all(u8::is_ascii_uppercase),
        ));
        own.digits += f32::from(u8::from(digits > 0));
        own.phone += digits as f32;
        if is_capital {
            own.calendar += has(Class::Calendar);
        }
        own.years += f32::from(u8::from(
            digits == 4
                && bytes.len() == 4
                && (bytes.starts_with(b"19") || bytes.starts_with(b"20")),
        ));
        match hashes.len() {
            0 => {
                own.imperative = has(Class::Imperative);
                own.by_name = f32::from(u8::from(word.eq_ignore_ascii_case("by")));
            }
            1 => second_word_capital = is_capital,
            2 | 3 if classes & Class::Is as u8 != 0 && own.capitals >= 2.0 => own.name_is = 1.0,
            _ => {}
        }
        letters += word.len();
        hashes.push(hash);
    }
    if !second_word_capital {
        own.by_name = 0.0;
    }
    let count = hashes.len().max(1) as f32;
    // A telephone number has 9 digits or more, and a block that is one has few words beside it.
    own.phone = f32::from(u8::from(own.phone >= 9.0 && hashes.len() <= 12));
    for share in [
        &mut own.stop,
        &mut own.second,
        &mut own.we,
        &mut own.first,
        &mut own.told,
        &mut own.capitals,
        &mut own.shouted,
        &mut own.digits,
        &mut own.calendar,
        &mut own.years,
    ] {
        *share /= count;
    }
    own.word_length = letters as f32 / count;
    // Beyond what was read a block goes on as it began.
    own.words = if hashes.len() < WORDS_READ {
        hashes.len() as f32
    } else {
        text.len() as f32 / (own.word_length + 1.0)
    };
    ends(text, &mut own);
    families(text, count, &mut own);
    own.prose = prose(&own, block.kind);
    own
}

/// A token without the signs around it.
fn bare(token: &str) -> &str {
    match token.as_bytes() {
        // Most have none.
        [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => token,
        _ => token.trim_matches(|sign: char| !sign.is_alphanumeric()),
    }
}

/// Signs of one token that are counted.
fn signs(token: &str, own: &mut Own) {
    let bytes = token.as_bytes();
    let last = bytes[bytes.len() - 1];
    own.commas += f32::from(u8::from(last == b','));
    if last.is_ascii_punctuation() || last >= 128 {
        let bare = token.trim_end_matches(['"', '\'', ')', ']', '”', '’', '»']);
        own.sentences += f32::from(u8::from(
            bare.len() > 2 && bare.ends_with(['.', '!', '?', '。']),
        ));
    }
    match bytes[0] {
        b'@' | b'#' => own.handles += 1.0,
        b'$' => own.prices += 1.0,
        b'|' | b'/' | b'>' | b'<' | b'*' | b'-' if bytes.len() == 1 => own.separators += 1.0,
        b'h' | b'w' if token.starts_with("http") || token.starts_with("www.") => own.handles += 1.0,
        b'"' => own.quotes += 1.0,
        first if first >= 128 => match token.chars().next() {
            Some('“' | '„' | '«') if token.len() > 3 => own.quotes += 1.0,
            Some('€' | '£' | '¥' | '₹') => own.prices += 1.0,
            Some('·' | '•' | '»' | '›' | '→' | '–' | '—' | '|') if token.chars().count() == 1 => {
                own.separators += 1.0
            }
            _ => {}
        },
        _ => {}
    }
    if last == b'%' {
        own.prices += 1.0;
    }
    if bytes.len() > 5 && memchr::memchr(b'@', &bytes[1..]).is_some() {
        own.handles += 1.0;
    }
}

/// How the text begins and ends.
fn ends(text: &str, own: &mut Own) {
    own.opening = match text.chars().next() {
        Some(first) if first.is_lowercase() => 0.0,
        Some(first) if first.is_numeric() => 2.0,
        Some('"' | '“' | '‘' | '\'' | '«') => 3.0,
        Some(first) if first.is_alphabetic() => 1.0,
        _ => 4.0,
    };
    let bare = text.trim_end_matches(['"', '\'', ')', ']', '”', '’', '»', ' ']);
    own.ending = match bare.chars().next_back() {
        Some('.' | '!' | '。') if bare.ends_with("...") => 4.0,
        Some('.' | '!' | '。') => 1.0,
        Some(':' | '：') => 2.0,
        Some('?' | '？') => 3.0,
        Some('…') => 4.0,
        _ => 0.0,
    };
    own.bracketed = f32::from(u8::from(
        text.starts_with(['(', '[']) && text.ends_with([')', ']']),
    ));
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

/// Long blocks full of function words that are no links are what articles are made of.
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

/// The words' hashes of a text.
fn words(text: &str) -> Hashes {
    text.split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(lexicon::hash)
        .collect()
}

/// Every run of three words of a text.
fn runs(text: &str) -> Hashes {
    let trimmed = text.split_whitespace().map(bare);
    let hashes: Vec<u64> = trimmed
        .filter(|word| !word.is_empty())
        .map(lexicon::hash)
        .collect();
    hashes.windows(3).map(joined).collect()
}

fn overlap(hashes: &[u64], set: &Hashes) -> f32 {
    if set.is_empty() || hashes.is_empty() {
        return 0.0;
    }
    hashes.iter().filter(|hash| set.contains(hash)).count() as f32 / hashes.len() as f32
}

fn joined(hashes: &[u64]) -> u64 {
    hashes.iter().fold(hashes.len() as u64, |joined, hash| {
        (joined.rotate_left(5) ^ hash).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}
