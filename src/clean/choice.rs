//! A choice: which blocks of a page make up the article, given how probable each of them is.

/// A page on which fewer words than this are expected to be article holds no article.
const NO_ARTICLE: f32 = 5.0;

/// The probability from which on blocks stay, so that what stays has the greatest expected F1 of words; `None` where no
/// article is to be expected. `blocks` are pairs of probability and words.
///
/// F1 is what a reader loses by what is missing and by what is too much. The best choice keeps the most probable blocks
/// down to some probability, a high one where the model is sure of the page and a low one where it is not (Lipton, Elkan
/// and Naryanaswamy, "Optimal thresholding of classifiers to maximize F1 measure", 2014).
pub fn threshold(mut blocks: Vec<(f32, f32)>) -> Option<f32> {
    let expected: f32 = blocks.iter().map(|(p, words)| p * words).sum();
    if expected < NO_ARTICLE {
        return None;
    }
    blocks.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut kept) = (0.0, 0.0);
    let mut best = (0.0, 1.0);
    for (p, words) in blocks {
        right += p * words;
        kept += words;
        let f1 = 2.0 * right / (kept + expected);
        if f1 > best.0 {
            best = (f1, p);
        }
    }
    Some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubtful_page_keeps_more() {
        let sure = [(0.99, 300.0), (0.4, 100.0), (0.01, 500.0)];
        let doubtful = [(0.6, 300.0), (0.4, 100.0), (0.01, 500.0)];
        assert_eq!(threshold(sure.to_vec()), Some(0.99));
        assert_eq!(threshold(doubtful.to_vec()), Some(0.4));
        assert_eq!(threshold(vec![(0.01, 200.0)]), None);
    }
}
