//! The guard looks at a page before the parser does: html5ever takes time quadratic in how deep elements stand open, in
//! how many formatting elements it must reopen, and in the attributes of one tag. It counts in bytes, tags and depth,
//! never in seconds, so that every machine builds the same index.

use memchr::memchr_iter;

use super::scan::{Scan, Token};

/// Steps that html5ever may take over its stack of open elements, summed over all tags. A step costs some 25 ns, so this
/// is less than a second; of 646 real pages the hardest takes under a tenth of it.
const STEPS_MAX: u64 = 24_000_000;

/// Elements that a page may hold: a node costs about 160 bytes, and two pages are read at a time.
const ELEMENTS_MAX: u64 = 500_000;

/// `<` and `&` in a page: each costs the tokenizer up to half a microsecond, tag or not.
const MARKS_MAX: usize = 1_500_000;

/// How far down the stack an end tag is looked for. Beyond, the element counts as still open, which errs on the safe side.
const LOOK_MAX: usize = 256;

/// Tags shorter than this cannot hold enough attributes to matter.
const SMALL_TAG: usize = 2048;

/// The parser can take this page.
pub(super) fn can_parse(html: &str) -> bool {
    let marks = memchr::memchr2_iter(b'<', b'&', html.as_bytes()).count();
    marks <= MARKS_MAX && (cannot_be_hostile(html) || is_harmless(html))
}

/// So few tags, and so short, that whatever they are the parser copes: true for most pages, and quickly said.
fn cannot_be_hostile(html: &str) -> bool {
    let bytes = html.as_bytes();
    // Of formatting elements without attributes the parser reopens three of a kind.
    let (mut tags, mut reopened, mut steps, mut last) = (0u64, 3 * 14, 0, 0);
    for at in memchr_iter(b'<', bytes) {
        tags += 1;
        reopened += u64::from(may_format(&bytes[at + 1..]));
        steps += attribute_steps(parts(&bytes[last..at]));
        last = at;
    }
    steps += attribute_steps(parts(&bytes[last..]));
    steps + tags * (tags + reopened) / 2 < STEPS_MAX && tags * reopened < ELEMENTS_MAX
}

/// More than the attributes that a tag of this length could have, if it is one: each begins after a blank, a slash or a
/// quote.
fn parts(tag: &[u8]) -> u64 {
    if tag.len() <= SMALL_TAG {
        return 0;
    }
    let part = |&c: &u8| u8::from(c <= b' ' || c == b'/' || c == b'"' || c == b'\'');
    // In pieces whose sum fits a byte, which the compiler counts sixteen at a time.
    tag.chunks(255)
        .map(|piece| u64::from(piece.iter().map(part).sum::<u8>()))
        .sum()
}

/// Perhaps a formatting element with attributes.
fn may_format(tag: &[u8]) -> bool {
    let &[first, second, ..] = tag else {
        return false;
    };
    let alone = second.is_ascii_whitespace() || second == b'/';
    match (first.to_ascii_lowercase(), second.to_ascii_lowercase()) {
        (b'b' | b'i' | b's' | b'u', _) if alone => true,
        (b'b', b'i')
        | (b'c' | b'f' | b'n', b'o')
        | (b'e', b'm')
        | (b's', b'm' | b't')
        | (b't', b't') => !tag.iter().take("strong>".len()).any(|&c| c == b'>'),
        _ => false,
    }
}

/// Looks at every tag.
fn is_harmless(html: &str) -> bool {
    let mut guard = Guard::default();
    let mut scan = Scan::new(html);
    while let Some(token) = scan.next() {
        match token {
            Token::Text(_) => {}
            Token::Open(name, inside) => {
                if guard.open(name, inside) {
                    scan.raw_until(name);
                }
            }
            Token::Close(name) => guard.close(name),
        }
        if guard.steps > STEPS_MAX || guard.elements > ELEMENTS_MAX {
            return false;
        }
    }
    true
}

/// The parser compares every attribute of a tag with those before it, at a fraction of a step each.
fn attribute_steps(attributes: u64) -> u64 {
    attributes.saturating_mul(attributes) / 8
}

/// How an element behaves on the parser's stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Never open.
    Void,
    /// Reopened after a block ends; the number tells them apart.
    Formatting(u8),
    /// Holds raw text.
    Raw,
    /// `<p>`: ends where a block begins.
    Paragraph,
    /// `<li>`, `<dt>`, `<dd>`: ends where the next one begins.
    Item,
    /// Table cells, which no end tag of what is within closes.
    Cell,
    /// The same for `<template>`, `<object>`.
    Scope,
    /// Other parts of tables.
    Table,
    /// Other blocks.
    Block,
    /// `<svg>` and `<math>`.
    Foreign,
    Other,
}

fn sort(name: &str) -> Sort {
    let mut lower = [0; 12];
    let Some(buffer) = lower.get_mut(..name.len()) else {
        return Sort::Other;
    };
    buffer.copy_from_slice(name.as_bytes());
    buffer.make_ascii_lowercase();
    match &*buffer {
        b"area" | b"base" | b"basefont" | b"bgsound" | b"br" | b"col" | b"embed" | b"frame"
        | b"hr" | b"img" | b"image" | b"input" | b"keygen" | b"link" | b"meta" | b"param"
        | b"source" | b"track" | b"wbr" => Sort::Void,
        b"a" => Sort::Formatting(A),
        b"b" => Sort::Formatting(1),
        b"big" => Sort::Formatting(2),
        b"code" => Sort::Formatting(3),
        b"em" => Sort::Formatting(4),
        b"font" => Sort::Formatting(5),
        b"i" => Sort::Formatting(6),
        b"nobr" => Sort::Formatting(7),
        b"s" => Sort::Formatting(8),
        b"small" => Sort::Formatting(9),
        b"strike" => Sort::Formatting(10),
        b"strong" => Sort::Formatting(11),
        b"tt" => Sort::Formatting(12),
        b"u" => Sort::Formatting(13),
        b"script" | b"style" | b"textarea" | b"title" | b"xmp" | b"iframe" | b"noembed"
        | b"noframes" | b"noscript" | b"plaintext" => Sort::Raw,
        b"p" => Sort::Paragraph,
        b"li" | b"dt" | b"dd" => Sort::Item,
        b"td" | b"th" | b"caption" => Sort::Cell,
        b"object" | b"applet" | b"marquee" | b"template" => Sort::Scope,
        b"table" | b"tr" | b"tbody" | b"thead" | b"tfoot" | b"html" => Sort::Table,
        b"svg" | b"math" => Sort::Foreign,
        b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"center" | b"details"
        | b"dialog" | b"dir" | b"div" | b"dl" | b"fieldset" | b"figcaption" | b"figure"
        | b"footer" | b"form" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"header"
        | b"hgroup" | b"listing" | b"main" | b"menu" | b"nav" | b"ol" | b"pre" | b"search"
        | b"section" | b"summary" | b"ul" | b"button" | b"select" | b"head" => Sort::Block,
        _ => Sort::Other,
    }
}

/// `<a>`, which closes one that is open.
const A: u8 = 0;

/// In the list of formatting elements: a cell began here.
const MARKER: u8 = u8::MAX;

/// Set for formatting elements with attributes; of those without, the parser reopens three at most.
const ATTRIBUTES: u8 = 0x40;

/// An open element.
#[derive(Clone, Copy)]
struct Open<'a> {
    name: &'a str,
    sort: Sort,
    /// In `<svg>` or `<math>`, where `/>` closes a tag.
    foreign: bool,
}

/// The parser's stack as it will be, or deeper.
#[derive(Default)]
struct Guard<'a> {
    stack: Vec<Open<'a>>,
    formatting: Vec<u8>,
    steps: u64,
    elements: u64,
}

impl<'a> Guard<'a> {
    /// A start tag; true if raw text follows.
    fn open(&mut self, name: &'a str, inside: &str) -> bool {
        let sort = sort(name);
        self.step();
        self.elements += 1;
        if inside.len() > SMALL_TAG {
            self.steps += attribute_steps(attributes(inside));
        }
        let foreign = sort == Sort::Foreign
            || self.stack.last().is_some_and(|top| {
                top.foreign
                    && !matches!(
                        sort,
                        Sort::Paragraph
                            | Sort::Item
                            | Sort::Block
                            | Sort::Formatting(_)
                            | Sort::Void
                    )
                    && !["foreignobject", "desc"]
                        .iter()
                        .any(|integration| top.name.eq_ignore_ascii_case(integration))
            });
        if foreign && inside.ends_with('/') {
            return false;
        }
        match sort {
            Sort::Void => return false,
            Sort::Raw if !foreign => return true,
            Sort::Formatting(id) if !foreign => {
                if id == A {
                    self.close_formatting(name, A);
                }
                let id = if inside.is_empty() {
                    id
                } else {
                    id | ATTRIBUTES
                };
                let alike = self
                    .formatting
                    .iter()
                    .rev()
                    .take_while(|&&other| other != MARKER)
                    .filter(|&&other| other == id);
                if id & ATTRIBUTES != 0 || alike.take(3).count() < 3 {
                    self.formatting.push(id);
                }
            }
            Sort::Paragraph | Sort::Block | Sort::Item | Sort::Table => {
                // The parser reopens what formatting stood open.
                self.elements += self.formatting.len() as u64;
                self.end_implied(sort, name);
            }
            Sort::Cell => {
                self.end_implied(sort, name);
                self.formatting.push(MARKER);
            }
            Sort::Scope => self.formatting.push(MARKER),
            _ => {}
        }
        self.stack.push(Open {
            name,
            sort,
            foreign,
        });
        false
    }

    /// What ends where an element begins: a paragraph before a block, an item before the next, a cell before the next.
    fn end_implied(&mut self, sort: Sort, name: &str) {
        if sort == Sort::Cell || sort == Sort::Table {
            let within = |open: &Open<'_>| match sort {
                Sort::Cell => open.sort == Sort::Cell,
                _ => open.name.eq_ignore_ascii_case(name) && !name.eq_ignore_ascii_case("table"),
            };
            let look = self.stack.iter().rev().take(LOOK_MAX);
            let mut stop = look
                .take_while(|open| !open.name.eq_ignore_ascii_case("table"))
                .enumerate();
            if let Some((up, _)) = stop.find(|(_, open)| within(open)) {
                self.truncate(self.stack.len() - up - 1);
            }
            return;
        }
        self.end(Sort::Paragraph);
        if sort == Sort::Item {
            self.end(Sort::Item);
        }
    }

    /// Ends the open element of this sort if nothing but inline elements is open within it.
    fn end(&mut self, sort: Sort) {
        let inline = |open: &&Open<'_>| matches!(open.sort, Sort::Formatting(_) | Sort::Other);
        let up = self
            .stack
            .iter()
            .rev()
            .take(LOOK_MAX)
            .take_while(inline)
            .count();
        if let Some(at) = self.stack.len().checked_sub(up + 1)
            && self.stack[at].sort == sort
        {
            self.truncate(at);
        }
    }

    fn close(&mut self, name: &str) {
        self.step();
        let sort = sort(name);
        if let Sort::Formatting(id) = sort {
            self.close_formatting(name, id);
            return;
        }
        // The common case first: what closes is what opened last.
        if let Some(top) = self.stack.last()
            && top.name.eq_ignore_ascii_case(name)
        {
            self.truncate(self.stack.len() - 1);
            return;
        }
        let past_cells = matches!(sort, Sort::Cell | Sort::Scope | Sort::Table);
        for (up, open) in self.stack.iter().rev().take(LOOK_MAX).enumerate() {
            if open.name.eq_ignore_ascii_case(name) {
                self.truncate(self.stack.len() - up - 1);
                return;
            }
            let stops = match open.sort {
                Sort::Cell | Sort::Scope | Sort::Table => {
                    !past_cells || open.name.eq_ignore_ascii_case("table")
                }
                Sort::Block | Sort::Item | Sort::Paragraph => {
                    matches!(sort, Sort::Other | Sort::Foreign)
                }
                _ => false,
            };
            if stops {
                return;
            }
        }
    }

    fn close_formatting(&mut self, name: &str, id: u8) {
        let look = self
            .formatting
            .iter()
            .rev()
            .take(LOOK_MAX)
            .take_while(|&&other| other != MARKER);
        if let Some(up) = look
            .map(|other| other & !ATTRIBUTES)
            .position(|other| other == id)
        {
            self.formatting.remove(self.formatting.len() - up - 1);
        }
        let look = self
            .stack
            .iter()
            .rev()
            .take(LOOK_MAX)
            .take_while(|open| !matches!(open.sort, Sort::Cell | Sort::Scope));
        if let Some(up) = { look }.position(|open| open.name.eq_ignore_ascii_case(name)) {
            self.stack.remove(self.stack.len() - up - 1);
        }
    }

    /// Pops the stack; with a cell goes the formatting opened in it.
    fn truncate(&mut self, size: usize) {
        for open in self.stack.drain(size..).rev() {
            if matches!(open.sort, Sort::Cell | Sort::Scope) {
                let marker = self
                    .formatting
                    .iter()
                    .rposition(|&id| id == MARKER)
                    .unwrap_or(0);
                self.formatting.truncate(marker);
            }
        }
    }

    fn step(&mut self) {
        self.steps += (self.stack.len() + self.formatting.len()) as u64;
    }
}

/// How many attributes a long tag has, or more.
fn attributes(inside: &str) -> u64 {
    let mut count = 0;
    let mut quote = None;
    let mut before = b' ';
    for &c in inside.as_bytes() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None => {
                let parts = before.is_ascii_whitespace() || matches!(before, b'/' | b'"' | b'\'');
                if matches!(c, b'"' | b'\'') && before == b'=' {
                    quote = Some(c);
                } else if parts && !c.is_ascii_whitespace() {
                    count += 1;
                }
            }
        }
        if !(c.is_ascii_whitespace() && before == b'=') {
            before = c;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::can_parse;

    #[test]
    fn nesting_of_512_of_any_kind_is_parsed() {
        for tag in [
            "div",
            "b",
            "ul><li",
            "table><tr><td",
            "svg><g",
            "font",
            "a",
            "span",
            "x-y",
            "template",
            "blockquote",
        ] {
            assert!(can_parse(&format!("<{tag}>").repeat(512)), "{tag}");
        }
    }

    #[test]
    fn what_would_take_the_parser_seconds_is_refused() {
        for hostile in [
            "<div>".repeat(20_000),
            "<div></x>".repeat(20_000),
            "<div><table><tr><td></div>".repeat(20_000),
            "<b>".repeat(20_000),
            "<ul><li>".repeat(20_000),
            "<svg><p><g/>".repeat(20_000),
            "<font size=1><div>".repeat(10_000) + &"</font>".repeat(10_000),
            (0..3000)
                .map(|i| format!("<font size={i}>"))
                .collect::<String>()
                + &"<p>x".repeat(20_000),
            format!(
                "<div {}>",
                (0..100_000).map(|i| format!("a{i}=v ")).collect::<String>()
            ),
            "<table>".to_owned() + &"<b>x".repeat(20_000),
        ] {
            assert!(!can_parse(&hostile), "{}", &hostile[..40]);
        }
    }

    #[test]
    fn long_plain_pages_are_parsed_even_with_end_tags_left_out() {
        for plain in [
            "<p>one <b>two<p>three",
            "<ul><li>one<li>two</ul>",
            "<i>x</i>",
            "<table><tr><td>1<td><font>2<tr><td>3</table>",
        ] {
            assert!(can_parse(&plain.repeat(20_000)), "{plain}");
        }
        assert!(can_parse(&format!("<ul>{}", "<li>one<br>".repeat(50_000))));
        assert!(can_parse(&format!(
            "<table>{}",
            "<tr><td>1<td>2".repeat(50_000)
        )));
        assert!(can_parse(&format!(
            "<div data-x=\"{}\">",
            "y".repeat(5_000_000)
        )));
        assert!(can_parse(
            &"<script>if (a<b) c = '<div>'</script>".repeat(20_000)
        ));
    }
}
