//! An article's own names for roles: "the manager" of an HR manager, a short form that it introduces.

use super::{Raw, Scene, Signs};
use crate::passage::Passage;
use crate::role::matcher::{Extra, Manner, What, is_capitals};

/// A code of a level is at most so long: "IC5", "L10".
const MAX_LEVEL: usize = 4;

impl Scene<'_> {
    /// Last words of the title's roles that point back at them ("the manager") and are not roles by themselves; of the
    /// headings' roles those that only one of them ends with.
    pub(super) fn pointed(&self, signs: &Signs) -> Vec<Extra> {
        let named =
            |raw: &Raw| -> Vec<What> { raw.mentions.iter().map(|mention| mention.what).collect() };
        let below: Vec<What> = signs
            .headings
            .iter()
            .flat_map(|(_, raw)| named(raw))
            .collect();
        let mut heads = self.heads_of(&below);
        // "The director" is nobody's where another has the word within: "Director of Sales", "Senior director".
        let shown: Vec<String> = std::iter::once(signs.title)
            .chain(signs.headings.iter().map(|(text, _)| *text))
            .map(str::to_lowercase)
            .collect();
        heads.retain(|head, what| {
            let is_end = |what: What| self.head(what).as_deref() == Some(head);
            let mut all = below.iter().chain(what.iter());
            all.all(|&other| is_end(other) || !self.id(other).split('-').any(|word| word == head))
                && shown
                    .iter()
                    .filter(|text| text.contains(head.as_str()))
                    .count()
                    == 1
        });
        heads.extend(self.heads_of(&named(&signs.raw_title)));
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

    /// Levels that headings give names: "S2 – Support engineer".
    pub(super) fn levels(&self, signs: &Signs) -> Vec<Extra> {
        let level = |(text, raw): &(&str, Raw)| {
            let (code, rest) = text.split_once(" – ").or_else(|| text.split_once(": "))?;
            let is_code = code.len() <= MAX_LEVEL
                && code.starts_with(|c: char| c.is_ascii_uppercase())
                && code.ends_with(|c: char| c.is_ascii_digit())
                && code.bytes().all(|b| b.is_ascii_alphanumeric());
            let first = raw.mentions.first()?;
            let is_next = raw.words.get(first.words.start)?.range.start == text.len() - rest.len();
            match first.what {
                What::Role(role) if is_code && is_next => Some(Extra {
                    words: vec![code.to_lowercase()],
                    role,
                    manner: Manner::Capitals,
                }),
                _ => None,
            }
        };
        signs.headings.iter().filter_map(level).collect()
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
