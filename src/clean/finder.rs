//! A finder looks for many words and phrases in one pass over a text.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind, StartKind};

/// Finds patterns one after the other as they end, overlapping ones too.
pub(super) fn any<P: AsRef<[u8]>>(patterns: impl IntoIterator<Item = P>) -> AhoCorasick {
    of(patterns, MatchKind::Standard)
}

/// Finds the longest pattern at the leftmost place, then goes on behind it. ASCII letters match in any case.
pub(super) fn longest<P: AsRef<[u8]>>(patterns: impl IntoIterator<Item = P>) -> AhoCorasick {
    of(patterns, MatchKind::LeftmostLongest)
}

/// An automaton with a table of all transitions: for more than a hundred patterns the library saves that memory, and then
/// needs three times as long for a text. Every text that is ingested passes through all of these.
fn of<P: AsRef<[u8]>>(patterns: impl IntoIterator<Item = P>, kind: MatchKind) -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .start_kind(StartKind::Unanchored)
        .match_kind(kind)
        .ascii_case_insensitive(kind == MatchKind::LeftmostLongest)
        .build(patterns)
        .expect("the patterns are few and short")
}
