//! Lines that the web repeats: menus, share bars, forms, notices. A row is a rule with the words it knows.

use std::sync::LazyLock;

use super::plain::Plain;
use crate::clean::Reason;
use crate::clean::finder::{self, Finder};

mod abroad;
mod forms;
mod notices;
mod row;
mod ways;

use row::{Row, Start, Whole, Within};

const ROWS: [&[Row]; 4] = [ways::WAYS, forms::FORMS, notices::NOTICES, abroad::ABROAD];

/// The highest limit of a rule.
const MAX_WORDS: usize = 70;

static FINDER: LazyLock<(Finder, Vec<(&Row, &'static str)>)> = LazyLock::new(|| {
    let rows = ROWS.into_iter().flatten();
    let phrases: Vec<(&Row, &'static str)> = rows
        .flat_map(|row| row.3.iter().map(move |phrase| (row, *phrase)))
        .collect();
    // A start may stop within a word ("copyright 20" knows every year).
    let patterns = phrases.iter().map(|(row, phrase)| {
        if row.2 == Start {
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
        let (_, limit, place, _) = phrases[found.pattern().as_usize()].0;
        let fits = match place {
            Whole => found.len() == plain.text.len(),
            Start => found.start() == 0,
            Within => true,
        };
        fits && plain.words <= *limit
    })?;
    let (row, phrase) = phrases[found.pattern().as_usize()];
    Some(Reason {
        rule: row.0,
        evidence: format!("“{phrase}”"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_stands_where_its_row_wants_it() {
        let rule = |line: &str| find(&Plain::of(line)).map(|reason| reason.rule);
        for (line, takes) in [
            ("Listen to this article · 7 min", "widget"),
            (
                "This article is brought to you by Quayside. Quayside cuts your mooring fees.",
                "advert",
            ),
            (
                "“Warden” redirects here. For the town, see Warden (town).",
                "related",
            ),
            (
                "Jetzt Newsletter abonnieren und keine Ausgabe verpassen!",
                "newsletter",
            ),
            (
                "You receive this because you signed up at our stall.",
                "newsletter",
            ),
            (
                "*This guide is for general information and is not tax advice.*",
                "legal",
            ),
            ("À lire aussi : le port en hiver", "related"),
        ] {
            assert_eq!(rule(line), Some(takes), "{line}");
        }
        for line in [
            "The budget was brought to you by the warden, and by nobody else.",
            "Werbung plant der Leiter des Marketings.",
        ] {
            assert_eq!(rule(line), None, "{line}");
        }
    }
}
