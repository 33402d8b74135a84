//! Alike: a passage that says what better ones say is better than its own words show.
//!
//! The best few of a ranking are held against each other. The score of each becomes the mean of its own and those of
//! better ones, each counting as far as its words are alike (cosine; a word counts by how few of these few have it).
//! Nobody loses anything by it. `docs/ranking.md` has what was measured, and other ways that were.

use super::runs::runs;

/// How many of the best are held against each other: as many as an answer reads anyway. More are no better.
pub const HELD: usize = 15;
/// So many letters of a word count, instead of its stem: no stem is made of a text that is only looked at.
const LETTERS: usize = 5;
/// The low bits of a word's hash make room for whose it is.
const WHOSE: u64 = 15;
const _: () = assert!(HELD <= 1 + WHOSE as usize);

/// The words of a text, in any order.
#[derive(Debug, Default)]
pub struct Gist(Vec<u64>);

impl Gist {
    /// Adds a part of the text.
    pub fn add(&mut self, part: &str) {
        self.0.extend(runs(part, LETTERS));
    }
}

/// What each gains by whom. One that says the very same counts `weight` times its own score. No more than [`HELD`].
pub fn gains(gists: &[Gist], scores: &[f32], weight: f32) -> Vec<Vec<(usize, f32)>> {
    let alike = cosines(gists);
    let gains = (0..gists.len()).map(|own| {
        let better = (0..gists.len()).filter(|&other| scores[other] > scores[own]);
        let better: Vec<(usize, f32)> = better
            .map(|other| (other, weight * alike[own][other]))
            .filter(|(_, counts)| *counts > 0.0)
            .collect();
        let all = 1.0 + better.iter().map(|(_, counts)| counts).sum::<f32>();
        let gain = |(other, counts)| (other, counts * (scores[other] - scores[own]) / all);
        better.into_iter().map(gain).collect()
    });
    gains.collect()
}

fn cosines(gists: &[Gist]) -> Vec<[f32; HELD]> {
    let all = gists.iter().map(|gist| gist.0.len()).sum();
    let mut words: Vec<u64> = Vec::with_capacity(all);
    for (whose, gist) in (0u64..).zip(gists) {
        words.extend(gist.0.iter().map(|word| (word & !WHOSE) | whose));
    }
    words.sort_unstable();
    let mut products = vec![[0.0f32; HELD]; gists.len()];
    let mut weights: Vec<(usize, f32)> = Vec::with_capacity(HELD);
    for word in words.chunk_by(|a, b| a & !WHOSE == b & !WHOSE) {
        weights.clear();
        for own in word.chunk_by(|a, b| a == b) {
            weights.push(((own[0] & WHOSE) as usize, 1.0 + (own.len() as f32).ln()));
        }
        let rarity = ((gists.len() + 1) as f32 / weights.len() as f32).ln();
        for (_, weight) in &mut weights {
            *weight *= rarity;
        }
        for (a, weight) in &weights {
            for (b, other) in &weights {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(texts: &[&str], scores: &[f32]) -> Vec<f32> {
        let gist = |text: &&str| {
            let mut gist = Gist::default();
            gist.add(text);
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
