//! Folding: passages that say the same are one answer, with all the places where it stands.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::index::words::{Form, Words};

/// Words in a row that are compared as one.
const SHINGLE: usize = 3;
/// Two passages are the same answer if they share this much of their shingles (Jaccard). One changed word in a sentence of
/// twenty costs three shingles and leaves .71; two copies that differ in a name, a number or a footnote stay above it, and
/// bullets of one template ("The CTO leads …", "The CPO leads …") stay below.
const SAME: f32 = 0.7;

/// What a passage says, made quick to compare.
#[derive(Debug, Clone)]
pub struct Print {
    shingles: HashSet<u64>,
}

impl Print {
    /// Of a text.
    pub fn of(text: &str) -> Print {
        let mut words = Words::new(Form::Exact);
        words.read(text);
        let terms: Vec<&str> = words.iter().map(|(_, term)| term).collect();
        let width = SHINGLE.min(terms.len().max(1));
        let shingles = terms.windows(width).map(|run| {
            let mut hasher = DefaultHasher::new();
            run.hash(&mut hasher);
            hasher.finish()
        });
        Print {
            shingles: shingles.collect(),
        }
    }

    /// Do both say the same?
    pub fn is_same(&self, other: &Print) -> bool {
        let (few, many) = if self.shingles.len() < other.shingles.len() {
            (self, other)
        } else {
            (other, self)
        };
        if (few.shingles.len() as f32) < SAME * many.shingles.len() as f32
            || few.shingles.is_empty()
        {
            return false;
        }
        let shared = few
            .shingles
            .iter()
            .filter(|shingle| many.shingles.contains(shingle))
            .count();
        let all = few.shingles.len() + many.shingles.len() - shared;
        shared as f32 >= SAME * all as f32
    }
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
