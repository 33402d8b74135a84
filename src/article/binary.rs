//! What is not text, whatever its name says: known by how it begins, or by control bytes that no text has.

/// How far into a file is looked.
const LOOKED_AT: usize = 64 << 10;

/// Share of control bytes (NULs, blanks and ESC apart) from which bytes are not text. Random bytes have 10 %, compressed
/// ones the same; a terminal recording stays below 6 %.
const CONTROLS: f64 = 0.08;

/// Beginnings that only one format has, and what a person calls it.
const BEGINNINGS: [(&[u8], &str); 33] = [
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\0\0\x01\0", "an icon"),
    (b"%PDF-", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"{\\rtf", "an RTF document"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document",
    ),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x1f\x9d", "compress data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "an ELF program"),
    (b"\xca\xfe\xba\xbe", "a Java class"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\0asm", "a WebAssembly program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (
        b"bplist00",
        "a web archive or property list; save the page as HTML instead",
    ),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OTTO\0", "a font"),
    (b"\0\x01\0\0\0", "a font"),
    (b"OggS\0", "Ogg sound"),
    (b"fLaC\0", "FLAC sound"),
    (b"ID3\x03", "MP3 sound"),
];

/// Why the bytes are not text, if they are not.
pub(super) fn reason(bytes: &[u8]) -> Option<String> {
    what(bytes).map(|what| format!("not text: {what}"))
}

fn what(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = BEGINNINGS
        .iter()
        .find(|(beginning, _)| bytes.starts_with(beginning))
    {
        return Some(what);
    }
    if bytes.len() > 12
        && bytes.starts_with(b"RIFF")
        && matches!(&bytes[8..12], b"WEBP" | b"WAVE" | b"AVI ")
    {
        return Some("a WebP image, or sound or film");
    }
    if bytes.len() > 8 && &bytes[4..8] == b"ftyp" {
        return Some("a film or image");
    }
    if is_web_archive(bytes) {
        return Some("a web archive (MHTML); save the page as HTML instead");
    }
    if super::decode::utf16(bytes).is_some() || super::decode::has_mark(bytes) {
        return None;
    }
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    let controls: usize = looked_at
        .iter()
        .map(|byte| usize::from(IS_CONTROL[usize::from(*byte)]))
        .sum();
    (controls as f64 > CONTROLS * looked_at.len() as f64).then_some("binary data")
}

/// Bytes that stand in no text. NUL is not among them: pages have stray ones, and they are dropped.
static IS_CONTROL: [bool; 256] = {
    let mut is_control = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        is_control[byte] = matches!(byte, 0x01..=0x08 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
        byte += 1;
    }
    is_control
};

/// A page that a browser saved as mail: headers, then parts.
fn is_web_archive(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(2048)];
    let begins = head.starts_with(b"From: ") || head.starts_with(b"MIME-Version: ");
    begins && memchr::memmem::find(head, b"multipart/related").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named() {
        assert_eq!(
            reason(b"\x89PNG\r\n\x1a\n\0\0").as_deref(),
            Some("not text: a PNG image")
        );
        assert_eq!(
            reason(b"PK\x03\x04abc").as_deref(),
            Some("not text: a ZIP archive or Office document")
        );
    }

    #[test]
    fn every_byte_equally_often_is_no_text() {
        let bytes: Vec<u8> = (0..4096).map(|i| (i % 256) as u8).collect();
        assert_eq!(reason(&bytes).as_deref(), Some("not text: binary data"));
    }

    #[test]
    fn nuls_and_escapes_are_no_reason() {
        assert_eq!(reason(b"ro\0le\0\0\0"), None);
        assert_eq!(reason(b""), None);
        assert_eq!(reason(b"\x1b[31;5mRED\x1b[0m and much more text"), None);
        assert_eq!(
            reason(
                &"role"
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<_>>()
            ),
            None
        );
    }
}
