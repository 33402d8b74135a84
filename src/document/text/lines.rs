//! A line of the file: its number, its indent, and its text with blanks folded.

use crate::document::Lines;

/// A line that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The text; blanks folded to one space, none at the ends.
    pub text: String,
    /// Where it stands.
    pub lines: Lines,
    /// How far it is indented, in columns.
    pub indent: u32,
    /// A blank line stands before it (or the start of the file).
    pub after_blank: bool,
}

/// The lines that hold something. Lines end in `\n` or `\r\n`, in a file without any `\n` also in `\r`.
pub fn split(text: &str) -> Vec<Line> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut found = Vec::new();
    let mut after_blank = true;
    for (at, raw) in text.split(end).enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let folded = raw.split_whitespace().collect::<Vec<_>>().join(" ");
        if folded.is_empty() {
            after_blank = true;
            continue;
        }
        let indent = raw
            .chars()
            .take_while(|c| c.is_whitespace())
            .map(|c| if c == '\t' { 4 } else { 1 })
            .sum();
        found.push(Line {
            text: folded,
            lines: (number, number),
            indent,
            after_blank,
        });
        after_blank = false;
    }
    found
}
