//! Plain text out of a piece of HTML by a scan from left to right: tags out, entities resolved, blanks folded. For pieces
//! too small or too hostile to be parsed.

use super::scan::{Scan, Token};
use super::tags::{Shape, shape};
use super::walk::Flow;
use crate::document::Kind;

/// At most so many bytes of the start of a text, cut between characters.
pub(super) fn start(text: &str, max: usize) -> &str {
    let end = (0..=max.min(text.len()))
        .rev()
        .find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

/// The text of a piece of HTML, in one line.
pub(in crate::document) fn text(html: &str) -> String {
    let pieces: Vec<String> = pieces(html).map(|piece| piece.2).collect();
    pieces.join(" ")
}

/// The text of a piece of HTML, cut where a block begins or ends: kind, heading level, text.
pub(super) fn pieces(html: &str) -> impl Iterator<Item = (Kind, u8, String)> {
    let mut scan = Scan::new(html);
    let mut kind = (Kind::Paragraph, 0);
    let mut text = String::new();
    let mut skip = false;
    std::iter::from_fn(move || {
        loop {
            let mut done = None;
            let next = match scan.next() {
                Some(Token::Text(_)) if std::mem::take(&mut skip) => continue,
                Some(Token::Text(words)) => {
                    decode(words, &mut text);
                    continue;
                }
                Some(Token::Open(name, _)) => match shape(&name.to_ascii_lowercase(), Flow::Free) {
                    Shape::Inline | Shape::Link | Shape::Bold => continue,
                    Shape::Skip | Shape::Fact | Shape::Noscript if is_raw(name) => {
                        scan.raw_until(name);
                        skip = true;
                        continue;
                    }
                    Shape::Cell | Shape::Picture | Shape::Break => {
                        text.push(' ');
                        continue;
                    }
                    Shape::Heading(level) => (Kind::Heading, level),
                    Shape::Item => (Kind::Item, 1),
                    Shape::Kinded(kind) => (kind, 0),
                    _ => (Kind::Paragraph, 0),
                },
                Some(Token::Close(name)) => match shape(&name.to_ascii_lowercase(), Flow::Free) {
                    _ if std::mem::take(&mut skip) => continue,
                    Shape::Inline | Shape::Link | Shape::Bold | Shape::Cell => continue,
                    _ => (Kind::Paragraph, 0),
                },
                None if text.is_empty() => return None,
                None => kind,
            };
            if text.contains(|c: char| !c.is_whitespace()) {
                done = Some((
                    kind.0,
                    kind.1,
                    text.split_whitespace().collect::<Vec<_>>().join(" "),
                ));
            }
            text.clear();
            kind = next;
            if done.is_some() {
                return done;
            }
        }
    })
}

/// Its text is never text for a reader.
fn is_raw(name: &str) -> bool {
    [
        "script", "style", "textarea", "title", "iframe", "noembed", "noframes", "noscript",
    ]
    .iter()
    .any(|raw| raw.eq_ignore_ascii_case(name))
}

/// Appends text with its entities resolved.
fn decode(text: &str, onto: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        onto.push_str(&rest[..at]);
        let (c, size) = entity(&rest[at..]);
        onto.push(c);
        rest = &rest[at + size..];
    }
    onto.push_str(rest);
}

/// The entity at the start of `text` and its size; a lone `&` is itself. Only those that occur in running text.
fn entity(text: &str) -> (char, usize) {
    let name = &text[1..];
    let Some(end) = name.bytes().take(12).position(|b| b == b';') else {
        return ('&', 1);
    };
    let c = match &name[..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "bull" => '•',
        "middot" => '·',
        "eacute" => 'é',
        name => {
            let number =
                name.strip_prefix('#')
                    .and_then(|digits| match digits.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok(),
                        None => digits.parse().ok(),
                    });
            match number {
                Some(code) => char::from_u32(code)
                    .filter(|&c| c != '\0')
                    .unwrap_or('\u{fffd}'),
                None => return ('&', 1),
            }
        }
    };
    (c, end + 2)
}

#[cfg(test)]
mod tests {
    use super::{pieces, text};

    #[test]
    fn tags_go_and_entities_are_resolved() {
        assert_eq!(
            text("<p>a &lt; b &amp;&nbsp;c</p><p>&#x41;&#66;&zzz; 1 < 2"),
            "a < b & c AB&zzz; 1 < 2"
        );
    }

    #[test]
    fn blocks_are_cut_and_scripts_left_out() {
        let html =
            "x<h2>Two <i>words</i></h2>y<script>if (a < b) {}</script><ul><li>one<li>two</ul>";
        let pieces: Vec<_> = pieces(html)
            .map(|(kind, level, text)| format!("{kind:?} {level} {text}"))
            .collect();
        assert_eq!(
            pieces,
            [
                "Paragraph 0 x",
                "Heading 2 Two words",
                "Paragraph 0 y",
                "Item 1 one",
                "Item 1 two"
            ]
        );
    }
}
