//! Folding writes a word as the index has it: lower case, compatibility forms, in the stemmed form without diacritics.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Form;

/// Longer words are cut to [`KEPT_BYTES`] and a hash of the whole, so that a data blob costs little and is still found
/// by itself and by its beginning.
pub(super) const LONG_BYTES: usize = 64;
const KEPT_BYTES: usize = 40;

/// Appends a word as it is indexed, before stemming; says whether it may be stemmed.
pub(super) fn fold(written: &str, form: Form, into: &mut String) -> bool {
    let from = into.len();
    fold_letters(written, form, into);
    let is_long = into.len() - from > LONG_BYTES;
    if is_long {
        let hash = blake3::hash(&into.as_bytes()[from..]).to_hex();
        into.truncate(floor_boundary(into, from + KEPT_BYTES));
        into.push('#');
        into.push_str(&hash[..16]);
    }
    !is_long
}

fn fold_letters(written: &str, form: Form, into: &mut String) {
    if written.bytes().all(keeps_ascii) {
        let from = into.len();
        into.push_str(written);
        into[from..].make_ascii_lowercase();
        return;
    }
    if written.is_ascii() {
        into.extend(
            written
                .bytes()
                .filter(|b| keeps_ascii(*b))
                .map(|b| char::from(b.to_ascii_lowercase())),
        );
        return;
    }
    let lower = written.to_lowercase();
    let keeps = |c: &char| {
        if c.is_ascii() {
            keeps_ascii(*c as u8)
        } else {
            c.is_alphanumeric() || is_combining_mark(*c)
        }
    };
    match form {
        Form::Exact => into.extend(lower.nfkc().flat_map(char::to_lowercase).filter(keeps)),
        Form::Stem => {
            let bare = lower
                .nfkd()
                .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
                .filter(keeps);
            let mut folded = String::with_capacity(lower.len());
            for c in bare.flat_map(char::to_lowercase) {
                match letter(c) {
                    Some(plain) => folded.push_str(plain),
                    None => folded.push(c),
                }
            }
            into.extend(folded.nfc());
        }
    }
}

/// A decimal point stays in a number; everything else that joins a word goes.
pub(super) fn keeps_ascii(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'.'
}

/// Letters that carry their mark inside, so that decomposing does not free it.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ı' => "i",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

/// The largest char boundary not above `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}
