//! A term sets a role apart when its passages use it more than the others do, beyond chance.
//!
//! Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008): the prior is what
//! all compared passages say, so that a rare word needs more than one lucky use.

use std::collections::{BTreeMap, HashSet};

use super::stop::is_stop_word;
use crate::index::words::{Form, Piece, Words};

/// The weight of the prior as a share of the compared words: a prior of fixed size would drown the few passages of a
/// small corpus, where nothing then stands apart.
const PRIOR_SHARE: f64 = 0.02;
/// The weight of the prior at most, in words. Monroe et al. take the size of an ordinary text.
const MAX_PRIOR_WORDS: f64 = 300.0;
/// A z-score from which a difference is worth showing: one-sided, 9 of 10. The score is shown.
const MIN_Z: f64 = 1.28;
/// A word used once proves nothing.
const MIN_COUNT: u32 = 2;

/// A word that sets a role apart.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Term {
    /// As it is mostly written.
    pub term: String,
    /// How far beyond chance, in standard deviations.
    pub z: f64,
    /// How often the role's passages have it.
    pub count: u32,
}

/// The words of one side, by stem.
#[derive(Debug, Default)]
pub(super) struct Bag {
    counts: BTreeMap<String, u32>,
    total: u32,
    /// The forms of each stem.
    forms: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Bag {
    /// Adds the words of a text, but for stop words and those left out (stems).
    pub(super) fn add(&mut self, text: &str, left_out: &HashSet<String>) {
        let mut words = Words::new(Form::Stem);
        words.read(text);
        for (word, stem) in words.iter().filter(|(word, _)| word.piece == Piece::Word) {
            let form = text[word.range.clone()].to_lowercase();
            let is_word = form.len() > 2 && form.chars().all(char::is_alphabetic);
            if !is_word || is_stop_word(&form) || left_out.contains(stem) {
                continue;
            }
            *self.counts.entry(stem.to_owned()).or_default() += 1;
            self.total += 1;
            let forms = self.forms.entry(stem.to_owned()).or_default();
            *forms.entry(form).or_default() += 1;
        }
    }

    /// How much a text has of some terms: the sum of their z-scores, each once.
    pub(super) fn weigh(text: &str, scores: &BTreeMap<String, f64>) -> f64 {
        let mut words = Words::new(Form::Stem);
        words.read(text);
        let stems: HashSet<&str> = words.iter().map(|(_, stem)| stem).collect();
        let mut weights: Vec<f64> = stems
            .iter()
            .filter_map(|stem| scores.get(*stem))
            .copied()
            .collect();
        // In one order, so that the sum is the same every time.
        weights.sort_by(f64::total_cmp);
        // No weights add up to -0, which is not what anyone wants to read.
        weights.iter().fold(0.0, |sum, weight| sum + weight)
    }
}

/// The stems of some texts.
pub(super) fn stems(texts: &[&str]) -> HashSet<String> {
    let mut words = Words::new(Form::Stem);
    let mut stems = HashSet::new();
    for text in texts {
        words.read(text);
        stems.extend(words.iter().map(|(_, stem)| stem.to_owned()));
    }
    stems
}

/// For each side, by stem, how far its words lie above all other sides together; only what is beyond chance.
pub(super) fn scores(sides: &[Bag]) -> Vec<BTreeMap<String, f64>> {
    let mut all: BTreeMap<&str, u32> = BTreeMap::new();
    for (stem, count) in sides.iter().flat_map(|side| &side.counts) {
        *all.entry(stem).or_default() += count;
    }
    let total: u32 = sides.iter().map(|side| side.total).sum();
    let weight = (PRIOR_SHARE * f64::from(total)).min(MAX_PRIOR_WORDS);
    let score = |side: &Bag, stem: &str, count: u32, everywhere: u32| {
        let prior = weight * f64::from(everywhere) / f64::from(total.max(1));
        let odds = |count: u32, size: u32| {
            let with = f64::from(count) + prior;
            (with / (f64::from(size) + weight - with), 1.0 / with)
        };
        let (here, variance) = odds(count, side.total);
        let (there, other_variance) = odds(everywhere - count, total - side.total);
        debug_assert!(!stem.is_empty());
        (here.ln() - there.ln()) / (variance + other_variance).sqrt()
    };
    sides
        .iter()
        .map(|side| {
            side.counts
                .iter()
                .filter(|(_, count)| **count >= MIN_COUNT)
                .map(|(stem, &count)| (stem.clone(), score(side, stem, count, all[stem.as_str()])))
                .filter(|(_, z)| *z >= MIN_Z)
                .collect()
        })
        .collect()
}

/// The terms of one side for people, the strongest first.
pub(super) fn terms(side: &Bag, scores: &BTreeMap<String, f64>, limit: usize) -> Vec<Term> {
    let mut terms: Vec<Term> = scores
        .iter()
        .map(|(stem, &z)| Term {
            term: side.forms[stem]
                .iter()
                .max_by_key(|(form, count)| (**count, std::cmp::Reverse((*form).clone())))
                .map(|(form, _)| form.clone())
                .unwrap_or_default(),
            z: (z * 100.0).round() / 100.0,
            count: side.counts[stem],
        })
        .collect();
    terms.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| a.term.cmp(&b.term)));
    terms.truncate(limit);
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_side_says_more_often_sets_it_apart() {
        let mut sides = [Bag::default(), Bag::default()];
        for _ in 0..6 {
            sides[0].add("customers market strategy", &HashSet::new());
            sides[1].add("architecture security strategy", &HashSet::new());
        }
        let scores = scores(&sides);
        let first: Vec<_> = terms(&sides[0], &scores[0], 9)
            .into_iter()
            .map(|t| t.term)
            .collect();
        assert_eq!(first, ["customers", "market"]);
        let second: Vec<_> = terms(&sides[1], &scores[1], 9)
            .into_iter()
            .map(|t| t.term)
            .collect();
        assert_eq!(second, ["architecture", "security"]);
    }
}
