//! A store holds the passages of a segment as they are shown. It is compressed where that spares something: unpacking
//! two blocks was a fifth of what a query of five articles did.

use std::io;

use tantivy::IndexSettings;
use tantivy::directory::WritePtr;
use tantivy::store::{Compressor, StoreWriter, ZstdCompressor};

/// A store of at most so many bytes stays plain.
const PLAIN: usize = 128 << 10;
/// Then a passage is a block of its own: a hit costs the copying of its block.
const PLAIN_BLOCK: usize = 0;
/// Else it is compressed in blocks of so many bytes. 16 KB, tantivy's own choice, makes it 7 % larger; 64 KB another 6 %
/// smaller, but a hit costs the unpacking of its block.
const BLOCK: usize = 32 << 10;

/// See the module.
pub(super) struct Store {
    /// Taken when it is known how the store is written.
    out: Option<WritePtr>,
    writer: Option<StoreWriter>,
    /// The passages until then, one behind the other.
    first: Vec<u8>,
    ends: Vec<usize>,
}

impl Store {
    pub(super) fn new(out: WritePtr) -> Self {
        Store {
            out: Some(out),
            writer: None,
            first: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Adds a passage.
    pub(super) fn add(&mut self, sealed: &[u8]) -> io::Result<()> {
        if let Some(writer) = &mut self.writer {
            return writer.store_bytes(sealed);
        }
        self.first.extend_from_slice(sealed);
        self.ends.push(self.first.len());
        match self.first.len() > PLAIN {
            true => self.begin(),
            false => Ok(()),
        }
    }

    /// Writes what is left.
    pub(super) fn close(mut self) -> io::Result<()> {
        self.begin()?;
        self.writer.map_or(Ok(()), StoreWriter::close)
    }

    fn begin(&mut self) -> io::Result<()> {
        let Some(out) = self.out.take() else {
            return Ok(());
        };
        let how = settings(self.first.len());
        let (compressor, block) = (how.docstore_compression, how.docstore_blocksize);
        let mut writer = StoreWriter::new(out, compressor, block, false)?;
        let mut from = 0;
        for end in std::mem::take(&mut self.ends) {
            writer.store_bytes(&self.first[from..end])?;
            from = end;
        }
        self.first = Vec::new();
        self.writer = Some(writer);
        Ok(())
    }
}

/// How tantivy is to write a store of so many bytes.
pub(super) fn settings(bytes: usize) -> IndexSettings {
    let (compressor, block) = match bytes <= PLAIN {
        true => (Compressor::None, PLAIN_BLOCK),
        false => (Compressor::Zstd(ZstdCompressor::default()), BLOCK),
    };
    IndexSettings {
        docstore_compression: compressor,
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: block,
        ..IndexSettings::default()
    }
}
