//! Hard-wrapped text: the lines of one paragraph, joined again.

use super::facts;
use super::lines::Line;
use super::marker::Marker;

/// Text is wrapped at 60 to 80 columns, now and then wider; beyond this a line is a paragraph.
const MAX_WIDTH: u32 = 120;
/// Narrower columns are tables or verse.
const MIN_WIDTH: u32 = 40;
/// Of the lines that follow a full one, this share starts in lower case when text is wrapped (running English: about
/// .85), and almost none where a line is a paragraph. Where all is in capitals, they follow one that ends no sentence.
const MIN_LOWER: f32 = 0.4;
/// Fewer full lines than this prove nothing.
const MIN_FULL: usize = 2;

/// Longer than this, it is not one paragraph.
const MAX_BYTES: usize = 16_000;

/// The shortest line that is drawn: `---`.
const MIN_DRAWN: usize = 3;

/// Joins the lines of each paragraph where the file is hard-wrapped; else leaves them as they are.
pub fn join(lines: Vec<Line>) -> Vec<Line> {
    let Some(width) = width(&lines) else {
        return lines;
    };
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    // The width and indent of the last physical line, and the indent of the paragraph it belongs to.
    let (mut last_width, mut first_indent) = (0, 0);
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        if let Some(last) = joined.last_mut()
            && continues(last, last_width, first_indent, &line, lines.peek(), width)
        {
            if !(last.text.ends_with('-') && starts_lower(&line.text)) {
                last.text.push(' ');
            }
            last.text.push_str(&line.text);
            last.lines.1 = line.lines.1;
            last_width = line.width;
            first_indent = first_indent.min(line.indent);
            continue;
        }
        (last_width, first_indent) = (line.width, line.indent);
        joined.push(line);
    }
    joined
}

/// The column at which the file is wrapped, if it is.
fn width(lines: &[Line]) -> Option<u32> {
    let widest = lines.iter().map(|line| line.width).max()?;
    if !(MIN_WIDTH..=MAX_WIDTH).contains(&widest) {
        return None;
    }
    let is_capitals = !lines.iter().any(|line| has_small(&line.text));
    let (mut full, mut lower) = (0usize, 0usize);
    for pair in lines.windows(2) {
        if !pair[1].after_blank
            && Marker::of(&pair[1].text).is_none()
            && is_full(pair[0].width, &pair[1], widest)
        {
            full += 1;
            let goes_on = is_capitals && !pair[0].text.ends_with(['.', '!', '?', ':']);
            lower += usize::from(goes_on || starts_lower(&pair[1].text));
        }
    }
    (full >= MIN_FULL && lower as f32 >= MIN_LOWER * full as f32).then_some(widest)
}

/// The first word of the next line would not have fitted.
fn is_full(width: u32, next: &Line, limit: u32) -> bool {
    let word = next
        .text
        .split(' ')
        .next()
        .map_or(0, |word| word.chars().count());
    // Wrapping at a narrower margin here and there (quotations, lists) is allowed for by an eighth.
    width + 1 + word as u32 > limit - limit / 8
}

fn continues(
    last: &Line,
    last_width: u32,
    first_indent: u32,
    line: &Line,
    next: Option<&Line>,
    limit: u32,
) -> bool {
    if line.after_blank
        || last.text.len() > MAX_BYTES
        || Marker::of(&line.text).is_some()
        || line.text.contains('|')
        || last.text.contains('|')
        || is_drawn(&line.text)
        || is_drawn(&last.text)
    {
        return false;
    }
    // The last line of a paragraph ends like a sentence: a short one that does not, behind one that does, is a heading.
    let is_heading = last.text.ends_with(['.', '!', '?'])
        && !line
            .text
            .ends_with(['.', '!', '?', ':', ';', ',', '”', '"', ')'])
        && next.is_none_or(|next| !is_full(line.width, next, limit));
    if is_heading || facts::author(&line.text).is_some() {
        return false;
    }
    let is_item = Marker::of(&last.text).is_some();
    let is_new = !is_item && line.indent > first_indent + 1;
    let is_open = !last.text.ends_with(['.', '!', '?', ':']);
    !is_new && (is_full(last_width, line, limit) || (is_open && starts_lower(&line.text)))
}

/// A line of signs, which parts what stands above it from what stands below.
fn is_drawn(text: &str) -> bool {
    text.len() >= MIN_DRAWN && text.bytes().all(|b| b.is_ascii_punctuation())
}

/// Whether capitals can tell anything here.
pub(super) fn has_small(text: &str) -> bool {
    text.contains(char::is_lowercase)
}

fn starts_lower(text: &str) -> bool {
    text.starts_with(|c: char| c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    #[test]
    fn wrapped_paragraphs_are_joined_and_their_lines_span() {
        let text = "The chief of products sets the course of what is\nbuilt and why, and speaks for those who will use\nit. \
                    Nobody else does.\n\n- Sets the course of what is built and of what\n  is left\n- Speaks\n";
        let lines: Vec<_> = join(split(text))
            .into_iter()
            .map(|line| (line.lines, line.text))
            .collect();
        assert_eq!(lines[0].0, (1, 3));
        assert!(lines[0].1.ends_with("use it. Nobody else does."));
        assert_eq!(
            lines[1],
            (
                (5, 6),
                "- Sets the course of what is built and of what is left".to_owned()
            )
        );
        assert_eq!(lines[2].0, (7, 7));
    }

    #[test]
    fn capitals_are_joined_where_no_sentence_ends() {
        let text = "THE CHIEF OF PRODUCTS SETS THE COURSE OF WHAT IS\nBUILT AND WHY, AND SPEAKS FOR THOSE WHO WILL USE\n\
                    IT. NOBODY ELSE DOES.\n";
        assert_eq!(join(split(text)).len(), 1);
        let text = "THE CHIEF OF PRODUCTS SETS THE COURSE OF IT.\nTHE CHIEF OF TECHNOLOGY BUILDS WHAT IS SET UP.\n\
                    BOTH OF THEM TALK, AND THEN BOTH ARE SILENT.\n";
        assert_eq!(join(split(text)).len(), 3);
    }

    #[test]
    fn a_heading_without_a_blank_line_stands_alone() {
        let text = "The chief of products sets the course of what is\nbuilt and why, and he speaks for who will use it.\n\
                    The chief clerk\nThe chief clerk keeps the books of what was sold\nand of what was not, in a cellar.\n";
        assert_eq!(join(split(text)).len(), 3);
    }

    #[test]
    fn a_line_of_signs_is_joined_to_nothing() {
        let text = "What the chief of products does, and what not\n=============================================\n\
                    The chief of products sets the course of what is\nbuilt and why, and speaks for those who will use\n\
                    it. The chief clerk keeps the books of what was\nsold and of what was not.\n";
        assert_eq!(join(split(text)).len(), 3);
    }

    #[test]
    fn a_line_that_is_a_paragraph_stays_alone() {
        let text = "The chief of products sets the course of it.\nThe chief of technology builds what is set up.\nBoth talk.\n";
        assert_eq!(join(split(text)).len(), 3);
    }
}
