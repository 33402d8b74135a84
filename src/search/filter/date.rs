//! Dates as bounds: from a day, a month or a year on, or up to one.

use std::collections::HashSet;

use jiff::civil::Date;
use tantivy::Searcher;
use tantivy::query::Query;

use crate::error::{Error, Result};
use crate::index::schema;
use crate::search::held::Held;
use crate::search::listed::Listed;
use crate::search::question::Field;

/// The condition of a date: published from a day on, or up to one; where it is denied, published, but not then. Nobody
/// knows either of an article without a date.
pub fn dated(
    held: &Held,
    field: Field,
    value: &str,
    is_denied: bool,
    notes: &mut Vec<String>,
) -> Result<Box<dyn Query>> {
    let bound = day(value, field)?;
    let is_meant = |day| bound.has(day) != is_denied;
    published(held.index.searcher(), is_meant, notes)
}

/// Passages of sources published on one of these days. Undated ones are left out, and it is said how many.
fn published(
    searcher: &Searcher,
    is_meant: impl Fn(u64) -> bool,
    notes: &mut Vec<String>,
) -> Result<Box<dyn Query>> {
    let mut undated: HashSet<String> = HashSet::new();
    let listed = Listed::of(searcher, |segment| {
        let days = schema::days(segment)?;
        let articles = schema::articles(segment)?;
        let mut docs = Vec::new();
        for doc in segment.doc_ids_alive() {
            match days.first(doc) {
                Some(day) if is_meant(day) => docs.push(doc),
                Some(_) => {}
                None => {
                    if let Some(articles) = &articles
                        && let Some(number) = articles.term_ords(doc).next()
                    {
                        let mut id = String::new();
                        articles.ord_to_str(number, &mut id)?;
                        undated.insert(id);
                    }
                }
            }
        }
        Ok(docs)
    })?;
    let note = match undated.len() {
        0 => None,
        1 => Some("1 article without a date was left out; sources.toml can give it one".to_owned()),
        n => Some(format!(
            "{n} articles without a date were left out; sources.toml can give them one"
        )),
    };
    notes.extend(note.filter(|note| !notes.contains(note)));
    Ok(Box::new(listed))
}

/// The first day that is meant, or the last.
enum Bound {
    From(u64),
    To(u64),
}

impl Bound {
    fn has(&self, day: u64) -> bool {
        match *self {
            Bound::From(first) => day >= first,
            Bound::To(last) => day <= last,
        }
    }
}

/// Whether a text is a date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    number(text, Field::After).is_some()
}

/// A day, a month or a year as a bound: `2022` is its first day for `after`, its last for `before`.
fn day(date: &str, field: Field) -> Result<Bound> {
    match number(date, field) {
        Some(day) if field == Field::After => Ok(Bound::From(day)),
        Some(day) => Ok(Bound::To(day)),
        None => Err(not_a_date(date)),
    }
}

fn number(date: &str, field: Field) -> Option<u64> {
    let mut numbers = date.split(['-', '/', '.']).map(str::parse::<u64>);
    let year = numbers
        .next()?
        .ok()
        .filter(|year| (1000..=9999).contains(year))?;
    let month = match numbers.next() {
        Some(month) => month.ok()?,
        None if field == Field::After => 1,
        None => 12,
    };
    let month = i8::try_from(month).ok()?;
    let month = Date::new(year as i16, month, 1).ok()?;
    let day = match numbers.next() {
        Some(day) => day.ok()?,
        None if field == Field::After => 1,
        None => month.days_in_month() as u64,
    };
    let is_day = (1..=month.days_in_month() as u64).contains(&day) && numbers.next().is_none();
    is_day.then_some(year * 10_000 + month.month() as u64 * 100 + day)
}

fn not_a_date(date: &str) -> Error {
    Error::Query {
        message: format!("{date} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_year_a_month_or_a_day_that_exists() {
        let first_and_last = |date| (number(date, Field::After), number(date, Field::Before));
        assert_eq!(first_and_last("2023"), (Some(20230101), Some(20231231)));
        assert_eq!(first_and_last("2024-02"), (Some(20240201), Some(20240229)));
        assert_eq!(
            first_and_last("2024/2/29"),
            (Some(20240229), Some(20240229))
        );
        for text in [
            "2023-02-29",
            "2023-13",
            "2023-00",
            "2023-1-0",
            "23",
            "2023-1-1-1",
            "20230101",
            "yesterday",
            "",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}
