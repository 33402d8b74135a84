//! Decoding turns bytes into text: by byte order mark, by the NULs of UTF-16, as declared, as UTF-8, and else by guessing.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

use super::Format;

mod declared;
#[cfg(test)]
mod tests;

use declared::declared;

/// How much of a text that is not UTF-8 the guess is made from, from its first byte beyond ASCII on. Guessing goes 20 MB a
/// second, and a language shows in less.
const GUESSED_FROM: usize = 256 << 10;

/// So many characters that read as UTF-8 are not chance, whatever the page declares: servers send UTF-8 with headers that
/// a saved page no longer has. (In GBK a pair reads as UTF-8 about one time in eight.)
const PLAINLY_UTF8: usize = 8;

/// With more than this many valid characters for each broken one, the text is damaged UTF-8 and not another encoding.
const DAMAGED_UTF8: usize = 4;

/// Decodes a text; what cannot be decoded becomes U+FFFD, and NULs are dropped.
pub fn decode(bytes: Vec<u8>, format: Format) -> String {
    let text = match encoding(&bytes, format) {
        Decoder::Utf8 => utf8(bytes),
        Decoder::Utf32(big_endian) => utf32(&bytes, big_endian),
        Decoder::Other(encoding) => encoding.decode_with_bom_removal(&bytes).0.into_owned(),
    };
    if memchr::memchr(0, text.as_bytes()).is_some() {
        text.replace('\0', "")
    } else {
        text
    }
}

/// What the text is written in.
#[derive(Debug, PartialEq)]
enum Decoder {
    Utf8,
    /// With its most significant byte first, or not.
    Utf32(bool),
    Other(&'static Encoding),
}

fn encoding(bytes: &[u8], format: Format) -> Decoder {
    if bytes.starts_with(b"\xff\xfe\0\0") {
        return Decoder::Utf32(false);
    }
    if bytes.starts_with(b"\0\0\xfe\xff") {
        return Decoder::Utf32(true);
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return if encoding == UTF_8 {
            Decoder::Utf8
        } else {
            Decoder::Other(encoding)
        };
    }
    if let Some(encoding) = utf16(bytes) {
        return Decoder::Other(encoding);
    }
    let declared = if format == Format::Html {
        declared(bytes)
    } else {
        None
    };
    let utf8 = Utf8::of(bytes);
    if utf8.is_valid() && utf8.characters >= PLAINLY_UTF8 {
        return Decoder::Utf8;
    }
    match declared {
        Some(encoding) if encoding != UTF_8 => return Decoder::Other(encoding),
        _ => {}
    }
    if utf8.is_valid() && (declared.is_some() || !has_shifts(bytes)) || utf8.is_damaged() {
        return Decoder::Utf8;
    }
    let beyond = bytes
        .iter()
        .position(|byte| !byte.is_ascii() || *byte == 0x1b)
        .unwrap_or(0);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[beyond..bytes.len().min(beyond + GUESSED_FROM)], true);
    match detector.guess(None, Utf8Detection::Allow) {
        encoding if encoding == UTF_8 => Decoder::Utf8,
        encoding => Decoder::Other(encoding),
    }
}

/// Whether a byte order mark says that this is text, NULs or not.
pub(super) fn has_mark(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some() || bytes.starts_with(b"\0\0\xfe\xff")
}

/// UTF-16 without a mark: in text of a western language, or in any page, every other byte is NUL.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let (mut even, mut odd) = (0, 0);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let many = head.len() / 2 * 2 / 5;
    match (even, odd) {
        _ if many == 0 => None,
        (even, odd) if odd >= many && even * 10 <= odd => Some(UTF_16LE),
        (even, odd) if even >= many && odd * 10 <= even => Some(UTF_16BE),
        _ => None,
    }
}

/// Escape sequences that shift to two-byte characters: ISO-2022-JP, which is otherwise ASCII to the eye of a program.
fn has_shifts(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"\x1b$B").is_some() || memmem::find(bytes, b"\x1b$@").is_some()
}

/// How much of the bytes reads as UTF-8.
struct Utf8 {
    /// Characters beyond ASCII.
    characters: usize,
    /// Invalid sequences; one cut off at the end of the file is not counted.
    broken: usize,
}

impl Utf8 {
    fn of(bytes: &[u8]) -> Utf8 {
        let mut utf8 = Utf8 {
            characters: 0,
            broken: 0,
        };
        let first = |&byte: &u8| u8::from(byte >= 0xc0);
        let characters = |text: &str| -> usize {
            // In pieces whose sum fits a byte, which the compiler counts sixteen at a time.
            let pieces = text.as_bytes().chunks(255);
            pieces
                .map(|piece| usize::from(piece.iter().map(first).sum::<u8>()))
                .sum()
        };
        // Nearly all are valid, and saying so takes a tenth of going over the chunks.
        if let Ok(text) = std::str::from_utf8(bytes) {
            utf8.characters = characters(text);
            return utf8;
        }
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            utf8.characters += characters(chunk.valid());
            at += chunk.valid().len() + chunk.invalid().len();
            let is_cut_off = at == bytes.len()
                && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
            utf8.broken += usize::from(!chunk.invalid().is_empty() && !is_cut_off);
        }
        utf8
    }

    fn is_valid(&self) -> bool {
        self.broken == 0
    }

    fn is_damaged(&self) -> bool {
        self.characters > self.broken * DAMAGED_UTF8
    }
}

fn utf8(bytes: Vec<u8>) -> String {
    let mut text = String::from_utf8(bytes)
        .unwrap_or_else(|broken| String::from_utf8_lossy(broken.as_bytes()).into_owned());
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    text
}

fn utf32(bytes: &[u8], big_endian: bool) -> String {
    let number = |four: &[u8]| match *four {
        [a, b, c, d] if big_endian => u32::from_be_bytes([a, b, c, d]),
        [a, b, c, d] => u32::from_le_bytes([a, b, c, d]),
        _ => u32::MAX,
    };
    bytes
        .chunks(4)
        .skip(1)
        .map(|four| char::from_u32(number(four)).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
