//! Decoding turns bytes into text: by byte order mark, by the NULs of UTF-16, as declared, as UTF-8, and else by guessing.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::memmem;

use super::Format;

/// How far into a page its charset is looked for. The standard says 1 KB; pages that begin with a long comment exist.
const DECLARED_WITHIN: usize = 16 << 10;

/// How much of a text that is not UTF-8 the guess is made from, from its first byte beyond ASCII on. Guessing goes 20 MB a
/// second, and a language shows in less.
const GUESSED_FROM: usize = 256 << 10;

/// So many characters that read as UTF-8 are not chance, whatever the page declares: servers send UTF-8 with headers that
/// a saved page no longer has. (In GBK a pair reads as UTF-8 about one time in eight.)
const PLAINLY_UTF8: usize = 8;

/// Valid UTF-8 characters a broken one from which the text is UTF-8 that was damaged, and no other encoding.
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
    /// Places where it does not; a character cut off at the very end is none.
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

/// The charset that a page declares in a `<meta>` or an XML declaration, as browsers read it.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
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
        .strip_prefix(b"=")?
        .trim_ascii_start();
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

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{
        BIG5, EUC_JP, EUC_KR, GB18030, GBK, ISO_2022_JP, KOI8_R, SHIFT_JIS, WINDOWS_1251,
    };

    /// Prose enough for a guess.
    const JAPANESE: &str = "会社の最高技術責任者は、技術戦略を決定し、開発チームを率いて、製品の品質に責任を負います。";
    const CHINESE: &str = "首席技术官负责公司的技术战略，领导研发团队，并决定哪些系统由公司自己开发，哪些系统从外部购买。";
    const RUSSIAN: &str =
        "Технический директор определяет, какие системы компания создаёт сама, а какие покупает.";
    const FRENCH: &str =
        "Le directeur général décide de la stratégie ; l’équipe dirigeante l’exécute dès l’été.";

    fn page(text: &str, head: &str) -> String {
        format!("<html><head>{head}<title>t</title></head><body><p>{text}</p></body></html>")
    }

    #[test]
    fn declared_encodings_are_believed() {
        for (encoding, text) in [
            (SHIFT_JIS, JAPANESE),
            (EUC_JP, JAPANESE),
            (ISO_2022_JP, JAPANESE),
            (GB18030, CHINESE),
            (GBK, CHINESE),
            (KOI8_R, RUSSIAN),
            (WINDOWS_1251, RUSSIAN),
            (WINDOWS_1252, FRENCH),
        ] {
            for head in [
                format!("<meta charset=\"{}\">", encoding.name()),
                format!(
                    "<META http-equiv='Content-Type' content='text/html; charset={}'>",
                    encoding.name()
                ),
                format!(
                    "<!-- <meta charset=utf-16> --><meta charset = {} />",
                    encoding.name().to_lowercase()
                ),
            ] {
                let page = page(text, &head);
                let bytes = encoding.encode(&page).0.into_owned();
                assert_eq!(decode(bytes, Format::Html), page, "{}", encoding.name());
            }
        }
    }

    #[test]
    fn undeclared_encodings_are_guessed() {
        for (encoding, text) in [
            (SHIFT_JIS, JAPANESE),
            (EUC_JP, JAPANESE),
            (ISO_2022_JP, JAPANESE),
            (GBK, CHINESE),
            (WINDOWS_1251, RUSSIAN),
            (WINDOWS_1252, FRENCH),
            (
                EUC_KR,
                "최고 기술 책임자는 회사의 기술 전략을 결정하고 개발팀을 이끌며 제품의 품질을 책임집니다.",
            ),
            (
                BIG5,
                "技術長負責公司的技術策略，領導研發團隊，並決定哪些系統由公司自己開發。",
            ),
        ] {
            let bytes = encoding.encode(text).0.into_owned();
            assert_eq!(decode(bytes, Format::Text), text, "{}", encoding.name());
        }
    }

    #[test]
    fn utf16_is_known_with_and_without_its_mark() {
        let text = page("The chief technology officer decides.", "");
        for mark in ["", "\u{feff}"] {
            let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
            let little = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_eq!(decode(little, Format::Html), text);
            assert_eq!(decode(big, Format::Text), text);
        }
    }

    #[test]
    fn utf32_is_known_by_its_mark() {
        let text = "The CTO décide";
        let little = "\u{feff}The CTO décide"
            .chars()
            .flat_map(|c| (c as u32).to_le_bytes())
            .collect();
        let big = "\u{feff}The CTO décide"
            .chars()
            .flat_map(|c| (c as u32).to_be_bytes())
            .collect();
        assert_eq!(decode(little, Format::Text), text);
        assert_eq!(decode(big, Format::Text), text);
    }

    #[test]
    fn a_page_that_lies_about_its_charset_is_read_all_the_same() {
        let utf8 = page(JAPANESE, "<meta charset=iso-8859-1>");
        assert_eq!(decode(utf8.clone().into_bytes(), Format::Html), utf8);
        let latin = page(FRENCH, "<meta charset=utf-8>");
        assert_eq!(
            decode(WINDOWS_1252.encode(&latin).0.into_owned(), Format::Html),
            latin
        );
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = format!("{RUSSIAN} ").into_bytes();
        bytes.extend(b"\xff\xfe");
        assert_eq!(
            decode(bytes, Format::Text),
            format!("{RUSSIAN} \u{fffd}\u{fffd}")
        );
        let cut = "The CTO 角色";
        assert_eq!(
            decode(cut.as_bytes()[..cut.len() - 1].to_vec(), Format::Text),
            "The CTO 角\u{fffd}"
        );
    }

    #[test]
    fn marks_and_nuls_go() {
        assert_eq!(decode("\u{feff}ro\0le".into(), Format::Text), "role");
    }

    #[test]
    fn labels_that_mean_nothing_are_not_believed() {
        for head in [
            "<meta charset=x-klingon>",
            "<meta charset=utf-7>",
            "<meta charset>",
            "<meta charset=>",
            "<meta",
        ] {
            let page = page("Ruth décide.", head);
            assert_eq!(decode(page.clone().into_bytes(), Format::Html), page);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_decode(bytes: Vec<u8>, head in "(<meta charset=[a-z0-9-]{0,12}>)?") {
            let mut all = head.into_bytes();
            all.extend(bytes);
            for format in [Format::Html, Format::Text] {
                let text = decode(all.clone(), format);
                proptest::prop_assert!(!text.contains('\0'));
            }
        }

        #[test]
        fn utf8_decodes_to_itself(text in "[^\0\u{feff}\u{1b}]{0,80}") {
            if utf16(text.as_bytes()).is_none() {
                proptest::prop_assert_eq!(decode(text.clone().into_bytes(), Format::Text), text);
            }
        }
    }
}
