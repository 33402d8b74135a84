//! Plain text out of a piece of HTML by a scan from left to right: tags out, entities resolved, blanks folded. For pieces
//! too small or too hostile to be parsed.

/// The text of a piece of HTML, in one line.
pub(super) fn text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let bytes = rest.as_bytes();
        if bytes[0] == b'&' {
            let (c, size) = entity(rest);
            text.push(c);
            rest = &rest[size..];
        } else if bytes
            .get(1)
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, b'/' | b'!' | b'?'))
        {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            text.push(' ');
            rest = &rest[end..];
        } else {
            text.push('<');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entity at the start of `text` and its size; a lone `&` is itself. Only those that occur in running text.
pub(super) fn entity(text: &str) -> (char, usize) {
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
    use super::text;

    #[test]
    fn tags_go_and_entities_are_resolved() {
        assert_eq!(
            text("<p>a &lt; b &amp;&nbsp;c</p><p>&#x41;&#66;&zzz; 1 < 2"),
            "a < b & c AB&zzz; 1 < 2"
        );
    }
}
