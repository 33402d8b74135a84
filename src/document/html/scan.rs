//! A scan over the tags of a page, left to right and once, for what must not go through the parser: hostile pages, and
//! small pieces not worth a tree. It knows comments, quoted attributes and raw text, but builds nothing.

use memchr::{memchr, memchr_iter, memchr3, memmem};

/// What stands next in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text with its entities as they stand.
    Text(&'a str),
    /// A start tag: its name as written, and what stands between the name and `>`.
    Open(&'a str, &'a str),
    /// An end tag.
    Close(&'a str),
}

/// Goes over the tokens of a page. Comments and doctypes are left out.
pub(super) struct Scan<'a> {
    rest: &'a str,
    /// Up to the end tag of this element all is text.
    raw: Option<&'a str>,
}

impl<'a> Scan<'a> {
    /// Begins at the start of a page or of a piece of one.
    pub(super) fn new(html: &'a str) -> Self {
        Scan {
            rest: html,
            raw: None,
        }
    }

    /// What follows is raw text up to the end tag of `name`, as in `<script>`.
    pub(super) fn raw_until(&mut self, name: &'a str) {
        self.raw = Some(name);
    }

    fn take(&mut self, size: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(size);
        self.rest = rest;
        taken
    }

    /// The size of raw text, up to `</name`.
    fn raw_size(&self, name: &str) -> usize {
        let bytes = self.rest.as_bytes();
        if name.eq_ignore_ascii_case("plaintext") {
            return bytes.len();
        }
        memmem::find_iter(bytes, b"</")
            .find(|at| {
                let tag = &bytes[at + 2..];
                tag.get(..name.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
                    && tag
                        .get(name.len())
                        .is_none_or(|c| !c.is_ascii_alphanumeric())
            })
            .unwrap_or(bytes.len())
    }
}

impl<'a> Iterator for Scan<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            let size = self.raw_size(name);
            if size > 0 {
                return Some(Token::Text(self.take(size)));
            }
        }
        while !self.rest.is_empty() {
            let bytes = self.rest.as_bytes();
            if bytes[0] != b'<' {
                let size = memchr(b'<', bytes).unwrap_or(bytes.len());
                return Some(Token::Text(self.take(size)));
            }
            match bytes.get(1) {
                Some(c) if c.is_ascii_alphabetic() => {
                    let name = name_size(&bytes[1..]);
                    let tag = self.take(tag_size(bytes));
                    let inside = tag[1 + name..]
                        .strip_suffix('>')
                        .unwrap_or(&tag[1 + name..]);
                    return Some(Token::Open(&tag[1..1 + name], inside));
                }
                Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                    let name = name_size(&bytes[2..]);
                    let tag = self.take(tag_size(bytes));
                    return Some(Token::Close(&tag[2..2 + name]));
                }
                Some(b'!' | b'?' | b'/') => {
                    let size = comment_size(bytes);
                    self.take(size);
                }
                _ => return Some(Token::Text(self.take(1))),
            }
        }
        None
    }
}

fn name_size(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|c| c.is_ascii_whitespace() || matches!(c, b'/' | b'>'))
        .unwrap_or(bytes.len())
}

/// A tag ends at the first `>` outside of quotes; quotes count only where a value begins.
fn tag_size(tag: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = memchr3(b'>', b'"', b'\'', &tag[at..]) {
        at += found;
        let quote = tag[at];
        if quote == b'>' {
            return at + 1;
        }
        let before = tag[..at].iter().rev().find(|c| !c.is_ascii_whitespace());
        at += 1;
        if before == Some(&b'=') {
            match memchr(quote, &tag[at..]) {
                Some(end) => at += end + 1,
                None => return tag.len(),
            }
        }
    }
    tag.len()
}

/// The size of a comment, which ends at `-->` or `--!>`, at once as `<!-->` or `<!--->`; anything else that begins with `<!`
/// or `<?` ends at the next `>`.
pub(super) fn comment_size(bytes: &[u8]) -> usize {
    let is_end = |at: usize| match bytes[..at].strip_prefix(b"<!--") {
        Some(inside) => {
            matches!(inside, b"" | b"-") || inside.ends_with(b"--") || inside.ends_with(b"--!")
        }
        None => true,
    };
    memchr_iter(b'>', bytes)
        .find(|&at| is_end(at))
        .map_or(bytes.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::{Scan, Token};

    #[test]
    fn tags_comments_and_quotes_are_told_apart() {
        let html = "a<!-- <b> --><b class='x>y' id=z>c</b ><!doctype x>1 < 2<!-->d<!-- --->e<!--";
        let tokens: Vec<_> = Scan::new(html).collect();
        assert_eq!(
            tokens,
            [
                Token::Text("a"),
                Token::Open("b", " class='x>y' id=z"),
                Token::Text("c"),
                Token::Close("b"),
                Token::Text("1 "),
                Token::Text("<"),
                Token::Text(" 2"),
                Token::Text("d"),
                Token::Text("e"),
            ]
        );
    }

    #[test]
    fn raw_text_goes_to_its_end_tag() {
        let mut scan = Scan::new("a<b></scripty></SCRIPT>c");
        scan.raw_until("script");
        assert_eq!(
            scan.collect::<Vec<_>>(),
            [
                Token::Text("a<b></scripty>"),
                Token::Close("SCRIPT"),
                Token::Text("c")
            ]
        );
    }
}
