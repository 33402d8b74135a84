//! Ink is styled text on its way to a page: wrapped to a width, coloured only where the page takes colour.

use std::io::{self, Write};

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

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
    row.iter().map(|(_, text)| text.width()).sum()
}

/// Breaks spans into rows of at most `columns`, at blanks where there are any, else inside the word.
pub fn wrap(spans: &[Span], columns: usize) -> Vec<Row> {
    let columns = columns.max(10);
    let mut rows = vec![Row::new()];
    let mut used = 0;
    let mut gap: Option<Style> = None;
    for word in words(spans) {
        match word {
            Token::Blank(style) => gap = Some(style),
            Token::Word(pieces) => {
                let wide = width(&pieces);
                if used > 0 && used + usize::from(gap.is_some()) + wide > columns {
                    rows.push(Row::new());
                    used = 0;
                } else if used > 0
                    && let Some(style) = gap
                {
                    put(rows.last_mut().expect("never empty"), style, " ");
                    used += 1;
                }
                gap = None;
                for (style, text) in pieces {
                    for grapheme in text.graphemes(true) {
                        let step = grapheme.width();
                        if used + step > columns {
                            rows.push(Row::new());
                            used = 0;
                        }
                        put(rows.last_mut().expect("never empty"), style, grapheme);
                        used += step;
                    }
                }
            }
        }
    }
    rows
}

enum Token {
    /// A gap, in the style of the span it stands in: a mark that spans two words is underlined between them too.
    Blank(Style),
    Word(Vec<Span>),
}

fn words(spans: &[Span]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word: Vec<Span> = Vec::new();
    for (style, text) in spans {
        for (i, part) in text.split(is_gap).enumerate() {
            if i > 0 {
                if !word.is_empty() {
                    tokens.push(Token::Word(std::mem::take(&mut word)));
                }
                tokens.push(Token::Blank(*style));
            }
            if !part.is_empty() {
                word.push((*style, part.to_owned()));
            }
        }
    }
    if !word.is_empty() {
        tokens.push(Token::Word(word));
    }
    tokens
}

/// Blanks where a line may break; no-break blanks keep what they join.
fn is_gap(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')
}

fn put(row: &mut Row, style: Style, text: &str) {
    match row.last_mut() {
        Some((last, so_far)) if *last == style => so_far.push_str(text),
        _ => row.push((style, text.to_owned())),
    }
}

/// Writes a row and a line break.
pub fn row(out: &mut impl Write, look: Look, indent: usize, row: &Row) -> io::Result<()> {
    write!(out, "{:indent$}", "")?;
    spans(out, look, row)?;
    writeln!(out)
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
