//! Ink is styled text on its way to a page: wrapped to a width, coloured only where the page takes colour.

use std::io::{self, Write};

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::bytes::{eight, equal, first, unprintable};
use crate::render::{Look, safe};

/// A piece of text in one style.
pub type Span = (Style, String);

/// One printed line.
pub type Row = Vec<Span>;

/// Plain text.
pub const PLAIN: Style = Style::new();
/// What a person looks for first.
pub const BOLD: Style = Style::new().bold();
/// What a person may skip.
pub const DIM: Style = Style::new().dimmed();
/// A word that the query asked for.
pub const MARK: Style = Style::new()
    .bold()
    .underline()
    .fg_color(Some(anstyle::Color::Ansi(anstyle::AnsiColor::Yellow)));
/// A role.
pub const ROLE: Style = Style::new()
    .bold()
    .fg_color(Some(anstyle::Color::Ansi(anstyle::AnsiColor::Cyan)));
/// A place: a path with lines, an id.
pub const PLACE: Style =
    Style::new().fg_color(Some(anstyle::Color::Ansi(anstyle::AnsiColor::Green)));
/// What goes.
pub const GONE: Style = Style::new().dimmed().strikethrough();
/// Why it goes.
pub const REASON: Style =
    Style::new().fg_color(Some(anstyle::Color::Ansi(anstyle::AnsiColor::Red)));

/// A span of foreign text, made safe.
pub fn span(style: Style, text: &str) -> Span {
    (style, safe::line(text).into_owned())
}

/// How many columns a row takes.
pub fn width(row: &Row) -> usize {
    row.iter().map(|(_, text)| columns(text)).sum()
}

/// How many columns a text takes; nearly all text is ASCII.
fn columns(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.width()
    }
}

/// Breaks spans into rows of at most `columns`, at blanks where there are any, else inside the word.
pub fn wrap(spans: &[Span], columns: usize) -> Vec<Row> {
    let mut page = Page {
        rows: vec![Row::new()],
        used: 0,
        columns: columns.max(10),
    };
    let mut word = Word::default();
    for (style, text) in spans {
        let mut from = 0;
        loop {
            if word.pieces.is_empty() {
                from += page.run(word.gap, *style, &text[from..]);
            }
            let end = word_end(text, from);
            if end > from {
                word.pieces.push((*style, &text[from..end]));
            }
            let Some(gap) = text[end..].chars().next() else {
                break;
            };
            page.word(&word);
            word.gap = Some(*style);
            word.pieces.clear();
            from = end + gap.len_utf8();
        }
    }
    page.word(&word);
    page.rows
}

/// What stands between two blanks; a word of several styles is one word.
#[derive(Default)]
struct Word<'a> {
    /// The blank before it, in the style of its span: a mark that spans two words is underlined between them too.
    gap: Option<Style>,
    pieces: Vec<(Style, &'a str)>,
}

struct Page {
    rows: Vec<Row>,
    /// Columns of the last row that are written.
    used: usize,
    columns: usize,
}

impl Page {
    fn word(&mut self, word: &Word) {
        if word.pieces.is_empty() {
            return;
        }
        let wide: usize = word.pieces.iter().map(|(_, text)| columns(text)).sum();
        if self.used > 0 && self.used + usize::from(word.gap.is_some()) + wide > self.columns {
            self.turn();
        } else if self.used > 0
            && let Some(style) = word.gap
        {
            self.put(style, " ");
            self.used += 1;
        }
        if self.used + wide <= self.columns {
            for &(style, text) in &word.pieces {
                self.put(style, text);
            }
            self.used += wide;
            return;
        }
        for &(style, text) in &word.pieces {
            for grapheme in text.graphemes(true) {
                let step = columns(grapheme);
                if self.used + step > self.columns {
                    self.turn();
                }
                self.put(style, grapheme);
                self.used += step;
            }
        }
    }

    /// Puts as many whole words in a row as there is room for, all at once; most text is ASCII with single blanks.
    /// Says how many bytes they have; a blank follows them.
    fn run(&mut self, gap: Option<Style>, style: Style, text: &str) -> usize {
        let gap = gap.filter(|_| self.used > 0);
        let room = self
            .columns
            .saturating_sub(self.used + usize::from(gap.is_some()));
        let line = &text.as_bytes()[..text.len().min(room + 1)];
        let simple = simple(line);
        let end = match line.get(simple) {
            Some(b' ') => simple,
            _ => line[..simple]
                .iter()
                .rposition(|byte| *byte == b' ')
                .unwrap_or(0),
        };
        if end > 0 {
            if let Some(gap) = gap {
                self.put(gap, " ");
                self.used += 1;
            }
            self.put(style, &text[..end]);
            self.used += end;
        }
        end
    }

    fn turn(&mut self) {
        self.rows.push(Row::new());
        self.used = 0;
    }

    fn put(&mut self, style: Style, text: &str) {
        let row = self.rows.last_mut().expect("never empty");
        match row.last_mut() {
            Some((last, so_far)) if *last == style => so_far.push_str(text),
            _ => {
                let mut piece = String::with_capacity(self.columns);
                piece.push_str(text);
                row.push((style, piece));
            }
        }
    }
}

/// How many bytes at the beginning are words of ASCII with single blanks between them.
fn simple(text: &[u8]) -> usize {
    if text.first() == Some(&b' ') {
        return 0;
    }
    // Each step sees the last byte of the one before again, for the blanks that stand side by side.
    for at in (0..text.len()).step_by(7) {
        let next = eight(text, at);
        let blanks = equal(next, b' ');
        let ends = unprintable(next) | blanks & blanks >> 8;
        if ends != 0 {
            return text.len().min(at + first(ends));
        }
    }
    text.len()
}

/// Where the next blank stands at which a line may break, from `from` on; no-break blanks keep what they join.
fn word_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_graphic() {
            at += 1;
            continue;
        }
        match text[at..].chars().next() {
            Some(c) if !c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}') => {
                at += c.len_utf8();
            }
            _ => break,
        }
    }
    at
}

/// Writes a row and a line break.
pub fn row(out: &mut impl Write, look: Look, indent: usize, row: &Row) -> io::Result<()> {
    for _ in 0..indent {
        out.write_all(b" ")?;
    }
    spans(out, look, row)?;
    out.write_all(b"\n")
}

/// Writes spans where the cursor stands.
pub fn spans(out: &mut impl Write, look: Look, row: &[Span]) -> io::Result<()> {
    for (style, text) in row {
        if look.colour && *style != PLAIN {
            write!(out, "{style}{text}{style:#}")?;
        } else {
            out.write_all(text.as_bytes())?;
        }
    }
    Ok(())
}

/// Writes a paragraph: wrapped to the page, every line indented.
pub fn paragraph(out: &mut impl Write, look: Look, indent: usize, text: &[Span]) -> io::Result<()> {
    for line in wrap(text, look.width.saturating_sub(indent)) {
        row(out, look, indent, &line)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, columns: usize) -> Vec<String> {
        let rows = wrap(&[span(PLAIN, text)], columns);
        rows.into_iter()
            .map(|row| row.into_iter().map(|(_, text)| text).collect())
            .collect()
    }

    #[test]
    fn lines_break_at_blanks_and_long_words_inside() {
        assert_eq!(
            wrapped("one two  three four", 10),
            ["one two", "three four"]
        );
        assert_eq!(
            wrapped("abcdefghijklmnop q", 10),
            ["abcdefghij", "klmnop q"]
        );
        assert_eq!(wrapped("漢字漢字漢字 x", 10), ["漢字漢字漢", "字 x"]);
        assert_eq!(wrapped("", 10), [""]);
    }

    #[test]
    fn the_quick_way_breaks_where_the_slow_one_does() {
        let text =
            "one two\u{2009}three  four five-six seven, eight nine  ten eleven twelve\n thirteen ";
        for columns in 10..40 {
            let words = text.split_whitespace();
            let mut lines = vec![String::new()];
            for word in words {
                let line = lines.last_mut().unwrap();
                if line.is_empty() {
                    line.push_str(word);
                } else if line.len() + 1 + word.len() <= columns {
                    *line += " ";
                    *line += word;
                } else {
                    lines.push(word.to_owned());
                }
            }
            assert_eq!(wrapped(text, columns), lines, "{columns}");
        }
    }

    #[test]
    fn a_word_of_two_styles_stays_one_word() {
        let rows = wrap(
            &[
                span(PLAIN, "long-term "),
                span(MARK, "strateg"),
                span(PLAIN, "ic goals"),
            ],
            20,
        );
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].len(), 3);
    }
}
