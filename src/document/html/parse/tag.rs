//! A tag: its name, and those of its attributes that somebody reads. Half the bytes of a page are attributes that nobody
//! does, and stepping over them is all that they cost.

use std::array;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use memchr::memchr;

use super::{reference, work};

/// A formatting element keeps all its attributes, since the parser compares them; but no more than these.
const FORMATTING_MAX: usize = 16;

/// Reads the tags of a page.
pub(super) struct Tags<'a> {
    page: &'a str,
    /// The same text, shared by all values that are as they stand in it.
    shared: &'a StrTendril,
    names: Names,
}

impl<'a> Tags<'a> {
    pub(super) fn new(shared: &'a StrTendril) -> Self {
        Tags {
            page: shared,
            shared,
            names: Names::default(),
        }
    }

    /// The tag whose name begins at `at`, and where it ends. `None` if the page ends before.
    pub(super) fn read(&mut self, at: usize, kind: TagKind) -> Option<(Tag, usize)> {
        let mut inside = Inside {
            page: self.page,
            at,
            is_self_closing: false,
        };
        let name = self.names.get(inside.until(ENDS_NAME)?);
        let mut attrs = Vec::new();
        let keeps_all = work::is_formatting(&name) && name != local_name!("a");
        while let Some((attribute, value)) = inside.attribute()? {
            let is_kept = match kind {
                TagKind::EndTag => false,
                TagKind::StartTag if keeps_all => attrs.len() < FORMATTING_MAX,
                TagKind::StartTag => is_read(attribute),
            };
            if is_kept {
                self.add(&mut attrs, attribute, value);
            }
        }
        let tag = Tag {
            kind,
            name,
            self_closing: inside.is_self_closing,
            attrs,
            had_duplicate_attributes: false,
        };
        Some((tag, inside.at))
    }

    /// Adds an attribute; of two with the same name the first counts.
    fn add(&mut self, attrs: &mut Vec<Attribute>, name: &str, value: Range<usize>) {
        let name = QualName::new(None, ns!(), self.names.get(name));
        if attrs.iter().any(|other| other.name == name) {
            return;
        }
        let text = &self.page[value.clone()];
        let value = if memchr(b'&', text.as_bytes()).is_some() {
            StrTendril::from_slice(&reference::resolved_in_attribute(text))
        } else {
            self.shared
                .subtendril(value.start as u32, value.len() as u32)
        };
        if attrs.is_empty() {
            // Few have more.
            attrs.reserve_exact(2);
        }
        attrs.push(Attribute { name, value });
    }
}

/// Somebody reads attributes of this name: the tree builder, or the walk.
fn is_read(name: &str) -> bool {
    let is = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(name));
    match name.len() {
        2 => is(&["id"]),
        3 => is(&["rel"]),
        4 => is(&["href", "role", "lang", "type", "name"]),
        5 => is(&["class", "style"]),
        6 => is(&["hidden"]),
        7 => is(&["content", "colspan", "rowspan"]),
        8 => is(&["itemprop", "itemtype", "datetime", "property"]),
        10 => is(&["aria-label", "aria-level", "http-equiv"]),
        11 => is(&["aria-hidden", "data-testid"]),
        14 => is(&["data-component", "shadowrootmode"]),
        15 => is(&["aria-labelledby"]),
        _ => false,
    }
}

/// Names that were met, so that few are looked up in html5ever's table: each where its letters say.
struct Names([LocalName; Names::PLACES]);

impl Default for Names {
    fn default() -> Self {
        Names(array::from_fn(|_| local_name!("")))
    }
}

impl Names {
    const PLACES: usize = 128;

    fn get(&mut self, written: &str) -> LocalName {
        let bytes = written.as_bytes();
        let (first, last) = (bytes.first().unwrap_or(&0), bytes.last().unwrap_or(&0));
        let place = usize::from(*first) ^ (usize::from(*last) << 2) ^ (bytes.len() << 4);
        let known = &mut self.0[place % Names::PLACES];
        if **known != *written {
            *known = if bytes.iter().any(u8::is_ascii_uppercase) {
                LocalName::from(written.to_ascii_lowercase())
            } else {
                LocalName::from(written)
            };
        }
        known.clone()
    }
}

/// What a byte means in a tag.
const BLANK: u8 = 1;
const ENDS_NAME: u8 = 2;
const ENDS_ATTRIBUTE: u8 = 4;
const ENDS_VALUE: u8 = 8;

const MEANING: [u8; 256] = {
    let mut meaning = [0; 256];
    let blank = BLANK | ENDS_NAME | ENDS_ATTRIBUTE | ENDS_VALUE;
    meaning[b' ' as usize] = blank;
    meaning[b'\n' as usize] = blank;
    meaning[b'\t' as usize] = blank;
    meaning[b'\x0c' as usize] = blank;
    meaning[b'/' as usize] = ENDS_NAME | ENDS_ATTRIBUTE;
    meaning[b'>' as usize] = ENDS_NAME | ENDS_ATTRIBUTE | ENDS_VALUE;
    meaning[b'=' as usize] = ENDS_ATTRIBUTE;
    meaning
};

fn means(c: u8, meaning: u8) -> bool {
    MEANING[usize::from(c)] & meaning != 0
}

/// A name ends before this byte.
pub(super) fn ends_name(c: u8) -> bool {
    means(c, ENDS_NAME)
}

/// Goes over the inside of a tag.
struct Inside<'a> {
    page: &'a str,
    at: usize,
    /// The tag ended in `/>`.
    is_self_closing: bool,
}

/// An attribute: its name, and where in the page its value stands.
type Written<'a> = (&'a str, Range<usize>);

impl<'a> Inside<'a> {
    /// What stands before the next byte of this meaning; `None` if the page ends.
    fn until(&mut self, meaning: u8) -> Option<&'a str> {
        let rest = &self.page[self.at..];
        let size = rest.bytes().position(|c| means(c, meaning))?;
        self.at += size;
        Some(&rest[..size])
    }

    /// The next byte.
    fn next(&self) -> Option<u8> {
        self.page.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.next().is_some_and(|c| means(c, BLANK)) {
            self.at += 1;
        }
    }

    /// The next attribute, or none at the end of the tag; `None` if the page ends.
    fn attribute(&mut self) -> Option<Option<Written<'a>>> {
        loop {
            let next = self.next()?;
            self.at += 1;
            match next {
                b'>' => return Some(None),
                b'/' => self.is_self_closing = self.next()? == b'>',
                c if means(c, BLANK) => {}
                _ => break,
            }
        }
        // A `=` where a name begins belongs to it.
        let start = self.at - 1;
        while !means(self.next()?, ENDS_ATTRIBUTE) {
            self.at += 1;
        }
        let name = &self.page[start..self.at];
        self.blanks();
        if self.next()? != b'=' {
            return Some(Some((name, 0..0)));
        }
        self.at += 1;
        self.blanks();
        let value = match self.next()? {
            quote @ (b'"' | b'\'') => {
                let start = self.at + 1;
                let end = start + memchr(quote, &self.page.as_bytes()[start..])?;
                self.at = end + 1;
                start..end
            }
            _ => {
                let start = self.at;
                self.until(ENDS_VALUE)?;
                start..self.at
            }
        };
        Some(Some((name, value)))
    }
}
