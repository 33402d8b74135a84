//! Character references: `&amp;`, `&#8217;`, `&eacute` and two thousand others, by the rules of HTML.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name, with its semicolon.
const NAME_MAX: usize = 33;

/// What the reference at the start of `text` stands for, and how many bytes it takes. `None` where `&` is itself.
pub(super) fn resolve(text: &str, in_attribute: bool) -> Option<(Character, usize)> {
    let name = &text.as_bytes()[1..];
    match name.first()? {
        b'#' => numeric(&name[1..]).map(|(c, size)| (Character(c, None), size + 2)),
        c if c.is_ascii_alphanumeric() => {
            named(&text[1..], in_attribute).map(|(c, size)| (c, size + 1))
        }
        _ => None,
    }
}

/// The text with its references resolved, as in the value of an attribute.
pub(super) fn resolved_in_attribute(text: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    let (mut from, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'&', &text.as_bytes()[at..]) {
        at += found;
        match resolve(&text[at..], true) {
            Some((character, size)) => {
                resolved.push_str(&text[from..at]);
                resolved.extend(character);
                at += size;
                from = at;
            }
            None => at += 1,
        }
    }
    resolved.push_str(&text[from..]);
    resolved
}

/// What a reference stands for: a character, and rarely a second that combines with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Character(char, Option<char>);

impl IntoIterator for Character {
    type Item = char;
    type IntoIter = std::iter::Chain<std::option::IntoIter<char>, std::option::IntoIter<char>>;

    fn into_iter(self) -> Self::IntoIter {
        Some(self.0).into_iter().chain(self.1)
    }
}

fn numeric(digits: &[u8]) -> Option<(char, usize)> {
    let (base, marker) = match digits.first()? {
        b'x' | b'X' => (16, 1),
        _ => (10, 0),
    };
    let digits = &digits[marker..];
    let count = digits
        .iter()
        .take_while(|&&digit| char::from(digit).is_digit(base))
        .count();
    if count == 0 {
        return None;
    }
    let code = digits[..count].iter().fold(0u32, |code, &digit| {
        let digit = char::from(digit).to_digit(base).unwrap_or(0);
        code.saturating_mul(base).saturating_add(digit)
    });
    let semicolon = usize::from(digits.get(count) == Some(&b';'));
    Some((character(code), marker + count + semicolon))
}

/// The character of a number; numbers of windows-1252 mean what people mean by them.
fn character(code: u32) -> char {
    match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9f => C1_REPLACEMENTS[(code - 0x80) as usize]
            .or(char::from_u32(code))
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The longest name that `text` begins with. Some need no semicolon, but in an attribute such a one is part of an
/// address if more of a word or a `=` follows.
fn named(text: &str, in_attribute: bool) -> Option<(Character, usize)> {
    let bytes = text.as_bytes();
    if let Some(common) = COMMON.iter().find(|(name, _)| bytes.starts_with(name)) {
        return Some((Character(common.1, None), common.0.len()));
    }
    let mut found = None;
    for size in 1..=bytes.len().min(NAME_MAX) {
        if !(bytes[size - 1].is_ascii_alphanumeric() || bytes[size - 1] == b';') {
            break;
        }
        // Beginnings of names are in the table too, without a character.
        match NAMED_ENTITIES.get(&text[..size]) {
            Some((0, _)) => {}
            Some(&(first, second)) => found = Some((first, second, size)),
            None => break,
        }
    }
    let (first, second, size) = found?;
    let goes_on = bytes
        .get(size)
        .is_some_and(|&next| next == b'=' || next.is_ascii_alphanumeric());
    if in_attribute && goes_on && bytes[size - 1] != b';' {
        return None;
    }
    let second = char::from_u32(second).filter(|&c| c != '\0');
    Some((Character(char::from_u32(first)?, second), size))
}

/// Found without the table.
const COMMON: [(&[u8], char); 5] = [
    (b"amp;", '&'),
    (b"nbsp;", '\u{a0}'),
    (b"quot;", '"'),
    (b"gt;", '>'),
    (b"lt;", '<'),
];
