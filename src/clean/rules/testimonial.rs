//! Praise of the publisher in somebody's mouth, and the line that says whose.

use super::plain::Plain;
use super::promotion::Seller;
use super::reason;
use crate::clean::Reason;
use crate::document::{Block, Kind};

/// Praise has no more words.
const MAX_WORDS: usize = 70;
/// The name and the job of who praises.
const MAX_NAME_WORDS: usize = 10;

/// Takes quotations that name the publisher and speak of "me", and the line under each.
pub(super) fn find(
    blocks: &[&Block],
    plain: &[Plain],
    seller: &Seller,
    reasons: &mut [Option<Reason>],
) {
    let Some(publisher) = &seller.publisher else {
        return;
    };
    for at in 0..blocks.len() {
        let text = blocks[at].text.as_str();
        let is_praise = text.starts_with(['"', '“'])
            && plain[at].words <= MAX_WORDS
            && text.contains(publisher.as_str())
            && ["me", "my", "i", "us", "our", "we"]
                .iter()
                .any(|word| plain[at].has(word));
        if !is_praise {
            continue;
        }
        let next = (at + 1..blocks.len().min(at + 2)).filter(|next| {
            let text = blocks[*next].text.as_str();
            plain[*next].words <= MAX_NAME_WORDS
                && matches!(blocks[*next].kind, Kind::Paragraph | Kind::Heading)
                && (text.starts_with(['–', '—', '-', '~']) || text.contains(", "))
                && !text.ends_with(['.', '?', '!', ':'])
        });
        for at in std::iter::once(at).chain(next) {
            if reasons[at].is_none() {
                reasons[at] = reason("testimonial", format!("praise of {publisher}"));
            }
        }
    }
}
