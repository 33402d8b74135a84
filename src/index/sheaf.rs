//! A sheaf is an article as the index takes it: its passages sealed for the store, their words read, numbered and
//! counted. It is made on any thread, so that the one that writes has little left to do.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

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
    /// For every word of every leaf: its number, how often it stands there, and where.
    pub(super) counts: Vec<u32>,
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
    /// Its part of [`Sheaf::counts`].
    pub(super) counts: Range<usize>,
    /// Its part of [`Sheaf::sealed`].
    pub(super) sealed: Range<usize>,
    /// The roles that it is about, the one that it is mainly about, and those that it mentions.
    pub(super) roles: [Vec<RoleId>; 3],
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
    /// Of an article and its passages in order. A skip has none.
    pub fn new(mut record: ArticleRecord, passages: &[Passage]) -> Sheaf {
        record.passages = passages.len() as u64;
        let source = record.source.clone();
        let mut sheaf = Sheaf {
            record,
            ..Sheaf::default()
        };
        if !passages.is_empty() {
            STEMS.with_borrow_mut(|stems| {
                let mut reader = Reader {
                    sheaf: &mut sheaf,
                    stems,
                    headings: HashMap::new(),
                    lines: Vec::new(),
                    words: Vec::new(),
                    last: Vec::new(),
                };
                for passage in passages {
                    reader.passage(passage, &source);
                }
            });
        }
        sheaf
    }
}

thread_local! {
    static STEMS: RefCell<Stems> = RefCell::new(Stems::remembering(MANY));
}

/// A word of a text, by number, and its place.
type Placed = (u32, u32);

/// Between the texts of a passage a place is left free, so that no phrase reaches from one into the next.
const GAP: u32 = 1;
/// No word stands before this one in a passage.
const NONE: u32 = u32::MAX;

struct Reader<'a, 'p> {
    sheaf: &'a mut Sheaf,
    stems: &'a mut Stems,
    /// Headings are the same for many passages: where their words are in `lines`.
    headings: HashMap<&'p str, Range<usize>>,
    lines: Vec<Placed>,
    /// The words of one passage, each with the one before it that has the same number.
    words: Vec<(Placed, u32)>,
    /// By number: the passage in which a word was met last, and where in `words`; how often it stands there.
    last: Vec<Met>,
}

#[derive(Clone, Copy)]
struct Met {
    passage: u32,
    at: u32,
    count: u32,
}

impl<'p> Reader<'_, 'p> {
    fn passage(&mut self, passage: &'p Passage, source: &'p Source) {
        let number = self.sheaf.leaves.len() as u32;
        let mut lengths = Lengths::default();
        self.words.clear();
        let mut at = 0;
        for heading in heading_lines(passage, source) {
            let range = match self.headings.get(heading) {
                Some(range) => range.clone(),
                None => {
                    let range = self.read(heading);
                    self.headings.insert(heading, range.clone());
                    range
                }
            };
            at = self.put(number, range, at, &mut lengths);
        }
        lengths.title = lengths.flat;
        let body = at;
        let texts = passage.lead.as_deref().into_iter();
        for text in texts.chain([passage.text.as_str()]) {
            let range = self.read(text);
            at = self.put(number, range.clone(), at, &mut lengths);
            self.lines.truncate(range.start);
        }
        let counts = self.count(number);
        let from = self.sheaf.sealed.len();
        sealed::seal(passage, source, &mut self.sheaf.sealed);
        let about = passage.about.iter();
        let primary = about.clone().filter(|attribution| attribution.primary);
        self.sheaf.leaves.push(Leaf {
            lengths,
            body,
            counts,
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
    fn read(&mut self, text: &str) -> Range<usize> {
        let from = self.lines.len();
        let vocabulary = &mut self.sheaf.vocabulary;
        split(text, |piece, written, _, place| {
            let number = vocabulary.number(piece, written, self.stems);
            self.lines.push((number, place as u32));
        });
        from..self.lines.len()
    }

    /// Puts the words of a text into the passage, from a place on; says where the next text begins.
    fn put(&mut self, passage: u32, text: Range<usize>, at: u32, lengths: &mut Lengths) -> u32 {
        let vocabulary = &self.sheaf.vocabulary;
        self.last.resize(
            vocabulary.len(),
            Met {
                passage: NONE,
                at: NONE,
                count: 0,
            },
        );
        let mut end = at;
        for &(word, place) in &self.lines[text] {
            lengths.flat += u32::from(!vocabulary.stem(word).is_empty());
            end = end.max(at + place + 1);
            let here = self.words.len() as u32;
            let met = &mut self.last[word as usize];
            let (before, count) = match met.passage == passage {
                true => (met.at, met.count + 1),
                false => (NONE, 1),
            };
            *met = Met {
                passage,
                at: here,
                count,
            };
            self.words.push(((word, at + place), before));
        }
        end + GAP
    }

    /// Counts the words of the passage, each where it stands last.
    fn count(&mut self, passage: u32) -> Range<usize> {
        let counts = &mut self.sheaf.counts;
        let from = counts.len();
        for (here, &((word, _), _)) in (0u32..).zip(&self.words) {
            let met = self.last[word as usize];
            if met.passage != passage || met.at != here {
                continue;
            }
            counts.extend([word, met.count]);
            let first = counts.len();
            let mut at = here;
            while let Some(&((_, place), before)) = self.words.get(at as usize) {
                counts.push(place);
                at = before;
            }
            counts[first..].reverse();
        }
        from..counts.len()
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
