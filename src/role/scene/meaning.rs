//! A meaning is the role that a mention stands for in this article.

use std::collections::HashMap;

use super::{ABOVE, Reading, Scene};
use crate::role::clause::Part;
use crate::role::evidence::distinct;
use crate::role::matcher::{Mention, What};
use crate::role::short::Settled;
use crate::role::words::split_lower;

impl Scene<'_> {
    /// What a mention stands for here; `None` where it does not count.
    pub(super) fn settle(
        &self,
        mention: &Mention,
        part: Part,
        near: &[&[What]],
        before: &[What],
    ) -> Option<What> {
        let form = match (mention.what, mention.defines) {
            (What::Role(_), _) => {
                return Some(self.generic(mention.what, part, &near[..near.len().min(ABOVE)]));
            }
            (_, Some(role @ What::Role(_))) => return Some(role),
            (What::Open(form), _) => form,
        };
        match self.settled.get(&form)? {
            Settled::To(role) => Some(What::Role(*role)),
            Settled::Open => Some(What::Open(form)),
            Settled::Not => None,
            Settled::Among(roles) => {
                let fits = |what: &What| matches!(what, What::Role(role) if roles.contains(role));
                near.iter()
                    .copied()
                    .chain([before])
                    .find_map(|place| {
                        let mut fitting = place.iter().filter(|what| fits(what));
                        fitting.next().filter(|_| fitting.next().is_none()).copied()
                    })
                    .or(Some(What::Open(form)))
            }
        }
    }

    /// "The engineer" in an article on software engineers is one of them, unless the article works with other engineers.
    pub(super) fn generic(&self, what: What, part: Part, near: &[&[What]]) -> What {
        let What::Role(at) = what else { return what };
        let Some(role) = self.roles.all().get(usize::from(at)) else {
            return what;
        };
        if part == Part::Aside || self.keys.contains(&what) || role.name.contains(' ') {
            return what;
        }
        let head = role.name.to_lowercase();
        let ends_so = |what: &&What| self.head(**what).as_deref() == Some(&head);
        let nearest = near.iter().find_map(|place| {
            let mut fitting = place.iter().filter(ends_so);
            fitting.next().filter(|_| fitting.next().is_none())
        });
        match (nearest, self.heads.get(&head)) {
            (Some(near), _) => *near,
            (None, Some(Some(one))) => *one,
            _ => what,
        }
    }

    /// Of the roles that a text names, those that are a kind of one expected there: internal auditors under "Auditors".
    pub(in crate::role) fn kin(&self, reading: &Reading, expected: &[&[What]]) -> Vec<What> {
        let expected: Vec<What> = expected.iter().copied().flatten().copied().collect();
        let named = reading.named.iter().map(|named| named.what);
        let is_kin = |what: &What| {
            let is_kind = |other: &What| match (*what, *other) {
                (What::Role(_), What::Role(other)) => self.is_head_of(other, *what),
                _ => false,
            };
            !expected.contains(what) && expected.iter().any(is_kind)
        };
        distinct(named.filter(is_kin))
    }

    /// Whether the name of one role is the last word of the other's: "auditor", "internal auditor".
    fn is_head_of(&self, role: u16, other: What) -> bool {
        let role = self.roles.all().get(usize::from(role));
        role.is_some_and(|role| {
            !role.name.contains(' ')
                && self
                    .head(other)
                    .is_some_and(|head| role.name.eq_ignore_ascii_case(&head))
        })
    }

    /// The last word of a role's name.
    pub(super) fn head(&self, what: What) -> Option<String> {
        let What::Role(at) = what else { return None };
        match self.roles.all().get(usize::from(at)) {
            Some(role) => split_lower(&role.name).pop(),
            None => self.id(what).rsplit('-').next().map(str::to_owned),
        }
    }

    /// By the last word of its name, the one of these roles that ends so.
    pub(super) fn heads_of(&self, roles: &[What]) -> HashMap<String, Option<What>> {
        let mut heads: HashMap<String, Option<What>> = HashMap::new();
        for &what in roles {
            let Some(head) = self.head(what) else {
                continue;
            };
            let one = heads.entry(head).or_insert(Some(what));
            if *one != Some(what) {
                *one = None;
            }
        }
        heads
    }
}
