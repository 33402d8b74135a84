//! Beginnings tell which words of a text cannot have a stem that is looked for, without folding them.

/// The first two letters of what is looked for.
#[derive(Debug, Clone)]
pub(super) struct Beginnings {
    /// For each first byte the second letters, a bit each.
    seconds: Box<[u32; 256]>,
}

impl Beginnings {
    pub(super) fn of<'a>(stems: impl Iterator<Item = &'a str>) -> Beginnings {
        let mut seconds = Box::new([0; 256]);
        for stem in stems.filter(|stem| !stem.is_empty()) {
            let stem = stem.as_bytes();
            let second = stem.get(1).and_then(|second| letter_bit(*second));
            seconds[usize::from(stem[0])] |= second.unwrap_or(u32::MAX);
        }
        Beginnings { seconds }
    }

    /// Whether a word may have one of the stems. Folding keeps an ASCII letter what it is, and stemming keeps the first
    /// two, but for an `y` that becomes an `i` (`dying`).
    pub(super) fn may_be_of(&self, written: &str) -> bool {
        let written = written.as_bytes();
        let Some(first) = written.first().filter(|first| first.is_ascii()) else {
            return true;
        };
        let seconds = self.seconds[usize::from(first.to_ascii_lowercase())];
        match written.get(1).and_then(|second| letter_bit(*second)) {
            Some(bit) => seconds & bit != 0,
            None => seconds != 0,
        }
    }
}

/// A bit for each letter, `i` and `y` sharing one.
fn letter_bit(byte: u8) -> Option<u32> {
    match byte.to_ascii_lowercase() {
        b'y' => letter_bit(b'i'),
        letter @ b'a'..=b'z' => Some(1 << (letter - b'a')),
        _ => None,
    }
}
