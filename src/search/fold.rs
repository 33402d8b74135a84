//! Folding: passages that say the same are one answer, with all the places where it stands.

use super::snippet::snippet;
use super::{Hit, Twin};
use crate::document::Source;
use crate::passage::Passage;

/// Words in a row that are compared as one.
const SHINGLE: usize = 3;
/// Two passages are the same answer if they share this much of their shingles (Jaccard). One changed word in a sentence of
/// twenty costs three shingles and leaves .71; two copies that differ in a name, a number or a footnote stay above it, and
/// bullets of one template ("The CTO leads …", "The CPO leads …") stay below.
const SAME: f32 = 0.7;

/// What a passage says, made quick to compare.
#[derive(Debug, Clone)]
pub struct Print {
    /// Hashes of the shingles, in order, each once.
    shingles: Vec<u64>,
}

impl Print {
    /// Of a text. Marks and case do not count.
    pub fn of(text: &str) -> Print {
        let words = words(text);
        let width = SHINGLE.min(words.len().max(1));
        let mut shingles: Vec<u64> = words
            .windows(width)
            .map(|run| run.iter().fold(SEED, |hash, word| mixed(hash, *word)))
            .collect();
        shingles.sort_unstable();
        shingles.dedup();
        Print { shingles }
    }

    /// Do both say the same?
    pub fn is_same(&self, other: &Print) -> bool {
        let (few, many) = if self.shingles.len() < other.shingles.len() {
            (self, other)
        } else {
            (other, self)
        };
        let (few, many) = (&few.shingles, &many.shingles);
        if few.is_empty() || (few.len() as f32) < SAME * many.len() as f32 {
            return false;
        }
        let (mut shared, mut rest) = (0, many.iter().peekable());
        for shingle in few {
            while rest.next_if(|other| *other < shingle).is_some() {}
            shared += usize::from(rest.next_if_eq(&shingle).is_some());
        }
        shared as f32 >= SAME * (few.len() + many.len() - shared) as f32
    }
}

/// The first so many, copies folded into the first of them with their sources.
pub fn folded<'a>(
    best: impl Iterator<Item = (f32, &'a Passage, &'a Source)>,
    limit: usize,
) -> Vec<Hit> {
    let mut hits: Vec<(Print, Hit)> = Vec::new();
    for (score, passage, source) in best {
        let print = Print::of(&passage.text);
        if let Some((_, hit)) = hits.iter_mut().find(|(met, _)| met.is_same(&print)) {
            hit.also.push(Twin {
                id: passage.id.clone(),
                source: source.clone(),
            });
        } else if hits.len() < limit {
            let hit = Hit {
                rank: hits.len() + 1,
                score,
                passage: passage.clone(),
                source: source.clone(),
                highlights: Vec::new(),
                snippet: snippet(&passage.text, &[]),
                also: Vec::new(),
                before: Vec::new(),
                after: Vec::new(),
                explanation: None,
            };
            hits.push((print, hit));
        }
    }
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// Hashes of the words, in small letters.
fn words(text: &str) -> Vec<u64> {
    // Words are about six letters long, blank included.
    let mut words = Vec::with_capacity(text.len() / 5);
    let add = |hash, c: char| mixed(hash, u64::from(u32::from(c)));
    if !text.is_ascii() {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        let parts = parts.filter(|word| !word.is_empty());
        words.extend(parts.map(|word| word.chars().flat_map(char::to_lowercase).fold(SEED, add)));
        return words;
    }
    let mut hash = None;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            let letter = char::from(byte.to_ascii_lowercase());
            hash = Some(add(hash.unwrap_or(SEED), letter));
        } else {
            words.extend(hash.take());
        }
    }
    words.extend(hash);
    words
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of a hash that need not withstand an enemy: a collision folds nothing by itself.
fn mixed(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        Print::of(a).is_same(&Print::of(b))
    }

    #[test]
    fn copies_fold_and_templates_do_not() {
        let a = "The CTO sets the technical direction of the company, decides which platforms to build on, and answers for \
                 security, uptime and the cost of running it all.";
        assert!(same(a, &a.to_uppercase()));
        assert!(same(a, &format!("{a} [2]")));
        assert!(!same(
            "The CTO leads the engineering team.",
            "The CPO leads the product team."
        ));
        assert!(!same(
            a,
            "The CTO sets the technical direction of the company."
        ));
        assert!(!same("", ""));
    }
}
