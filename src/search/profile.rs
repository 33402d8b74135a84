//! A profile is what the index says of one role, by the kind of section that says it.

use std::collections::BTreeMap;

use super::Hit;
use super::census::Count;
use super::discovered::discovered;
use super::fold::folded;
use crate::Result;
use crate::document::Source;
use crate::index::Index;
use crate::passage::{Evidence, Passage, RoleId};

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// What the role is.
    Definition,
    /// What its people do.
    Responsibilities,
    /// What they need to know and be.
    Skills,
    /// To whom they report, with whom they work.
    Reporting,
    /// Where they come from and where they go.
    Career,
    /// What they earn.
    Pay,
    /// How the role differs from others.
    Differences,
    /// Everything else.
    Other,
}

impl Section {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Section::Definition => "what it is",
            Section::Responsibilities => "responsibilities",
            Section::Skills => "skills",
            Section::Reporting => "reporting line and colleagues",
            Section::Career => "career",
            Section::Pay => "pay",
            Section::Differences => "differences",
            Section::Other => "more",
        }
    }
}

/// What gives a kind of section away: word beginnings, looked for in the lead and headings from the nearest up, then in the
/// passage. Pay before career, as "Career and salary" is read for the money.
const SIGNS: &[(Section, &[&str])] = &[
    (
        Section::Pay,
        &["salar", "pay", "compensation", "earn", "wage", "bonus"],
    ),
    (
        Section::Reporting,
        &[
            "report",
            "collaborat",
            "hierarchy",
            "structure",
            "works with",
            "work with",
            "works closely",
            "work closely",
            "stakeholder",
        ],
    ),
    (
        Section::Career,
        &[
            "career",
            "path",
            "become",
            "background",
            "outlook",
            "promotion",
            "education",
            "degree",
            "certificat",
            "experience",
        ],
    ),
    (
        Section::Skills,
        &[
            "skill",
            "qualif",
            "requirement",
            "competenc",
            "knowledge",
            "trait",
            "ability",
            "expertise",
        ],
    ),
    (
        Section::Differences,
        &[
            "differ",
            " vs",
            "versus",
            "compar",
            "misconception",
            "overlap",
            "similarit",
            "distinction",
        ],
    ),
    (
        Section::Responsibilities,
        &[
            "responsib",
            "dut",
            "task",
            "focus",
            "role of",
            "what does",
            "do all day",
            "day-to-day",
            "job description",
            "oversee",
            "manages",
            "leads",
        ],
    ),
    (
        Section::Definition,
        &[
            "definition",
            "overview",
            "what is",
            "background &",
            "about the role",
            "is a ",
            "is an ",
            "is the ",
        ],
    ),
];

/// What the index says of one role.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Which role, and how often it is spoken of.
    pub count: Count,
    /// The kind of work, where the roles file has it.
    pub family: Option<String>,
    /// The wider role.
    pub parent: Option<RoleId>,
    /// The roles below it.
    pub children: Vec<RoleId>,
    /// Those of them that passages are about, with how many, the most first.
    pub kinds: Vec<(RoleId, usize)>,
    /// Roles it is often taken for.
    pub not: Vec<RoleId>,
    /// Its names as passages write them, with how many passages do, the most frequent first.
    pub seen_as: Vec<(String, usize)>,
    /// What is said of it, kind by kind; kinds without a passage are left out.
    pub sections: Vec<(Section, Vec<Hit>)>,
}

/// The profile of a role, by any of its names; at most `limit` passages a section.
pub fn run(index: &Index, name: &str, limit: usize) -> Result<Profile> {
    let roles = index.roles();
    let resolved =
        roles.resolve_among(name, &discovered(index.searcher(), index.fields(), roles)?)?;
    let id = &resolved.roles[0];
    let mut count = Count::new(roles, id);
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    let mut said: BTreeMap<Section, Vec<(u8, Passage, Source)>> = BTreeMap::new();
    let children = match roles.resolve(id) {
        Ok(resolved) => resolved.children,
        // Discovered: it is in no file, and has none.
        Err(_) => Vec::new(),
    };
    let mut kinds: BTreeMap<&RoleId, usize> = BTreeMap::new();
    for entry in index.passages()? {
        let (passage, source) = entry?;
        count.see(&passage);
        for about in &passage.about {
            if let Some(kind) = children.iter().find(|kind| **kind == about.role) {
                *kinds.entry(kind).or_default() += 1;
            }
        }
        let about = passage.about.iter().find(|about| about.role == *id);
        if about.is_some() || passage.mentions.contains(id) {
            for form in roles.forms_in(&passage.text, id) {
                *forms.entry(form).or_default() += 1;
            }
        }
        let Some(about) = about else { continue };
        let order = order(about.primary, about.evidence);
        said.entry(section(&passage))
            .or_default()
            .push((order, passage, source));
    }
    let mut seen_as: Vec<(String, usize)> = forms.into_iter().collect();
    seen_as.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let sections = said.into_iter().map(|(section, mut passages)| {
        passages.sort_by_key(|(order, ..)| *order);
        let passages = passages.iter();
        let hits = folded(
            passages.map(|(_, passage, source)| (0.0, passage, source)),
            limit,
        );
        (section, hits)
    });
    let mut kinds: Vec<(RoleId, usize)> = kinds
        .into_iter()
        .map(|(kind, count)| (kind.clone(), count))
        .collect();
    kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let role = roles.get(id);
    Ok(Profile {
        count,
        family: role.map(|role| role.family.to_string()),
        parent: role.and_then(|role| role.parent.as_deref().map(str::to_owned)),
        children,
        kinds,
        not: role
            .map(|role| role.not.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
        seen_as,
        sections: sections.collect(),
    })
}

/// Passages mainly about the role first, and of those the ones that name it.
fn order(primary: bool, evidence: Evidence) -> u8 {
    2 * u8::from(!primary) + u8::from(matches!(evidence, Evidence::Title | Evidence::Context))
}

/// The kind of section a passage stands in.
fn section(passage: &Passage) -> Section {
    let places = passage
        .lead
        .iter()
        .chain(passage.headings.iter().skip(1).rev());
    let first = |text: &str| {
        let text = format!(" {}", text.to_lowercase());
        SIGNS
            .iter()
            .find(|(_, signs)| {
                signs.iter().any(|sign| {
                    text.match_indices(sign)
                        .any(|(at, _)| begins_word(&text, at, sign))
                })
            })
            .map(|(section, _)| *section)
    };
    places
        .map(String::as_str)
        .chain([passage.text.as_str()])
        .find_map(first)
        .unwrap_or(Section::Other)
}

fn begins_word(text: &str, at: usize, sign: &str) -> bool {
    sign.starts_with(' ') || !text[..at].ends_with(char::is_alphanumeric)
}
