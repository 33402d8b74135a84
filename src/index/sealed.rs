//! Sealed is how a passage lies in the store: packed, behind a checksum, so that a flipped bit in a text is never shown
//! as the author's words.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::checksum;
use crate::document::{Lines, Source};
use crate::passage::{Attribution, Labelled, Passage, RoleId};

/// Appends a passage and its source.
pub(super) fn seal(passage: &Passage, source: &Source, into: &mut Vec<u8>) {
    let from = into.len();
    into.extend_from_slice(&[0; CHECKSUM]);
    // These types hold strings, numbers and lists, which always fit; an empty value would be refused on reading.
    if let Ok(packed) = postcard::to_extend(&Stored::new(passage, source), std::mem::take(into)) {
        *into = packed;
        let sum = sum(&into[from + CHECKSUM..]);
        into[from..from + CHECKSUM].copy_from_slice(&sum);
    }
}

/// The passage and its source; `None` if they are not as they were written.
pub(super) fn open(sealed: &[u8]) -> Option<(Passage, Source)> {
    let (checksum, packed) = sealed.split_at_checked(CHECKSUM)?;
    if sum(packed) != checksum {
        return None;
    }
    let stored: Stored = postcard::from_bytes(packed).ok()?;
    Some(stored.into())
}

/// Bytes of the checksum.
const CHECKSUM: usize = 4;

fn sum(packed: &[u8]) -> [u8; CHECKSUM] {
    checksum::short(packed).to_le_bytes()
}

/// A passage and its source in the order of the store: what a passage shares with its neighbours comes first, in one
/// piece, so that all of it costs the compressor no more than one look back.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    #[serde(borrow)]
    article: Cow<'a, str>,
    path: Cow<'a, str>,
    facts: [Option<Cow<'a, str>>; 5],
    headings: Cow<'a, [String]>,
    lines: Lines,
    /// What the id says beside the article, where that is not its lines.
    place: Option<Cow<'a, str>>,
    about: Cow<'a, [Attribution]>,
    mentions: Cow<'a, [RoleId]>,
    cells: Cow<'a, [Labelled]>,
    lead: Option<Cow<'a, str>>,
    text: Cow<'a, str>,
}

impl<'a> Stored<'a> {
    fn new(passage: &'a Passage, source: &'a Source) -> Self {
        let facts = [
            &source.title,
            &source.author,
            &source.publisher,
            &source.published,
            &source.url,
        ];
        let (article, place) = passage
            .id
            .rsplit_once(':')
            .filter(|(article, _)| !article.is_empty())
            .unwrap_or(("", &passage.id));
        Stored {
            article: article.into(),
            path: source.path.as_str().into(),
            facts: facts.map(|fact| fact.as_deref().map(Cow::Borrowed)),
            headings: (&passage.headings).into(),
            lines: passage.lines,
            place: (place != lines(passage.lines)).then_some(place.into()),
            about: (&passage.about).into(),
            mentions: (&passage.mentions).into(),
            cells: (&passage.cells).into(),
            lead: passage.lead.as_deref().map(Cow::Borrowed),
            text: passage.text.as_str().into(),
        }
    }
}

/// Lines as an id has them.
fn lines((first, last): Lines) -> String {
    format!("{first}-{last}")
}

impl From<Stored<'_>> for (Passage, Source) {
    fn from(stored: Stored) -> Self {
        let mut id = stored.article.into_owned();
        if !id.is_empty() {
            id.push(':');
        }
        match stored.place {
            Some(place) => id.push_str(&place),
            None => id.push_str(&lines(stored.lines)),
        }
        let [title, author, publisher, published, url] =
            stored.facts.map(|fact| fact.map(Cow::into_owned));
        let passage = Passage {
            id,
            headings: stored.headings.into_owned(),
            lead: stored.lead.map(Cow::into_owned),
            lines: stored.lines,
            text: stored.text.into_owned(),
            cells: stored.cells.into_owned(),
            about: stored.about.into_owned(),
            mentions: stored.mentions.into_owned(),
        };
        let source = Source {
            path: stored.path.into_owned(),
            title,
            author,
            publisher,
            published,
            url,
        };
        (passage, source)
    }
}
