//! The publisher's own name, where only the text can tell it: behind a copyright sign, over "About …", in "At …, we …".

use super::offers::LINES;
use crate::clean::rules::plain::Plain;
use crate::document::{Block, Source};

/// The name under which a text speaks of itself. None where the title has it: then the article is about it.
pub(in crate::clean::rules) fn find(source: &Source, blocks: &[&Block]) -> Option<String> {
    let title = source.title.as_deref().unwrap_or_default();
    // In a job advert the firm that speaks is the matter.
    let hires = |block: &&Block| HIRES.iter().any(|words| block.text.contains(words));
    if blocks.iter().any(hires) {
        return None;
    }
    (0..blocks.len()).find_map(|at| {
        let text = blocks[at].text.as_str();
        let next = blocks.get(at + 1).map_or("", |block| block.text.as_str());
        let name = copyright(text)
            .or_else(|| about(text, next))
            .or_else(|| speaker(text))
            .or_else(|| followed(text))
            .or_else(|| presented(text, next))?;
        (!title.contains(name)).then(|| name.to_owned())
    })
}

/// What a firm says that looks for people.
const HIRES: [&str; 8] = [
    "are looking for a",
    "’re looking for a",
    "'re looking for a",
    "is looking for a",
    "are hiring",
    "is hiring a",
    "is seeking a",
    "are seeking a",
];

/// `© 2024 Tablework Ltd. All rights reserved.`
fn copyright(text: &str) -> Option<&str> {
    let (_, after) = text.split_once('©')?;
    let rest = after.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | ',' | '|')
    });
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    let name = name(rest)?;
    let bare = LEGAL_FORMS
        .iter()
        .find_map(|form| name.strip_suffix(form))
        .unwrap_or(name);
    Some(bare.trim_end_matches([',', ' ']))
}

const LEGAL_FORMS: [&str; 10] = [
    " Ltd",
    " Limited",
    " LLC",
    " LLP",
    " Inc",
    " Corp",
    " Corporation",
    " GmbH",
    " Company",
    " Co",
];

/// `About Pipelane`, and then what Pipelane does. `About us: Pipelane is …`
fn about<'a>(text: &'a str, next: &str) -> Option<&'a str> {
    if let Some(us) = text.strip_prefix("About us: ") {
        return name(us).filter(|name| us[name.len()..].starts_with(" is "));
    }
    let name = name(text.strip_prefix("About ")?)
        .filter(|name| text.len() == "About ".len() + name.len())?;
    (next.starts_with(name) || next.contains(" we ") || next.starts_with("We ")).then_some(name)
}

/// `At Hollis & Mead, our attorneys …`
fn speaker(text: &str) -> Option<&str> {
    let (_, after) = text
        .split_once("At ")
        .filter(|(before, _)| before.is_empty() || before.ends_with(". "))?;
    let name = name(after)?;
    let rest = &after[name.len()..];
    [", we ", ", our ", ", we’", ", we'"]
        .iter()
        .any(|voice| rest.starts_with(voice))
        .then_some(name)
}

/// `Follow Dataforum on LinkedIn`
fn followed(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("Follow ")?;
    let name = name(after)?;
    after[name.len()..].starts_with(" on ").then_some(name)
}

/// `Hirewise is the recruiting software for growing teams.`, and then `Request a demo`.
fn presented<'a>(text: &'a str, next: &str) -> Option<&'a str> {
    let name = name(text)?;
    let plain = Plain::of(text.get(name.len()..)?);
    let is_product = plain.starts("is the") && PRODUCTS.iter().any(|product| plain.has(product));
    let asked = Plain::of(next);
    (is_product && LINES.iter().any(|line| asked.is(line))).then_some(name)
}

const PRODUCTS: [&str; 12] = [
    "platform",
    "software",
    "app",
    "solution",
    "tool",
    "marketplace",
    "agency",
    "firm",
    "suite",
    "provider",
    "service",
    "community",
];

/// The capitalised words at the start of a text, and what joins them; a sentence's first word alone may be one.
fn name(text: &str) -> Option<&str> {
    let mut end = 0;
    let mut at = 0;
    for word in text.split(' ').take(MAX_WORDS) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let joins = matches!(word, "&" | "and" | "of" | "in" | "for" | "the");
        let is_name = bare.starts_with(|c: char| c.is_uppercase());
        if !(is_name || (joins && end > 0)) {
            break;
        }
        if is_name {
            end = at + bare.len();
        }
        at += word.len() + 1;
        if bare.len() < word.len() && !joins {
            break;
        }
    }
    let name = &text[..end];
    let first = name.split(' ').next().unwrap_or("");
    (!NO_NAME.contains(&first) && !name.is_empty()).then_some(name)
}

/// More words are not a name.
const MAX_WORDS: usize = 6;

/// Words that stand where a name could.
const NO_NAME: [&str; 24] = [
    "All",
    "The",
    "This",
    "That",
    "Us",
    "Me",
    "Our",
    "My",
    "Your",
    "Author",
    "It",
    "He",
    "She",
    "They",
    "We",
    "What",
    "Who",
    "Copyright",
    "Rights",
    "These",
    "Those",
    "There",
    "Here",
    "I",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_who_speaks() {
        assert_eq!(
            copyright("© 2024 Tablework Ltd. All rights reserved."),
            Some("Tablework")
        );
        assert_eq!(
            copyright("Copyright © 2019-2024 Hollis & Mead LLP. Attorney advertising."),
            Some("Hollis & Mead")
        );
        assert_eq!(copyright("© All rights reserved"), None);
        assert_eq!(
            about("About Pipelane", "Pipelane helps teams."),
            Some("Pipelane")
        );
        assert_eq!(about("About the role", "The role is new."), None);
        assert_eq!(
            about("About us: Careers in Tech is a platform.", ""),
            Some("Careers in Tech")
        );
        assert_eq!(
            speaker("At Careers in Tech, our coaches know."),
            Some("Careers in Tech")
        );
        assert_eq!(
            followed("Like it? Follow Dataforum on LinkedIn"),
            Some("Dataforum")
        );
        assert_eq!(
            presented(
                "Hirewise is the recruiting software for small teams.",
                "Request a demo"
            ),
            Some("Hirewise")
        );
        assert_eq!(
            presented(
                "Jira is the planning software of most teams.",
                "They learn it early."
            ),
            None
        );
    }
}
