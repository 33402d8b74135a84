//! Plain text, mostly what some tool extracted from a web page: headings, bullets and tables that nobody marked.

use crate::article::Article;
use crate::document::{Block, Document, Kind, Source};

mod heading;
mod lines;
mod marker;

use lines::Line;
use marker::Marker;

/// Reads plain text. A line is a block; the lines of a hard-wrapped paragraph are one.
pub fn read(article: &Article) -> Document {
    let lines = lines::split(&article.text);
    let blocks = blocks(&lines);
    let facts = &article.facts;
    let first = blocks.first().filter(|block| block.kind == Kind::Heading);
    Document {
        id: article.id.clone(),
        source: Source {
            path: article.path.clone(),
            title: facts
                .title
                .clone()
                .or_else(|| first.map(|block| block.text.clone())),
            author: facts.author.clone(),
            publisher: facts.publisher.clone(),
            published: facts.published.clone(),
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

fn blocks(lines: &[Line]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    let (mut group, mut in_list) = (0, false);
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.as_str();
        let marker = Marker::of(text);
        let mut block = match marker {
            Some(marker) => {
                if !in_list {
                    group += 1;
                }
                let mut block = Block::new(Kind::Item, &text[marker.len..], line.lines);
                block.level = 1;
                block.group = Some(group);
                block
            }
            None if heading::is_heading(lines, at) => Block::new(Kind::Heading, text, line.lines),
            None => Block::new(Kind::Paragraph, text, line.lines),
        };
        in_list = block.kind == Kind::Item;
        if block.kind == Kind::Heading {
            block.level = if blocks.is_empty() {
                1
            } else if text.ends_with(':') {
                3
            } else {
                2
            };
        }
        blocks.push(block);
    }
    blocks
}
