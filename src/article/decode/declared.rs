//! The declared encoding is the one that a page names in its head.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::memmem;

/// How far into a page its charset is looked for. The standard says 1 KB; pages that begin with a long comment exist.
const DECLARED_WITHIN: usize = 16 << 10;

/// The charset that a page declares in a `<meta>` or an XML declaration, as browsers read it.
pub fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    if head.starts_with(b"<?xml") {
        let end = memchr::memchr(b'>', head)?;
        if let Some(encoding) = labelled(&head[..end], b"encoding") {
            return Some(encoding);
        }
    }
    let mut at = 0;
    while let Some(tag) = memchr::memchr(b'<', &head[at..]).map(|found| at + found) {
        let rest = &head[tag..];
        if rest.starts_with(b"<!--") {
            at = tag + 4 + memmem::find(&rest[4..], b"-->")?;
        } else {
            let end = memchr::memchr(b'>', rest)?;
            if rest.len() > 5
                && rest[..5].eq_ignore_ascii_case(b"<meta")
                && let Some(encoding) = labelled(&rest[5..end], b"charset")
            {
                return Some(encoding);
            }
            at = tag + 1;
        }
    }
    None
}

/// The encoding named after `key=` in a tag.
fn labelled(tag: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    let at = tag
        .windows(key.len())
        .position(|window| window.eq_ignore_ascii_case(key))?;
    let value = tag[at + key.len()..]
        .trim_ascii_start()
        .strip_prefix(b"=")?;
    let value = value.trim_ascii_start();
    let value = match value.first()? {
        quote @ (b'"' | b'\'') => value[1..].split(|byte| byte == quote).next()?,
        _ => value
            .split(|byte| byte.is_ascii_whitespace() || b";\"'/>".contains(byte))
            .next()?,
    };
    match Encoding::for_label(value)? {
        // The page could be read up to here, so it is not written in two-byte units.
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => Some(UTF_8),
        encoding if encoding == X_USER_DEFINED => Some(WINDOWS_1252),
        encoding if encoding == REPLACEMENT => None,
        encoding => Some(encoding),
    }
}
