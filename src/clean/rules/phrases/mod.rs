//! Lines that the web repeats: menus, share bars, forms, notices. A row is a rule with the words it knows.

use std::sync::LazyLock;

use super::plain::Plain;
use crate::clean::Reason;
use crate::clean::finder::{self, Finder};

mod rows;

use rows::{ROWS, Start, Whole, Within};

/// The highest limit of a rule.
const MAX_WORDS: usize = {
    let (mut most, mut at) = (0, 0);
    while at < ROWS.len() {
        if ROWS[at].1 > most {
            most = ROWS[at].1;
        }
        at += 1;
    }
    most
};

static FINDER: LazyLock<(Finder, Vec<(usize, &'static str)>)> = LazyLock::new(|| {
    let phrases: Vec<(usize, &'static str)> = ROWS
        .iter()
        .enumerate()
        .flat_map(|(at, row)| row.3.iter().map(move |phrase| (at, *phrase)))
        .collect();
    // A start may stop within a word ("copyright 20" knows every year).
    let patterns = phrases.iter().map(|(at, phrase)| {
        if ROWS[*at].2 == Start {
            format!(" {phrase}")
        } else {
            format!(" {phrase} ")
        }
    });
    (finder::any(patterns), phrases)
});

/// The first rule whose words the block holds where it must.
pub(super) fn find(plain: &Plain) -> Option<Reason> {
    if plain.words > MAX_WORDS {
        return None;
    }
    let (finder, phrases) = &*FINDER;
    let found = finder.find_overlapping_iter(&plain.text).find(|found| {
        let (_, limit, place, _) = ROWS[phrases[found.pattern().as_usize()].0];
        let fits = match place {
            Whole => found.len() == plain.text.len(),
            Start => found.start() == 0,
            Within => true,
        };
        fits && plain.words <= limit
    })?;
    let (row, phrase) = phrases[found.pattern().as_usize()];
    Some(Reason {
        rule: ROWS[row].0,
        evidence: format!("“{phrase}”"),
    })
}
