//! A short form is settled by its document: by a definition in brackets, the title, a heading, or the roles spelled out.

use std::collections::HashSet;

use super::matcher::{Form, Mention, What};
use super::roles::Role;

/// Where and how a document spells out its roles.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    /// Open forms next to a name in brackets: `Product Manager (PM)`.
    defined: Vec<(u16, u16)>,
    title: HashSet<u16>,
    headings: HashSet<u16>,
    text: HashSet<u16>,
    /// Forms that stand in the title or a heading themselves.
    shown: HashSet<u16>,
}

/// Where a name was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The article's title.
    Title,
    /// A heading.
    Heading,
    /// A passage.
    Text,
}

/// What became of a form in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Settled {
    /// One reading.
    To(u16),
    /// Several are spelled out; the place decides.
    Among(Vec<u16>),
    /// Nothing says which.
    Open,
    /// It does not count here.
    Not,
}

impl Spelled {
    /// A heading that is nothing but a form is about it: "5. Principal".
    pub(super) fn show(&mut self, mention: &Mention) {
        if let What::Open(form) = mention.what {
            self.shown.insert(form);
        }
    }

    /// Takes note of the mentions of one text.
    pub(super) fn note(&mut self, mentions: &[Mention], place: Place) {
        for mention in mentions {
            for what in [Some(mention.what), mention.defines].into_iter().flatten() {
                match (what, place) {
                    (What::Role(role), Place::Title) => drop(self.title.insert(role)),
                    (What::Role(role), Place::Heading) => drop(self.headings.insert(role)),
                    (What::Role(role), Place::Text) => drop(self.text.insert(role)),
                    (What::Open(form), Place::Title) => drop(self.shown.insert(form)),
                    (What::Open(_), _) => {}
                }
            }
            match (mention.what, mention.defines) {
                (What::Role(role), Some(What::Open(form)))
                | (What::Open(form), Some(What::Role(role))) => {
                    self.defined.push((form, role));
                }
                _ => {}
            }
        }
    }

    /// What a form stands for in this document.
    pub(super) fn settle(
        &self,
        at: u16,
        form: &Form,
        roles: &[Role],
        parents: &[Option<u16>],
    ) -> Settled {
        let mut defined: Vec<u16> = self
            .defined
            .iter()
            .filter(|(f, _)| *f == at)
            .map(|(_, role)| *role)
            // "Chief executive (chair)" tells what else one is.
            .filter(|role| form.text.contains(char::is_uppercase) || form.readings.contains(role))
            .collect();
        defined.sort_unstable();
        defined.dedup();
        match defined.as_slice() {
            [one] => return Settled::To(*one),
            [] => {}
            _ => return Settled::Among(defined),
        }
        // "PM" is also what an article on technical product managers calls them.
        let can = |role: u16| {
            form.readings
                .iter()
                .any(|&reading| is_kind_of(role, reading, parents))
        };
        let is_spelled = form.readings.iter().any(|role| self.text.contains(role));
        for place in [&self.title, &self.headings, &self.text] {
            let mut fitting: Vec<u16> = place.iter().copied().filter(|&role| can(role)).collect();
            // A heading on a kind of one reading says nothing where the text spells out the readings.
            if std::ptr::eq(place, &self.headings) && is_spelled {
                fitting.retain(|role| form.readings.contains(role));
            }
            // In the text only the readings themselves: it may name any number of their kinds.
            if std::ptr::eq(place, &self.text) {
                fitting.retain(|role| form.readings.contains(role));
            }
            fitting.sort_unstable();
            match fitting.as_slice() {
                [] => {}
                [one] => return Settled::To(*one),
                _ => return Settled::Among(fitting),
            }
        }
        let usual = form.readings.iter().copied().find(|&role| {
            roles
                .get(usize::from(role))
                .is_some_and(|role| role.id.eq_ignore_ascii_case(&form.text))
        });
        match (form.readings.as_slice(), usual) {
            _ if form.if_spelled && !self.shown.contains(&at) && !self.is_at_home(form, roles) => {
                Settled::Not
            }
            ([one], _) => Settled::To(*one),
            (_, Some(usual)) => Settled::To(usual),
            _ => Settled::Open,
        }
    }
}

/// Forms that are said of too many, are verbs as well, or a certificate.
const COMMON: [&str; 8] = [
    "manager",
    "chair",
    "president",
    "business partner",
    "VP",
    "SVP",
    "EVP",
    "CPA",
];

impl Spelled {
    /// Whether title or headings name another role of its family: "the controller" in an article on the VP of Finance.
    fn is_at_home(&self, form: &Form, roles: &[Role]) -> bool {
        let family = |role: &u16| roles.get(usize::from(*role)).map(|role| &*role.family);
        let mut signs = self.title.iter().chain(&self.headings);
        let [one] = form.readings.as_slice() else {
            return false;
        };
        !COMMON.contains(&&*form.text) && signs.any(|sign| family(sign) == family(one))
    }
}

/// Whether a role is another, or below it.
fn is_kind_of(role: u16, other: u16, parents: &[Option<u16>]) -> bool {
    let above = |role: &u16| parents.get(usize::from(*role)).copied().flatten();
    std::iter::successors(Some(role), above).any(|role| role == other)
}
