//! Folding: passages that say the same are one answer, with all the places where it stands.

use super::runs::listed;
use super::snippet::snippet;
use super::{Hit, Twin};
use crate::document::Source;
use crate::hash::{hash, mix};
use crate::passage::Passage;

/// Words in a row that are compared as one.
const SHINGLE: usize = 3;
/// Two passages about the same roles are the same answer if they share this much of their shingles (Jaccard): one word
/// changed in a sentence of twenty leaves .71, two leave .52. `docs/ranking.md` has what each threshold finds.
const SAME: f32 = 0.6;

/// What a passage says, made quick to compare.
#[derive(Debug, Clone)]
pub struct Print {
    /// Hashes of the shingles, in the order of the text.
    shingles: Vec<u64>,
    /// A bit for each of them, some sharing one.
    bits: [u64; WORDS_OF_BITS],
    /// How many bits are set.
    set: usize,
    /// The roles it is about, as a number.
    roles: u64,
}

/// 1,024 bits: long passages have 200 shingles.
const WORDS_OF_BITS: usize = 16;

impl Print {
    /// Of a passage. Marks and case do not count.
    pub fn of(passage: &Passage) -> Print {
        Print::of_words(passage, &listed(&passage.text))
    }

    /// Of a passage of which the words are known.
    pub fn of_words(passage: &Passage, words: &[u64]) -> Print {
        let width = SHINGLE.min(words.len().max(1));
        let shingles: Vec<u64> = words
            .windows(width)
            .map(|run| run.iter().fold(0, |hash, word| mix(hash, *word)))
            .collect();
        let mut bits = [0; WORDS_OF_BITS];
        for shingle in &shingles {
            bits[*shingle as usize % WORDS_OF_BITS] |= 1 << (shingle >> 58);
        }
        let ids = passage.about.iter().map(|about| about.role.as_bytes());
        Print {
            shingles,
            bits,
            set: count(bits.into_iter()),
            roles: ids.map(hash).fold(0, u64::wrapping_add),
        }
    }

    /// Do both say the same? Of other roles only the very same words do: a template filled in twice is two answers.
    pub fn is_same(&self, other: &Print) -> bool {
        if self.shingles.is_empty() || !self.may_be_same(other) {
            return false;
        }
        let (mine, theirs) = (self.sorted(), other.sorted());
        if self.roles != other.roles {
            return mine == theirs;
        }
        let shared = mine.iter().filter(|one| theirs.binary_search(one).is_ok());
        is_enough(shared.count(), mine.len() + theirs.len())
    }

    /// By the bits alone: `false` is certain. Shingles that share a bit with others are taken for shared ones.
    fn may_be_same(&self, other: &Print) -> bool {
        let both = self.bits.iter().zip(&other.bits).map(|(a, b)| a & b);
        let hidden = |print: &Print| print.shingles.len() - print.set;
        let shared = count(both) + hidden(self).min(hidden(other));
        is_enough(shared, self.set + other.set)
    }

    /// The shingles in order, each once.
    fn sorted(&self) -> Vec<u64> {
        let mut shingles = self.shingles.clone();
        shingles.sort_unstable();
        shingles.dedup();
        shingles
    }
}

/// Whether so many shared shingles are enough of those that both have.
fn is_enough(shared: usize, both: usize) -> bool {
    shared as f32 >= SAME * both.saturating_sub(shared) as f32
}

fn count(bits: impl Iterator<Item = u64>) -> usize {
    bits.map(|bits| bits.count_ones() as usize).sum()
}

/// The first so many, copies folded into the first of them with their sources.
pub fn folded<'a>(
    best: impl Iterator<Item = (f32, &'a Passage, &'a Source)>,
    limit: usize,
) -> Vec<Hit> {
    let mut hits: Vec<(Print, Hit)> = Vec::new();
    for (score, passage, source) in best {
        let print = Print::of(passage);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::{Attribution, Evidence};

    fn print(text: &str, roles: &[&str]) -> Print {
        let about = roles.iter().map(|role| Attribution {
            role: (*role).to_owned(),
            evidence: Evidence::Words,
            primary: false,
            confidence: 1.0,
        });
        Print::of(&Passage {
            id: String::new(),
            headings: Vec::new(),
            lead: None,
            lines: (1, 1),
            text: text.to_owned(),
            cells: Vec::new(),
            about: about.collect(),
            mentions: Vec::new(),
        })
    }

    fn same(a: &str, b: &str) -> bool {
        print(a, &["cto"]).is_same(&print(b, &["cto"]))
    }

    const TEXT: &str = "The CTO sets the technical direction of the company, decides which platforms to build on, and \
                        answers for security, uptime and the cost of running it all.";

    #[test]
    fn copies_fold_and_templates_do_not() {
        assert!(same(TEXT, &TEXT.to_uppercase()));
        assert!(same(TEXT, &format!("{TEXT} [2]")));
        assert!(same(TEXT, &TEXT.replace("platforms", "systems")));
        assert!(!same(
            "The CTO leads the engineering team.",
            "The CTO leads the product team today."
        ));
        assert!(!same(
            TEXT,
            "The CTO sets the technical direction of the company."
        ));
        assert!(!same("", ""));
    }

    #[test]
    fn of_twenty_words_one_may_be_another() {
        let text = "The treasurer keeps the accounts of the club and tells its members every spring what was spent on \
                    the boats.";
        let other = text.replace("members", "friends");
        assert!(same(text, &other));
        assert!(!same(text, &other.replace("accounts", "books")));
    }

    #[test]
    fn of_other_roles_only_the_same_words_are_one_answer() {
        let other = print(&TEXT.replace("CTO", "CPO"), &["cpo"]);
        assert!(!print(TEXT, &["cto"]).is_same(&other));
        assert!(print(TEXT, &["cto"]).is_same(&print(TEXT, &["cpo"])));
        assert!(
            print(TEXT, &["cto", "ceo"]).is_same(&print(&format!("{TEXT} [2]"), &["ceo", "cto"]))
        );
    }
}
