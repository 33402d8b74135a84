//! Yours is what a person said of an article's blocks in `sources.toml`; keeping wins.

use super::{Judgement, Reason, Verdict};
use crate::document::{Block, Document};

/// The rule's name.
const RULE: &str = "yours";

/// A person's patterns, as written and in lower case.
pub(super) struct Yours<'a> {
    keep: Vec<(&'a str, String)>,
    drop: Vec<(&'a str, String)>,
}

impl Yours<'_> {
    /// The patterns for a document.
    pub(super) fn of(document: &Document) -> Yours<'_> {
        Yours {
            keep: lower(&document.keep),
            drop: lower(&document.drop),
        }
    }

    /// What was said of a block, if anything was.
    pub(super) fn on(&self, block: &Block) -> Option<(Verdict, Reason)> {
        if self.keep.is_empty() && self.drop.is_empty() {
            return None;
        }
        let text = block.text.to_lowercase();
        let find = |patterns: &[(&str, String)], verdict: Verdict, word: &str| {
            let (pattern, _) = patterns.iter().find(|(_, lower)| text.contains(lower))?;
            let reason = Reason {
                rule: RULE,
                evidence: format!("{word} = {pattern}"),
            };
            Some((verdict, reason))
        };
        find(&self.keep, Verdict::Keep, "keep")
            .or_else(|| find(&self.drop, Verdict::Remove, "drop"))
    }
}

/// A person said that it stays as it is.
pub(super) fn kept(judgement: &Judgement) -> bool {
    let is_yours = |reason: &Reason| reason.rule == RULE;
    judgement.verdict == Verdict::Keep && judgement.reason.as_ref().is_some_and(is_yours)
}

fn lower(patterns: &[String]) -> Vec<(&str, String)> {
    let patterns = patterns.iter().map(String::as_str);
    patterns
        .map(|pattern| (pattern, pattern.to_lowercase()))
        .collect()
}
