//! A line of the file: its number, its indent, and its text with blanks folded.

use crate::document::Lines;

/// A file of more lines than this is not an article; what follows is read in pieces of [`MAX_BYTES`], so that nothing is
/// lost and nothing grows without bound.
const MAX_LINES: usize = 100_000;

/// A longer line is cut. A page of a book has 3,000 bytes; nobody reads 16,000 without a break.
const MAX_BYTES: usize = 16_000;

/// More wide gaps than this in one line are not columns.
const MAX_GAPS: usize = 32;

/// A line that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The text; blanks folded to one space, none at the ends.
    pub text: String,
    /// Where it stands.
    pub lines: Lines,
    /// How far it is indented, in columns.
    pub indent: u32,
    /// How wide it is, in characters, with its indent.
    pub width: u32,
    /// A blank line stands before it, or the start of the file or of a page.
    pub after_blank: bool,
    /// Where in `text` a tab or two and more blanks were folded.
    pub gaps: Vec<usize>,
}

/// The lines that hold something. Lines end in `\n` or `\r\n`, in a file without any `\n` in `\r`. The separators that
/// no editor counts (NEL, LS, PS, form feed) end a piece of text, but not a line.
pub fn split(text: &str) -> Vec<Line> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut found: Vec<Line> = Vec::new();
    let mut after_blank = true;
    for (at, raw) in text.split(end).enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let mut is_blank = true;
        for (nth, piece) in raw
            .split(['\u{85}', '\u{2028}', '\u{2029}', '\u{c}', '\u{b}'])
            .enumerate()
        {
            let before = found.len();
            fold(piece, number, &mut found);
            if let Some(first) = found.get_mut(before) {
                first.after_blank = after_blank || nth > 0;
                (after_blank, is_blank) = (false, false);
            }
        }
        after_blank |= is_blank;
    }
    found
}

/// Adds one line, or several where it is too long.
fn fold(raw: &str, number: u32, found: &mut Vec<Line>) {
    let mut line = new(number);
    let mut blanks = 0;
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        // What is written in ASCII goes word by word; a line is cut where it would be cut letter by letter.
        let room = (2 * MAX_BYTES).saturating_sub(line.text.len());
        let word = rest
            .bytes()
            .take(room)
            .take_while(u8::is_ascii_graphic)
            .count();
        let (piece, after) = rest.split_at(word.max(c.len_utf8()));
        rest = after;
        if matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') {
            continue; // nobody sees them, and they hide words from a search
        }
        if c.is_whitespace() || c.is_control() {
            blanks += if c == '\t' { 4 } else { 1 };
            continue;
        }
        if line.text.is_empty() {
            line.indent = blanks;
        } else if blanks > 0 {
            if line.text.len() > MAX_BYTES {
                push(std::mem::replace(&mut line, new(number)), found);
            } else {
                if blanks > 1 && line.gaps.len() < MAX_GAPS {
                    line.gaps.push(line.text.len());
                }
                line.text.push(' ');
            }
        } else if line.text.len() > 2 * MAX_BYTES {
            push(std::mem::replace(&mut line, new(number)), found);
        }
        line.width += blanks + word.max(1) as u32;
        blanks = 0;
        if line.text.capacity() == 0 {
            line.text.reserve(raw.len().min(MAX_BYTES));
        }
        line.text.push_str(piece);
    }
    if !line.text.is_empty() {
        push(line, found);
    }
}

fn new(number: u32) -> Line {
    Line {
        text: String::new(),
        lines: (number, number),
        indent: 0,
        width: 0,
        after_blank: false,
        gaps: Vec::new(),
    }
}

fn push(line: Line, found: &mut Vec<Line>) {
    let is_past = found.len() > MAX_LINES;
    match found.last_mut() {
        Some(last) if is_past && last.text.len() < MAX_BYTES => {
            last.text.push(' ');
            last.text.push_str(&line.text);
            last.lines.1 = line.lines.1;
            last.width = u32::MAX;
        }
        _ => found.push(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(u32, String)> {
        split(text)
            .into_iter()
            .map(|line| (line.lines.0, line.text))
            .collect()
    }

    #[test]
    fn every_line_end_is_known() {
        let wanted = vec![(1, "a".to_owned()), (3, "b c".to_owned())];
        assert_eq!(texts("a\n\nb\u{a0} c\n"), wanted);
        assert_eq!(texts("a\r\n\r\nb  c"), wanted);
        assert_eq!(texts("a\r\rb\tc"), wanted);
        assert_eq!(
            texts("a\u{c}b\u{2028}c"),
            vec![
                (1, "a".to_owned()),
                (1, "b".to_owned()),
                (1, "c".to_owned())
            ]
        );
    }

    #[test]
    fn hostile_lines_stay_bounded_and_whole() {
        let long = "word ".repeat(100_000);
        let lines = split(&long);
        assert!(lines.iter().all(|line| line.text.len() <= MAX_BYTES + 8));
        assert_eq!(
            lines
                .iter()
                .map(|line| line.text.split(' ').count())
                .sum::<usize>(),
            100_000
        );
        assert_eq!(
            split(&"x".repeat(100_000))
                .iter()
                .map(|line| line.text.len())
                .sum::<usize>(),
            100_000
        );
        let many = split(&"a\n".repeat(300_000));
        assert!(many.len() < MAX_LINES + 100);
        assert_eq!(many.last().map(|line| line.lines.1), Some(300_000));
    }
}
