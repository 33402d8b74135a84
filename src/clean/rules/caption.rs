//! Stray captions: a picture is gone, and its caption, the bare name of a role, stands between two paragraphs.

use super::plain::Plain;
use super::reason;
use crate::clean::Reason;
use crate::document::job::names_job;
use crate::document::{Block, Kind};

/// A paragraph that begins so goes on with what stood before; no section begins with it.
const GOES_ON: [&str; 14] = [
    "furthermore",
    "additionally",
    "in addition",
    "moreover",
    "also",
    "besides",
    "likewise",
    "similarly",
    "however",
    "therefore",
    "as a result",
    "consequently",
    "on the other hand",
    "what's more",
];

/// A caption has no more words.
const MAX_WORDS: usize = 8;

/// Takes the captions among the headings.
pub(super) fn find(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    let mut section: Option<usize> = None;
    for at in 0..blocks.len() {
        if blocks[at].kind == Kind::Paragraph || blocks[at].kind == Kind::Heading {
            let between = at > 0
                && blocks
                    .get(at + 1)
                    .is_some_and(|next| next.kind == Kind::Paragraph)
                && blocks[at - 1].kind == Kind::Paragraph
                && reasons[at - 1].is_none();
            if between
                && reasons[at].is_none()
                && plain[at].words <= MAX_WORDS
                && let Some(section) = section
                && let Some(seen) = caption(&blocks[section].text, &blocks[at].text, &plain[at + 1])
            {
                reasons[at] = reason("stray-caption", seen);
                continue;
            }
        }
        if blocks[at].kind == Kind::Heading && reasons[at].is_none() {
            section = Some(at);
        }
    }
}

/// What shows that a line is a caption in this section, before this paragraph.
fn caption(section: &str, line: &str, next: &Plain) -> Option<String> {
    let words = GOES_ON.iter().find(|words| next.starts(words))?;
    let is_name = line.split(' ').all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c == '(')
            || matches!(word, "of" | "and" | "the" | "&")
    });
    let is_role = is_name && names_job(line);
    let is_question = line.ends_with('?');
    let subject = Plain::of(
        line.trim_start_matches("What is a ")
            .trim_start_matches("What is an ")
            .trim_end_matches('?'),
    );
    let is_named = next.has(subject.text.trim());
    ((is_question && !is_named) || (is_role && names_same(section, line)))
        .then(|| format!("the text goes on behind it: “{words} …”"))
}

/// The section's heading and the line name the same, by its words or its short form.
fn names_same(section: &str, line: &str) -> bool {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
    };
    let (heading, caption) = (words(section), words(line));
    let initials: String = caption
        .iter()
        .filter(|word| word.len() > 2)
        .filter_map(|word| word.chars().next())
        .collect();
    caption.iter().any(|word| {
        word.len() > 1 && !matches!(word.as_str(), "of" | "and" | "the") && heading.contains(word)
    }) || heading.contains(&initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_told_from_headings() {
        let next = |text: &str| Plain::of(text);
        assert!(
            caption(
                "Role of a CFO",
                "Chief Financial Officer (CFO)",
                &next("In addition to the books, CFOs plan.")
            )
            .is_some()
        );
        assert!(
            caption(
                "Role of a CFO",
                "Chief Financial Officer",
                &next("Moreover, CFOs plan.")
            )
            .is_some()
        );
        assert!(
            caption(
                "Role of a CFO",
                "What is a project lead?",
                &next("Furthermore, CFOs plan.")
            )
            .is_some()
        );
        assert!(
            caption(
                "Role of a CFO",
                "Chief Financial Officer",
                &next("The officer plans.")
            )
            .is_none()
        );
        assert!(
            caption(
                "Cover for homes",
                "Other Structures",
                &next("In addition, cover pays.")
            )
            .is_none()
        );
        assert!(
            caption(
                "CFO vs. Controller",
                "Controller",
                &next("Controllers close the books.")
            )
            .is_none()
        );
    }
}
