//! A summary: how much of a document stays, and what went by which rule.

use std::collections::BTreeMap;

use super::{Judgement, Verdict, words};
use crate::document::Document;

/// How many blocks and words went or were cut, by the rule's name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Removed {
    /// Blocks that went or were trimmed.
    pub blocks: usize,
    /// Words that went.
    pub words: usize,
}

/// What an audit begins with: words kept, and what went by reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Words of the whole document.
    pub words: usize,
    /// Words that stay.
    pub kept: usize,
    /// What went, by the rule's name.
    pub removed: BTreeMap<&'static str, Removed>,
}

/// Counts what was kept and what went, by reason.
pub fn summary(document: &Document, judgements: &[Judgement]) -> Summary {
    let mut summary = Summary::default();
    for (block, judgement) in document.blocks.iter().zip(judgements) {
        let all = words(&block.text);
        summary.words += all;
        summary.kept += match judgement.verdict {
            Verdict::Keep => all,
            Verdict::Trim(_) => words(&judgement.kept(&block.text)),
            Verdict::Remove => 0,
        };
        let mut count = |rule: &'static str, words: usize, blocks: usize| {
            let removed = summary.removed.entry(rule).or_default();
            removed.words += words;
            removed.blocks += blocks;
        };
        match (&judgement.verdict, &judgement.reason) {
            (Verdict::Remove, Some(reason)) => count(reason.rule, all, 1),
            (Verdict::Trim(cuts), _) => {
                for (number, cut) in cuts.iter().enumerate() {
                    count(
                        cut.reason.rule,
                        words(&block.text[cut.range.clone()]),
                        usize::from(number == 0),
                    );
                }
            }
            _ => {}
        }
    }
    summary
}
