//! An article's own names for roles: "the manager" of an HR manager, a short form that it introduces.

use super::{Raw, Scene};
use crate::passage::Passage;
use crate::role::matcher::{Extra, Manner, What, is_capitals};

impl Scene<'_> {
    /// Last words of the title's roles that point back at them ("the manager") and are not roles by themselves.
    pub(super) fn pointed(&self, raw: &Raw) -> Vec<Extra> {
        let named: Vec<What> = raw.mentions.iter().map(|mention| mention.what).collect();
        let heads = self.heads_of(&named);
        let matcher = self.roles.matcher();
        let is_listed = |head: &str| {
            let mentions = matcher.find(head, &matcher.words(head), &[]);
            mentions.iter().any(|mention| match mention.what {
                What::Role(at) => {
                    let role = self.roles.all().get(usize::from(at));
                    role.is_some_and(|role| role.name.eq_ignore_ascii_case(head))
                }
                What::Open(_) => false,
            })
        };
        let mut pointed: Vec<Extra> = heads
            .into_iter()
            .filter(|(head, _)| {
                !is_listed(head) && head != "officer" && head != "president" && head != "staff"
            })
            .filter_map(|(head, what)| match what {
                Some(What::Role(role)) => Some(Extra {
                    words: vec![head],
                    role,
                    manner: Manner::Pointed,
                }),
                _ => None,
            })
            .collect();
        pointed.sort_by(|a, b| a.words.cmp(&b.words));
        pointed
    }

    /// Short forms that the article introduces itself: "Domain Architect (DA)".
    pub(super) fn introduced(
        &self,
        title: &str,
        raw_title: &Raw,
        passages: &[Passage],
    ) -> Vec<Extra> {
        let texts = passages
            .iter()
            .map(|passage| passage.text.as_str())
            .zip(&self.raw);
        let mut found: Vec<Extra> = Vec::new();
        for (text, raw) in std::iter::once((title, raw_title)).chain(texts) {
            for mention in raw
                .mentions
                .iter()
                .filter(|mention| mention.defines.is_none())
            {
                let What::Role(role) = mention.what else {
                    continue;
                };
                let Some(next) = raw.words.get(mention.words.end) else {
                    continue;
                };
                let form = &text[next.range.clone()];
                let is_bracketed = &text[raw.words[mention.words.end - 1].end..next.range.start]
                    == " ("
                    && text[next.end..].trim_start_matches('s').starts_with(')');
                let stem = form.strip_suffix('s').unwrap_or(form);
                let initials = mention
                    .words
                    .clone()
                    .filter_map(|at| text[raw.words[at].range.clone()].chars().next())
                    .flat_map(char::to_uppercase);
                let fits = (2..=6).contains(&stem.len())
                    && stem.bytes().all(|b| b.is_ascii_alphabetic())
                    && is_capitals(stem)
                    && stem
                        .chars()
                        .flat_map(char::to_uppercase)
                        .all(|c| initials.clone().any(|initial| initial == c));
                let words = vec![stem.to_lowercase()];
                if is_bracketed && fits && !found.iter().any(|extra| extra.words == words) {
                    found.push(Extra {
                        words,
                        role,
                        manner: Manner::Capitals,
                    });
                }
            }
        }
        found
    }
}
