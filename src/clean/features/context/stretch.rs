//! The densest stretch of prose.

use std::ops::Range;

use super::PROSE;
use crate::clean::features::own::Own;

/// What one block other than prose costs the stretch that is taken for the article, in words of prose. Pasternack and
/// Roth, "Extracting article text from the web with maximum subsequence segmentation" (2009), score tokens so.
const GAP: f32 = 9.0;

/// The run of blocks with the largest sum, prose words counting for and others against.
pub fn stretch(own: &[Own]) -> Range<usize> {
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0f32);
    for (index, own) in own.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (index, 0.0);
        }
        sum += if own.prose >= PROSE { own.words } else { -GAP };
        if sum > best_sum {
            (best, best_sum) = (start..index + 1, sum);
        }
    }
    best
}
