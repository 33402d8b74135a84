//! Measures of a ranking, as trec_eval computes them: linear gain, unjudged is not relevant.

use std::collections::HashMap;

/// Judged ids with their grades; 0 and below are not relevant.
pub type Judged = HashMap<String, f64>;

/// How good one ranking is.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct Measures {
    /// Normalised discounted cumulative gain of the first ten.
    pub ndcg10: f64,
    /// Average precision over the whole ranking.
    pub map: f64,
    /// One over the rank of the first relevant of the first ten.
    pub mrr10: f64,
    /// Share of the relevant among the first hundred.
    pub recall100: f64,
}

impl Measures {
    /// Of a ranking of ids, best first.
    pub fn of(ranking: &[String], judged: &Judged) -> Measures {
        let gain = |id: &String| judged.get(id).copied().unwrap_or(0.0).max(0.0);
        let is_relevant = |id: &String| gain(id) > 0.0;
        let relevant = judged.values().filter(|grade| **grade > 0.0).count();
        if relevant == 0 {
            return Measures::default();
        }
        let mut ideal: Vec<f64> = judged
            .values()
            .copied()
            .filter(|grade| *grade > 0.0)
            .collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        let mut met = 0.0;
        let mut precisions = 0.0;
        for (at, _) in ranking.iter().enumerate().filter(|(_, id)| is_relevant(id)) {
            met += 1.0;
            precisions += met / (at + 1) as f64;
        }
        let first = ranking.iter().take(10).position(is_relevant);
        Measures {
            ndcg10: discounted(ranking.iter().map(gain)) / discounted(ideal.into_iter()),
            map: precisions / relevant as f64,
            mrr10: first.map_or(0.0, |at| 1.0 / (at + 1) as f64),
            recall100: ranking
                .iter()
                .take(100)
                .filter(|id| is_relevant(id))
                .count() as f64
                / relevant as f64,
        }
    }

    /// The mean of each over all queries.
    pub fn mean(all: &[Measures]) -> Measures {
        let mean = |of: fn(&Measures) -> f64| sum(all.iter().map(of)) / all.len().max(1) as f64;
        Measures {
            ndcg10: mean(|m| m.ndcg10),
            map: mean(|m| m.map),
            mrr10: mean(|m| m.mrr10),
            recall100: mean(|m| m.recall100),
        }
    }
}

fn discounted(gains: impl Iterator<Item = f64>) -> f64 {
    sum(gains
        .take(10)
        .enumerate()
        .map(|(at, gain)| gain / ((at + 2) as f64).log2()))
}

/// Rust's own sum of nothing is -0.0, which nobody wants to read.
pub(super) fn sum(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |sum, value| sum + value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    fn judged(pairs: &[(&str, f64)]) -> Judged {
        pairs
            .iter()
            .map(|(id, grade)| ((*id).to_owned(), *grade))
            .collect()
    }

    #[test]
    fn a_case_worked_by_hand() {
        // a:2 at rank 2, b:1 at rank 3, c:1 not found; x and y are not relevant.
        let m = Measures::of(
            &ids("x a b y"),
            &judged(&[("a", 2.0), ("b", 1.0), ("c", 1.0), ("y", 0.0)]),
        );
        let dcg = 2.0 / 3f64.log2() + 1.0 / 4f64.log2();
        let ideal = 2.0 + 1.0 / 3f64.log2() + 1.0 / 4f64.log2();
        assert!((m.ndcg10 - dcg / ideal).abs() < 1e-12);
        assert!((m.map - (1.0 / 2.0 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
        assert_eq!(m.mrr10, 0.5);
        assert!((m.recall100 - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_found_is_zero_and_the_best_order_is_one() {
        let grades = judged(&[("a", 2.0), ("b", 1.0)]);
        assert_eq!(Measures::of(&[], &grades), Measures::default());
        assert!(Measures::of(&[], &grades).ndcg10.is_sign_positive());
        assert!(Measures::mean(&[]).map.is_sign_positive());
        let best = Measures::of(&ids("a b"), &grades);
        assert_eq!(
            (best.ndcg10, best.map, best.mrr10, best.recall100),
            (1.0, 1.0, 1.0, 1.0)
        );
    }

    #[test]
    fn beyond_the_tenth_neither_ndcg_nor_mrr_sees() {
        let m = Measures::of(&ids("1 2 3 4 5 6 7 8 9 10 a"), &judged(&[("a", 1.0)]));
        assert_eq!((m.ndcg10, m.mrr10, m.recall100), (0.0, 0.0, 1.0));
        assert!((m.map - 1.0 / 11.0).abs() < 1e-12);
    }
}
