//! The date line and the byline of an article: facts about it, not its text.

use crate::document::date;

/// The date and the author of an article stand among its first lines …
const FACT_LINES: usize = 12;
/// … before its text gets going: a line of so many words.
const TEXT_WORDS: usize = 30;

/// How many lines stand before the text.
pub fn top<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let is_short = |line: &&str| line.split(' ').nth(TEXT_WORDS).is_none();
    lines.take(FACT_LINES).take_while(is_short).count()
}

/// A date line or byline has no more words ("corporate tips Mar 09, 2022").
const MAX_WORDS: usize = 14;

/// The date a short line gives, as `YYYY-MM-DD`: `May 31, 2020`, `31 May 2020`, `Posted on Mar 9th, 2022`, `2020-05-31`.
pub fn date(text: &str) -> Option<String> {
    let is_short = text.split([' ', '|', '/']).nth(MAX_WORDS).is_none();
    is_short.then(|| date::find(text)).flatten()
}

/// Who wrote it: `By Jane Doe`, `Written by Jane Doe`, `Author: Jane Doe`, `Updated on May 31, 2020 by Jane Doe`.
pub fn author(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let after = [
        "by ",
        "by: ",
        "written by ",
        "written by: ",
        "author: ",
        "posted by ",
        "words by ",
        "story by ",
    ];
    let start = match after.iter().find(|start| lower.starts_with(*start)) {
        Some(start) => start.len(),
        None => text.find(" by ").filter(|_| date(text).is_some())? + " by ".len(),
    };
    let name: Vec<&str> = text
        .get(start..)?
        .split(' ')
        .take_while(|word| {
            word.starts_with(char::is_uppercase)
                && date::month(word.trim_end_matches(['.', ','])).is_none()
        })
        .map(|word| word.trim_end_matches([',', ';', '|']))
        .take(4)
        .collect();
    let is_name = (2..=4).contains(&name.len())
        && text.split(' ').count() <= MAX_WORDS
        && !text.ends_with('.');
    is_name.then(|| name.join(" "))
}

/// A fact at the top of a vacancy, which names jobs like its title: "Reports to: Head of Design".
pub fn is_of_job(text: &str) -> bool {
    const LABELS: [&str; 14] = [
        "reports to",
        "reporting to",
        "location",
        "department",
        "team",
        "salary",
        "contract",
        "hours",
        "employment type",
        "job type",
        "grade",
        "company",
        "employer",
        "closing date",
    ];
    let label = text.split_once(": ").map(|(label, _)| label.trim());
    label.is_some_and(|label| LABELS.iter().any(|known| label.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_names_are_read() {
        for text in [
            "May 31, 2020",
            "31 May 2020",
            "Posted on May 31st, 2020",
            "corporate tips May 31, 2020",
            "2020-05-31",
            "Updated: 2020-05-31T10:00:00Z",
        ] {
            assert_eq!(date(text).as_deref(), Some("2020-05-31"), "{text}");
        }
        for text in ["In May 2020 we met", "2020", "31 people", "May 45, 2020"] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(author("By Jane van Doe"), None);
        assert_eq!(
            author("By Jane Doe | May 31, 2020").as_deref(),
            Some("Jane Doe")
        );
        assert_eq!(
            author("Updated on May 31, 2020 by Jane Doe").as_deref(),
            Some("Jane Doe")
        );
        assert_eq!(author("Sold by Jane Doe"), None);
        assert_eq!(author("By the way, this is not a name."), None);
    }
}
