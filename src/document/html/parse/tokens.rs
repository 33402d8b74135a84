//! The tokens of a page, handed to html5ever's tree builder as they are met. This tokenizer gives what html5ever's own
//! gives, but for what nobody reads: the words of scripts and comments, and most attributes. It looks for the next mark
//! with `memchr` instead of going from character to character, and that makes a page cost half.

use ego_tree::NodeId;
use html5ever::local_name;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};
use html5ever::tree_builder::TreeBuilder;
use memchr::{memchr2, memmem};

use super::sink::Sink;
use super::tag::Tags;
use super::{raw, reference};
use crate::document::html::scan::comment_size;

/// What the builder says of the text behind a tag.
enum Follows {
    /// More tags.
    Markup,
    /// Raw text up to the end tag.
    Raw(RawKind),
    /// Text to the end of the page.
    Plain,
}

/// Goes over a page.
pub(super) struct Tokens<'a> {
    page: &'a str,
    /// The same text, shared by the tokens that are as they stand in it.
    shared: &'a StrTendril,
    tags: Tags<'a>,
    builder: &'a TreeBuilder<NodeId, Sink>,
    at: usize,
    has_doctype: bool,
}

impl<'a> Tokens<'a> {
    /// Begins at the start of the page, in which lines end in `\n` and there is no NUL.
    pub(super) fn new(shared: &'a StrTendril, builder: &'a TreeBuilder<NodeId, Sink>) -> Self {
        Tokens {
            page: shared,
            shared,
            tags: Tags::new(shared),
            builder,
            at: 0,
            has_doctype: false,
        }
    }

    /// Hands over all tokens; false if that would be too much work, and nothing is worth what was built.
    pub(super) fn give_all(mut self) -> bool {
        let size = self.page.len();
        while self.at < size {
            self.text(size, begins_markup);
            let Some(mark) = self.page.as_bytes().get(self.at + 1) else {
                break;
            };
            match mark {
                b'/' => self.end_tag(),
                b'!' => self.declaration(),
                b'?' => self.comment(),
                _ => self.start_tag(),
            }
            if self.builder.sink.is_too_much() {
                return false;
            }
        }
        self.give(Token::EOFToken);
        true
    }

    fn give(&self, token: Token) -> Follows {
        match self.builder.process_token(token, 1) {
            TokenSinkResult::RawData(kind) => Follows::Raw(kind),
            TokenSinkResult::Plaintext => Follows::Plain,
            _ => Follows::Markup,
        }
    }

    fn slice(&self, from: usize, to: usize) -> StrTendril {
        self.shared.subtendril(from as u32, (to - from) as u32)
    }

    fn give_text(&self, from: usize, to: usize) {
        if from < to {
            self.give(Token::CharacterTokens(self.slice(from, to)));
        }
    }

    /// Hands over the text up to `end`, or to the first `<` at which `stops` says so, its references resolved.
    fn text(&mut self, end: usize, stops: impl Fn(&[u8]) -> bool) {
        let bytes = &self.page.as_bytes()[..end];
        let mut from = self.at;
        while let Some(found) = memchr2(b'<', b'&', &bytes[self.at..]) {
            self.at += found;
            if bytes[self.at] == b'<' {
                if stops(&bytes[self.at..]) {
                    self.give_text(from, self.at);
                    return;
                }
                self.at += 1;
                continue;
            }
            match reference::resolve(&self.page[self.at..end], false) {
                Some((character, size)) => {
                    self.give_text(from, self.at);
                    for c in character {
                        self.give(Token::CharacterTokens(StrTendril::from_char(c)));
                    }
                    self.at += size;
                    from = self.at;
                }
                None => self.at += 1,
            }
        }
        self.give_text(from, end);
        self.at = end;
    }

    fn start_tag(&mut self) {
        let Some((tag, end)) = self.tags.read(self.at + 1, TagKind::StartTag) else {
            self.at = self.page.len();
            return;
        };
        self.at = end;
        self.builder.sink.expect(&tag);
        let name = tag.name.clone();
        let is_read = is_read(&tag);
        match self.give(Token::TagToken(tag)) {
            Follows::Markup => {}
            Follows::Raw(kind) => self.raw(&name, kind, is_read),
            Follows::Plain => {
                self.give_text(self.at, self.page.len());
                self.at = self.page.len();
            }
        }
    }

    fn raw(&mut self, name: &str, kind: RawKind, is_read: bool) {
        let size = raw::end(&self.page.as_bytes()[self.at..], name, kind);
        let end = self.at + size;
        match kind {
            _ if !is_read => {}
            RawKind::Rcdata => self.text(end, |_| false),
            _ => self.give_text(self.at, end),
        }
        self.at = end;
    }

    fn end_tag(&mut self) {
        match self.page.as_bytes()[self.at + 2] {
            c if c.is_ascii_alphabetic() => match self.tags.read(self.at + 2, TagKind::EndTag) {
                Some((tag, end)) => {
                    self.at = end;
                    self.builder.sink.expect(&tag);
                    self.give(Token::TagToken(tag));
                }
                None => self.at = self.page.len(),
            },
            b'>' => self.at += 3,
            _ => self.comment(),
        }
    }

    /// What begins with `<!`: a comment, a doctype, or text of SVG and MathML in CDATA.
    fn declaration(&mut self) {
        let inside = &self.page.as_bytes()[self.at + 2..];
        let is_doctype = |start: &[u8]| start.eq_ignore_ascii_case(b"doctype");
        if inside.get(..7).is_some_and(is_doctype) {
            self.doctype();
        } else if inside.starts_with(b"[CDATA[") && self.is_foreign() {
            let from = self.at + 9;
            let size = memmem::find(&self.page.as_bytes()[from..], b"]]>");
            let end = size.map_or(self.page.len(), |size| from + size);
            self.give_text(from, end);
            self.at = self.page.len().min(end + 3);
        } else {
            self.comment();
        }
    }

    fn is_foreign(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }

    /// A comment, or what begins like markup but is not.
    fn comment(&mut self) {
        self.give(Token::CommentToken(StrTendril::new()));
        self.at += comment_size(&self.page.as_bytes()[self.at..]);
    }

    /// Only the first one says something, and it is left to html5ever, which knows the doctypes of old.
    fn doctype(&mut self) {
        let end = self.at + comment_size(&self.page.as_bytes()[self.at..]);
        let doctype = if self.has_doctype {
            Doctype::default()
        } else {
            doctype(self.slice(self.at, end))
        };
        self.has_doctype = true;
        self.give(Token::DoctypeToken(doctype));
        self.at = end;
    }
}

/// At this `<` begins a tag, a comment or a declaration.
fn begins_markup(text: &[u8]) -> bool {
    match text.get(1) {
        Some(b'!' | b'?') => true,
        Some(b'/') => text.len() > 2,
        Some(c) => c.is_ascii_alphabetic(),
        None => false,
    }
}

/// Somebody reads the raw text of this element: of scripts, only what they say of the page.
fn is_read(tag: &Tag) -> bool {
    match tag.name {
        local_name!("style") | local_name!("iframe") => false,
        local_name!("script") => tag.attrs.iter().any(|attribute| {
            attribute.name.local == local_name!("type")
                && attribute.value.to_ascii_lowercase().contains("json")
        }),
        _ => true,
    }
}

/// What html5ever makes of a doctype.
fn doctype(written: StrTendril) -> Doctype {
    #[derive(Default)]
    struct First(std::cell::RefCell<Doctype>);
    impl TokenSink for First {
        type Handle = ();
        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            if let Token::DoctypeToken(doctype) = token {
                self.0.replace(doctype);
            }
            TokenSinkResult::Continue
        }
    }
    let tokenizer = Tokenizer::new(First::default(), Default::default());
    let input = BufferQueue::default();
    input.push_back(written);
    // Without a script nothing stops it.
    let _done = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}
