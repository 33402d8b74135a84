//! A trim takes a promotional sentence, a clause or a mark out of a block that stays. The claim is always kept.

use std::ops::Range;
use std::sync::LazyLock;

use super::finder::{self, Finder};
use super::rules::Found;
use super::rules::promotion::{self, Seller, Tone};
use super::{Cut, Reason, rules};
use crate::document::sentence::sentences;
use crate::document::{Block, Document, Kind};

/// For each block that stays, the pieces to cut: in order, not overlapping. Empty for blocks that go.
pub(super) fn find(document: &Document, goes: &[bool], found: &Found) -> Vec<Vec<Cut>> {
    let seller = rules::seller(
        found.publisher.as_deref(),
        found.praise,
        &document.blocks,
        &found.reasons,
    );
    let blocks = document.blocks.iter().zip(&found.may_offer);
    { blocks.zip(goes) }
        .map(|((block, may_offer), goes)| match goes {
            true => Vec::new(),
            false => cuts(
                block,
                *may_offer || seller.is_named_in(&block.text),
                &seller,
            ),
        })
        .collect()
}

fn cuts(block: &Block, may_sell: bool, seller: &Seller) -> Vec<Cut> {
    if block.kind == Kind::Code {
        return Vec::new();
    }
    let mut cuts = marks(&block.text);
    if block.kind == Kind::Row {
        cuts.extend(padding(&block.text));
    } else {
        if may_sell {
            cuts.extend(offers(&block.text, seller));
        }
        cuts.extend(clauses(&block.text, seller));
    }
    cuts.sort_by_key(|cut| cut.range.start);
    // A mark inside a sentence that goes is gone with it.
    let mut end = 0;
    cuts.retain(|cut| {
        let is_free = cut.range.start >= end;
        end = end.max(cut.range.end);
        is_free
    });
    cuts
}

fn cut(range: Range<usize>, rule: &'static str, evidence: impl Into<String>) -> Cut {
    Cut {
        range,
        reason: Reason {
            rule,
            evidence: evidence.into(),
        },
    }
}

/// Reference marks: `[1]`, `[12][13]`, `[citation needed]`, and the dash that a lost list left behind one (`[2]-`).
fn marks(text: &str) -> Vec<Cut> {
    // Code and Markdown have brackets of their own, and no list of references begins with 0.
    if !text.contains('[')
        || ["](", "]=", "] =", "[0]"]
            .iter()
            .any(|code| text.contains(code))
    {
        return Vec::new();
    }
    let mut cuts = Vec::new();
    for (start, _) in text.match_indices('[') {
        let Some(len) = text.as_bytes()[start..]
            .iter()
            .take(MAX_MARK_BYTES)
            .position(|b| *b == b']')
        else {
            continue;
        };
        let inner = &text[start + 1..start + len];
        let is_number =
            !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|b| b.is_ascii_digit());
        if !is_number
            && !matches!(
                inner,
                "citation needed" | "edit" | "update" | "a" | "b" | "c"
            )
        {
            continue;
        }
        let before = text[..start].trim_end();
        let mut end = start + len + 1;
        let is_at_edge = before.is_empty() || before.ends_with('|');
        if is_at_edge && text[end..].starts_with('-') {
            end += 1;
        }
        // A cell that is only a mark goes with its edge.
        let is_cell = before.ends_with('|') && text[end..].trim_start().is_empty();
        let from = if is_cell { before.len() - 1 } else { start };
        cuts.push(cut(from..end, "reference-mark", &text[start..end]));
    }
    cuts
}

/// `[citation needed]` is the longest mark.
const MAX_MARK_BYTES: usize = 20;

/// `||||||||`: what merged cells left at the end of a row.
fn padding(text: &str) -> Option<Cut> {
    let kept = text.trim_end_matches(['|', ' ']);
    text[kept.len()..].contains("||").then(|| {
        cut(
            kept.len()..text.len(),
            "table-padding",
            "edges without cells",
        )
    })
}

/// Sentences that offer or ask, in a text that says something besides.
fn offers(text: &str, seller: &Seller) -> Vec<Cut> {
    let tones = promotion::tones(text, seller);
    if !tones.iter().any(|(_, tone)| *tone == Tone::Says) {
        return Vec::new();
    }
    let mut cuts = Vec::new();
    let mut hook: Option<usize> = None;
    for (range, tone) in tones {
        match tone {
            Tone::Says => hook = None,
            Tone::Hook => hook = hook.or(Some(range.start)),
            Tone::Sells(reason) => cuts.push(Cut {
                range: hook.take().unwrap_or(range.start)..range.end,
                reason,
            }),
        }
    }
    cuts
}

/// How a clause begins that hangs a product on a claim.
const HANGS: [&str; 18] = [
    "supported by",
    "powered by",
    "enabled by",
    "backed by",
    "aided by",
    "assisted by",
    "facilitated by",
    "enhanced by",
    "using",
    "utilizing",
    "leveraging",
    "with the help of",
    "with tools like",
    "with tools such as",
    "using tools like",
    "using tools such as",
    "through tools like",
    "through tools such as",
];

static HANGERS: LazyLock<Finder> = LazyLock::new(|| finder::any(HANGS));

/// Words that may stand before it.
const ADVERBS: [&str; 8] = [
    "often",
    "usually",
    "typically",
    "sometimes",
    "frequently",
    "ideally",
    "all",
    "increasingly",
];

/// The clauses at the ends of sentences that name the publisher's product: behind a comma in an article that sells
/// elsewhere, or with "our" before the name.
fn clauses(text: &str, seller: &Seller) -> Vec<Cut> {
    // Without a seller only "our" shows a product, and most texts have no word of this kind.
    if !(seller.is_selling || text.contains("our ")) || !HANGERS.is_match(text) {
        return Vec::new();
    }
    let found = sentences(text).into_iter().filter_map(|range| {
        let sentence = text[range.clone()].trim_end();
        let (at, evidence) = clause(sentence, seller)?;
        let end = sentence.trim_end_matches(['.', '!']).len();
        Some(cut(
            range.start + at..range.start + end,
            "self-promotion",
            evidence,
        ))
    });
    found.collect()
}

/// Where such a clause begins, and the words that show it.
fn clause(sentence: &str, seller: &Seller) -> Option<(usize, String)> {
    let hangs = HANGS
        .iter()
        .flat_map(|hang| sentence.match_indices(hang).map(move |(at, _)| (at, *hang)));
    let mut hangs: Vec<(usize, &str)> = hangs
        .filter(|(at, _)| *at > 1 && sentence[..*at].ends_with(' '))
        .collect();
    hangs.sort_unstable();
    hangs.into_iter().find_map(|(at, hang)| {
        let after = sentence[at + hang.len()..].trim_start();
        let is_our = after.starts_with("our ");
        let named = after
            .strip_prefix("our ")
            .or_else(|| after.strip_prefix("the "))
            .unwrap_or(after);
        let name = promotion::name(named)?;
        let is_known = seller.product_in(name).is_some();
        let before = sentence[..at].trim_end();
        let word = before.rsplit(' ').next().unwrap_or("");
        let before = if ADVERBS.contains(&word) {
            before[..before.len() - word.len()].trim_end()
        } else {
            before
        };
        let start = before.trim_end_matches(',').len();
        let is_hung = start < before.len();
        // A bare comma may part items of a list ("using A, B and C"): what follows the clause must not be told.
        let is_last = !sentence[at..].contains(", and ");
        let sells =
            (is_our || (is_hung && (is_known || seller.is_selling))) && is_last && start > 0;
        sells.then(|| {
            (
                start,
                format!("“{hang} {}{name}”", if is_our { "our " } else { "" }),
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str, seller: &Seller) -> String {
        let block = Block::new(Kind::Item, text, (1, 1));
        let judgement = super::super::Judgement {
            verdict: super::super::Verdict::Trim(cuts(&block, true, seller)),
            reason: None,
            probability: 1.0,
        };
        judgement.kept(text).into_owned()
    }

    #[test]
    fn the_claim_stays() {
        let quiet = Seller::default();
        let selling = Seller {
            is_selling: true,
            ..Seller::default()
        };
        let hung = "Leads reviews of talent, often supported by Career Planner to refine them";
        assert_eq!(left(hung, &selling), "Leads reviews of talent");
        assert_eq!(left(hung, &quiet), hung);
        assert_eq!(
            left(
                "Grades candidates using our Skills Matrix. It works.",
                &quiet
            ),
            "Grades candidates. It works."
        );
        assert_eq!(
            left("The CTO leads.[1] The team follows.[2][3]", &quiet),
            "The CTO leads. The team follows."
        );
        assert_eq!(
            left(
                "They plan the work. Ready to hire? Check out our Salary Planner.",
                &quiet
            ),
            "They plan the work."
        );
        for text in [
            "Take a[0] and b[1](x)",
            "Backed by Goldman Sachs, the firm grew.",
            "It is built, tested and run using Amazon Web Services",
        ] {
            assert_eq!(left(text, &quiet), text);
        }
    }
}
