//! Running sums, so that the mean over any stretch costs two look-ups.

use super::PROSE;
use crate::clean::features::own::Own;

/// See the module: each begins with 0, so that the blocks `from..to` hold the difference of two.
pub struct Sums {
    /// Words.
    pub words: Vec<f32>,
    prose: Vec<f32>,
    links: Vec<f32>,
    phrased: Vec<f32>,
    /// Words in prose.
    pub prose_words: Vec<f32>,
    /// Words that are links.
    pub link_words: Vec<f32>,
}

impl Sums {
    /// Adds up.
    pub fn of(own: &[Own]) -> Sums {
        let running = |value: fn(&Own) -> f32| {
            let mut sum = 0.0;
            std::iter::once(0.0)
                .chain(own.iter().map(|own| {
                    sum += value(own);
                    sum
                }))
                .collect()
        };
        Sums {
            words: running(|own| own.words),
            prose: running(|own| own.prose),
            links: running(|own| own.link_share),
            phrased: running(|own| own.phrased),
            prose_words: running(|own| if own.prose >= PROSE { own.words } else { 0.0 }),
            link_words: running(|own| own.words * own.link_share),
        }
    }

    /// Mean words, prose, link share and phrases of the blocks `from..to`.
    pub fn means(&self, from: usize, to: usize) -> [f32; 4] {
        if from >= to {
            return [0.0; 4];
        }
        let count = (to - from) as f32;
        [&self.words, &self.prose, &self.links, &self.phrased]
            .map(|sums| (sums[to] - sums[from]) / count)
    }
}
