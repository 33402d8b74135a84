//! A rule is what needs no weighing: a line that is certainly not the article, and the words that give it away.

use super::Reason;
use super::features::Input;
use crate::document::{Block, Kind, Source};

mod asides;
mod boxes;
mod caption;
mod comments;
mod contents;
pub(crate) mod hold;
pub(crate) mod jobs;
mod line;
mod phrases;
mod printed;
pub(super) mod plain;
pub(super) mod promotion;
pub(super) mod questions;
mod section;
mod tail;
mod testimonial;

use plain::Plain;
use promotion::Seller;

/// What the rules find in each block.
pub struct Found {
    /// Why it certainly goes; `None` where no rule speaks.
    pub reasons: Vec<Option<Reason>>,
    /// Its words allow for an offer; see [`promotion::may_offer`].
    pub(super) may_offer: Vec<bool>,
    /// Who speaks, as far as that is known.
    pub(super) publisher: Option<String>,
    /// What he only says of himself is an offer.
    pub(super) praise: bool,
}

impl Found {
    /// Nothing is found in so many blocks.
    pub(super) fn none(blocks: usize) -> Found {
        Found {
            reasons: vec![None; blocks],
            may_offer: vec![false; blocks],
            publisher: None,
            praise: false,
        }
    }
}

/// Looks through blocks that stand one behind the other. `praise`: what the publisher only says of himself is an offer too.
pub fn find(source: &Source, blocks: &[&Block], input: Input, praise: bool) -> Found {
    let signed = || promotion::signature::find(source, blocks);
    // A page has its publisher in its head.
    let publisher = source
        .publisher
        .clone()
        .or_else(|| (input == Input::Text).then(signed).flatten())
        .filter(|_| praise);
    let unknown = Seller::of(publisher.as_deref(), praise);
    let plain: Vec<Plain> = blocks
        .iter()
        .map(|block| Plain::of(unmarked(&block.text)))
        .collect();
    let may_offer: Vec<bool> = blocks
        .iter()
        .zip(&plain)
        .map(|(block, plain)| {
            let can_sell = !matches!(block.kind, Kind::Code | Kind::Row);
            can_sell && promotion::may_offer(&block.text, plain)
        })
        .collect();
    let offers = |at: usize, seller: &Seller| offer(blocks[at], &plain[at], may_offer[at], seller);
    let mut reasons: Vec<Option<Reason>> = (0..blocks.len())
        .map(|at| line(blocks[at], &plain[at]).or_else(|| offers(at, &unknown)))
        .collect();
    let seller = seller(
        publisher.as_deref(),
        praise,
        blocks.iter().copied(),
        &reasons,
    );
    if seller.is_selling {
        for (at, reason) in reasons.iter_mut().enumerate() {
            if reason.is_none() {
                *reason = offers(at, &seller);
            }
        }
    }
    line::facts(source, blocks, &plain, &mut reasons);
    if input == Input::Text {
        if seller.is_selling {
            testimonial::find(blocks, &plain, &seller, &mut reasons);
        }
        contents::find(blocks, &plain, &mut reasons);
        asides::find(blocks, &plain, &mut reasons);
        boxes::find(blocks, &plain, &mut reasons);
        printed::find(blocks, &mut reasons);
        comments::find(source.title.as_deref(), blocks, &plain, &mut reasons);
        section::about(blocks, &plain, publisher.as_deref(), &mut reasons);
    }
    section::references(blocks, &plain, &mut reasons);
    section::offers(blocks, &plain, &mut reasons);
    section::sponsored(blocks, &plain, &mut reasons);
    section::related(blocks, &plain, &mut reasons);
    caption::find(blocks, &plain, &mut reasons);
    tail::find(source, blocks, &plain, &mut reasons);
    section::empty(blocks, input, &mut reasons);
    Found {
        reasons,
        may_offer,
        publisher,
        praise,
    }
}

/// What the article sells of its publisher's, as far as the removed blocks show.
pub(super) fn seller<'a>(
    publisher: Option<&str>,
    praise: bool,
    blocks: impl IntoIterator<Item = &'a Block>,
    reasons: &[Option<Reason>],
) -> Seller {
    let mut seller = Seller::of(publisher, praise);
    for (block, reason) in blocks.into_iter().zip(reasons) {
        if reason
            .as_ref()
            .is_some_and(|reason| reason.rule == "self-promotion")
        {
            seller.learn(&block.text);
        }
    }
    seller
}

/// The text behind the number that a browser of text puts before a link (`[12]Click to share`).
fn unmarked(text: &str) -> &str {
    let mark = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match mark {
        Some((number, rest)) if number.bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => text,
    }
}

fn line(block: &Block, plain: &Plain) -> Option<Reason> {
    if block.kind == Kind::Code {
        return None;
    }
    phrases::find(plain).or_else(|| line::find(block, plain))
}

/// The most words an offer has that is a block of its own.
const MAX_OFFER_WORDS: usize = 60;

fn offer(block: &Block, plain: &Plain, may_offer: bool, seller: &Seller) -> Option<Reason> {
    let can_sell = !matches!(block.kind, Kind::Code | Kind::Row | Kind::Quote);
    if can_sell && plain.words <= MAX_OFFER_WORDS && (may_offer || seller.is_named_in(&block.text))
    {
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
