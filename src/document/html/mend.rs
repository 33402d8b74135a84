//! Mends a page that was encoded twice: UTF-8 taken for Latin-1 or windows-1252 and saved as UTF-8 again (`donâ€™t`).

use std::borrow::Cow;

use memchr::memmem;

/// What a curly quote or a dash becomes begins with this …
const SIGN: &str = "\u{e2}";

/// … and goes on, by Latin-1 or by windows-1252. No language writes these.
const SIGN_GOES_ON: [char; 2] = ['\u{80}', '\u{20ac}'];

/// The text with what was encoded twice decoded once more. Only for texts that show the signs; in them every run of
/// characters that are the bytes of UTF-8 is mended, and all else is left as it stands.
pub(super) fn encoded_once(text: &str) -> Cow<'_, str> {
    let mut signs = memmem::find_iter(text.as_bytes(), SIGN.as_bytes());
    if !signs.any(|at| text[at + SIGN.len()..].starts_with(SIGN_GOES_ON)) {
        return Cow::Borrowed(text);
    }
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii() {
            let ascii = rest
                .bytes()
                .position(|b| !b.is_ascii())
                .unwrap_or(rest.len());
            mended.push_str(&rest[..ascii]);
            rest = &rest[ascii..];
            continue;
        }
        let (decoded, size) = decode(rest).unwrap_or((c, c.len_utf8()));
        mended.push(decoded);
        rest = &rest[size..];
    }
    Cow::Owned(mended)
}

/// The character whose UTF-8 bytes the first characters are, and how many bytes of `text` it took.
fn decode(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let (mut count, mut size) = (0, 0);
    for c in text.chars().take(bytes.len()) {
        bytes[count] = byte(c)?;
        count += 1;
        size += c.len_utf8();
        if let Ok(whole) = std::str::from_utf8(&bytes[..count]) {
            return whole
                .chars()
                .next()
                .filter(|c| !c.is_ascii())
                .map(|c| (c, size));
        }
    }
    None
}

/// The byte that was taken for this character.
fn byte(c: char) -> Option<u8> {
    const WINDOWS: [(char, u8); 27] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8a),
        ('‹', 0x8b),
        ('Œ', 0x8c),
        ('Ž', 0x8e),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9a),
        ('›', 0x9b),
        ('œ', 0x9c),
        ('ž', 0x9e),
        ('Ÿ', 0x9f),
    ];
    u8::try_from(u32::from(c)).ok().or_else(|| {
        WINDOWS
            .iter()
            .find(|(sign, _)| *sign == c)
            .map(|(_, byte)| *byte)
    })
}
