//! The blocks of a page while they grow: text is gathered in one buffer, and a block is cut off where one ends.

use ego_tree::NodeRef;
use scraper::Node;

use std::collections::HashSet;
use std::mem;

use memchr::memchr2;

use super::element;
use super::table::{self, CellTag, Grid};
use super::walk::Flow;
use crate::document::text::label;
use crate::document::{Block, Element, HEADING_MAX, Kind, Landmark, Markup};

/// Where text stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The innermost element: an index into what [`Blocks`] saw.
    pub(super) element: u32,
    pub(super) flow: Flow,
    pub(super) kind: Kind,
    /// Heading level.
    pub(super) level: u8,
    /// Depth in lists.
    pub(super) list: u8,
    /// Which item of all items.
    pub(super) item: u32,
    /// Which list or table.
    pub(super) group: Option<u32>,
    pub(super) landmark: Option<Landmark>,
    pub(super) in_main: bool,
    pub(super) hidden: bool,
    pub(super) link: bool,
    pub(super) bold: bool,
    /// In a table whose rows are rows.
    pub(super) table: bool,
    /// In a `<noscript>`: no block of its own if the page has the text already.
    pub(super) lazy: bool,
}

const NONE: u32 = u32::MAX;

impl Default for Place {
    fn default() -> Self {
        Place {
            element: NONE,
            flow: Flow::Free,
            kind: Kind::Paragraph,
            level: 0,
            list: 0,
            item: 0,
            group: None,
            landmark: None,
            in_main: false,
            hidden: false,
            link: false,
            bold: false,
            table: false,
            lazy: false,
        }
    }
}

/// Text of one block while it grows.
#[derive(Default)]
struct Growing {
    text: String,
    /// Where its first word stood.
    start: Option<Place>,
    /// Blanks were met since the last word.
    gap: bool,
    /// `<br>`s since the last word.
    breaks: u32,
    links: u16,
    /// Bytes in links, and in bold.
    linked: usize,
    bold: usize,
}

/// Gathers blocks.
#[derive(Default)]
pub(super) struct Blocks<'a> {
    done: Vec<Block>,
    /// Every element that was open, with its parent; most hold no block in the end.
    seen: Vec<(u32, NodeRef<'a, Node>)>,
    /// What a reader sees.
    shown: Growing,
    /// Hidden words within it: a block of their own, after it.
    hidden: Growing,
    /// The last thing met was the end of a link.
    after_link: bool,
    groups: u32,
    /// For every item: it has had its `Kind::Item` block.
    items: Vec<bool>,
    /// Level of the last heading.
    level: u8,
    grid: Grid,
    /// Which blocks come out of `<noscript>`.
    lazy: Vec<usize>,
}

impl<'a> Blocks<'a> {
    /// An element opens.
    pub(super) fn open(&mut self, node: NodeRef<'a, Node>, parent: u32) -> u32 {
        self.seen.push((parent, node));
        (self.seen.len() - 1) as u32
    }

    /// The number of a new list or table.
    pub(super) fn group(&mut self) -> u32 {
        self.groups += 1;
        self.groups - 1
    }

    /// The number of a new item.
    pub(super) fn item(&mut self) -> u32 {
        self.items.push(false);
        (self.items.len() - 1) as u32
    }

    /// Level of the last heading.
    pub(super) fn last_level(&self) -> u8 {
        self.level
    }

    /// Words are parted here.
    pub(super) fn blank(&mut self) {
        self.shown.gap = true;
        self.hidden.gap = true;
        if self
            .shown
            .start
            .is_some_and(|start| start.kind == Kind::Heading)
            && self.shown.text.len() > HEADING_MAX
        {
            self.end();
        }
    }

    /// A `<br>`: a blank; two and more of them end the block when text follows.
    pub(super) fn line_break(&mut self, place: &Place) {
        self.blank();
        if place.flow != Flow::Line {
            self.shown.breaks += 1;
        }
    }

    /// A link begins. Two links side by side are two things, even if no blank separates them.
    pub(super) fn link(&mut self, place: &Place) {
        let growing = if place.hidden {
            &mut self.hidden
        } else {
            &mut self.shown
        };
        growing.links = growing.links.saturating_add(1);
        growing.gap |= self.after_link;
    }

    /// A link ended.
    pub(super) fn link_end(&mut self) {
        self.after_link = true;
    }

    /// Text of the page; its blanks are folded.
    pub(super) fn text(&mut self, text: &str, place: &Place) {
        if text.trim_start().is_empty() {
            let growing = if place.hidden {
                &mut self.hidden
            } else {
                &mut self.shown
            };
            growing.gap |= !text.is_empty();
            return;
        }
        if self.shown.breaks > 1 && !place.hidden {
            self.end();
        }
        if place.table && !place.hidden {
            self.grid.words(&mut self.shown.text, &mut self.shown.gap);
        }
        let growing = if place.hidden {
            &mut self.hidden
        } else {
            &mut self.shown
        };
        growing.breaks = 0;
        match &mut growing.start {
            None => growing.start = Some(*place),
            Some(start) => start.element = around_both(&self.seen, start.element, place.element),
        }
        let from = growing.text.len();
        growing.gap |= text.starts_with(char::is_whitespace);
        fold(text, &mut growing.text, growing.gap);
        growing.gap = text.ends_with(char::is_whitespace);
        let grown = growing.text.len() - from;
        if place.link {
            growing.linked += grown;
        }
        if place.bold {
            growing.bold += grown;
        }
        self.after_link = false;
    }

    /// The block ends here, if one has begun.
    pub(super) fn end(&mut self) {
        self.cut(false);
        self.cut(true);
    }

    fn cut(&mut self, is_hidden: bool) {
        let growing = if is_hidden {
            &mut self.hidden
        } else {
            self.grid.cut();
            &mut self.shown
        };
        let Some(place) = growing.start.take() else {
            growing.gap = false;
            growing.breaks = 0;
            growing.links = 0;
            return;
        };
        let size = growing.text.len();
        if place.lazy {
            self.lazy.push(self.done.len());
        }
        let mut block = Block::new(place.kind, mem::take(&mut growing.text), (0, 0));
        block.link_share = growing.linked as f32 / size as f32;
        block.landmark = place.landmark;
        block.group = place.group;
        block.level = if place.kind == Kind::Heading {
            place.level
        } else {
            place.list
        };
        block.markup = Some(Box::new(Markup {
            element: place.element,
            links: growing.links,
            bold_share: growing.bold as f32 / size as f32,
            is_hidden,
        }));
        *growing = Growing::default();
        match place.kind {
            Kind::Item if mem::replace(&mut self.items[place.item as usize], true) => {
                block.kind = Kind::Paragraph
            }
            Kind::Heading if size > HEADING_MAX => {
                block.kind = Kind::Paragraph;
                block.level = place.list;
            }
            Kind::Heading => self.level = place.level,
            _ => {}
        }
        if matches!(block.kind, Kind::Item | Kind::Paragraph) && may_have_label(&block.text) {
            block.label = label::of(&block.text);
        }
        self.done.push(block);
    }

    /// A table whose rows are rows begins.
    pub(super) fn table(&mut self) {
        self.end();
        self.grid = Grid::default();
    }

    /// A row begins.
    pub(super) fn row(&mut self) {
        self.end();
        self.grid.row();
    }

    /// A cell begins.
    pub(super) fn cell(&mut self, cell: CellTag) {
        self.shown.gap = false;
        self.grid.cell(cell);
    }

    /// A cell ends.
    pub(super) fn cell_end(&mut self) {
        self.grid.cell_end(self.shown.text.len());
    }

    /// A row ends: it becomes a block, unless it is empty.
    pub(super) fn row_end(&mut self, place: &Place) {
        let cells = self.grid.cells();
        let all_bold = self.shown.bold + table::separators(&cells) == self.shown.text.len();
        if let Some(start) = &mut self.shown.start {
            start.element = place.element;
        }
        let blocks = self.done.len();
        self.end();
        if self.done.len() > blocks
            && let Some(block) = self.done.get_mut(blocks)
        {
            self.grid.row_end(block, cells, all_bold);
        }
    }

    /// All blocks, and the elements above them.
    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<Element>) {
        self.end();
        self.forget_doubles();
        self.forget_form();
        for (line, block) in (1..).zip(&mut self.done) {
            block.lines = (line, line);
        }
        let elements = element::above(&mut self.done, &self.seen);
        (self.done, elements)
    }
}

impl Blocks<'_> {
    /// A form around most of the page is how some servers make pages, no region.
    fn forget_form(&mut self) {
        let is_form = |block: &&mut Block| block.landmark == Some(Landmark::Form);
        let whole: usize = self.done.iter().map(|block| block.text.len()).sum();
        let within: usize = self
            .done
            .iter_mut()
            .filter(is_form)
            .map(|block| block.text.len())
            .sum();
        if within * 2 > whole {
            self.done
                .iter_mut()
                .filter(is_form)
                .for_each(|block| block.landmark = None);
        }
    }

    /// Drops what a `<noscript>` only says again.
    fn forget_doubles(&mut self) {
        if self.lazy.is_empty() {
            return;
        }
        let lazy: HashSet<usize> = self.lazy.iter().copied().collect();
        let shown = self
            .done
            .iter()
            .enumerate()
            .filter(|(at, _)| !lazy.contains(at));
        let said: HashSet<String> = shown.map(|(_, block)| block.text.clone()).collect();
        let mut at = 0;
        self.done.retain(|block| {
            at += 1;
            !lazy.contains(&(at - 1)) || !said.contains(&block.text)
        });
    }
}

/// The innermost element that holds both. Parents stand before their children.
fn around_both<N>(seen: &[(u32, N)], mut a: u32, mut b: u32) -> u32 {
    while a != b {
        let later = if b == NONE || (a != NONE && a > b) {
            &mut a
        } else {
            &mut b
        };
        *later = seen[*later as usize].0;
    }
    a
}

/// Bytes in which eight words, the most a label has, nearly always end.
const LABEL_MAX: usize = 120;

/// A label ends in a colon or a dash, and soon.
fn may_have_label(text: &str) -> bool {
    let start = &text.as_bytes()[..text.len().min(LABEL_MAX)];
    memchr2(b':', 0xe2, start).is_some()
}

/// Appends the words of `text` with single blanks between them, and one before the first where `gap` asks for it.
fn fold(text: &str, onto: &mut String, gap: bool) {
    onto.reserve(text.len() + 1);
    // Most text is ASCII, where blanks are found faster.
    if text.is_ascii() {
        words(text.split_ascii_whitespace(), onto, gap);
    } else {
        words(text.split_whitespace(), onto, gap);
    }
}

fn words<'a>(words: impl Iterator<Item = &'a str>, onto: &mut String, mut gap: bool) {
    for word in words {
        if gap && !onto.is_empty() && !onto.ends_with(' ') {
            onto.push(' ');
        }
        onto.push_str(word);
        gap = true;
    }
}
