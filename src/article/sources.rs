//! `sources.toml` lies beside the articles and says what the files themselves do not: a table a file, the key its name.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::Facts;
use crate::{Error, Result, error};

/// The facts of one folder, by file name.
pub(super) type Sources = HashMap<String, Arc<Facts>>;

/// What a table of `sources.toml` may say.
#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a table named after a file, as [\"article.txt\"]"
)]
struct Entry {
    title: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    published: Option<Day>,
    url: Option<String>,
    #[serde(default)]
    keep: Vec<Pattern>,
    #[serde(default)]
    drop: Vec<Pattern>,
}

/// A date, written as TOML's own or as text.
#[derive(Deserialize)]
#[serde(untagged, expecting = "no date; write it as 2022-03-09")]
enum Published {
    Toml(toml::value::Datetime),
    Text(String),
}

#[derive(Deserialize)]
#[serde(try_from = "Published")]
struct Day(String);

impl TryFrom<Published> for Day {
    type Error = &'static str;

    fn try_from(published: Published) -> std::result::Result<Self, Self::Error> {
        let day = match published {
            Published::Toml(datetime) => datetime.date.map(|date| date.to_string()),
            Published::Text(text) => iso_day(&text),
        };
        day.map(Day).ok_or("no date; write it as 2022-03-09")
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Pattern(String);

impl TryFrom<String> for Pattern {
    type Error = &'static str;

    fn try_from(pattern: String) -> std::result::Result<Self, Self::Error> {
        match pattern.trim() {
            "" => Err("an empty pattern would match every block; leave it out"),
            trimmed => Ok(Pattern(trimmed.to_owned())),
        }
    }
}

/// Reads a `sources.toml`. What is wrong with it is an error with the line, for only a person can mend it.
pub(super) fn load(path: &Path) -> Result<Sources> {
    let bytes = fs::read(path).map_err(|source| Error::Io {
        path: path.to_owned(),
        source,
    })?;
    let text = String::from_utf8(bytes).map_err(|_| settings(path, "it is not UTF-8 text"))?;
    parse(&text).map_err(|message| settings(path, &message))
}

fn settings(path: &Path, message: &str) -> Error {
    Error::Settings {
        path: path.to_owned(),
        message: message.to_owned(),
    }
}

fn parse(text: &str) -> Result<Sources, String> {
    let entries: HashMap<String, Entry> =
        toml::from_str(text).map_err(|error| error::in_toml(text, &error))?;
    let facts = |entry: Entry| Facts {
        title: known(entry.title),
        author: known(entry.author),
        publisher: known(entry.publisher),
        published: entry.published.map(|day| day.0),
        url: known(entry.url),
        keep: entry.keep.into_iter().map(|pattern| pattern.0).collect(),
        drop: entry.drop.into_iter().map(|pattern| pattern.0).collect(),
    };
    Ok(entries
        .into_iter()
        .map(|(name, entry)| (name, Arc::new(facts(entry))))
        .collect())
}

/// More bytes of a single fact than this are cut off: it stands beside every passage of its article.
pub(crate) const FACT_MAX: usize = 1000;

/// A fact, unless it is blank.
pub(crate) fn known(fact: Option<String>) -> Option<String> {
    // One line, however it was wrapped.
    let fact = fact?.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = (0..=FACT_MAX.min(fact.len())).rfind(|&end| fact.is_char_boundary(end));
    let fact = fact[..end.unwrap_or(0)].trim_end();
    (!fact.is_empty()).then(|| fact.to_owned())
}

/// The day of an ISO date or time (`2022-03-09`, `2022-03-09T10:00:00Z`), if it is one that the calendar knows.
pub(super) fn iso_day(text: &str) -> Option<String> {
    let text = text.trim();
    let day = text.get(..10)?;
    let rest = &text[10..];
    if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
        return None;
    }
    day.parse::<jiff::civil::Date>()
        .ok()
        .map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read() {
        let sources = parse(
            "[\"a.txt\"]\ntitle = \"T\"\nauthor = \" \"\npublished = 2022-03-09\nkeep = [\"Ruth\"]\n\
             [\"b.txt\"]\npublished = \"2021-01-02T03:04:05Z\"\n",
        )
        .unwrap();
        let a = &sources["a.txt"];
        assert_eq!(a.title.as_deref(), Some("T"));
        assert_eq!(a.author, None);
        assert_eq!(a.published.as_deref(), Some("2022-03-09"));
        assert_eq!(a.keep, ["Ruth"]);
        assert_eq!(sources["b.txt"].published.as_deref(), Some("2021-01-02"));
    }

    #[test]
    fn a_fact_is_cut_off_between_characters() {
        let known = known(Some(format!(" x{}", "é".repeat(FACT_MAX)))).unwrap();
        assert_eq!(known.len(), FACT_MAX - 1);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, says) in [
            (
                "[\"a.txt\"]\n\nautor = \"x\"\n",
                "line 3: unknown field `autor`, expected one of `title`",
            ),
            (
                "[\"a.txt\"]\ntitle = 3\n",
                "line 2: invalid type: integer `3`, expected a string",
            ),
            ("[\"a.txt\"\n", "line 1: "),
            (
                "title = \"of what?\"\n",
                "line 1: invalid type: string \"of what?\", expected a table named after a file",
            ),
            (
                "[\"a.txt\"]\npublished = \"spring\"\n",
                "line 2: no date; write it as 2022-03-09",
            ),
            (
                "[\"a.txt\"]\npublished = true\n",
                "line 2: no date; write it as 2022-03-09",
            ),
            ("[\"a.txt\"]\ndrop = [\"\"]\n", "line 2: an empty pattern"),
            ("[\"a.txt\"]\n[\"a.txt\"]\n", "line 2: duplicate key"),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.starts_with(says), "{text:?}: {message}");
        }
    }

    #[test]
    fn days_are_days() {
        assert_eq!(iso_day("2022-03-09").as_deref(), Some("2022-03-09"));
        assert_eq!(iso_day("2022-02-30"), None);
        assert_eq!(iso_day("0000-13-45T99:99"), None);
        assert_eq!(iso_day("9999999-99-99T99:99"), None);
        assert_eq!(iso_day("2022"), None);
        assert_eq!(iso_day("2022-03-é9"), None);
    }
}
