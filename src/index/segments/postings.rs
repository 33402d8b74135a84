//! Postings say of every word in which passages it stands, and where.

use std::ops::Range;
use std::sync::mpsc;
use std::{io, mem, thread};

use tantivy::DocId;
use tantivy::postings::FieldSerializer;
use tantivy_stacker::{ExpUnrolledLinkedList, MemoryArena};

use super::numbers::Numbers;
use crate::index::packed::{Passages, append};
use crate::index::sheaf::Sheaf;

/// A field of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// All words, by their stems.
    Flat,
    /// The words of title and headings, by their stems.
    Title,
    /// All words as they are written.
    Exact,
}

/// The words of a segment.
pub(super) struct Words {
    numbers: Numbers,
    /// By number.
    postings: Vec<Posting>,
    arena: MemoryArena,
    /// For every passage the place of the first word behind title and headings.
    bodies: Vec<u32>,
    /// The numbers of the words of the article that is added.
    article: Vec<u32>,
    spare: Vec<u8>,
}

/// One word's passages, packed.
#[derive(Clone, Copy, Default)]
struct Posting {
    list: ExpUnrolledLinkedList,
    last: DocId,
    /// It stands in a title or a heading.
    is_above: bool,
}

/// From so many bytes on a second thread is worth its while.
const MUCH: usize = 4 << 20;
/// So many passages of lists are handed over together, and so many times as many lie ready at most.
const TOGETHER: usize = 1 << 12;
const AHEAD: usize = 8;

impl Words {
    pub(super) fn new() -> Self {
        Words {
            numbers: Numbers::new(),
            postings: Vec::new(),
            arena: MemoryArena::default(),
            bodies: Vec::new(),
            article: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Roughly.
    pub(super) fn memory(&self) -> usize {
        self.numbers.memory()
            + self.arena.mem_usage()
            + self.postings.capacity() * size_of::<Posting>()
    }

    /// Adds an article, whose first passage has this number.
    pub(super) fn add(&mut self, sheaf: &Sheaf, first: DocId) {
        self.bodies
            .extend(sheaf.leaves.iter().map(|leaf| leaf.body));
        self.numbers
            .of(&sheaf.vocabulary, &sheaf.lists, &mut self.article);
        self.postings
            .resize_with(self.numbers.len(), Posting::default);
        for (number, list) in self.article.iter().zip(&sheaf.lists) {
            let posting = &mut self.postings[*number as usize];
            self.spare.clear();
            let packed = &sheaf.packed[list.packed.clone()];
            append(&mut self.spare, packed, first - posting.last);
            posting.last = first + list.last;
            posting.is_above |= list.is_above;
            posting
                .list
                .writer(&mut self.arena)
                .extend_from_slice(&self.spare);
        }
    }

    /// Writes a field. Where there is much to write, another thread reads the lists and this one packs them for good.
    pub(super) fn write(&self, text: Text, mut out: FieldSerializer<'_>) -> io::Result<()> {
        if self.memory() < MUCH {
            self.gather(text, |lists| lists.write(&mut out))?;
            return out.close();
        }
        thread::scope(|scope| {
            let (give, get) = mpsc::sync_channel(AHEAD);
            let gather = move || {
                // Nobody takes them any more after an error.
                self.gather(text, |lists| give.send(lists)).ok();
            };
            thread::Builder::new().spawn_scoped(scope, gather)?;
            for lists in get {
                lists.write(&mut out)?;
            }
            out.close()
        })
    }

    /// Gives the lists of all words of a field in the order of the words.
    fn gather<'a, E>(
        &'a self,
        text: Text,
        mut give: impl FnMut(Lists<'a>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut terms: Vec<(&[u8], u32)> = (0..self.numbers.len() as u32)
            .filter(|number| text != Text::Title || self.postings[*number as usize].is_above)
            .map(|number| match text {
                Text::Exact => (self.numbers.exact(number), number),
                Text::Flat | Text::Title => (self.numbers.stem(number), number),
            })
            .filter(|(term, _)| !term.is_empty())
            .collect();
        terms.sort_unstable();
        let (mut packed, mut lists) = (Vec::new(), Lists::default());
        for same in terms.chunk_by(|a, b| a.0 == b.0) {
            let from = lists.passages.len();
            for (_, number) in same {
                packed.clear();
                let posting = &self.postings[*number as usize];
                posting.list.read_to_end(&self.arena, &mut packed);
                match text {
                    Text::Flat => lists.passages.read(&packed),
                    Text::Title => lists
                        .passages
                        .read_counts_above(&packed, |doc| self.bodies[doc as usize]),
                    Text::Exact => lists.passages.read_counts(&packed),
                }
            }
            lists.passages.join(from);
            lists.terms.push((same[0].0, from..lists.passages.len()));
            if lists.passages.len() >= TOGETHER {
                give(mem::take(&mut lists))?;
            }
        }
        give(lists)
    }
}

/// Some words of a field, in order.
#[derive(Default)]
struct Lists<'a> {
    /// Each with its part of the passages.
    terms: Vec<(&'a [u8], Range<usize>)>,
    passages: Passages,
}

impl Lists<'_> {
    fn write(&self, out: &mut FieldSerializer<'_>) -> io::Result<()> {
        for (term, passages) in &self.terms {
            out.new_term(term, passages.len() as u32, true)?;
            for (doc, count, distances) in self.passages.iter(passages.clone()) {
                out.write_doc(doc, count, distances);
            }
            out.close_term()?;
        }
        Ok(())
    }
}
