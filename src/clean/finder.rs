//! A finder looks for many words and phrases in one pass over a text.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use aho_corasick::{AhoCorasick, AhoCorasickKind, Match, MatchKind, StartKind};

/// Beyond so many bytes of text a finder makes a table of all transitions: that halves the time of every search, but takes
/// 5 ms, in which 2 MB are searched without. Whoever adds one article to a corpus never needs it.
const MUCH: usize = 2 << 20;

/// Bytes of text that were judged so far.
static READ: AtomicUsize = AtomicUsize::new(0);

/// Finds patterns in texts.
pub(crate) struct Finder {
    patterns: Vec<String>,
    kind: MatchKind,
    small: AhoCorasick,
    table: OnceLock<AhoCorasick>,
}

/// More text is about to be searched.
pub(super) fn expect(bytes: usize) {
    READ.fetch_add(bytes, Ordering::Relaxed);
}

/// Finds patterns as they end, overlapping ones too.
pub(crate) fn any<P: Into<String>>(patterns: impl IntoIterator<Item = P>) -> Finder {
    Finder::of(patterns, MatchKind::Standard)
}

/// Finds the longest pattern at the leftmost place, then goes on behind it. ASCII letters match in any case.
pub(crate) fn longest<P: Into<String>>(patterns: impl IntoIterator<Item = P>) -> Finder {
    Finder::of(patterns, MatchKind::LeftmostLongest)
}

impl Finder {
    fn of<P: Into<String>>(patterns: impl IntoIterator<Item = P>, kind: MatchKind) -> Finder {
        let patterns: Vec<String> = patterns.into_iter().map(Into::into).collect();
        Finder {
            small: automaton(&patterns, kind, AhoCorasickKind::ContiguousNFA),
            patterns,
            kind,
            table: OnceLock::new(),
        }
    }

    /// One of the patterns stands in a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.automaton().is_match(text)
    }

    /// The patterns in a text, one behind the other.
    pub(crate) fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Match> + 'a {
        self.automaton().find_iter(text)
    }

    /// The patterns in a text, overlapping ones too.
    pub(crate) fn find_overlapping_iter<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = Match> + 'a {
        self.automaton().find_overlapping_iter(text)
    }

    fn automaton(&self) -> &AhoCorasick {
        if READ.load(Ordering::Relaxed) < MUCH {
            return &self.small;
        }
        let make = || automaton(&self.patterns, self.kind, AhoCorasickKind::DFA);
        self.table.get_or_init(make)
    }
}

fn automaton(patterns: &[String], kind: MatchKind, form: AhoCorasickKind) -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(form))
        .start_kind(StartKind::Unanchored)
        .match_kind(kind)
        .ascii_case_insensitive(kind == MatchKind::LeftmostLongest)
        .build(patterns)
        .expect("the patterns are few and short")
}
