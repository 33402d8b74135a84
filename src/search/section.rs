//! A section says what a passage tells of its role: what it is, its duties, skills, pay …

use crate::passage::{Evidence, Passage};

mod headings;
mod texts;

use headings::IN_HEADINGS;
use texts::IN_TEXT;

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
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

/// Where two weigh the same, the one that is told in fewer ways wins.
const RARE_FIRST: [Section; 8] = [
    Section::Pay,
    Section::Reporting,
    Section::Career,
    Section::Skills,
    Section::Differences,
    Section::Responsibilities,
    Section::Definition,
    Section::Other,
];

/// What the nearest heading or lead speaks of first, and what it speaks of besides ("Career and pay"). Weights here and in the
/// lists were set by hand on a hundred passages labelled before; `docs/roles.md` has the figures.
const HEADED: u32 = 5;
const HEADED_BESIDES: u32 = 3;
/// Whose first words say what the role is defines it, whatever else it tells.
const DEFINED: u32 = 11;
/// Of several signs of one strength so many count.
const MOST_SIGNS: u32 = 2;
/// "A paralegal is a …" among so many words.
const MOST_DEFINED: usize = 7;

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

    /// The section of a passage that is about a role on this evidence.
    pub fn of(passage: &Passage, evidence: Evidence) -> Section {
        let text = lower(&passage.text);
        let weigh = |section| {
            in_places(passage, section)
                + in_title(passage, section)
                + in_text(&text, section)
                + u32::from(section == Section::Differences && passage.about.len() > 1)
                + DEFINED
                    * u32::from(section == Section::Definition && defines(&passage.text, evidence))
        };
        let weights = RARE_FIRST.map(|section| (weigh(section), section));
        // The first of the heaviest.
        let (weight, section) = weights
            .into_iter()
            .rev()
            .max_by_key(|(weight, _)| *weight)
            .unwrap_or((0, Section::Other));
        if weight > 1 {
            section
        } else {
            plain(&text, evidence)
        }
    }
}

/// The lead, else the nearest heading that has a sign; the title counts apart.
fn in_places(passage: &Passage, section: Section) -> u32 {
    let headings = passage.headings.iter().skip(1).rev();
    let mut places = passage.lead.iter().chain(headings);
    places
        .find_map(|place| {
            let found = found_in(&lower(place));
            (!found.is_empty()).then_some(found)
        })
        .map_or(0, |found| {
            match found.iter().position(|other| *other == section) {
                Some(0) => HEADED,
                Some(_) => HEADED_BESIDES,
                None => 0,
            }
        })
}

/// An article on salaries or on a career says so in its title.
fn in_title(passage: &Passage, section: Section) -> u32 {
    let is_told = matches!(section, Section::Pay | Section::Career);
    let title = passage.headings.first().filter(|_| is_told);
    title.map_or(0, |title| {
        u32::from(found_in(&lower(title)).contains(&section))
    })
}

/// Which sections a heading names, in the order of its words.
fn found_in(heading: &str) -> Vec<Section> {
    let first = |signs: &[&str]| signs.iter().filter_map(|sign| find(heading, sign)).min();
    let mut found: Vec<(usize, Section)> = IN_HEADINGS
        .iter()
        .filter_map(|(section, signs)| Some((first(signs)?, *section)))
        .collect();
    // "Background & definition" is a definition first.
    let is_said = |section| section == Section::Definition && find(heading, "definition").is_some();
    found.sort_by_key(|(at, section)| (!is_said(*section), *at));
    found.into_iter().map(|(_, section)| section).collect()
}

fn in_text(text: &str, section: Section) -> u32 {
    let signs = IN_TEXT.iter().filter(|(of, ..)| *of == section);
    signs
        .map(|(_, weight, signs)| {
            let met = signs
                .iter()
                .filter(|sign| find(text, sign).is_some())
                .count() as u32;
            weight * met.min(MOST_SIGNS)
        })
        .sum()
}

/// "A paralegal is a lawyer's right hand": its first words say what it is.
fn defines(text: &str, evidence: Evidence) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(MOST_DEFINED + 1).collect();
    let is_article = |word: &str| matches!(word, "a" | "an" | "the" | "one");
    evidence == Evidence::Words
        && words
            .windows(2)
            .any(|pair| matches!(pair[0], "is" | "are") && is_article(pair[1]))
}

/// A passage without a sign tells what the role does where it speaks of it, but for questions and advice to the reader.
fn plain(text: &str, evidence: Evidence) -> Section {
    const READER: &[&str] = &["you ", "your ", "we ", "our ", "i ", "my ", "me "];
    let is_advice = evidence != Evidence::Lead
        && (text.ends_with("? ") || READER.iter().any(|word| find(text, word).is_some()));
    match evidence {
        Evidence::Title | Evidence::Context => Section::Other,
        _ if is_advice => Section::Other,
        _ => Section::Responsibilities,
    }
}

/// In small letters, with blanks around.
fn lower(text: &str) -> String {
    format!(" {} ", text.to_lowercase())
}

/// Where a sign begins a word, or stands for itself ("$").
fn find(text: &str, sign: &str) -> Option<usize> {
    let is_word = sign.starts_with(|c: char| c.is_ascii_alphanumeric());
    let begins = |at: usize| !is_word || !text[..at].ends_with(char::is_alphanumeric);
    text.match_indices(sign)
        .map(|(at, _)| at)
        .find(|&at| begins(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(heading: &str, text: &str) -> Section {
        let passage = Passage {
            id: "a:1-1".into(),
            headings: vec!["Keepers and how they live".into(), heading.into()],
            lead: None,
            lines: (1, 1),
            text: text.into(),
            cells: Vec::new(),
            about: Vec::new(),
            mentions: Vec::new(),
        };
        Section::of(&passage, Evidence::Words)
    }

    #[test]
    fn what_says_what_the_role_is_defines_it() {
        for (heading, text) in [
            (
                "Background & definition",
                "Most keepers were sailors before.",
            ),
            (
                "Keeper vs. warden",
                "A keeper is an officer responsible for the light, and oversees whoever leads the crew.",
            ),
        ] {
            assert_eq!(of(heading, text), Section::Definition, "{heading}");
        }
    }

    #[test]
    fn a_heading_decides_unless_the_passage_says_otherwise() {
        assert_eq!(
            of("Duties", "Trims the wick and logs the fog."),
            Section::Responsibilities
        );
        assert_eq!(
            of(
                "Duties",
                "The keeper reports to the harbour master and answers to nobody else."
            ),
            Section::Reporting
        );
        assert_eq!(
            of("Career and pay", "Most keepers stay for life."),
            Section::Career
        );
        assert_eq!(
            of(
                "Career and pay",
                "The median pay is $41,000, and a bonus is rare."
            ),
            Section::Pay
        );
    }

    #[test]
    fn without_a_heading_its_words_do() {
        assert_eq!(
            of("Keepers", "A keeper is the last to leave."),
            Section::Definition
        );
        assert_eq!(
            of("Keepers", "Keepers trim the wick."),
            Section::Responsibilities
        );
        assert_eq!(of("Keepers", "Would you like such a life?"), Section::Other);
        assert_eq!(
            of(
                "Keepers",
                "Keepers depend on rain, unlike pilots, whereas pilots have none."
            ),
            Section::Differences
        );
    }
}
