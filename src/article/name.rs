//! A name becomes three things here: what the file holds, the id of its article, and the path that people see.

use std::ffi::OsStr;
use std::fmt::Write;
use std::path::Path;

use super::Format;

/// What a file of this name holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// One article.
    One(Format),
    /// One article a line, as JSON objects.
    Objects,
}

/// What a file of this name holds, by its extension in any case; `None` for formats that are not read.
pub(super) fn content(name: &OsStr) -> Option<Content> {
    let extension = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "html" | "htm" | "xhtml" => Content::One(Format::Html),
        "txt" => Content::One(Format::Text),
        "md" | "markdown" => Content::One(Format::Markdown),
        "jsonl" => Content::Objects,
        _ => return None,
    })
}

/// Whether a file of this name holds many articles, one an object.
pub fn is_collection(path: &str) -> bool {
    content(OsStr::new(path)) == Some(Content::Objects)
}

/// The name without its extension. An article's name always has one.
pub(super) fn stem(name: &OsStr) -> &OsStr {
    Path::new(name).file_stem().unwrap_or(name)
}

/// One component of an id: blanks, controls, invisible marks, invalid bytes and `%` are percent-encoded, so that an id can
/// be typed, and two names never share one.
pub(super) fn id(name: &OsStr) -> String {
    let mut id = String::with_capacity(name.len());
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            if c == '%' || c.is_whitespace() || c.is_control() || is_invisible(c) {
                percent(&mut id, c.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                id.push(c);
            }
        }
        percent(&mut id, chunk.invalid());
    }
    id
}

/// The name as people see it: as it is, but for invalid bytes, which are percent-encoded rather than lost.
pub(super) fn shown(name: &OsStr) -> String {
    let mut shown = String::with_capacity(name.len());
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        percent(&mut shown, chunk.invalid());
    }
    shown
}

fn percent(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        write!(text, "%{byte:02X}").expect("a String takes every write");
    }
}

/// Marks that turn or hide the text around them; nobody could type them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_can_be_typed() {
        assert_eq!(id(OsStr::new("role model")), "role%20model");
        assert_eq!(id(OsStr::new("100%")), "100%25");
        assert_eq!(id(OsStr::new("nl\nname")), "nl%0Aname");
        assert_eq!(id(OsStr::new("rlo\u{202e}gpj")), "rlo%E2%80%AEgpj");
        assert_eq!(id(OsStr::new("café 角色")), "café%20角色");
        assert_eq!(id(OsStr::new("no\u{a0}break")), "no%C2%A0break");
    }

    #[cfg(unix)]
    #[test]
    fn invalid_bytes_are_kept_apart() {
        use std::os::unix::ffi::OsStrExt;
        let (a, b) = (
            OsStr::from_bytes(b"bad\xff.html"),
            OsStr::from_bytes(b"bad\xfe.html"),
        );
        assert_eq!(id(stem(a)), "bad%FF");
        assert_eq!(id(stem(b)), "bad%FE");
        assert_eq!(shown(a), "bad%FF.html");
    }

    #[test]
    fn extensions_count_in_any_case() {
        assert_eq!(
            content(OsStr::new("A.HTML")),
            Some(Content::One(Format::Html))
        );
        assert_eq!(
            content(OsStr::new("a.b.Markdown")),
            Some(Content::One(Format::Markdown))
        );
        assert_eq!(content(OsStr::new("a.jsonl")), Some(Content::Objects));
        assert_eq!(content(OsStr::new("a.html.tmp")), None);
        assert_eq!(content(OsStr::new("noext")), None);
        assert_eq!(stem(OsStr::new("a.b.html")), "a.b");
    }

    proptest::proptest! {
        #[test]
        fn two_names_never_share_an_id(a in ".{0,6}", b in ".{0,6}") {
            let (a, b) = (OsStr::new(&a), OsStr::new(&b));
            proptest::prop_assert_eq!(id(a) == id(b), a == b);
        }
    }
}
