//! Which lines are headings although nothing marks them.

use super::lines::Line;
use super::marker::Marker;

/// More words than this are a sentence.
const MAX_WORDS: usize = 14;

/// A short line without closing punctuation that stands before something longer, a list, or another heading.
pub fn is_heading(lines: &[Line], at: usize) -> bool {
    let text = lines[at].text.as_str();
    let words = text.split(' ').count();
    if words > MAX_WORDS
        || text.ends_with(['.', '!', ',', ';'])
        || !text.starts_with(|c: char| c.is_uppercase())
    {
        return false;
    }
    let Some(next) = lines.get(at + 1) else {
        return false;
    };
    if text.ends_with(':') && words > 5 {
        return false;
    }
    Marker::of(&next.text).is_some()
        || next.text.split(' ').count() > words
        || is_heading(lines, at + 1)
}
