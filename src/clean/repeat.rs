//! A repeat: what stands above already.

use std::collections::HashSet;

use super::features::Features;
use super::sure::SURE;
use super::{Judgement, Reason, Verdict, words};
use crate::document::{Document, Kind};

/// A shorter block may be said twice: a heading, a link, a cell.
const LONG_ENOUGH_TO_REPEAT: usize = 8;

/// Removes what stands above already: a page holds a text once for wide screens and once for narrow ones, and adverts often.
pub(super) fn remove(document: &Document, features: &Features, judgements: &mut [Judgement]) {
    let mut seen = HashSet::new();
    let blocks = document.blocks.iter().zip(&features.own);
    for ((block, own), judgement) in blocks.zip(judgements) {
        let repeats = judgement.verdict == Verdict::Keep
            && own.repeated > 1.0
            && !matches!(block.kind, Kind::Code | Kind::Row)
            && words(&block.text) >= LONG_ENOUGH_TO_REPEAT
            && !seen.insert(block.text.as_str());
        if repeats && judgement.reason.is_none() && judgement.probability < SURE {
            judgement.verdict = Verdict::Remove;
            judgement.reason = Some(Reason {
                rule: "repeated",
                evidence: "stands above already".to_owned(),
            });
        }
    }
}
