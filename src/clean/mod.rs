//! A judgement says of every block whether it is the article: keep it, trim it, or remove it, and why.

mod choice;
pub mod features;
mod finder;
mod forest;
mod model;
mod motive;
mod outside;
pub mod page;
mod parent;
mod reason;
mod repeat;
mod rules;
mod summary;
mod sure;
mod threshold;
mod title;
mod trim;
mod yours;

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Document;
pub use summary::{Removed, Summary, summary};
use sure::SURE;
use yours::Yours;

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
///
/// A person's own patterns come first; then the model and the rules that are certain; what stays is trimmed.
pub fn judge(document: &Document) -> Vec<Judgement> {
    if document.is_content {
        let yours = Yours::of(document);
        let blocks = document.blocks.iter();
        return blocks
            .map(|block| match yours.on(block) {
                Some((Verdict::Remove, reason)) => judgement(Verdict::Remove, Some(reason), 0.0),
                _ => judgement(Verdict::Keep, None, 1.0),
            })
            .collect();
    }
    finder::expect(document.blocks.iter().map(|block| block.text.len()).sum());
    let features = features::of(document);
    let probabilities = model::probabilities(document, &features);
    decide(document, &features, &probabilities)
}

/// Judges every block by the probability that it is article, which training also asks of forests that never saw the page.
pub fn decide(
    document: &Document,
    features: &features::Features,
    probabilities: &[f32],
) -> Vec<Judgement> {
    let yours = Yours::of(document);
    let mut judgements: Vec<Judgement> = probabilities
        .iter()
        .copied()
        .enumerate()
        .map(|(index, probability)| {
            let yours = yours.on(&document.blocks[index]);
            match (yours, title::of_page(document, features, index)) {
                (Some((Verdict::Keep, reason)), _) => judgement(Verdict::Keep, Some(reason), 1.0),
                (Some((_, reason)), _) | (None, Some(reason)) => {
                    judgement(Verdict::Remove, Some(reason), 0.0)
                }
                (None, None) => judgement(Verdict::Keep, None, probability),
            }
        })
        .collect();
    for (judgement, outside) in judgements.iter_mut().zip(outside::find(document, features)) {
        if judgement.reason.is_none() && outside.is_some() {
            *judgement = self::judgement(Verdict::Remove, outside, 0.0);
        }
    }
    // Most of a page goes by the model, and rules weigh what is left of it. In text the rules come first: they read its
    // structure, which is whole then.
    let rules = if features.tree.is_some() {
        weigh(document, features, &mut judgements);
        sure::hold_questions(document, &mut judgements);
        parent::keep(document, &mut judgements);
        repeat::remove(document, features, &mut judgements);
        sure::remove(document, features.input(), SURE, &mut judgements)
    } else {
        // Who writes about jobs for a living praises his own in the words of the article.
        let sure = if rules::jobs::is_about_jobs(document) {
            f32::INFINITY
        } else {
            SURE
        };
        let rules = sure::remove(document, features.input(), sure, &mut judgements);
        weigh(document, features, &mut judgements);
        sure::hold_questions(document, &mut judgements);
        sure::hold(document, &rules.reasons, &mut judgements);
        title::name(document, &mut judgements);
        rules
    };
    let settled: Vec<bool> = judgements
        .iter()
        .map(|judgement| judgement.verdict == Verdict::Remove || yours::kept(judgement))
        .collect();
    for (judgement, cuts) in judgements
        .iter_mut()
        .zip(trim::find(document, &settled, &rules))
    {
        if let Some(first) = cuts.first() {
            judgement.reason = Some(first.reason.clone());
            judgement.verdict = Verdict::Trim(cuts);
        }
    }
    judgements
}

/// Removes what the model takes for something else than the article.
fn weigh(document: &Document, features: &features::Features, judgements: &mut [Judgement]) {
    let threshold = threshold::of(document, features, judgements);
    let goes: Vec<usize> = (0..judgements.len())
        .filter(|&index| {
            let judgement = &judgements[index];
            judgement.reason.is_none()
                && !threshold.keeps(judgement.probability, &features.own[index])
        })
        .collect();
    let probabilities: Vec<f32> = judgements.iter().map(|j| j.probability).collect();
    let motives = motive::find(features, &goes, &probabilities);
    for (index, motives) in goes.into_iter().zip(motives) {
        let probability = probabilities[index];
        judgements[index] = judgement(
            Verdict::Remove,
            Some(reason::of(features, index, &motives, probability)),
            probability,
        );
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|token| token.contains(char::is_alphanumeric))
        .count()
}

fn judgement(verdict: Verdict, reason: Option<Reason>, probability: f32) -> Judgement {
    Judgement {
        verdict,
        reason,
        probability,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::{self, Facts, Format};

    fn read(format: Format, text: &str, facts: Facts) -> Document {
        Document::read(
            &article::from_bytes("a", "a", format, text.into(), Arc::new(facts)).unwrap(),
        )
    }

    const PROSE_LINE: &str = "The head of support plans the shifts of the team, and she answers for the time that \
        customers wait, because nobody else in the company sees all of the requests that come in over a day.";

    fn paragraphs(count: usize) -> String {
        let paragraph = |number| format!("<p>On day {number} it is so. {PROSE_LINE}</p>");
        (0..count).map(paragraph).collect()
    }

    #[test]
    fn every_block_has_a_judgement_and_every_removal_a_reason() {
        let menu = "<nav><ul><li><a href=x>Home</a></li><li><a href=y>About us</a></li></ul></nav>";
        let page = format!("<body>{menu}<article>{}</article></body>", paragraphs(6));
        let document = read(Format::Html, &page, Facts::default());
        let judgements = judge(&document);
        assert_eq!(judgements.len(), document.blocks.len());
        for judgement in &judgements {
            assert_eq!(
                judgement.verdict == Verdict::Keep,
                judgement.reason.is_none()
            );
        }
        assert_eq!(judgements[0].verdict, Verdict::Remove);
        assert_eq!(
            judgements.last().map(|last| &last.verdict),
            Some(&Verdict::Keep)
        );
    }

    #[test]
    fn what_stands_twice_is_kept_once() {
        let page = format!(
            "<body><article>{}</article><div>{}</div></body>",
            paragraphs(6),
            paragraphs(6)
        );
        let document = read(Format::Html, &page, Facts::default());
        let judgements = judge(&document);
        let kept = |judgement: &&Judgement| judgement.verdict == Verdict::Keep;
        assert_eq!(judgements.iter().filter(kept).count(), 6);
        assert!(judgements[..6].iter().all(|judgement| kept(&judgement)));
    }

    #[test]
    fn a_person_has_the_last_word() {
        let text = format!(
            "{PROSE_LINE}\nClick here to subscribe.\n{PROSE_LINE}\nThe end of the line is near, says one.\n"
        );
        let facts = Facts {
            keep: vec!["click HERE".to_owned()],
            drop: vec!["end of the line".to_owned()],
            ..Facts::default()
        };
        let document = read(Format::Text, &text, facts);
        let rules: Vec<_> = judge(&document)
            .into_iter()
            .map(|judgement| {
                (
                    judgement.verdict,
                    judgement.reason.map(|reason| reason.rule),
                )
            })
            .collect();
        assert_eq!(rules[1], (Verdict::Keep, Some("yours")));
        assert_eq!(rules[3], (Verdict::Remove, Some("yours")));
        let content = Document {
            is_content: true,
            ..document
        };
        let verdicts: Vec<_> = judge(&content)
            .into_iter()
            .map(|judgement| judgement.verdict)
            .collect();
        assert_eq!(
            verdicts,
            [Verdict::Keep, Verdict::Keep, Verdict::Keep, Verdict::Remove]
        );
    }

    #[test]
    fn praise_of_the_publisher_goes_from_a_text_that_sells_and_stays_on_a_page() {
        let quote = "“I call Acme Times when my team does not know who plans the shifts,” she says of the paper.";
        let offer = "Check out our Shift Planner, the planner for support.";
        let verdict = |format, text: &str| {
            let facts = Facts {
                publisher: Some("Acme Times".to_owned()),
                ..Facts::default()
            };
            let document = read(format, text, facts);
            let at = document.blocks.iter().position(|block| block.text == quote);
            judge(&document).swap_remove(at.expect("the quotation is a block"))
        };
        let text = format!("{PROSE_LINE}\n{quote}\n{PROSE_LINE}\n{offer}\n");
        let rule = verdict(Format::Text, &text)
            .reason
            .map(|reason| reason.rule);
        assert_eq!(rule, Some("testimonial"));
        let page = format!(
            "<article>{}<p>{quote}</p>{}<p>{offer}</p></article>",
            paragraphs(3),
            paragraphs(3)
        );
        assert_eq!(verdict(Format::Html, &page).verdict, Verdict::Keep);
    }

    #[test]
    fn an_error_page_is_named_and_no_net_is_cast() {
        let page = "<title>404 Not Found</title><body><h1>Page not found</h1><p>We are sorry, but what you look for is not here.</p></body>";
        let document = read(Format::Html, page, Facts::default());
        let kind = page::kind(&document, &judge(&document));
        assert_eq!(kind, page::PageKind::Error);
        assert!(kind.skip_reason().is_some());
    }

    #[test]
    fn an_article_about_an_error_is_none() {
        let page = format!(
            "<title>Crash closes Highway 403 for hours - The Daily</title><body><h1>Crash closes Highway 403 for hours</h1>{}</body>",
            paragraphs(2)
        );
        let document = read(Format::Html, &page, Facts::default());
        let kind = page::kind(&document, &judge(&document));
        assert_eq!(kind, page::PageKind::Article);
    }

    #[test]
    fn the_summary_counts_every_word_once() {
        let text = format!("{PROSE_LINE}\nSubscribe to our newsletter\n{PROSE_LINE}\n");
        let document = read(Format::Text, &text, Facts::default());
        let summary = summary(&document, &judge(&document));
        let removed: usize = summary.removed.values().map(|removed| removed.words).sum();
        assert_eq!(summary.words, summary.kept + removed);
    }
}
