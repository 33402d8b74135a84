//! The records of a generation: one for every article and every skip, sorted, in one file beside tantivy's.
//!
//! They lie in compressed blocks with a checksum each, and an index of the blocks behind them, so that one record costs
//! one block and all of them stream.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use tantivy::directory::OwnedBytes;

use super::ArticleRecord;

/// The file's name.
pub const NAME: &str = "articles";

/// Records in a block: about 64 KB of JSON, where zstd has found what repeats. Smaller blocks cost it more to begin anew
/// than to compress.
const RECORDS_IN_BLOCK: usize = 256;
/// A block that claims to be larger was not written by us.
const LARGEST_BLOCK: usize = 1 << 28;
/// zstd's quickest: all records are written at every ingest that changes something.
const LEVEL: i32 = 1;
/// Offset, length and checksum of the index of blocks, at the end of the file.
const TRAILER: usize = 8 + 4 + 4;

/// Where records stand in the order of the file: articles by id, then skips by path.
pub type Key = (bool, String, String);

impl ArticleRecord {
    /// Its place among the records.
    pub fn key(&self) -> Key {
        (
            self.skipped.is_some(),
            self.id.clone(),
            self.source.path.clone(),
        )
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Block {
    first: Key,
    at: u64,
    length: u32,
    plain: u32,
    check: u32,
}

/// Writes records, which must come in the order of their keys.
pub fn write<'a>(
    out: &mut (impl Write + ?Sized),
    records: impl IntoIterator<Item = &'a ArticleRecord>,
) -> io::Result<()> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    let mut plain = Vec::new();
    let mut first = None;
    let mut held = 0;
    let mut flush = |plain: &mut Vec<u8>, first: &mut Option<Key>| -> io::Result<()> {
        let Some(first) = first.take() else {
            return Ok(());
        };
        let packed = zstd::bulk::compress(plain, LEVEL)?;
        blocks.push(Block {
            first,
            at,
            length: small(packed.len())?,
            plain: small(plain.len())?,
            check: check(&packed),
        });
        at += packed.len() as u64;
        plain.clear();
        out.write_all(&packed)
    };
    for record in records {
        first.get_or_insert_with(|| record.key());
        serde_json::to_writer(&mut plain, record)?;
        plain.push(b'\n');
        held += 1;
        if held % RECORDS_IN_BLOCK == 0 {
            flush(&mut plain, &mut first)?;
        }
    }
    flush(&mut plain, &mut first)?;
    let index = serde_json::to_vec(&blocks)?;
    out.write_all(&index)?;
    out.write_all(&at.to_le_bytes())?;
    out.write_all(&small(index.len())?.to_le_bytes())?;
    out.write_all(&check(&index).to_le_bytes())
}

fn small(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| io::ErrorKind::FileTooLarge.into())
}

fn check(bytes: &[u8]) -> u32 {
    let [a, b, c, d, ..] = *blake3::hash(bytes).as_bytes();
    u32::from_le_bytes([a, b, c, d])
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
            .filter(|index| u64::from(check(index)) == sum)
            .ok_or_else(damaged)?;
        let blocks = serde_json::from_slice(index).map_err(|_| damaged())?;
        Ok(Records { bytes, blocks })
    }

    /// All of them in order, a block at a time in memory.
    pub fn iter(&self) -> impl Iterator<Item = Result<ArticleRecord, String>> {
        self.blocks.iter().flat_map(|block| {
            let (records, error) = match self.unpack(block) {
                Ok(records) => (records, None),
                Err(error) => (Vec::new(), Some(Err(error))),
            };
            records.into_iter().map(Ok).chain(error)
        })
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
        let damaged = || format!("a block of its file {NAME} is not as it was written");
        let from = usize::try_from(block.at).map_err(|_| damaged())?;
        let plain = block.plain as usize;
        let packed = from
            .checked_add(block.length as usize)
            .and_then(|end| self.bytes.get(from..end))
            .filter(|packed| check(packed) == block.check && plain <= LARGEST_BLOCK)
            .ok_or_else(damaged)?;
        let plain = zstd::bulk::decompress(packed, plain).map_err(|_| damaged())?;
        serde_json::Deserializer::from_slice(&plain)
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(|_| damaged())
    }
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
        write(&mut bytes, &records).unwrap();
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
}
