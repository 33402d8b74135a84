//! The walk goes once through a parsed page, without recursion, and cuts its text where a reader sees a block end.

use ego_tree::NodeRef;
use scraper::{Html, Node, node::Element as Tag};

use super::block::{Blocks, Place};
use super::late::Late;
use super::looks::Looks;
use super::page::Facts;
use super::plain;
use super::table::{self, CellTag};
use super::tags::{Shape, shape};
use crate::document::{Block, Kind, Page};

/// Whether a block may end here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Between blocks.
    Free,
    /// In a paragraph: names we do not know are inline.
    Paragraph,
    /// In a heading or a table row: block elements only part words.
    Line,
}

/// Blocks and facts of a page.
pub(super) struct Walked {
    pub(super) blocks: Vec<Block>,
    pub(super) page: Page,
    pub(super) facts: Facts,
}

/// Steps up from all the texts of a page to its top: each has its place among the elements above it, and so has each block
/// when the page is cleaned. Of 646 real pages the deepest takes under a hundredth of it.
const STEPS_MAX: usize = 24_000_000;

/// Walks a whole page. `None` for one so deep that finding the place of every block would take for ever.
pub(super) fn walk(page: &Html, source: &str) -> Option<Walked> {
    let mut facts = Facts::default();
    let mut blocks = Blocks::default();
    let late = Late::find(page, source);
    if !tree(page.tree.root(), &mut blocks, &mut facts, late) {
        return None;
    }
    let (blocks, elements) = blocks.finish();
    let page = facts.page(elements);
    Some(Walked {
        blocks,
        page,
        facts,
    })
}

/// What the end of an element does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closes {
    Nothing,
    Link,
    Words,
    Block,
    Cell,
    Row,
}

/// Walks what is below `root`; false if that takes too many steps.
fn tree<'a>(
    root: NodeRef<'a, Node>,
    blocks: &mut Blocks<'a>,
    facts: &mut Facts,
    mut late: Late<'a>,
) -> bool {
    let mut steps = 0;
    let mut place = Place::default();
    let mut open: Vec<(Closes, Place)> = Vec::with_capacity(64);
    // Pieces that are being walked in the place of their placeholders.
    let mut moved: Vec<(NodeRef<'a, Node>, NodeRef<'a, Node>)> = Vec::new();
    let mut at = root;
    loop {
        let mut into = false;
        match at.value() {
            Node::Text(text) => {
                steps += open.len();
                if steps > STEPS_MAX {
                    return false;
                }
                blocks.text(text, &place);
            }
            Node::Element(_) if late.is_piece(at) => {}
            Node::Element(tag) => {
                if let Some(piece) = late.piece_for(tag) {
                    open.push((around_moved(&place), place));
                    moved.push((piece, at));
                    at = piece;
                    into = true;
                } else {
                    let mut inside = place;
                    if let Some(closes) = enter(at, tag, &mut inside, blocks, facts) {
                        open.push((closes, place));
                        place = inside;
                        into = true;
                    }
                }
            }
            Node::Document | Node::Fragment => into = true,
            _ => {}
        }
        if into && let Some(child) = at.first_child() {
            at = child;
            continue;
        }
        let mut closes_at = into;
        loop {
            if closes_at
                && at.value().is_element()
                && let Some((closes, around)) = open.pop()
            {
                leave(closes, &place, blocks);
                place = around;
                if let Some((_, placeholder)) = moved.pop_if(|(piece, _)| piece.id() == at.id()) {
                    at = placeholder;
                }
            }
            if at.id() == root.id() {
                return true;
            }
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            let Some(parent) = at.parent() else {
                return true;
            };
            at = parent;
            closes_at = true;
        }
    }
}

/// What the end of a moved piece does: in a heading or a row it parts words, as any other element.
fn around_moved(place: &Place) -> Closes {
    match place.flow {
        Flow::Line => Closes::Words,
        Flow::Free | Flow::Paragraph => Closes::Block,
    }
}

/// Opens an element: `place` becomes where its text stands. `None` where its text is kept out.
fn enter<'a>(
    node: NodeRef<'a, Node>,
    tag: &'a Tag,
    place: &mut Place,
    blocks: &mut Blocks<'a>,
    facts: &mut Facts,
) -> Option<Closes> {
    let name = tag.name();
    let shape = shape(name, place.flow);
    if is_left_out(shape, node, tag, place, blocks, facts) {
        return None;
    }
    let looks = Looks::of(tag, name, place);
    let in_heading = place.kind == Kind::Heading;
    place.element = blocks.open(node, place.element);
    place.hidden |= looks.is_hidden;
    place.in_main |= matches!(name, "main" | "article");
    place.landmark = looks.landmark.or(place.landmark);
    if let Some(mark) = looks.mark {
        facts.marked(mark, node, tag, place.in_main);
    }
    let shape = looks.heading.map_or(shape, Shape::Heading);
    Some(match shape {
        Shape::Link if tag.attr("href").is_some() => {
            blocks.link(place);
            place.link = true;
            Closes::Link
        }
        Shape::Bold => {
            place.bold = true;
            Closes::Nothing
        }
        Shape::Inline | Shape::Link | Shape::Template if !looks.is_block => Closes::Nothing,
        Shape::Button if in_heading => Closes::Nothing,
        Shape::Row if place.table && place.flow != Flow::Line => {
            blocks.row();
            place.flow = Flow::Line;
            Closes::Row
        }
        Shape::Cell if place.table => {
            blocks.cell(CellTag::of(tag));
            Closes::Cell
        }
        _ if place.flow == Flow::Line => {
            blocks.blank();
            Closes::Words
        }
        _ => {
            open_block(shape, node, name, place, blocks);
            Closes::Block
        }
    })
}

/// What is not text of its own: it says something of the page, parts words, or has no text for a reader.
fn is_left_out<'a>(
    shape: Shape,
    node: NodeRef<'a, Node>,
    tag: &Tag,
    place: &Place,
    blocks: &mut Blocks<'a>,
    facts: &mut Facts,
) -> bool {
    match shape {
        Shape::Skip => {}
        Shape::Noscript => noscript(node, place, blocks),
        Shape::Fact => facts.tag(node, tag),
        Shape::Input => facts.input(tag),
        Shape::Picture => blocks.blank(),
        Shape::Break => blocks.line_break(place),
        Shape::Template => return tag.attr("shadowrootmode").is_none(),
        _ => return false,
    }
    true
}

/// Ends the block before, and makes `place` that of the block which opens.
fn open_block(
    shape: Shape,
    node: NodeRef<'_, Node>,
    name: &str,
    place: &mut Place,
    blocks: &mut Blocks<'_>,
) {
    blocks.end();
    place.flow = Flow::Free;
    match shape {
        Shape::Heading(level) => {
            place.kind = Kind::Heading;
            place.level = level;
            place.flow = Flow::Line;
        }
        Shape::Summary => {
            place.kind = Kind::Heading;
            place.level = (blocks.last_level() + 1).min(6);
            place.flow = Flow::Line;
        }
        Shape::Kinded(kind) => place.kind = kind,
        Shape::List => {
            if place.list == 0 {
                place.group = Some(blocks.group());
            }
            place.list = place.list.saturating_add(1);
        }
        Shape::Item => {
            place.kind = Kind::Item;
            place.item = blocks.item();
            // A definition stands below its term.
            place.list = place.list.saturating_add(u8::from(name == "dd"));
        }
        Shape::Table => {
            place.table = table::is_data(node);
            if place.table {
                place.group = Some(blocks.group());
                place.kind = Kind::Row;
                blocks.table();
            }
        }
        _ if name == "p" => place.flow = Flow::Paragraph,
        _ => {}
    }
}

/// Closes an element; `place` is where its text stood.
fn leave(closes: Closes, place: &Place, blocks: &mut Blocks<'_>) {
    match closes {
        Closes::Nothing => {}
        Closes::Link => blocks.link_end(),
        Closes::Words => blocks.blank(),
        Closes::Block => blocks.end(),
        Closes::Cell => blocks.cell_end(),
        Closes::Row => blocks.row_end(place),
    }
}

/// Fewer words than this in a `<noscript>` are a picture's fallback.
const NOSCRIPT_WORDS: usize = 8;

/// A `<noscript>` is raw text to the parser. Where it has text for a reader (lazily loaded parts), it has it in blocks of
/// its own, or as words of the heading or row that it stands in; a plea to switch scripts on is left out.
fn noscript(node: NodeRef<'_, Node>, place: &Place, blocks: &mut Blocks<'_>) {
    let Some(raw) = node.first_child().and_then(|raw| raw.value().as_text()) else {
        return;
    };
    let asks = |text: &str| text.to_lowercase().contains("javascript");
    let pieces: Vec<_> = plain::pieces(raw)
        .filter(|(_, _, text)| !asks(text))
        .collect();
    let words: usize = pieces
        .iter()
        .map(|(_, _, text)| text.split(' ').count())
        .sum();
    if words < NOSCRIPT_WORDS {
        return;
    }
    for (kind, level, text) in pieces {
        if place.flow == Flow::Line {
            blocks.blank();
            blocks.text(&text, place);
            blocks.blank();
            continue;
        }
        blocks.end();
        // What already stands in an item is not a new one.
        let kind = if kind == Kind::Item {
            Kind::Paragraph
        } else {
            kind
        };
        let place = Place {
            kind,
            level,
            lazy: true,
            ..*place
        };
        blocks.text(&text, &place);
        blocks.end();
    }
}
