//! Plain text, mostly what some tool extracted from a web page: headings, bullets and tables that nobody marked.

use crate::article::Article;
use crate::document::{Block, Document, Kind, Lines, Source};

pub mod facts;
mod columns;
mod heading;
pub(super) mod label;
mod level;
mod lines;
mod marker;
mod ruled;
mod table;
mod title;
mod wrap;

use level::{Heading, Levels};
use lines::Line;
use marker::{Marker, Style};

/// Reads plain text. A line is a block; the lines of a hard-wrapped paragraph are one.
pub fn read(article: &Article) -> Document {
    let lines = wrap::join(lines::split(&article.text));
    let facts = &article.facts;
    let top = top(&lines);
    let top = || lines[..top].iter().map(|line| line.text.as_str());
    let author = facts
        .author
        .clone()
        .or_else(|| top().find_map(facts::author));
    let published = facts
        .published
        .clone()
        .or_else(|| top().find_map(facts::date));
    let mut blocks = blocks(lines);
    // Content whose title is given need not say it; where it does, that is no text.
    let told = facts.title.as_deref().filter(|_| article.is_content);
    let titles = match told {
        Some(told) => title::said(&blocks, told),
        None => title::find(&blocks).into_iter().collect(),
    };
    for at in &titles {
        (blocks[*at].kind, blocks[*at].level) = (Kind::Heading, 1);
    }
    let title = titles.first().map(|at| blocks[*at].text.clone());
    Document {
        id: article.id.clone(),
        source: Source {
            path: article.path.clone(),
            title: facts.title.clone().or(title),
            author,
            publisher: facts.publisher.clone(),
            published,
            url: facts.url.clone(),
        },
        format: article.format,
        is_content: article.is_content,
        language: None,
        keep: facts.keep.clone(),
        drop: facts.drop.clone(),
        blocks,
        page: None,
    }
}

/// How many lines stand before the text.
fn top(lines: &[Line]) -> usize {
    facts::top(lines.iter().map(|line| line.text.as_str()))
}

fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let top = top(&lines);
    let is_fact = |at: usize| {
        at < top
            && (facts::date(&lines[at].text).is_some() || facts::author(&lines[at].text).is_some())
    };
    let headings = heading::find(&lines, is_fact);
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    let mut levels = Levels::default();
    let mut list = List::default();
    let mut groups = 0;
    let mut said = None;
    let mut tried_bare = 0;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some((rows, taken)) = table::read(&lines, at, groups + 1, &mut tried_bare)
            .or_else(|| columns::read(&lines[at..], groups + 1))
        {
            groups += 1;
            blocks.extend(rows);
            said = Some(Kind::Row);
            list.clear();
            at += taken;
            continue;
        }
        let marker = Marker::of(&line.text);
        let block = if headings[at] {
            list.clear();
            let around = Around {
                follows: said == Some(Kind::Heading),
                leads: headings.get(at + 1).copied().unwrap_or(false),
                opens: blocks.is_empty(),
            };
            heading_block(line, marker, around, &mut levels)
        } else if let Some(marker) = marker {
            let item = Item {
                text: &line.text[marker.len..],
                lines: line.lines,
                indent: line.indent,
                style: marker.style,
            };
            item_block(item, &mut list, &mut groups)
        } else if let Some(item) = bullet_alone(line, lines.get(at + 1)) {
            at += 1;
            item_block(item, &mut list, &mut groups)
        } else {
            list.clear();
            let mut block = Block::new(Kind::Paragraph, line.text.as_str(), line.lines);
            block.label = label::of(&line.text);
            block
        };
        // A date or byline between two headings does not part them.
        said = if is_fact(at) { said } else { Some(block.kind) };
        blocks.push(block);
        at += 1;
    }
    blocks
}

/// What stands around a heading: see [`Heading`].
struct Around {
    follows: bool,
    leads: bool,
    opens: bool,
}

fn heading_block(
    line: &Line,
    marker: Option<Marker>,
    around: Around,
    levels: &mut Levels,
) -> Block {
    let text = &line.text[marker.map_or(0, |marker| marker.len)..];
    // A number is part of a heading's text, a bullet is not.
    let (shown, parts) = match marker.map(|marker| marker.style) {
        Some(Style::Number(parts)) => (line.text.as_str(), parts),
        Some(Style::Bullet(_)) => (text, 1),
        Some(_) => (line.text.as_str(), 1),
        None => (line.text.as_str(), 0),
    };
    let mut block = Block::new(Kind::Heading, shown, line.lines);
    block.level = levels.next(&Heading {
        text,
        parts,
        follows: around.follows,
        leads: around.leads,
        opens: around.opens,
    });
    block
}

/// An item of a list, without its marker.
struct Item<'a> {
    text: &'a str,
    lines: Lines,
    indent: u32,
    style: Style,
}

fn item_block(item: Item<'_>, list: &mut List, groups: &mut u32) -> Block {
    if list.is_empty() {
        *groups += 1;
    }
    let mut block = Block::new(Kind::Item, item.text, item.lines);
    block.level = list.depth(item.indent, item.style);
    block.group = Some(*groups);
    block.label = label::of(item.text);
    block
}

/// A bullet on a line of its own marks the next line.
fn bullet_alone<'a>(line: &Line, next: Option<&'a Line>) -> Option<Item<'a>> {
    if !Marker::is_alone(&line.text) {
        return None;
    }
    let next = next.filter(|next| Marker::of(&next.text).is_none())?;
    Some(Item {
        text: &next.text,
        lines: (line.lines.0, next.lines.1),
        indent: line.indent,
        style: Style::Bullet('•'),
    })
}

/// The items that are open: how far each is indented, and its style.
#[derive(Default)]
struct List(Vec<(u32, Style)>);

/// Deeper lists are hostile.
const MAX_DEPTH: usize = 12;

impl List {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn clear(&mut self) {
        self.0.clear();
    }

    /// The depth of the next item, from 1: by its indent, else a bullet under a number is deeper.
    fn depth(&mut self, indent: u32, style: Style) -> u8 {
        let is_same = |a: Style, b: Style| std::mem::discriminant(&a) == std::mem::discriminant(&b);
        while self.0.last().is_some_and(|(open, _)| *open > indent) {
            self.0.pop();
        }
        match self.0.last().copied() {
            Some((open, last)) if open == indent && !is_same(last, style) => {
                let known = self
                    .0
                    .iter()
                    .rposition(|(open, known)| *open == indent && is_same(*known, style));
                match known {
                    Some(at) => self.0.truncate(at + 1),
                    None if matches!(last, Style::Number(_)) && self.0.len() < MAX_DEPTH => {
                        self.0.push((indent, style))
                    }
                    None => {}
                }
            }
            Some((open, _)) if open == indent => {}
            _ if self.0.len() < MAX_DEPTH => self.0.push((indent, style)),
            _ => {}
        }
        self.0.len().max(1) as u8
    }
}
