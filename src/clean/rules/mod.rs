//! A rule is what needs no weighing: a line that is certainly not the article, and the words that give it away.

use super::Reason;
use crate::document::{Block, Document, Kind};

mod caption;
pub mod hold;
mod line;
mod phrases;
pub(super) mod plain;
pub(super) mod promotion;
mod section;
mod tail;

use plain::Plain;
use promotion::Seller;

/// For each block, why it certainly goes; `None` where no rule speaks.
pub fn find(document: &Document) -> Vec<Option<Reason>> {
    let blocks = &document.blocks;
    let unknown = Seller::of(document);
    let plain: Vec<Plain> = blocks.iter().map(|block| Plain::of(&block.text)).collect();
    let mut reasons: Vec<Option<Reason>> = blocks
        .iter()
        .zip(&plain)
        .map(|(block, plain)| line(block, plain, &unknown))
        .collect();
    let seller = seller(document, &reasons);
    if seller.is_selling {
        for ((block, plain), reason) in blocks.iter().zip(&plain).zip(&mut reasons) {
            if reason.is_none() {
                *reason = offer(block, plain, &seller);
            }
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

/// What the article sells of its publisher's, as far as the removed blocks show.
pub(super) fn seller(document: &Document, reasons: &[Option<Reason>]) -> Seller {
    let mut seller = Seller::of(document);
    for (block, _) in document.blocks.iter().zip(reasons).filter(|(_, reason)| {
        reason
            .as_ref()
            .is_some_and(|reason| reason.rule == "self-promotion")
    }) {
        seller.learn(&block.text);
    }
    seller
}

fn line(block: &Block, plain: &Plain, seller: &Seller) -> Option<Reason> {
    if block.kind == Kind::Code {
        return None;
    }
    phrases::find(plain)
        .or_else(|| line::find(block, plain))
        .or_else(|| offer(block, plain, seller))
}

/// The most words an offer has that is a block of its own.
const MAX_OFFER_WORDS: usize = 60;

fn offer(block: &Block, plain: &Plain, seller: &Seller) -> Option<Reason> {
    let can_sell = !matches!(block.kind, Kind::Code | Kind::Row | Kind::Quote);
    if can_sell && plain.words <= MAX_OFFER_WORDS && seller.may_sell(&block.text, &plain.text) {
        promotion::sells(&block.text, seller)
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
