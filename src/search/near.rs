//! Nearness: how close the words of a question stand to each other in a passage.

/// How much a pair of neighbouring question words is worth in a passage, in occurrences: 1 for each time they stand side
/// by side in order, less the farther apart, nothing beyond `window`. Each occurrence of the second word counts once, with
/// the nearest first word. Both lists ascend.
pub fn pair_frequency(first: &[u32], second: &[u32], window: u32) -> f32 {
    let mut total = 0.0;
    let mut from = 0;
    for &place in second {
        // The last first-word before the place, and the one after it.
        while from < first.len() && first[from] < place {
            from += 1;
        }
        let before = from.checked_sub(1).map(|i| place - first[i]);
        // Reversed order counts as one word farther.
        let after = first[from..]
            .iter()
            .find(|&&f| f > place)
            .map(|f| f - place + 1);
        let distance = before.into_iter().chain(after).min().unwrap_or(u32::MAX);
        if distance <= window {
            total += 1.0 / distance as f32;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn side_by_side_is_one_and_far_apart_is_nothing() {
        assert_eq!(pair_frequency(&[3], &[4], 6), 1.0);
        assert_eq!(pair_frequency(&[4], &[3], 6), 0.5);
        assert_eq!(pair_frequency(&[3], &[5], 6), 0.5);
        assert_eq!(pair_frequency(&[3], &[30], 6), 0.0);
        assert_eq!(pair_frequency(&[], &[30], 6), 0.0);
        assert_eq!(pair_frequency(&[1, 10], &[2, 11, 50], 6), 2.0);
    }
}
