//! A page is read into the blocks that a browser would show, in reading order, with where each stands in the tree.

mod block;
mod element;
mod looks;
mod page;
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
    let source = page::source(article, &walked.facts);
    Document {
        id: article.id.clone(),
        source,
        format: article.format,
        is_content: article.is_content,
        language: walked.facts.language,
        keep: article.facts.keep.clone(),
        drop: article.facts.drop.clone(),
        blocks: walked.blocks,
        page: Some(Box::new(walked.page)),
    }
}

#[cfg(test)]
mod tests;
