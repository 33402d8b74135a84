//! The one door out: what was read from an article, a path or the command line, made harmless before it is printed.
//!
//! Harmful is what makes a terminal or a reader see something else than what is there: control characters (C0, DEL, C1),
//! bidirectional controls, and the invisible tag characters. Text shows each of them as one `�`, so that the widths and
//! the order of everything else stay; JSON writes `\uXXXX`, so that a program gets the true string back.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::bytes::{eight, first, unprintable};

/// What stands in for a harmful character in text.
const STAND_IN: char = '\u{fffd}';

/// Text for one line of output: every harmful character shown as `�`, every line break and tab as a blank.
///
/// ```
/// use rolesearch::render::safe;
/// assert_eq!(safe::line("red \u{1b}[31m\tnews"), "red �[31m news");
/// ```
pub fn line(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        '\t' | '\n' | '\r' => Some(' '),
        c if is_harmful(c) => Some(STAND_IN),
        _ => None,
    })
}

/// Text that may have several lines, like a message of the command-line parser.
pub fn lines(text: &str) -> Cow<'_, str> {
    replace(text, |c| (is_harmful(c) && c != '\n').then_some(STAND_IN))
}

/// `value` as JSON on one line, harmful characters escaped; no line break at the end.
pub fn json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    value
        .serialize(&mut serde_json::Serializer::with_formatter(out, Escaping))
        .map_err(io::Error::from)
}

/// Whether a character must not reach a terminal as it is.
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

fn replace(text: &str, stand_in: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    let mut at = 0;
    let mut harmless = true;
    while harmless && at < text.len() {
        match unprintable(eight(text.as_bytes(), at)) {
            0 => at += 8,
            others => {
                at += first(others);
                let other = text.get(at..).and_then(|rest| rest.chars().next());
                harmless = other.is_none_or(|c| stand_in(c).is_none());
                at += other.map_or(1, char::len_utf8);
            }
        }
    }
    if harmless {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| stand_in(c).unwrap_or(c)).collect())
}

/// serde_json's compact form, which already escapes C0, with the rest of the harmful characters escaped too.
struct Escaping;

impl serde_json::ser::Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // serde_json has escaped the rest of ASCII already.
        if fragment.is_ascii() && memchr::memchr(0x7f, fragment.as_bytes()).is_none() {
            return out.write_all(fragment.as_bytes());
        }
        let mut from = 0;
        for (at, c) in fragment.char_indices().filter(|&(_, c)| is_harmful(c)) {
            out.write_all(&fragment.as_bytes()[from..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            from = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[from..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn as_json(text: &str) -> String {
        let mut out = Vec::new();
        json(&mut out, &text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn harmless_text_is_passed_on_as_it_is() {
        let text = "Zürich — naïve ‘quotes’ 漢字 👩‍💻 e\u{301}";
        assert!(matches!(line(text), Cow::Borrowed(_)));
        assert_eq!(as_json(text), format!("\"{text}\""));
    }

    #[test]
    fn every_harmful_character_becomes_one_visible_sign() {
        for c in ('\0'..=char::MAX).filter(|&c| is_harmful(c) && !matches!(c, '\t' | '\n' | '\r')) {
            assert_eq!(line(&format!("a{c}b")), "a�b");
        }
        for c in "\u{7}\u{1b}\u{7f}\u{9b}\u{61c}\u{200f}\u{202e}\u{2066}\u{e0041}".chars() {
            assert!(is_harmful(c), "{c:?}");
        }
        assert_eq!(line("a\r\nb\tc"), "a  b c");
        assert_eq!(lines("a\nb\rc"), "a\nb�c");
    }

    #[test]
    fn json_is_harmless_and_true() {
        let text = "\u{1b}[31m\u{9b}\u{7f}\u{202e}\u{200f}\u{e0041}\u{61c}\"\\\n";
        let written = as_json(text);
        assert!(!written.chars().any(is_harmful), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
