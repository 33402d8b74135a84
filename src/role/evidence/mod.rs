//! An evidence says on what grounds a passage is about a role; one function for each kind.

use std::collections::HashSet;

use super::matcher::What;
use crate::passage::Labelled;

mod both;
mod label;
mod words;

pub(super) use both::by_both;
pub(super) use label::{by_cells, by_label};
pub(super) use words::{by_words, is_told_by_one};

/// What surrounds a passage.
#[derive(Debug, Default)]
pub(super) struct Around<'s> {
    /// The roles of the title.
    pub(super) title: &'s [What],
    /// The roles of the nearest heading that names any, the title aside.
    pub(super) heading: &'s [What],
    /// The roles of the sentence or label that leads into the list.
    pub(super) lead: &'s [What],
    /// What the passage before, under the same headings, is about.
    pub(super) before: &'s [What],
    /// The roles in the title or any heading of the document.
    pub(super) keys: Option<&'s HashSet<What>>,
    /// Where the way leads that the title tells of: "from teacher to product manager".
    pub(super) career: Option<What>,
    /// The heading asks when somebody needs its role: who else is named below is in need.
    pub(super) is_need: bool,
    /// The roles that read applications: recruiters, hiring managers.
    pub(super) audience: &'s [What],
    /// Roles that the passage names and that are a kind of an expected one: internal auditors under "Auditors".
    pub(super) kin: Vec<What>,
    /// Who tells the article has not the title's role: "I hired a COO".
    pub(super) is_told_by_other: bool,
}

impl Around<'_> {
    /// Whether the reader expects a passage here to be about this role.
    fn expects(&self, what: What) -> bool {
        [self.heading, self.lead, self.title, &self.kin]
            .iter()
            .any(|roles| roles.contains(&what))
    }

    /// The roles that the passage stands under: its lead's, else its heading's.
    fn section(&self) -> &[What] {
        if self.lead.is_empty() {
            self.heading
        } else {
            self.lead
        }
    }

    /// Whether this is somebody whom every article on jobs names in passing, and this one is not about.
    fn is_elsewhere(&self, what: What) -> bool {
        self.audience.contains(&what) && !self.is_key(what)
    }

    /// Whether the article has headings that name roles, and the passage stands under none of them.
    fn is_outside(&self) -> bool {
        self.title.is_empty()
            && self.heading.is_empty()
            && self.lead.is_empty()
            && self.keys.is_some_and(|keys| !keys.is_empty())
    }

    /// Whether neither title nor headings name a role.
    fn expects_nobody(&self) -> bool {
        self.title.is_empty() && self.keys.is_some_and(HashSet::is_empty)
    }

    fn is_key(&self, what: What) -> bool {
        self.keys.is_some_and(|keys| keys.contains(&what))
    }

    /// The two or more roles that "both roles" can mean.
    fn several(&self) -> Vec<What> {
        [self.lead, self.heading, self.title, self.before]
            .into_iter()
            .find(|roles| roles.len() > 1)
            .map(<[What]>::to_vec)
            .unwrap_or_default()
    }
}

/// The columns of a table row name roles: every cell with something in it is about its column's.
pub(super) fn by_columns(cells: &[Labelled], text: &str, columns: &[Vec<What>]) -> Vec<What> {
    let filled = cells.iter().zip(columns).filter(|(cell, _)| {
        text.get(cell.range.clone())
            .is_some_and(|text| text.contains(char::is_alphanumeric))
    });
    distinct(filled.flat_map(|(_, roles)| roles.iter().copied()))
}

/// A pronoun at the beginning points at what the passage before is about.
pub(super) fn by_pronoun(text: &str, around: &Around) -> Vec<What> {
    const PRONOUNS: &[&str] = &["they", "he", "she", "their", "his", "her", "these", "it"];
    const LATER: &[&str] = &[
        "additionally",
        "furthermore",
        "moreover",
        "also",
        "finally",
        "often",
        "typically",
        "usually",
        "in",
        "addition",
        "then",
        "instead",
        "what",
    ];
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.find(|word| !LATER.iter().any(|later| word.eq_ignore_ascii_case(later)));
    let points = first.is_some_and(|first| {
        PRONOUNS
            .iter()
            .any(|pronoun| first.eq_ignore_ascii_case(pronoun))
    });
    if !points {
        Vec::new()
    } else if around
        .heading
        .iter()
        .any(|role| around.before.contains(role))
    {
        around.heading.to_vec()
    } else {
        around.before.to_vec()
    }
}

/// The article's title, unless the passage takes leave of the reader.
pub(super) fn by_title(text: &str, headings: &[String], around: &Around) -> Vec<What> {
    const FAREWELLS: &[&str] = &[
        "i hope this",
        "we hope this",
        "hope this helps",
        "thank you for reading",
        "thanks for reading",
    ];
    let is_farewell = FAREWELLS.iter().any(|phrase| begins(text, phrase));
    if is_farewell || around.heading.is_empty() && (is_on_company(headings) || is_aside(text)) {
        return Vec::new();
    }
    match (around.career, headings.len()) {
        // "From teacher to product manager": below the introduction it is the one in focus, else where the way leads.
        (Some(target), 2..) => {
            let in_focus = around
                .before
                .iter()
                .find(|role| around.title.contains(role));
            vec![in_focus.copied().unwrap_or(target)]
        }
        _ => around.title.to_vec(),
    }
}

/// "Fenwick Pumps supplies breweries in nine countries", "We surveyed 900 readers": on the employer or on the figures, not on
/// the job.
fn is_aside(text: &str) -> bool {
    const METHODS: &[&str] = &[
        "We used ",
        "We surveyed ",
        "We analysed ",
        "We analyzed ",
        "Methodology",
    ];
    const TRADES: &[&str] = &[
        "supplies", "makes", "builds", "sells", "provides", "operates", "employs", "develops",
        "was", "is",
    ];
    const FOUNDED: &[&str] = &["founded", "established", "headquartered", "based"];
    if METHODS.iter().any(|method| text.starts_with(method)) {
        return true;
    }
    let mut words = text.split(' ');
    let mut name = 0;
    let is_named = |word: &str| {
        word == "&" || word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphanumeric)
    };
    let verb = loop {
        match words.next() {
            Some(word) if is_named(word) => name += 1,
            other => break other,
        }
    };
    let (Some(verb), next) = (verb.filter(|verb| TRADES.contains(verb)), words.next()) else {
        return false;
    };
    let opens = text.split(' ').next().unwrap_or_default();
    let is_pronoun = [
        "The", "This", "It", "He", "She", "They", "A", "An", "What", "That", "Who", "Nobody",
    ]
    .contains(&opens);
    match verb {
        "was" | "is" => name > 0 && !is_pronoun && next.is_some_and(|word| FOUNDED.contains(&word)),
        _ => name > 1 && !is_pronoun,
    }
}

/// A section on the employer, not on the job: "About us".
fn is_on_company(headings: &[String]) -> bool {
    const COMPANY: &[&str] = &[
        "about us",
        "about the company",
        "about our company",
        "who we are",
        "our company",
        "the company",
        "company overview",
        "company description",
        "our story",
    ];
    headings.last().is_some_and(|heading| {
        let heading = heading.trim().trim_end_matches([':', '.']);
        if let Some(name) = heading.strip_prefix("About ") {
            return is_name_of_company(name);
        }
        COMPANY
            .iter()
            .any(|company| heading.eq_ignore_ascii_case(company))
    })
}

/// "About Miller Mutual": capitalised throughout, and neither the job nor the reader.
fn is_name_of_company(name: &str) -> bool {
    const NONE: &[&str] = &[
        "you",
        "your",
        "the",
        "this",
        "role",
        "job",
        "position",
        "opportunity",
        "team",
        "post",
    ];
    name.eq_ignore_ascii_case("us")
        || name.split(' ').all(|word| {
            word.starts_with(char::is_uppercase)
                && !NONE.iter().any(|none| word.eq_ignore_ascii_case(none))
        })
}

/// "When to hire a COO", "Signs that you need a product owner".
pub(super) fn is_need(headings: &[String]) -> bool {
    const NEEDS: &[&str] = &[
        "when to ",
        "signs ",
        "you need",
        "do we need",
        "need a",
        "to hire a",
    ];
    headings.last().is_some_and(|heading| {
        let heading = heading.to_lowercase();
        NEEDS.iter().any(|need| heading.contains(need))
    })
}

fn begins(text: &str, phrase: &str) -> bool {
    text.get(..phrase.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(phrase))
}

/// A passage that goes on where the one before left off ("Furthermore, …", "In addition, …").
pub(super) fn by_context(text: &str, around: &Around) -> Vec<What> {
    const GOING_ON: &[&str] = &[
        "furthermore",
        "additionally",
        "moreover",
        "in addition",
        "also",
        "besides",
        "as a result",
        "that means",
        "this means",
    ];
    let goes_on = GOING_ON.iter().any(|phrase| {
        text.get(..phrase.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(phrase))
    });
    if goes_on {
        around.before.to_vec()
    } else {
        Vec::new()
    }
}

/// Each once, in the order of meeting.
pub(super) fn distinct(roles: impl Iterator<Item = What>) -> Vec<What> {
    let mut met = Vec::new();
    roles.for_each(|role| {
        if !met.contains(&role) {
            met.push(role);
        }
    });
    met
}
