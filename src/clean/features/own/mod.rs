//! The first look: at the block itself, in one pass over its words.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

use super::columns;
use crate::document::Document;
use crate::hash::AsIs;

mod known;
mod look;
mod meaning;
mod signs;

use known::Known;
use look::{Words, bare, look};
use meaning::Meaning;

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
        /// Phrases of the family, a hundred words (at least one): see [`Family`](super::lexicon::Family).
        call,
        /// See `Family`.
        newsletter,
        /// See `Family`.
        cookies,
        /// See `Family`.
        legal,
        /// See `Family`.
        social,
        /// See `Family`.
        navigation,
        /// See `Family`.
        comments,
        /// See `Family`.
        related,
        /// See `Family`.
        advert,
        /// See `Family`.
        bio,
        /// See `Family`.
        credit,
        /// See `Family`.
        dateline,
        /// See `Family`.
        account,
        /// See `Family`.
        shop,
        /// See `Family`.
        publisher,
        /// See `Family`.
        notice,
        /// See `Family`.
        media,
        /// See `Family`.
        tags,
        /// How much it reads like running prose, 0 to 1: long, full of function words, not of links.
        prose,
    }
}

/// Looks at every block by itself.
pub fn of(document: &Document) -> Vec<Own> {
    let known = Known::of(document);
    let page = document.page.as_deref();
    let body = page.and_then(|page| page.article_body.as_deref()).map(runs);
    // Of each text the blocks that say it; of each block the number of its text.
    let mut texts: HashMap<u64, usize, BuildHasherDefault<AsIs>> = HashMap::default();
    let mut said: Vec<f32> = Vec::new();
    let mut numbers = Vec::with_capacity(document.blocks.len());
    let mut words = Words::default();
    let mut meaning = Meaning::default();
    let mut looks: Vec<Own> = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        let mut own = look(block, &known, &mut words);
        if let Some(body) = &body {
            own.body_overlap = shared_runs(&words.all, body);
        }
        meaning.add(&words.weighty, own.prose);
        let number = *texts.entry(joined(&words.all)).or_insert(said.len());
        if number == said.len() {
            said.push(0.0);
        }
        said[number] += 1.0;
        numbers.push(number);
        looks.push(own);
    }
    for (own, number) in looks.iter_mut().zip(numbers) {
        own.repeated = said[number];
    }
    meaning.weigh(&mut looks);
    looks
}

/// Every run of three words of a text.
fn runs(text: &str) -> HashSet<u64, BuildHasherDefault<AsIs>> {
    let trimmed = text.split_whitespace().map(bare);
    let hashes: Vec<u64> = trimmed
        .filter(|word| !word.is_empty())
        .map(crate::hash::hash)
        .collect();
    hashes.windows(3).map(joined).collect()
}

/// The share of a block's runs that are in `body`, too; -1 for a block too short to tell.
fn shared_runs(words: &[u64], body: &HashSet<u64, BuildHasherDefault<AsIs>>) -> f32 {
    let runs = words.windows(3);
    if runs.len() == 0 {
        return -1.0;
    }
    let count = runs.len() as f32;
    runs.filter(|run| body.contains(&joined(run))).count() as f32 / count
}

fn joined(hashes: &[u64]) -> u64 {
    let count = hashes.len() as u64;
    { hashes.iter() }.fold(count, |all, &hash| crate::hash::mix(all, hash))
}
