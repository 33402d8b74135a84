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
    let mut stems = Words::new(Form::Stem);
    for nth in 0..plan.words.len() {
        let Sought { exact, weight, .. } = plan.words[nth].clone();
        let Some(group) = exact.and_then(|exact| group(&exact)) else {
            continue;
        };
        for other in group {
            stems.read(other);
            let Some((_, stem)) = stems.iter().next() else {
                continue;
            };
            if plan
                .words
                .iter()
                .all(|word| word.stem.as_deref() != Some(stem))
            {
                plan.words.push(Sought {
                    shown: (*other).to_owned(),
                    stem: Some(stem.to_owned()),
                    exact: None,
                    weight: KIN * weight,
                    place: None,
                    is_marked: true,
                });
            }
        }
    }
}

fn group(word: &str) -> Option<&'static [&'static str]> {
    GROUPS.iter().find(|group| group.contains(&word)).copied()
}
