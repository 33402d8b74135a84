//! Signs: what is not a word and still tells what a text is.

use super::Own;

/// Counts the signs of one token; `may_be_address` where the text has an `@`.
pub(super) fn of_token(token: &str, may_be_address: bool, own: &mut Own) {
    let bytes = token.as_bytes();
    let last = bytes[bytes.len() - 1];
    own.commas += f32::from(u8::from(last == b','));
    if last.is_ascii_punctuation() || last >= 128 {
        let bare = token.trim_end_matches(['"', '\'', ')', ']', '”', '’', '»']);
        own.sentences += f32::from(u8::from(
            bare.len() > 2 && bare.ends_with(['.', '!', '?', '。']),
        ));
    }
    match bytes[0] {
        b'@' | b'#' => own.handles += 1.0,
        b'$' => own.prices += 1.0,
        b'|' | b'/' | b'>' | b'<' | b'*' | b'-' if bytes.len() == 1 => own.separators += 1.0,
        b'h' | b'w' if token.starts_with("http") || token.starts_with("www.") => own.handles += 1.0,
        b'"' => own.quotes += 1.0,
        first if first >= 128 => match token.chars().next() {
            Some('“' | '„' | '«') if token.len() > 3 => own.quotes += 1.0,
            Some('€' | '£' | '¥' | '₹') => own.prices += 1.0,
            Some('·' | '•' | '»' | '›' | '→' | '–' | '—' | '|') if token.chars().count() == 1 => {
                own.separators += 1.0
            }
            _ => {}
        },
        _ => {}
    }
    if last == b'%' {
        own.prices += 1.0;
    }
    if may_be_address && bytes.len() > 5 && bytes[1..].contains(&b'@') {
        own.handles += 1.0;
    }
}

/// How the text begins and ends.
pub(super) fn of_ends(text: &str, own: &mut Own) {
    own.opening = match text.chars().next() {
        Some(first) if first.is_lowercase() => 0.0,
        Some(first) if first.is_numeric() => 2.0,
        Some('"' | '“' | '‘' | '\'' | '«') => 3.0,
        Some(first) if first.is_alphabetic() => 1.0,
        _ => 4.0,
    };
    let bare = text.trim_end_matches(['"', '\'', ')', ']', '”', '’', '»', ' ']);
    own.ending = match bare.chars().next_back() {
        Some('.' | '!' | '。') if bare.ends_with("...") => 4.0,
        Some('.' | '!' | '。') => 1.0,
        Some(':' | '：') => 2.0,
        Some('?' | '？') => 3.0,
        Some('…') => 4.0,
        _ => 0.0,
    };
    own.bracketed = f32::from(u8::from(
        text.starts_with(['(', '[']) && text.ends_with([')', ']']),
    ));
}
