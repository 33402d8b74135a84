//! The records of a generation: one for every article and every skip, sorted, in one file beside tantivy's.
//!
//! They lie in compressed blocks with a checksum each, and an index of the blocks behind them, so that one record costs
//! one block, all of them stream, and a block in which nothing changed is copied as it is.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use tantivy::directory::OwnedBytes;

use super::ArticleRecord;
use super::checksum;

/// The file's name.
pub const NAME: &str = "articles";

/// Records in a block: about 40 KB, where zstd has found what repeats. Smaller blocks cost it more to begin anew than to
/// compress.
const RECORDS_IN_BLOCK: usize = 256;
/// A block of this many bytes takes no more records.
const FULL_BLOCK: usize = 1 << 20;
/// A block that claims to be larger was not written by us.
const LARGEST_BLOCK: usize = 1 << 28;
/// zstd's usual one.
const LEVEL: i32 = 3;
/// Offset, length and checksum of the index of blocks, at the end of the file.
const TRAILER: usize = 8 + 4 + 4;

/// Where records stand in the order of the file: articles by id, then skips by path.
pub type Key = (bool, String, String);

impl ArticleRecord {
    /// The file that holds the article or the skip, as people see it. The record of a skipped object has it as its id.
    pub fn file(&self) -> &str {
        match self.skipped.is_some() && !self.id.is_empty() {
            true => &self.id,
            false => &self.source.path,
        }
    }

    /// Its place among the records.
    pub fn key(&self) -> Key {
        let (skipped, id, path) = self.place();
        (skipped, id.to_owned(), path.to_owned())
    }

    /// [`ArticleRecord::key`] without a copy.
    pub fn place(&self) -> (bool, &str, &str) {
        (self.skipped.is_some(), &self.id, &self.source.path)
    }
}

/// A key as [`ArticleRecord::place`] has it.
fn place(key: &Key) -> (bool, &str, &str) {
    (key.0, &key.1, &key.2)
}

/// What became of records: their new state, or that they are gone.
pub type Changes = BTreeMap<Key, Option<ArticleRecord>>;

/// Sorted records with changes to them, in order.
pub fn changed<'a>(
    records: &'a [ArticleRecord],
    changes: impl Iterator<Item = (&'a Key, &'a Option<ArticleRecord>)>,
) -> impl Iterator<Item = &'a ArticleRecord> {
    let mut records = records.iter().peekable();
    let mut changes = changes.peekable();
    std::iter::from_fn(move || {
        loop {
            let Some((key, _)) = changes.peek() else {
                return records.next();
            };
            match records.peek().map(|record| record.place().cmp(&place(key))) {
                Some(std::cmp::Ordering::Less) => return records.next(),
                Some(std::cmp::Ordering::Equal) => {
                    records.next();
                }
                _ => {}
            }
            if let Some((_, Some(changed))) = changes.next() {
                return Some(changed);
            }
        }
    })
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Block {
    first: Key,
    at: u64,
    length: u32,
    plain: u32,
    check: u32,
    count: u32,
}

/// Writes the records of the generation before with what changed since. `records` are what `old` holds.
pub fn write(
    out: &mut (impl Write + ?Sized),
    old: Option<&Records>,
    mut records: &[ArticleRecord],
    changes: &Changes,
) -> io::Result<()> {
    let mut writer = BlockWriter::new(out);
    let mut changes = changes.iter().peekable();
    let blocks = old.map_or(&[][..], |old| &old.blocks);
    for (at, block) in blocks.iter().enumerate() {
        let (here, rest) = records.split_at((block.count as usize).min(records.len()));
        records = rest;
        // What comes before the first block goes into it, what comes behind the last one too.
        let end = blocks.get(at + 1).map(|next| place(&next.first));
        let mut changed_here = Vec::new();
        while let Some(change) = changes.next_if(|(key, _)| end.is_none_or(|end| place(key) < end))
        {
            changed_here.push(change);
        }
        match old.and_then(|old| old.packed(block)) {
            Some(packed) if changed_here.is_empty() => writer.copy(block, packed)?,
            _ => {
                changed(here, changed_here.into_iter())
                    .try_for_each(|record| writer.put(record))?;
                writer.flush()?;
            }
        }
    }
    changed(records, changes).try_for_each(|record| writer.put(record))?;
    writer.finish()
}

struct BlockWriter<'a, W: ?Sized> {
    out: &'a mut W,
    blocks: Vec<Block>,
    at: u64,
    plain: Vec<u8>,
    first: Option<Key>,
    held: usize,
}

impl<'a, W: Write + ?Sized> BlockWriter<'a, W> {
    fn new(out: &'a mut W) -> Self {
        BlockWriter {
            out,
            blocks: Vec::new(),
            at: 0,
            plain: Vec::new(),
            first: None,
            held: 0,
        }
    }

    fn put(&mut self, record: &ArticleRecord) -> io::Result<()> {
        self.first.get_or_insert_with(|| record.key());
        self.plain = postcard::to_extend(record, std::mem::take(&mut self.plain))
            .map_err(io::Error::other)?;
        self.held += 1;
        if self.held < RECORDS_IN_BLOCK && self.plain.len() < FULL_BLOCK {
            return Ok(());
        }
        self.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        let Some(first) = self.first.take() else {
            return Ok(());
        };
        let packed = zstd::bulk::compress(&self.plain, LEVEL)?;
        let block = Block {
            first,
            at: 0,
            length: small(packed.len())?,
            plain: small(self.plain.len())?,
            check: checksum::short(&packed),
            count: small(self.held)?,
        };
        self.plain.clear();
        self.held = 0;
        self.copy(&block, &packed)
    }

    fn copy(&mut self, block: &Block, packed: &[u8]) -> io::Result<()> {
        self.blocks.push(Block {
            at: self.at,
            ..block.clone()
        });
        self.at += packed.len() as u64;
        self.out.write_all(packed)
    }

    fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        let index = postcard::to_allocvec(&self.blocks).map_err(io::Error::other)?;
        self.out.write_all(&index)?;
        self.out.write_all(&self.at.to_le_bytes())?;
        self.out.write_all(&small(index.len())?.to_le_bytes())?;
        self.out.write_all(&checksum::short(&index).to_le_bytes())
    }
}

fn small(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| io::ErrorKind::FileTooLarge.into())
}

/// The records of an open generation.
#[derive(Debug, Clone)]
pub struct Records {
    bytes: OwnedBytes,
    blocks: Vec<Block>,
}

impl Records {
    /// Reads the index of the blocks; `Err` says what is wrong with the file.
    pub fn open(bytes: OwnedBytes) -> Result<Records, String> {
        let damaged = || format!("its file {NAME} is not as it was written");
        let (body, trailer) = bytes
            .len()
            .checked_sub(TRAILER)
            .map(|end| bytes.split_at(end))
            .ok_or_else(damaged)?;
        let [at, length, sum] = [0..8, 8..12, 12..16].map(|range| {
            trailer[range]
                .iter()
                .rev()
                .fold(0u64, |n, byte| n << 8 | u64::from(*byte))
        });
        let index = at
            .checked_add(length)
            .and_then(|end| body.get(usize::try_from(at).ok()?..usize::try_from(end).ok()?))
            .filter(|index| u64::from(checksum::short(index)) == sum)
            .ok_or_else(damaged)?;
        let blocks = postcard::from_bytes(index).map_err(|_| damaged())?;
        Ok(Records { bytes, blocks })
    }

    /// All of them in order, a block at a time in memory.
    pub fn iter(&self) -> impl Iterator<Item = Result<ArticleRecord, String>> {
        self.in_blocks(&self.blocks)
    }

    fn in_blocks(&self, blocks: &[Block]) -> impl Iterator<Item = Result<ArticleRecord, String>> {
        blocks.iter().flat_map(|block| {
            let (records, error) = match self.unpack(block) {
                Ok(records) => (records, None),
                Err(error) => (Vec::new(), Some(Err(error))),
            };
            records.into_iter().map(Ok).chain(error)
        })
    }

    /// The skips alone, which stand behind the articles.
    pub fn skips(&self) -> impl Iterator<Item = Result<ArticleRecord, String>> {
        // The first skip may stand in a block that an article begins.
        let from = self.blocks.partition_point(|block| !block.first.0);
        let blocks = &self.blocks[from.saturating_sub(1)..];
        self.in_blocks(blocks)
            .filter(|record| !matches!(record, Ok(record) if record.skipped.is_none()))
    }

    /// Compares all blocks with their checksums.
    pub fn check(&self) -> Result<(), String> {
        match self.blocks.iter().all(|block| self.packed(block).is_some()) {
            true => Ok(()),
            false => Err(damaged_block()),
        }
    }

    /// The record of an article.
    pub fn find(&self, id: &str) -> Result<Option<ArticleRecord>, String> {
        // The path is not known here: the block is the last one that does not begin behind the id.
        let behind = self.blocks.partition_point(|block| {
            let (skipped, first, _) = &block.first;
            (*skipped, first.as_str()) <= (false, id)
        });
        let Some(block) = behind.checked_sub(1).map(|at| &self.blocks[at]) else {
            return Ok(None);
        };
        Ok(self
            .unpack(block)?
            .into_iter()
            .find(|record| record.skipped.is_none() && record.id == id))
    }

    fn unpack(&self, block: &Block) -> Result<Vec<ArticleRecord>, String> {
        let damaged = damaged_block;
        let plain = block.plain as usize;
        let packed = self
            .packed(block)
            .filter(|_| plain <= LARGEST_BLOCK)
            .ok_or_else(damaged)?;
        let plain = zstd::bulk::decompress(packed, plain).map_err(|_| damaged())?;
        let mut rest = plain.as_slice();
        (0..block.count)
            .map(|_| {
                let (record, behind) = postcard::take_from_bytes(rest).map_err(|_| damaged())?;
                rest = behind;
                Ok(record)
            })
            .collect()
    }

    /// A block as it lies in the file; `None` if it is not as it was written.
    fn packed(&self, block: &Block) -> Option<&[u8]> {
        let from = usize::try_from(block.at).ok()?;
        let end = from.checked_add(block.length as usize)?;
        let packed = self.bytes.get(from..end)?;
        (checksum::short(packed) == block.check).then_some(packed)
    }
}

fn damaged_block() -> String {
    format!("a block of its file {NAME} is not as it was written")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(count: usize) -> (Vec<ArticleRecord>, Vec<u8>) {
        let mut records: Vec<_> = (0..count)
            .map(|n| ArticleRecord {
                id: format!("article-{n:05}"),
                skipped: (n % 7 == 6).then(|| "a PNG image".to_owned()),
                ..ArticleRecord::default()
            })
            .collect();
        records.sort_by_key(ArticleRecord::key);
        let mut bytes = Vec::new();
        write(&mut bytes, None, &records, &Changes::new()).unwrap();
        (records, bytes)
    }

    #[test]
    fn records_stream_in_order_and_are_found_by_id() {
        for count in [0, 1, 64, 1000] {
            let (written, bytes) = file(count);
            let records = Records::open(OwnedBytes::new(bytes)).unwrap();
            let read: Vec<_> = records.iter().map(Result::unwrap).collect();
            assert_eq!(read, written);
            for record in &written {
                let found = records.find(&record.id).unwrap();
                assert_eq!(found.is_some(), record.skipped.is_none(), "{}", record.id);
            }
            assert_eq!(records.find("article-00000x").unwrap(), None);
            assert_eq!(records.find("").unwrap(), None);
        }
    }

    #[test]
    fn a_flipped_bit_is_named_and_never_read() {
        let (written, bytes) = file(100);
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            if let Ok(records) = Records::open(OwnedBytes::new(flipped)) {
                let read: Result<Vec<_>, _> = records.iter().collect();
                assert!(read.is_err() || read.as_ref() == Ok(&written), "byte {at}");
            }
        }
    }

    #[test]
    fn what_changed_is_written_and_the_rest_is_copied() {
        let (written, bytes) = file(2000);
        let old = Records::open(OwnedBytes::new(bytes)).unwrap();
        let mut changes = Changes::new();
        let mut expected = written.clone();
        for (at, record) in written.iter().enumerate().filter(|(at, _)| at % 700 == 5) {
            changes.insert(record.key(), None);
            expected.remove(at - changes.len() + 1);
        }
        for id in ["a", "article-00700", "article-00700x", "z"] {
            let record = ArticleRecord {
                id: id.to_owned(),
                size: 7,
                ..ArticleRecord::default()
            };
            expected.retain(|known| known.key() != record.key());
            expected.push(record.clone());
            changes.insert(record.key(), Some(record));
        }
        expected.sort_by_key(ArticleRecord::key);
        for (old, records) in [(Some(&old), written.as_slice()), (None, written.as_slice())] {
            let mut bytes = Vec::new();
            write(&mut bytes, old, records, &changes).unwrap();
            let new = Records::open(OwnedBytes::new(bytes)).unwrap();
            let read: Vec<_> = new.iter().map(Result::unwrap).collect();
            assert_eq!(read, expected);
            assert!(new.find("article-00700x").unwrap().is_some());
        }
    }
}
