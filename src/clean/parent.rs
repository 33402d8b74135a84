//! A parent is an item over deeper ones: a term over its definition, a point over its parts.

use super::{Judgement, Verdict};
use crate::document::{Document, Kind};

/// Keeps what the model removed from above an item that stays: it says what that item is of.
pub(super) fn keep(document: &Document, judgements: &mut [Judgement]) {
    let blocks = &document.blocks;
    // From the end, so that a parent's parent follows it.
    for at in (1..blocks.len()).rev() {
        let (above, below) = (&blocks[at - 1], &blocks[at]);
        let is_parent = above.kind == Kind::Item
            && below.kind == Kind::Item
            && above.group == below.group
            && above.level < below.level;
        let is_the_models = judgements[at - 1].probability > 0.0;
        if is_parent && is_the_models && judgements[at].verdict != Verdict::Remove {
            judgements[at - 1].verdict = Verdict::Keep;
            judgements[at - 1].reason = None;
        }
    }
}
