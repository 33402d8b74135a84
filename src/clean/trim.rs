//! A trim takes a promotional sentence, a clause or a mark out of a block that stays. The claim is always kept.

use std::ops::Range;

use super::rules::promotion::{self, SelfPromotion, Tone};
use super::{Cut, Reason, rules};
use crate::document::{Block, Document, Kind};

/// For each block that stays, the pieces to cut: in order, not overlapping. Blocks that go have none.
pub fn find(document: &Document, goes: &[bool], reasons: &[Option<Reason>]) -> Vec<Vec<Cut>> {
    let selling = SelfPromotion(rules::is_selling(reasons));
    document
        .blocks
        .iter()
        .zip(goes)
        .map(|(block, goes)| {
            if *goes {
                Vec::new()
            } else {
                cuts(block, selling)
            }
        })
        .collect()
}

fn cuts(block: &Block, selling: SelfPromotion) -> Vec<Cut> {
    if block.kind == Kind::Code {
        return Vec::new();
    }
    let mut cuts = marks(&block.text);
    if block.kind == Kind::Row {
        cuts.extend(padding(&block.text));
    } else {
        cuts.extend(offers(&block.text, selling));
        cuts.extend(clause(&block.text, selling));
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
    let mut cuts = Vec::new();
    for (start, _) in text.match_indices('[') {
        let Some(len) = text[start..].bytes().take(24).position(|b| b == b']') else {
            continue;
        };
        let inner = &text[start + 1..start + len];
        let is_number =
            inner.len() <= 4 && !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit());
        if !is_number && !matches!(inner, "citation needed" | "note 1" | "edit" | "update") {
            continue;
        }
        let mut end = start + len + 1;
        let before = text[..start].trim_end();
        // `x[0]` is code; a mark follows a word, a sign or the edge of a cell. Between digits it is no mark either.
        if text[..start]
            .ends_with(|c: char| c.is_ascii_digit() || c == '_' || c == ']' && cuts.is_empty())
            || text[end..].starts_with(['(', '[', '=']) && !text[end..].starts_with("[")
        {
            continue;
        }
        let mut from = start;
        if text[end..].starts_with('-') && (before.is_empty() || before.ends_with('|')) {
            end += 1;
        }
        // A cell that is only a mark goes with its edge.
        if before.ends_with('|') && text[end..].trim_start().is_empty() {
            from = before.len() - 1;
        }
        cuts.push(cut(from..end, "reference-mark", &text[start..end]));
    }
    cuts
}

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
fn offers(text: &str, selling: SelfPromotion) -> Vec<Cut> {
    let tones = promotion::tones(text, selling);
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

/// The clause at the end of a sentence that names the publisher's product: behind the last comma, in an article that
/// sells elsewhere.
fn clause(text: &str, selling: SelfPromotion) -> Option<Cut> {
    if !selling.0 {
        return None;
    }
    let (comma, _) = text.match_indices(", ").last()?;
    let mut rest = &text[comma + 2..];
    if let Some((first, after)) = rest
        .split_once(' ')
        .filter(|(first, _)| ADVERBS.contains(first))
    {
        rest = &rest[first.len() + 1..];
        debug_assert_eq!(rest, after);
    }
    let hang = HANGS.iter().find(|hang| rest.starts_with(**hang))?;
    let after = rest[hang.len()..].trim_start();
    let name = promotion::name(
        after
            .strip_prefix("our ")
            .or_else(|| after.strip_prefix("the "))
            .unwrap_or(after),
    )?;
    let end = if text.ends_with('.') {
        text.len() - 1
    } else {
        text.len()
    };
    Some(cut(
        comma..end,
        "self-promotion",
        format!("“{hang} {name}”"),
    ))
}
