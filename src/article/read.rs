//! Reading opens a found file so that nothing in it can hang, flood or mislead the program, and decodes it.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::name::{self, Content};
use super::{Article, Facts, Format, Found, Skipped, binary, decode, jsonl, walk};

/// The largest page that is read. Pages saved with their pictures inside reach 30 MB; nothing that a person reads is
/// larger.
pub const MAX_HTML_BYTES: u64 = 32 << 20;

/// The largest text. *War and Peace* has 3.2 MB.
pub const MAX_TEXT_BYTES: u64 = 4 << 20;

/// How often a file is read anew when it changes meanwhile.
const ATTEMPTS: usize = 3;

/// Reads a found file: one article, or as many as a `.jsonl` has objects.
pub fn read(found: &Found) -> impl Iterator<Item = Result<Article, Skipped>> + Send + use<> {
    match name::content(found.path.as_os_str()) {
        Some(Content::Objects) => Articles::Objects(Box::new(jsonl::objects(found))),
        Some(Content::One(format)) => Articles::One(Some(
            one(found, format).map_err(|reason| skipped(found, reason)),
        )),
        None => Articles::One(Some(Err(skipped(found, "its format is not known".into())))),
    }
}

/// Makes an article of bytes that lie in no file, as when they come from a pipe.
pub fn from_bytes(
    id: &str,
    path: &str,
    format: Format,
    bytes: Vec<u8>,
    facts: Arc<Facts>,
) -> Result<Article, Skipped> {
    let skip = |reason: String| Skipped::new(path, reason);
    fits(bytes.len() as u64, format).map_err(skip)?;
    if let Some(reason) = binary::reason(&bytes) {
        return Err(skip(reason));
    }
    let digest = blake3::hash(&bytes);
    let text = decode(bytes, format);
    Ok(Article {
        id: id.to_owned(),
        path: path.to_owned(),
        line: None,
        format,
        text,
        digest,
        facts,
        is_content: false,
    })
}

fn skipped(found: &Found, reason: String) -> Skipped {
    Skipped {
        path: found.shown.clone(),
        reason,
    }
}

/// What `read` gives: not boxed where it is one article, and nothing but an iterator to everybody else.
enum Articles {
    One(Option<Result<Article, Skipped>>),
    Objects(Box<dyn Iterator<Item = Result<Article, Skipped>> + Send>),
}

impl Iterator for Articles {
    type Item = Result<Article, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Articles::One(article) => article.take(),
            Articles::Objects(objects) => objects.next(),
        }
    }
}

fn one(found: &Found, format: Format) -> Result<Article, String> {
    let bytes = whole(&found.path, format)?;
    from_bytes(
        &found.id,
        &found.shown,
        format,
        bytes,
        Arc::clone(&found.facts),
    )
    .map_err(|skipped| skipped.reason)
}

fn fits(size: u64, format: Format) -> Result<(), String> {
    let most = match format {
        Format::Html => MAX_HTML_BYTES,
        Format::Text | Format::Markdown => MAX_TEXT_BYTES,
    };
    if size <= most {
        Ok(())
    } else {
        Err(format!(
            "larger than {} MB, which no article is",
            most >> 20
        ))
    }
}

/// All bytes of a file, as they were at one moment.
fn whole(path: &Path, format: Format) -> Result<Vec<u8>, String> {
    for _ in 0..ATTEMPTS {
        let (mut file, before) = open(path)?;
        fits(before.len(), format)?;
        let mut bytes = Vec::with_capacity(before.len() as usize + 1);
        file.by_ref()
            .take(before.len() + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| said(&error))?;
        let after = file.metadata().map_err(|error| said(&error))?;
        if bytes.len() as u64 == before.len() && is_same(&before, &after) {
            return Ok(bytes);
        }
    }
    Err("it changes while it is read; run ingest again when it is complete".into())
}

/// Whether nothing was written to the file between the two looks at it.
pub(super) fn is_same(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len() && walk::mtime(before) == walk::mtime(after)
}

/// Opens a regular file. What stood there when the corpus was walked may since have become a pipe or a link: neither is
/// waited for, nor followed.
pub(super) fn open(path: &Path) -> Result<(File, Metadata), String> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW | libc::O_NOCTTY);
    }
    let file = options.open(path).map_err(|error| said(&error))?;
    let metadata = file.metadata().map_err(|error| said(&error))?;
    if !metadata.is_file() {
        return Err("not a regular file (a pipe, socket or device)".into());
    }
    Ok((file, metadata))
}

/// What the system said, in a clause.
pub(super) fn said(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is no longer there".into(),
        io::ErrorKind::PermissionDenied => "it may not be read (permission denied)".into(),
        _ => {
            let text = error.to_string();
            text.split_once(" (os error")
                .map_or(text.as_str(), |(message, _)| message)
                .to_lowercase()
        }
    }
}
