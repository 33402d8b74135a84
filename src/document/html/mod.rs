//! A page is read into the blocks that a browser would show, in reading order, with where each stands in the tree.

mod block;
mod element;
mod json_ld;
mod late;
mod looks;
mod mend;
mod page;
mod parse;
pub(super) mod plain;
mod scan;
mod source;
mod table;
mod tags;
mod walk;

use crate::article::Article;
use crate::document::{Block, Document, Element, MAX_BLOCKS, Page};
use walk::Walked;

/// Reads a saved web page. Never fails: a broken page has fewer blocks, and one that would take the parser for ever is
/// read without it, as plain text.
pub fn read(article: &Article) -> Document {
    let text = mend::encoded_once(&article.text);
    let walked = parse::parse(&text)
        .and_then(|tree| walk::walk(&tree, &text))
        .unwrap_or_else(|| untangled(&text));
    Document {
        id: article.id.clone(),
        source: source::of(article, &walked.facts, &walked.blocks),
        format: article.format,
        is_content: article.is_content,
        language: source::language(&walked.facts),
        keep: article.facts.keep.clone(),
        drop: article.facts.drop.clone(),
        blocks: walked.blocks,
        page: Some(Box::new(walked.page)),
    }
}

/// A page without its tree: the text in pieces.
fn untangled(html: &str) -> Walked {
    let body = Element {
        tag: "body".into(),
        ..Element::default()
    };
    let mut page = Page {
        elements: vec![body],
        ..Page::default()
    };
    let pieces = plain::pieces(html).take(MAX_BLOCKS + 1);
    let blocks: Vec<Block> = (1..)
        .zip(pieces)
        .map(|(line, (kind, level, text))| {
            let mut block = Block::new(kind, text, (line, line));
            block.level = level;
            block.markup = Some(Box::default());
            block
        })
        .collect();
    page.elements[0].blocks = 0..blocks.len() as u32;
    Walked {
        blocks,
        page,
        facts: page::Facts::default(),
    }
}

#[cfg(test)]
mod tests;
