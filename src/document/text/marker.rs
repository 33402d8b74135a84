//! What marks an item of a list: a bullet, a number, a letter.

/// Bullets that are nothing else.
const BULLETS: [char; 22] = [
    '•', '◦', '▪', '■', '□', '●', '○', '‣', '⁃', '∙', '➤', '►', '▶', '✓', '✔', '✅', '❖', '◆', '➢',
    '\u{f0b7}', '\u{f0a7}', '☑',
];

/// Characters that are bullets only before a blank.
const MAYBE: [char; 8] = ['-', '*', '–', '—', '·', '+', '→', '»'];

/// How an item is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A sign.
    Bullet(char),
    /// A number, with the number of its parts (`2.1` has two).
    Number(u8),
    /// A single letter or a small Roman number.
    Letter,
}

/// The marker at the start of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// How many bytes it takes, with the blank behind it.
    pub len: usize,
    /// How it looks.
    pub style: Style,
}

impl Marker {
    /// The marker that a (folded) line begins with, if something stands behind it.
    pub fn of(text: &str) -> Option<Marker> {
        // Most lines begin with a word, and this is asked of every line several times.
        match text.as_bytes() {
            [b'0'..=b'9' | b'(', ..] => return ordinal(text),
            [
                b'a'..=b'z' | b'A'..=b'Z',
                b'.' | b')' | b':' | b'i' | b'v' | b'x' | b'I' | b'V' | b'X',
                ..,
            ] => {
                return ordinal(text);
            }
            // What a word processor and browsers of text make of a hollow bullet.
            [b'o', b' ', b'A'..=b'Z', ..] => {
                return Some(Marker {
                    len: 2,
                    style: Style::Bullet('o'),
                });
            }
            [b'-' | b'*' | b'+' | 128.., ..] => {}
            _ => return None,
        }
        let first = text.chars().next()?;
        let rest = &text[first.len_utf8()..];
        if BULLETS.contains(&first) {
            let inner = rest.strip_prefix('\u{fe0f}').unwrap_or(rest).trim_start();
            return (!inner.is_empty()).then_some(Marker {
                len: text.len() - inner.len(),
                style: Style::Bullet(first),
            });
        }
        if MAYBE.contains(&first) {
            let inner = rest.strip_prefix(' ')?;
            let says_something = inner.chars().any(char::is_alphanumeric);
            return says_something.then_some(Marker {
                len: text.len() - inner.len(),
                style: Style::Bullet(first),
            });
        }
        None
    }

    /// A bullet alone on its line: what it marks stands on the next.
    pub fn is_alone(text: &str) -> bool {
        let mut chars = text.chars();
        chars.next().is_some_and(|c| BULLETS.contains(&c)) && chars.next().is_none()
    }
}

/// `1.`, `1)`, `(1)`, `2.1`, `a)`, `iv.`, not `Step`.
fn ordinal(text: &str) -> Option<Marker> {
    let (head, rest) = text.split_once(' ')?;
    let inner = head.strip_prefix('(').unwrap_or(head);
    let core = inner.trim_end_matches(['.', ')', ':']);
    let is_closed = core.len() < inner.len();
    let len = head.len() + 1;
    if rest.is_empty() || core.is_empty() || core.len() > 6 {
        return None;
    }
    let parts = core.split('.').count();
    if core
        .split('.')
        .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    {
        // "3.5 million" and "10 years" are not markers: without a closing sign only `2.1 Title` is.
        let is_title = rest.starts_with(|c: char| c.is_uppercase());
        let is_marker = is_closed || (parts > 1 && is_title);
        return is_marker.then_some(Marker {
            len,
            style: Style::Number(parts as u8),
        });
    }
    let is_letter = core.len() == 1 && core.bytes().all(|b| b.is_ascii_alphabetic());
    let is_roman = core.bytes().all(|b| b"ivxIVX".contains(&b));
    // "A. Smith" is a name; "a. text" and "A) text" are markers.
    let is_sure = head.ends_with(')')
        || (head.ends_with('.') && core.bytes().all(|b| b.is_ascii_lowercase()));
    ((is_letter || is_roman) && is_closed && is_sure).then_some(Marker {
        len,
        style: Style::Letter,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_known_from_words() {
        let rest = |text: &'static str| Marker::of(text).map(|marker| &text[marker.len..]);
        for text in [
            "- Plan", "• Plan", "•Plan", "1. Plan", "2) Plan", "(3) Plan", "a) Plan", "iv. Plan",
            "2.1 Plan", "— Plan", "o Plan",
        ] {
            assert_eq!(rest(text), Some("Plan"), "{text}");
        }
        for text in [
            "10 years",
            "3.5 million",
            "A. Smith",
            "-5 degrees",
            "I. Asimov",
            "- ",
            "2024. ",
            "I think",
            "o plan",
            "--- x",
        ] {
            assert_eq!(rest(text), None, "{text}");
        }
    }
}
