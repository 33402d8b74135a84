//! The comments under an article: a line counts them, and what follows to the end is theirs.

use super::plain::Plain;
use super::reason;
use crate::clean::Reason;
use crate::document::Block;

/// A count of comments above the article heads none: so many words in long blocks come before.
const MIN_ARTICLE_WORDS: usize = 60;
/// A block of so many words is a long one.
const LONG: usize = 20;
/// The line that counts them has no more words; where it names the article it has more.
const MAX_WORDS: usize = 5;
const MAX_NAMING_WORDS: usize = 30;
/// A sign of comments stands within so many blocks behind the count.
const NEAR: usize = 8;

/// Takes all that stands behind a count of comments. On 1,206 labelled dumps the model and this rule took 39,424 words of comments
/// and 583 of articles. Under a question the replies are what the page is for.
pub(super) fn find(
    title: Option<&str>,
    blocks: &[&Block],
    plain: &[Plain],
    reasons: &mut [Option<Reason>],
) {
    let length = |at: usize| blocks[at].text.split(' ').count();
    let is_question = title.is_some_and(|title| title.ends_with('?'));
    let mut before = 0;
    for at in 0..blocks.len() {
        let words = length(at);
        before += if words >= LONG { words } else { 0 };
        if before < MIN_ARTICLE_WORDS || is_question || words > MAX_NAMING_WORDS {
            continue;
        }
        let counted = match counts(&plain[at]) {
            Count::Named => true,
            Count::Bare if words <= MAX_WORDS => {
                let signed = (at + 1..blocks.len())
                    .take(NEAR)
                    .any(|next| is_sign(&plain[next], reasons[next].as_ref()));
                let after: usize = (at + 1..blocks.len()).map(length).sum();
                signed || after < before
            }
            _ => false,
        };
        if counted {
            for slot in reasons[at..].iter_mut().filter(|slot| slot.is_none()) {
                *slot = reason("comments", format!("below “{}”", blocks[at].text));
            }
            return;
        }
    }
}

/// How a line counts comments.
enum Count {
    No,
    /// `12 comments`, `Comments (12)`
    Bare,
    /// `12 comments on “The long road”`
    Named,
}

fn counts(plain: &Plain) -> Count {
    let is_count = |word: &str| word.bytes().all(|b| b.is_ascii_digit()) && word != "0";
    let counted = |word: &str| {
        matches!(
            word,
            "comment" | "comments" | "replies" | "responses" | "thoughts"
        )
    };
    let words: Vec<&str> = plain.iter().take(4).collect();
    match words.as_slice() {
        [count, what, "on" | "to", _] if is_count(count) && counted(what) => Count::Named,
        [count, what] if is_count(count) && counted(what) => Count::Bare,
        ["comments", count] if is_count(count) => Count::Bare,
        _ => Count::No,
    }
}

/// `Jane Doe says:`, `Reply`, `3 hours ago`.
fn is_sign(plain: &Plain, reason: Option<&Reason>) -> bool {
    let words: Vec<&str> = plain.iter().collect();
    let last = words.last().copied().unwrap_or_default();
    reason.is_some_and(|reason| reason.rule == "comments")
        || (words.len() <= 8
            && matches!(
                last,
                "says" | "said" | "reply" | "ago" | "commented" | "pm" | "am"
            ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    fn taken(title: &str, lines: &[&str]) -> usize {
        let blocks: Vec<Block> = lines
            .iter()
            .map(|line| Block::new(Kind::Paragraph, *line, (1, 1)))
            .collect();
        let plain: Vec<Plain> = lines.iter().map(|line| Plain::of(line)).collect();
        let mut reasons = vec![None; lines.len()];
        find(
            Some(title),
            &blocks.iter().collect::<Vec<_>>(),
            &plain,
            &mut reasons,
        );
        reasons.iter().flatten().count()
    }

    #[test]
    fn what_stands_below_a_count_of_comments_goes() {
        let text = "The warden looks after the boats, and he knows who took which of them out and when it came back to \
            the shed. "
            .repeat(4);
        let below = [
            "I was a warden once and it was not like that at all.",
            "Me too.",
        ];
        assert_eq!(
            taken("Wardens", &[&text, "2 comments", below[0], below[1]]),
            3
        );
        assert_eq!(taken("Wardens", &["2 comments", &text, below[0]]), 0);
        assert_eq!(
            taken("What is a warden?", &[&text, "2 comments", below[0]]),
            0
        );
        assert_eq!(taken("Wardens", &[&text, "2 comments", &text, &text]), 0);
        assert_eq!(
            taken(
                "Wardens",
                &[&text, "2 Comments on “Wardens of old”", &text, &text]
            ),
            3
        );
    }
}
