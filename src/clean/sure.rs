//! What is sure: where rules overrule the model, and where the model or the structure of a text overrules them.

use super::features::Input;
use super::rules::{self, Found};
use super::{Judgement, Reason, Verdict};
use crate::document::{Block, Document};

/// From this probability on the model, which sees the tags of a page, overrules what words alone make likely.
pub(super) const SURE: f32 = 0.9;

/// The rules that go by words which articles use too. Out of fold, on blocks of which the model is sure, they took three
/// words of the article for each that was none.
const BY_WORDS: [&str; 6] = [
    "call-to-action",
    "contact",
    "disclosure",
    "navigation",
    "reference-list",
    "self-promotion",
];

/// Removes what the rules are certain of among the blocks that are left, unless the model is `sure` of them; returns what
/// they found in every block.
pub(super) fn remove(
    document: &Document,
    input: Input,
    sure: f32,
    judgements: &mut [Judgement],
) -> Found {
    let left: Vec<usize> = (0..judgements.len())
        .filter(|&index| judgements[index].verdict == Verdict::Keep)
        .collect();
    let blocks: Vec<&Block> = left.iter().map(|&index| &document.blocks[index]).collect();
    // The model sees on a page whether it is about the firm; in our own field nobody asks what a publisher thinks of himself.
    let praise = input == Input::Text || rules::jobs::is_about_jobs(document);
    let rest = rules::find(&document.source, &blocks, input, praise);
    // A text that names who speaks sells, and praises in the words of the article.
    let sells = input == Input::Text && rest.publisher.is_some();
    let sure = if sells { f32::INFINITY } else { sure };
    let mut found = Found {
        publisher: rest.publisher,
        praise,
        ..Found::none(judgements.len())
    };
    for ((index, reason), offers) in left.into_iter().zip(rest.reasons).zip(rest.may_offer) {
        let judgement = &mut judgements[index];
        let overruled = |rule| judgement.probability >= sure && BY_WORDS.contains(&rule);
        // "Related: What does a warden earn?" among questions is still another page.
        let is_open = judgement
            .reason
            .as_ref()
            .is_none_or(|held| held.rule == "question");
        if let Some(reason) = &reason
            && is_open
            && !overruled(reason.rule)
        {
            *judgement = super::judgement(Verdict::Remove, Some(reason.clone()), 0.0);
        }
        found.reasons[index] = reason;
        found.may_offer[index] = offers;
    }
    found
}

/// Questions with their answers stay where the model alone took them away and is not sure.
pub(super) fn hold_questions(document: &Document, judgements: &mut [Judgement]) {
    let probabilities: Vec<f32> = judgements.iter().map(|j| j.probability).collect();
    // Rules and persons say so with certainty, the model with a probability.
    let is_open =
        |at: usize| judgements[at].verdict == Verdict::Remove && judgements[at].probability > 0.0;
    for (at, reason) in rules::questions::find(&document.blocks, &probabilities, is_open) {
        judgements[at].verdict = Verdict::Keep;
        judgements[at].reason = Some(reason);
    }
}

/// What the model alone took away and the structure of the text proves to be the article stays.
pub(super) fn hold(document: &Document, rules: &[Option<Reason>], judgements: &mut [Judgement]) {
    let goes: Vec<bool> = judgements
        .iter()
        .map(|judgement| judgement.verdict == Verdict::Remove)
        .collect();
    // Rules and persons say so with certainty, the model with a probability.
    let certain: Vec<Option<Reason>> = judgements
        .iter()
        .zip(rules)
        .map(|(judgement, rule)| {
            rule.clone().or_else(|| {
                judgement
                    .reason
                    .clone()
                    .filter(|_| judgement.probability == 0.0)
            })
        })
        .collect();
    let probabilities: Vec<f32> = judgements.iter().map(|j| j.probability).collect();
    let held = rules::hold::find(document, &certain, &goes, &probabilities);
    for (judgement, held) in judgements.iter_mut().zip(held) {
        if held.is_some() {
            judgement.verdict = Verdict::Keep;
            judgement.reason = held;
        }
    }
}
