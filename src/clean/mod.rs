//! A judgement says of every block whether it is the article: keep it, trim it, or remove it, and why.

pub mod features;

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Document;

pub mod rules;
pub mod trim;

/// Why something goes: the name of the rule and what it saw.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reason {
    /// The rule's name in kebab case, stable: `call-to-action`, `lorem-ipsum`, `model`.
    pub rule: &'static str,
    /// What it saw, for a person: the words that gave it away, or the model's strongest features in words.
    pub evidence: String,
}

/// A piece cut out of a block that otherwise stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Byte range of the block's text.
    pub range: Range<usize>,
    /// Why it goes.
    pub reason: Reason,
}

/// What happens to a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It stays as it is.
    Keep,
    /// It stays without these pieces (in order, not overlapping, on character boundaries).
    Trim(Vec<Cut>),
    /// It goes.
    Remove,
}

/// The cleaner's word on one block.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// What happens.
    pub verdict: Verdict,
    /// Why; `None` only where all is kept without a rule speaking.
    pub reason: Option<Reason>,
    /// Probability that the block is article, 0 to 1.
    pub probability: f32,
}

impl Judgement {
    /// What is left of the block's text: all of it, what the cuts leave, or nothing.
    pub fn kept<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match &self.verdict {
            Verdict::Keep => Cow::Borrowed(text),
            Verdict::Remove => Cow::Borrowed(""),
            Verdict::Trim(cuts) => {
                let mut kept = String::with_capacity(text.len());
                let mut from = 0;
                for cut in cuts {
                    kept.push_str(&text[from..cut.range.start]);
                    from = cut.range.end;
                }
                kept.push_str(&text[from..]);
                Cow::Owned(kept.split_whitespace().collect::<Vec<_>>().join(" "))
            }
        }
    }
}

/// Judges every block of a document: one judgement a block, in the same order.
pub fn judge(document: &Document) -> Vec<Judgement> {
    if document.is_content {
        return document
            .blocks
            .iter()
            .map(|_| judgement(Verdict::Keep, None, 1.0))
            .collect();
    }
    let reasons = rules::find(document);
    let goes: Vec<bool> = reasons.iter().map(Option::is_some).collect();
    let cuts = trim::find(document, &goes, &reasons);
    reasons
        .into_iter()
        .zip(cuts)
        .map(|(reason, cuts)| match reason {
            Some(reason) => judgement(Verdict::Remove, Some(reason), 0.0),
            None if cuts.is_empty() => judgement(Verdict::Keep, None, 1.0),
            None => {
                let reason = cuts.first().map(|cut| cut.reason.clone());
                judgement(Verdict::Trim(cuts), reason, 1.0)
            }
        })
        .collect()
}

fn judgement(verdict: Verdict, reason: Option<Reason>, probability: f32) -> Judgement {
    Judgement {
        verdict,
        reason,
        probability,
    }
}
