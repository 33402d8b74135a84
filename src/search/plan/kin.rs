//! Kin: words that articles about jobs use for one thing. Whoever asks for duties is shown responsibilities too, below
//! the word itself. The list is short on purpose: general thesauri were measured and hurt.

use super::{Plan, Sought};
use crate::index::words::{Form, Words};

/// A word's kin counts this much of it; `docs/ranking.md` has the figures.
const KIN: f32 = 0.35;
/// In every written form, for not all of one group have one stem.
const GROUPS: &[&[&str]] = &[
    &[
        "duty",
        "duties",
        "task",
        "tasks",
        "responsibility",
        "responsibilities",
    ],
    &[
        "salary",
        "salaries",
        "pay",
        "wage",
        "wages",
        "compensation",
        "earn",
        "earns",
        "earnings",
    ],
    &["skill", "skills", "competency", "competencies"],
    &[
        "education",
        "degree",
        "degrees",
        "qualification",
        "qualifications",
    ],
];

/// Adds the kin of the words of the question.
pub fn add_kin(plan: &mut Plan) {
    for nth in 0..plan.words.len() {
        let Sought { exact, weight, .. } = &plan.words[nth];
        let group = exact.as_deref().and_then(group);
        let weight = KIN * weight;
        add(plan, group.unwrap_or_default(), weight);
    }
}

/// Adds words that the question does not say, but its form asks for.
pub fn add_words(plan: &mut Plan, words: &[&str]) {
    add(plan, words, KIN);
}

/// Adds words, but for those that are looked for already.
fn add(plan: &mut Plan, words: &[&str], weight: f32) {
    let mut stems = Words::new(Form::Stem);
    for word in words {
        stems.read(word);
        let Some((_, stem)) = stems.iter().next() else {
            continue;
        };
        let mut known = plan.words.iter();
        if known.all(|word| word.stem.as_deref() != Some(stem)) {
            plan.words.push(Sought {
                shown: (*word).to_owned(),
                stem: Some(stem.to_owned()),
                exact: None,
                weight,
                place: None,
                is_marked: true,
            });
        }
    }
}

fn group(word: &str) -> Option<&'static [&'static str]> {
    GROUPS.iter().find(|group| group.contains(&word)).copied()
}
