//! What a publisher says for himself: calls to action, his own products, thanks and invitations. Sentence by sentence.

use std::sync::LazyLock;

use super::plain::{self, Phrases, Plain};
use crate::clean::Reason;
use crate::clean::finder::{self, Finder};
use crate::document::sentence::sentences;

mod offers;
mod seller;
pub(super) mod signature;
mod words;

use offers::*;
pub(crate) use seller::{Seller, name};
use words::*;

/// A sentence of more words tells something besides.
const MAX_WORDS: usize = 32;

/// How a sentence stands to the article.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tone {
    /// It says something.
    Says,
    /// It only leads up to an offer ("Ready to transform your hiring?").
    Hook,
    /// It offers or asks for something.
    Sells(Reason),
}

/// What [`tone`] looks for, in the plain words of a whole text. A sentence may begin within one of them (`!'book a demo`),
/// so nothing is asked of what stands before.
static TRIGGERS: LazyLock<Finder> = LazyLock::new(|| {
    let phrases = [&*ASKS, &*SUBSCRIBES, &*OFFERS, &*CUES].map(Phrases::list);
    let whole = phrases.into_iter().chain([STARTS, LINES]).flatten();
    let within = ADVISES.iter().chain(&[" our "]).map(ToString::to_string);
    let triggers = whole.map(|phrase| format!("{phrase} ")).chain(within);
    finder::any(triggers)
});

/// The tones of the sentences of a block, with where each stands.
pub(crate) fn tones(text: &str, seller: &Seller) -> Vec<(std::ops::Range<usize>, Tone)> {
    let mut tones: Vec<_> = sentences(text)
        .into_iter()
        .map(|range| (range.clone(), tone(text[range].trim(), seller)))
        .collect();
    // A question or a promise is a hook only where an offer follows, or another hook of an offer.
    let mut sells = false;
    for (_, tone) in tones.iter_mut().rev() {
        match tone {
            Tone::Sells(_) => sells = true,
            Tone::Hook if sells => {}
            _ => {
                *tone = Tone::Says;
                sells = false;
            }
        }
    }
    tones
}

/// Whether the words of a text allow for an offer: of texts that do not name the seller no other one sells, and few others
/// pass.
pub(crate) fn may_offer(text: &str, plain: &Plain) -> bool {
    if plain.is_whole() {
        TRIGGERS.is_match(&plain.text)
    } else {
        TRIGGERS.is_match(&plain::plain(text))
    }
}

/// The whole block offers or asks: why, if it does.
pub(crate) fn sells(text: &str, seller: &Seller) -> Option<Reason> {
    // Nothing follows the last sentence, so it must sell by itself: this settles nearly every block.
    let last = sentences(text).pop()?;
    if !matches!(tone(text[last].trim(), seller), Tone::Sells(_)) {
        return None;
    }
    let tones = tones(text, seller);
    if tones.iter().any(|(_, tone)| *tone == Tone::Says) {
        return None;
    }
    tones.into_iter().find_map(|(_, tone)| {
        if let Tone::Sells(reason) = tone {
            Some(reason)
        } else {
            None
        }
    })
}

fn tone(sentence: &str, seller: &Seller) -> Tone {
    let sentence = &*seller.in_first_person(sentence);
    let plain = Plain::of(sentence);
    let sells = |rule, evidence: &str| {
        Tone::Sells(Reason {
            rule,
            evidence: format!("“{evidence}”"),
        })
    };
    // What somebody else says is told, not offered.
    if plain.words > MAX_WORDS || sentence.contains(['"', '“', '”']) {
        return Tone::Says;
    }
    let whole = plain.text.trim();
    if let Some(line) = LINES.iter().find(|line| **line == whole) {
        return sells("call-to-action", line);
    }
    if let Some(asked) = ASKS.find(&plain) {
        return sells("call-to-action", asked);
    }
    if let Some(asked) = SUBSCRIBES.find(&plain) {
        return sells("newsletter", asked);
    }
    if let Some(label) = free(sentence) {
        return sells("call-to-action", label);
    }
    let start = STARTS.iter().find(|offer| plain.starts(offer)).copied();
    if let Some(offer) = start.or_else(|| OFFERS.find(&plain)) {
        return sells("self-promotion", offer);
    }
    if let Some(command) = COMMANDS.iter().find(|command| plain.starts(command))
        && let Some(cue) = CUES.find(&plain)
        && !cue.starts_with(command)
        && !(matches!(cue, "today" | "it now" | "them now") && ADVISING.contains(command))
        && !(cue == "free" && *command == "take")
    // "Take note that the free days …"
    {
        return sells("call-to-action", &format!("{command} … {cue}"));
    }
    if let Some(own) = served(&plain).filter(|_| seller.praise) {
        return sells("self-promotion", own);
    }
    if seller.serves(sentence) {
        return sells("self-promotion", "the publisher's own name");
    }
    if let Some(name) = product(sentence, seller) {
        return sells("self-promotion", name);
    }
    let is_hook = sentence.ends_with('?') || HOOKS.iter().any(|hook| plain.starts(hook));
    if is_hook { Tone::Hook } else { Tone::Says }
}

/// `Free template: The plan for the first 90 days.`: what is given away stands behind its label.
fn free(sentence: &str) -> Option<&str> {
    let (label, _) = sentence.split_once(": ")?;
    let what = label
        .strip_prefix("Free ")
        .or_else(|| label.strip_prefix("FREE "))?;
    let words = || what.split(' ');
    let is_given = words()
        .next_back()
        .is_some_and(|thing| GIVEN.contains(&thing.to_lowercase().as_str()));
    (is_given && words().count() <= 2).then_some(label)
}

/// "Our attorneys are here for you", "our builder will have you ready": what the publisher has does something for the reader.
fn served(plain: &Plain) -> Option<&'static str> {
    let words: Vec<&str> = plain.iter().collect();
    let our = words.iter().position(|word| *word == "our")?;
    let (at, noun) = (our + 1..words.len().min(our + 2 + MAX_ADJECTIVES)).find_map(|at| {
        HAS.iter()
            .find(|noun| **noun == words[at])
            .map(|noun| (at, *noun))
    })?;
    let does = words.get(at + 1).is_some_and(|verb| DOES.contains(verb));
    let reader = words[at + 1..]
        .iter()
        .any(|word| matches!(*word, "you" | "your"));
    (does && reader).then_some(noun)
}

/// "our experienced estate planning attorneys"
const MAX_ADJECTIVES: usize = 4;

/// The product a sentence offers: "our Planner Pro" after a verb of use; or, in an article that sells elsewhere, a name
/// that the reader is advised to explore.
fn product<'a>(sentence: &'a str, seller: &Seller) -> Option<&'a str> {
    let first = sentence.split(' ').next().unwrap_or("").to_lowercase();
    if PRESENTS.contains(&first.as_str())
        && let Some(at) = seller.product_in(sentence)
    {
        return Some(&sentence[at]);
    }
    let lower = sentence.to_lowercase();
    if let Some((_, after)) = sentence.split_once(" our ")
        && (PRESENTS.contains(&first.as_str())
            || ADVISES.iter().any(|advice| lower.contains(advice)))
        && let Some(name) = name(after)
    {
        return Some(name);
    }
    let advice = ADVISES.iter().find(|advice| lower.contains(*advice))?;
    let after = sentence
        .get(lower.find(advice)? + advice.len()..)?
        .trim_start();
    name(after).filter(|_| seller.is_selling)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_are_told_from_duties() {
        let quiet = &Seller::default();
        for text in [
            "To learn more, click here",
            "Looking for a partner? Check out our Salary Planner for growing teams",
            "Using tools like our Skills Matrix to grade every candidate",
            "Join the course How to Lead a Team of Ten",
            "Subscribe to our newsletter.",
            "Schedule a free call today.",
            "Free checklist: The first week on the quay. Download it now.",
            "Need help with the boats? Talk to our experts.",
        ] {
            assert!(sells(text, quiet).is_some(), "{text}");
        }
        for text in [
            "Explore new markets with the sales team",
            "Schedule a weekly meeting with every lead",
            "Are you good with numbers? The CFO path may be yours.",
            "Using our Chief Technology Officer as a mentor",
            "Leveraging Machine Learning to predict demand",
            "Take note that the duty-free shop is closed",
            "Request budgets from the board",
            "Free guides: two of the wardens lead tours for nothing.",
            "Talk to our customers before you plan the year.",
            "Managers might explore Machine Learning to tailor offers",
        ] {
            assert_eq!(sells(text, quiet), None, "{text}");
        }
        let praise = "Our recruiters can help you hire a manager.";
        assert_eq!(sells(praise, quiet), None);
        assert!(sells(praise, &Seller::of(None, true)).is_some());
        assert!(
            sells(
                "Managers might explore Salary Planner to tailor offers",
                &Seller {
                    is_selling: true,
                    ..Seller::default()
                }
            )
            .is_some()
        );
    }
}
