//! A sheaf is an article as the index takes it: its passages sealed for the store, their words read, numbered and
//! counted. It is made on any thread, so that the one that writes has little left to do.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use super::packed::pack;
use super::words::split::split;
use super::words::stem::{MANY, Stems};
use super::words::vocabulary::Vocabulary;
use super::{ArticleRecord, sealed};
use crate::document::Source;
use crate::passage::{Passage, RoleId};

/// See the module.
#[derive(Debug, Default)]
pub struct Sheaf {
    /// What the index will know of the article.
    pub(super) record: ArticleRecord,
    /// The words of its passages.
    pub(super) vocabulary: Vocabulary,
    /// Its passages, in order.
    pub(super) leaves: Vec<Leaf>,
    /// For every word where it stands.
    pub(super) lists: Vec<List>,
    /// All lists, packed.
    pub(super) packed: Vec<u8>,
    /// All leaves as they are stored.
    pub(super) sealed: Vec<u8>,
}

/// A passage of a sheaf.
#[derive(Debug)]
pub(super) struct Leaf {
    /// How many words it has.
    pub(super) lengths: Lengths,
    /// The place of the first word behind title and headings.
    pub(super) body: u32,
    /// Its part of [`Sheaf::sealed`].
    pub(super) sealed: Range<usize>,
    /// The roles that it is about, the one that it is mainly about, and those that it mentions.
    pub(super) roles: [Vec<RoleId>; 3],
}

/// The passages in which a word stands, and where in them.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Its number.
    pub(super) word: u32,
    /// Its part of [`Sheaf::packed`].
    pub(super) packed: Range<usize>,
    /// The last of the passages.
    pub(super) last: u32,
    /// It stands in title or headings.
    pub(super) is_above: bool,
}

/// How many words a passage has in each field of text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lengths {
    /// Title, headings, lead and text.
    pub(super) flat: u32,
    /// Title and headings alone.
    pub(super) title: u32,
}

impl Sheaf {
    /// Of an article and its passages in order. Empty for a skip.
    pub fn new(mut record: ArticleRecord, passages: &[Passage]) -> Sheaf {
        record.passages = passages.len() as u64;
        let source = record.source.clone();
        let mut sheaf = Sheaf {
            record,
            ..Sheaf::default()
        };
        if !passages.is_empty() {
            ROOM.with_borrow_mut(|room| {
                room.words.clear();
                let mut reader = Reader {
                    sheaf: &mut sheaf,
                    headings: HashMap::new(),
                    lines: Vec::new(),
                    room,
                };
                for passage in passages {
                    reader.passage(passage, &source);
                }
                reader.pack();
            });
        }
        sheaf
    }
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::new(Room {
        stems: Stems::remembering(MANY),
        words: Vec::new(),
        sorted: Vec::new(),
    });
}

/// What is kept from article to article.
struct Room {
    stems: Stems,
    /// The words of all passages, as they are read.
    words: Vec<Placed>,
    /// The passages and places of all words, word by word.
    sorted: Vec<(u32, u32)>,
}

/// A word, by number, and where it stands.
#[derive(Clone, Copy)]
struct Placed {
    word: u32,
    passage: u32,
    place: u32,
}

/// The words of a text: their part of `lines`.
#[derive(Clone, Default)]
struct Line {
    words: Range<usize>,
    /// So many count.
    length: u32,
    /// So many places they take.
    places: u32,
}

/// Between the texts of a passage a place is left free, so that no phrase reaches from one into the next.
const GAP: u32 = 1;

struct Reader<'a, 'p> {
    sheaf: &'a mut Sheaf,
    /// Headings are the same for many passages.
    headings: HashMap<&'p str, Line>,
    /// The words of texts, by number, each with its place.
    lines: Vec<(u32, u32)>,
    room: &'a mut Room,
}

impl<'p> Reader<'_, 'p> {
    fn passage(&mut self, passage: &'p Passage, source: &'p Source) {
        let number = self.sheaf.leaves.len() as u32;
        let mut lengths = Lengths::default();
        let mut at = 0;
        for heading in heading_lines(passage, source) {
            let line = match self.headings.get(heading) {
                Some(line) => line.clone(),
                None => {
                    let line = self.read(heading);
                    self.headings.insert(heading, line.clone());
                    line
                }
            };
            lengths.title += line.length;
            at = self.put(number, &line, at);
        }
        lengths.flat = lengths.title;
        let body = at;
        let texts = passage.lead.as_deref().into_iter();
        for text in texts.chain([passage.text.as_str()]) {
            let line = self.read(text);
            lengths.flat += line.length;
            at = self.put(number, &line, at);
            self.lines.truncate(line.words.start);
        }
        let from = self.sheaf.sealed.len();
        sealed::seal(passage, source, &mut self.sheaf.sealed);
        let about = passage.about.iter();
        let primary = about.clone().filter(|attribution| attribution.primary);
        self.sheaf.leaves.push(Leaf {
            lengths,
            body,
            sealed: from..self.sheaf.sealed.len(),
            roles: [
                about.map(|attribution| attribution.role.clone()).collect(),
                primary
                    .map(|attribution| attribution.role.clone())
                    .collect(),
                passage.mentions.clone(),
            ],
        });
    }

    /// The words of a text, at the end of `lines`.
    fn read(&mut self, text: &str) -> Line {
        let from = self.lines.len();
        let mut line = Line::default();
        let vocabulary = &mut self.sheaf.vocabulary;
        split(text, |piece, written, _, place| {
            let place = place as u32;
            let word = vocabulary.number(piece, written, &mut self.room.stems);
            line.length += u32::from(!vocabulary.stem(word).is_empty());
            line.places = line.places.max(place + 1);
            self.lines.push((word, place));
        });
        line.words = from..self.lines.len();
        line
    }

    /// Puts the words of a text into the passage, from a place on; says where the next text begins.
    fn put(&mut self, passage: u32, line: &Line, at: u32) -> u32 {
        let words = self.lines[line.words.clone()].iter();
        self.room.words.extend(words.map(|&(word, place)| Placed {
            word,
            passage,
            place: at + place,
        }));
        at + line.places + GAP
    }

    /// Sorts the words of the article by their numbers, and packs their lists.
    fn pack(&mut self) {
        let sheaf = &mut *self.sheaf;
        let mut ends = vec![0; sheaf.vocabulary.len()];
        for placed in &self.room.words {
            ends[placed.word as usize] += 1;
        }
        let mut end = 0;
        for count in &mut ends {
            (end, *count) = (end + *count, end);
        }
        let sorted = &mut self.room.sorted;
        sorted.clear();
        sorted.resize(end, (0, 0));
        for placed in &self.room.words {
            let end = &mut ends[placed.word as usize];
            sorted[*end] = (placed.passage, placed.place);
            *end += 1;
        }
        let mut from = 0;
        let mut places = Vec::new();
        for (word, end) in (0..).zip(ends) {
            if end == from {
                // The number is nobody's.
                continue;
            }
            let start = sheaf.packed.len();
            let mut list = List {
                word,
                ..List::default()
            };
            for same in sorted[from..end].chunk_by(|a, b| a.0 == b.0) {
                let passage = same[0].0;
                places.clear();
                places.extend(same.iter().map(|(_, place)| *place));
                if !places.is_sorted() {
                    // Two characters and the pair of them may be one word.
                    places.sort_unstable();
                }
                pack(&mut sheaf.packed, passage - list.last, &places);
                list.last = passage;
                list.is_above |= places[0] < sheaf.leaves[passage as usize].body;
            }
            list.packed = start..sheaf.packed.len();
            sheaf.lists.push(list);
            from = end;
        }
    }
}

/// Title and headings, outermost first. A first heading that repeats the title counts once.
fn heading_lines<'a>(passage: &'a Passage, source: &'a Source) -> impl Iterator<Item = &'a str> {
    let title = source
        .title
        .as_deref()
        .filter(|title| passage.headings.first().is_none_or(|first| first != title));
    title
        .into_iter()
        .chain(passage.headings.iter().map(String::as_str))
}
