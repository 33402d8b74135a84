//! A rule is what needs no weighing: a line that is certainly not the article, and the words that give it away.

use super::Reason;
use crate::document::Document;

/// For each block, why it certainly goes; `None` where no rule speaks.
pub fn find(document: &Document) -> Vec<Option<Reason>> {
    document
        .blocks
        .iter()
        .map(|block| lorem(&block.text))
        .collect()
}

fn lorem(text: &str) -> Option<Reason> {
    let lower = text.to_lowercase();
    lower.contains("dolor sit amet").then(|| Reason {
        rule: "lorem-ipsum",
        evidence: "dolor sit amet".to_owned(),
    })
}
