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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::{Format, from_bytes};

    #[test]
    fn a_term_stays_with_its_definition() {
        let page =
            b"<dl><dt>Warden</dt><dd>Looks after the boats and those who row them.</dd></dl>";
        let article = from_bytes("a", "a.html", Format::Html, page.to_vec(), Arc::default());
        let document = Document::read(&article.unwrap());
        let judged = |verdict, probability| Judgement {
            verdict,
            reason: None,
            probability,
        };
        let mut judgements = [judged(Verdict::Remove, 0.2), judged(Verdict::Keep, 0.9)];
        keep(&document, &mut judgements);
        assert_eq!(judgements[0].verdict, Verdict::Keep);
        judgements[0] = judged(Verdict::Remove, 0.0);
        keep(&document, &mut judgements);
        assert_eq!(judgements[0].verdict, Verdict::Remove);
    }
}
