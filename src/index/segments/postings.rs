//! Postings say of every word in which passages it stands, and where.

use tantivy::DocId;
use tantivy::postings::FieldSerializer;
use tantivy_stacker::{ArenaHashMap, ExpUnrolledLinkedList, MemoryArena};

use super::packed::{Passages, pack};
use crate::index::words::vocabulary::Vocabulary;

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
    /// Numbers by what a word is in the exact field, [`BETWEEN`], and what it is in the others.
    numbers: ArenaHashMap,
    postings: Vec<Posting>,
    arena: MemoryArena,
    /// For every passage the place of the first word behind title and headings.
    bodies: Vec<u32>,
    /// The number here of every word of the article that is being added.
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

/// Stands between the two forms of a word; neither has it.
const BETWEEN: u8 = 0;
/// Slots that the table of words begins with.
const SLOTS: usize = 1 << 12;

impl Words {
    pub(super) fn new() -> Self {
        Words {
            numbers: ArenaHashMap::with_capacity(SLOTS),
            postings: Vec::new(),
            arena: MemoryArena::default(),
            bodies: Vec::new(),
            article: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Roughly.
    pub(super) fn memory(&self) -> usize {
        self.numbers.mem_usage()
            + self.arena.mem_usage()
            + self.postings.capacity() * size_of::<Posting>()
    }

    /// Gets ready for the passages of an article.
    pub(super) fn open(&mut self, vocabulary: &Vocabulary) {
        self.article.clear();
        for word in 0..vocabulary.len() as u32 {
            self.spare.clear();
            self.spare
                .extend_from_slice(vocabulary.exact(word).as_bytes());
            self.spare.push(BETWEEN);
            self.spare
                .extend_from_slice(vocabulary.stem(word).as_bytes());
            let next = self.postings.len() as u32;
            let mut number = next;
            self.numbers.mutate_or_create(&self.spare, |known| {
                number = known.unwrap_or(next);
                number
            });
            if number == next {
                self.postings.push(Posting::default());
            }
            self.article.push(number);
        }
    }

    /// Adds a passage of that article: for each word its number, how often it stands there, and where.
    pub(super) fn add(&mut self, doc: DocId, body: u32, mut counts: &[u32]) {
        self.bodies.push(body);
        while let [word, count, rest @ ..] = counts {
            let (places, rest) = rest.split_at(*count as usize);
            counts = rest;
            let posting = &mut self.postings[self.article[*word as usize] as usize];
            self.spare.clear();
            pack(&mut self.spare, doc - posting.last, places);
            posting.last = doc;
            posting.is_above |= places.first().is_some_and(|first| *first < body);
            posting
                .list
                .writer(&mut self.arena)
                .extend_from_slice(&self.spare);
        }
    }

    /// Writes a field.
    pub(super) fn write(&self, text: Text, mut out: FieldSerializer<'_>) -> std::io::Result<()> {
        let mut terms: Vec<(&[u8], u32)> = self
            .numbers
            .iter()
            .map(|(key, address)| (term(text, key), self.numbers.read(address)))
            .filter(|(term, number)| {
                !term.is_empty()
                    && (text != Text::Title || self.postings[*number as usize].is_above)
            })
            .collect();
        terms.sort_unstable();
        let (mut packed, mut passages) = (Vec::new(), Passages::default());
        for same in terms.chunk_by(|a, b| a.0 == b.0) {
            passages.clear();
            for (_, number) in same {
                packed.clear();
                let posting = &self.postings[*number as usize];
                posting.list.read_to_end(&self.arena, &mut packed);
                match text {
                    Text::Flat => passages.read(&packed),
                    Text::Title => {
                        passages.read_counts_above(&packed, |doc| self.bodies[doc as usize])
                    }
                    Text::Exact => passages.read_counts(&packed),
                }
            }
            passages.join();
            out.new_term(same[0].0, passages.len() as u32, true)?;
            for (doc, count, distances) in passages.iter() {
                out.write_doc(doc, count, distances);
            }
            out.close_term()?;
        }
        out.close()
    }
}

fn term(text: Text, key: &[u8]) -> &[u8] {
    let mut forms = key.split(|byte| *byte == BETWEEN);
    let exact = forms.next().unwrap_or_default();
    match text {
        Text::Exact => exact,
        Text::Flat | Text::Title => forms.next().unwrap_or_default(),
    }
}
