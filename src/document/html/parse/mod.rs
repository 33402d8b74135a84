//! Parsing turns the source of a page into the tree that a browser would show, as the standard tells: with tokens of our
//! own, html5ever's rules for what stands in what, and scraper's tree of what is read and no more.

mod raw;
mod reference;
mod sink;
mod tag;
mod tokens;
mod work;

use std::borrow::Cow;

use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::TreeBuilder;
use scraper::Html;

use sink::Sink;
use tokens::Tokens;

/// Parses a page. `None` for one that would take the parser for ever.
pub(super) fn parse(html: &str) -> Option<Html> {
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let page = StrTendril::from_slice(&plain_lines(html));
    let builder = TreeBuilder::new(Sink::new(page.len()), Default::default());
    let is_whole = Tokens::new(&page, &builder).give_all();
    is_whole.then(|| builder.sink.finish())
}

/// The page without NULs, its lines ended by `\n` alone.
fn plain_lines(html: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'\r', 0, html.as_bytes()).is_none() {
        return Cow::Borrowed(html);
    }
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr::memchr2(b'\r', 0, rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        let is_line = rest.as_bytes()[at] == b'\r' && rest.as_bytes().get(at + 1) != Some(&b'\n');
        if is_line {
            plain.push('\n');
        }
        rest = &rest[at + 1..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests;
