//! Alike: a passage that says what better ones say is better than its own words show.
//!
//! The best few of a ranking are held against each other. The score of each becomes the mean of its own and those of
//! better ones, each counting as far as its words are alike (cosine; a word counts by how few of these few have it).
//! Nobody loses anything by it. `docs/ranking.md` has what was measured, and other ways that were.

use super::runs::beginning;
use crate::hash::mix;

/// How many of the best are held against each other: as many as an answer reads anyway. More did not help.
pub const HELD: usize = 15;

/// The words of a text, in any order: how they begin, not their stems, for no stem is made of a text that is only looked at.
#[derive(Debug, Default)]
pub struct Gist(Vec<u64>);

impl Gist {
    /// Room for so many words.
    pub fn with_room(words: usize) -> Gist {
        Gist(Vec::with_capacity(words))
    }

    /// Adds the words ([`runs`](super::runs::runs)) of a part of the text.
    pub fn add(&mut self, words: impl Iterator<Item = u64>) {
        self.0.extend(words.map(beginning));
    }
}

/// What each gains by whom. One that says the very same counts `weight` times its own score. No more than [`HELD`].
pub fn gains(gists: &[Gist], scores: &[f32], weight: f32) -> Vec<Vec<(usize, f32)>> {
    let alike = cosines(gists);
    let gains = (0..gists.len()).map(|own| {
        let better = (0..gists.len()).filter(|&other| scores[other] > scores[own]);
        let better: Vec<(usize, f32)> = better
            .map(|other| (other, weight * alike[own.min(other)][own.max(other)]))
            .filter(|(_, counts)| *counts > 0.0)
            .collect();
        let all = 1.0 + better.iter().map(|(_, counts)| counts).sum::<f32>();
        let gain = |(other, counts)| (other, counts * (scores[other] - scores[own]) / all);
        better.into_iter().map(gain).collect()
    });
    gains.collect()
}

/// How alike two texts are, for each and those behind it.
fn cosines(gists: &[Gist]) -> Vec<[f32; HELD]> {
    let mut products = vec![[0.0f32; HELD]; gists.len()];
    let rarity = |who: u16| ((gists.len() + 1) as f32 / who as f32).ln();
    let mut rarities = [0.0; HELD + 1];
    for (many, value) in (1..).zip(&mut rarities[1..]) {
        *value = rarity(many);
    }
    let mut weights: Vec<(usize, f32)> = Vec::with_capacity(HELD);
    for used in uses(gists) {
        let rarity = rarities[used.who.count_ones() as usize];
        weights.clear();
        let mut who = used.who;
        while who != 0 {
            let whose = who.trailing_zeros() as usize;
            who &= who - 1;
            weights.push((whose, rarity * often(used.times[whose])));
        }
        for (nth, (a, weight)) in weights.iter().enumerate() {
            for (b, other) in &weights[nth..] {
                products[*a][*b] += weight * other;
            }
        }
    }
    let lengths: Vec<f32> = (0..gists.len())
        .map(|own| products[own][own].sqrt())
        .collect();
    for (a, products) in products.iter_mut().enumerate() {
        for (product, length) in products.iter_mut().zip(&lengths) {
            *product /= (lengths[a] * length).max(f32::MIN_POSITIVE);
        }
    }
    products
}

/// A word, who uses it, a bit each, and how often.
struct Used {
    word: u64,
    who: u16,
    times: [u16; HELD],
}

/// All words, each once, in the order of the texts.
fn uses(gists: &[Gist]) -> Vec<Used> {
    let all: usize = gists.iter().map(|gist| gist.0.len()).sum();
    // About half of the words are another's, too.
    let mut uses: Vec<Used> = Vec::with_capacity(all / 2);
    // Places in `uses` plus one, by hash; 0 is free.
    let mut slots = vec![0u32; (2 * all).next_power_of_two()];
    let mask = slots.len() - 1;
    for (whose, gist) in gists.iter().enumerate() {
        for &word in &gist.0 {
            let mut at = mix(0, word) as usize & mask;
            while slots[at] != 0 && uses[slots[at] as usize - 1].word != word {
                at = (at + 1) & mask;
            }
            if slots[at] == 0 {
                let (who, times) = (0, [0; HELD]);
                uses.push(Used { word, who, times });
                slots[at] = uses.len() as u32;
            }
            let used = &mut uses[slots[at] as usize - 1];
            used.who |= 1 << whose;
            used.times[whose] = used.times[whose].saturating_add(1);
        }
    }
    uses
}

/// What a word that is used so many times counts.
fn often(times: u16) -> f32 {
    match times {
        1 => 1.0,
        _ => 1.0 + f32::from(times).ln(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::runs::runs;
    use super::*;

    fn sums(texts: &[&str], scores: &[f32]) -> Vec<f32> {
        let gist = |text: &&str| {
            let mut gist = Gist::default();
            gist.add(runs(text));
            gist
        };
        let gists: Vec<Gist> = texts.iter().map(gist).collect();
        let gains = gains(&gists, scores, 1.0);
        let sum = |gains: &Vec<(usize, f32)>| gains.iter().map(|(_, gain)| gain).sum();
        gains.iter().map(sum).collect()
    }

    #[test]
    fn the_same_words_gain_half_the_difference_and_others_nothing() {
        let texts = ["the roadmap", "The Roadmap!", "a budget"];
        let gains = sums(&texts, &[10.0, 6.0, 5.0]);
        assert_eq!(gains[0], 0.0);
        assert!((gains[1] - 2.0).abs() < 1e-5);
        assert_eq!(gains[2], 0.0);
    }

    #[test]
    fn nothing_to_compare_is_nothing_gained() {
        assert_eq!(sums(&["", "…"], &[2.0, 1.0]), [0.0, 0.0]);
        assert_eq!(sums(&[], &[]), [0.0; 0]);
    }
}
