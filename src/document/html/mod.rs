//! A page is read into the blocks that a browser would show, in reading order, with where each stands in the tree.

mod block;
mod date;
mod element;
mod json_ld;
mod looks;
mod page;
mod plain;
mod source;
mod table;
mod tags;
mod walk;

use scraper::Html;

use crate::article::Article;
use crate::document::Document;

/// Reads a saved web page. Never fails: a broken page has fewer blocks.
pub fn read(article: &Article) -> Document {
    let html = Html::parse_document(&article.text);
    let walked = walk::walk(&html);
    let source = source::of(article, &walked.facts, &walked.blocks);
    Document {
        id: article.id.clone(),
        source,
        format: article.format,
        is_content: article.is_content,
        language: source::language(&walked.facts),
        keep: article.facts.keep.clone(),
        drop: article.facts.drop.clone(),
        blocks: walked.blocks,
        page: Some(Box::new(walked.page)),
    }
}

#[cfg(test)]
mod tests;
