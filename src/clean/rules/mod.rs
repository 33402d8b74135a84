//! A rule is what needs no weighing: a line that is certainly not the article, and the words that give it away.

use super::Reason;
use crate::document::{Block, Document, Kind};

mod caption;
mod line;
mod phrases;
pub(super) mod plain;
pub(super) mod promotion;
mod section;
mod tail;

use plain::Plain;
use promotion::SelfPromotion;

/// For each block, why it certainly goes; `None` where no rule speaks.
pub fn find(document: &Document) -> Vec<Option<Reason>> {
    let blocks = &document.blocks;
    let plain: Vec<Plain> = blocks.iter().map(|block| Plain::of(&block.text)).collect();
    let mut reasons: Vec<Option<Reason>> = blocks
        .iter()
        .zip(&plain)
        .map(|(block, plain)| line(block, plain))
        .collect();
    if is_selling(&reasons) {
        for (block, reason) in blocks
            .iter()
            .zip(&mut reasons)
            .filter(|(_, reason)| reason.is_none())
        {
            *reason = offer(block, SelfPromotion(true));
        }
    }
    line::facts(document, &plain, &mut reasons);
    section::references(blocks, &plain, &mut reasons);
    section::offers(blocks, &plain, &mut reasons);
    section::related(blocks, &plain, &mut reasons);
    caption::find(blocks, &plain, &mut reasons);
    tail::find(document, &plain, &mut reasons);
    section::empty(blocks, &mut reasons);
    reasons
}

/// The article speaks for its publisher somewhere.
pub(super) fn is_selling(reasons: &[Option<Reason>]) -> bool {
    reasons
        .iter()
        .flatten()
        .any(|reason| reason.rule == "self-promotion")
}

fn line(block: &Block, plain: &Plain) -> Option<Reason> {
    if block.kind == Kind::Code {
        return None;
    }
    phrases::find(plain)
        .or_else(|| line::find(block, plain))
        .or_else(|| offer(block, SelfPromotion(false)))
}

/// The most words an offer has that is a block of its own.
const MAX_OFFER_WORDS: usize = 60;

fn offer(block: &Block, selling: SelfPromotion) -> Option<Reason> {
    let can_sell = !matches!(block.kind, Kind::Code | Kind::Row | Kind::Quote);
    let is_short = block.text.split(' ').nth(MAX_OFFER_WORDS).is_none();
    if can_sell && is_short {
        promotion::sells(&block.text, selling)
    } else {
        None
    }
}

fn reason(rule: &'static str, evidence: impl Into<String>) -> Option<Reason> {
    Some(Reason {
        rule,
        evidence: evidence.into(),
    })
}
