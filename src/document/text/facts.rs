//! The date line and the byline of an article: facts about it, not its text.

/// A date line or byline has no more words ("corporate tips Mar 09, 2022").
const MAX_WORDS: usize = 14;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

const LONG_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The date a short line gives, as `YYYY-MM-DD`: `May 31, 2020`, `31 May 2020`, `Posted on Mar 9th, 2022`, `2020-05-31`.
pub fn date(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split([' ', ',', '|', '/', '•', '·', '—', '–', '(', ')'])
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS + 1)
        .collect();
    if words.len() > MAX_WORDS {
        return None;
    }
    let iso = words.iter().find_map(|word| iso(word));
    iso.or_else(|| {
        words.windows(3).find_map(|three| {
            let year = year(three[2])?;
            let (month, day) = month(three[0])
                .zip(day(three[1]))
                .or_else(|| month(three[1]).zip(day(three[0])))?;
            Some(format!("{year:04}-{month:02}-{day:02}"))
        })
    })
}

/// Who wrote it: `By Jane Doe`, `Written by Jane Doe`, `Author: Jane Doe`.
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
    let start = after.iter().find(|start| lower.starts_with(*start))?.len();
    let name: Vec<&str> = text
        .get(start..)?
        .split(' ')
        .take_while(|word| word.starts_with(char::is_uppercase) && month(word).is_none())
        .map(|word| word.trim_end_matches([',', ';', '|']))
        .take(4)
        .collect();
    let is_name = (2..=4).contains(&name.len())
        && text.split(' ').count() <= MAX_WORDS
        && !text.ends_with('.');
    is_name.then(|| name.join(" "))
}

fn iso(word: &str) -> Option<String> {
    let date: jiff::civil::Date = word.get(..10)?.parse().ok()?;
    (1900..2100)
        .contains(&date.year())
        .then(|| date.to_string())
}

fn month(word: &str) -> Option<usize> {
    let lower = word.trim_end_matches(['.', ',']).to_lowercase();
    let at = LONG_MONTHS.iter().position(|name| *name == lower);
    at.or_else(|| {
        MONTHS
            .iter()
            .position(|name| lower == *name || lower == "sept" && *name == "sep")
    })
    .map(|at| at + 1)
}

fn day(word: &str) -> Option<u8> {
    let bare = word.trim_end_matches([',', '.']).trim_end_matches(
        ["st", "nd", "rd", "th"]
            .iter()
            .find(|end| word.contains(**end))
            .unwrap_or(&" "),
    );
    bare.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<u16> {
    word.trim_end_matches(['.', ',', ':'])
        .parse()
        .ok()
        .filter(|year| (1900..2100).contains(year))
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
        assert_eq!(author("By the way, this is not a name."), None);
    }
}
