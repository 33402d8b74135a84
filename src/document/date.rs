//! A date as articles write it, made `YYYY-MM-DD`.

use jiff::civil::Date;

/// A year outside these is a misread number.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

/// Among how many words a date is looked for.
const LOOK_MAX: usize = 40;

/// The first date in a text, however it is written: `2023-12-22T10:00Z`, `2023/12/22`, `20231222`, `Dec. 22nd, 2023`,
/// `22 December 2023`. Numbers alone (`12/11/2023`) are left out where day and month could be either.
pub fn find(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(LOOK_MAX)
        .collect();
    (0..words.len())
        .find_map(|at| numbers(&words[at..]).or_else(|| named(&words[at..])))
        .map(|day| day.to_string())
}

/// `2023 12 22…` or `20231222…`, or a day that can only be one (`22 12 2023`).
fn numbers(words: &[&str]) -> Option<Date> {
    let first = words.first()?;
    if first.len() >= 8
        && first.len() <= 16
        && first.is_char_boundary(8)
        && words.get(1).is_none_or(|word| word.len() <= 8)
    {
        let digits = &first[..8];
        if digits.bytes().all(|b| b.is_ascii_digit())
            && first
                .as_bytes()
                .get(8)
                .is_none_or(|&next| next == b'T' || next == b't')
            && let Some(day) = date(&digits[..4], &digits[4..6], &digits[6..])
        {
            return Some(day);
        }
    }
    let &[a, b, c, ..] = words else { return None };
    // The day may run on into the time: `22T10`.
    let c_digits = &c[..c.bytes().take_while(u8::is_ascii_digit).count()];
    if a.len() == 4
        && b.len() <= 2
        && (c_digits == c || c[c_digits.len()..].starts_with(['T', 't']))
    {
        return date(a, b, c_digits);
    }
    if a.len() <= 2 && b.len() <= 2 && c.len() == 4 {
        let (one, two) = (a.parse::<u8>().ok()?, b.parse::<u8>().ok()?);
        return match (one > 12, two > 12) {
            (true, false) => date(c, b, a),
            (false, true) => date(c, a, b),
            _ if one == two => date(c, a, b),
            _ => None,
        };
    }
    None
}

/// `Dec 22 2023`, `22 December 2023`, `22nd of December 2023`.
fn named(words: &[&str]) -> Option<Date> {
    let &[a, b, c, ..] = words else { return None };
    if let Some(month) = month(a) {
        return ymd(c, month, ordinal(b));
    }
    if let Some(month) = month(b) {
        return ymd(c, month, ordinal(a));
    }
    match words {
        [day, "of", name, year, ..] => ymd(year, month(name)?, ordinal(day)),
        _ => None,
    }
}

/// The name of a month or of a weekday, also cut short.
pub(super) fn is_calendar_word(word: &str) -> bool {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let word = word.trim_end_matches('.');
    let lower = word.to_ascii_lowercase();
    month(word).is_some() || (lower.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&lower)))
}

fn ordinal(day: &str) -> &str {
    let end = day.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(
        day[end..].to_ascii_lowercase().as_str(),
        "st" | "nd" | "rd" | "th"
    ) {
        &day[..end]
    } else {
        day
    }
}

/// The months, in order.
pub(crate) const MONTHS: [&str; 12] = [
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

pub(crate) fn month(name: &str) -> Option<i8> {
    let name = name.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| {
        name.len() >= 3 && (month.starts_with(&name) || name == "sept" && *month == "september")
    })?;
    i8::try_from(at + 1).ok()
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    ymd(year, month.parse().ok()?, day)
}

fn ymd(year: &str, month: i8, day: &str) -> Option<Date> {
    let year = year.parse().ok().filter(year_is_likely)?;
    Date::new(year, month, day.parse().ok()?).ok()
}

fn year_is_likely(year: &i16) -> bool {
    YEARS.contains(year)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn dates_are_read_however_they_are_written() {
        for written in [
            "2023-12-22",
            "2023-12-22T23:59:59+02:00",
            "2023/12/22",
            "20231222",
            "Dec. 22, 2023",
            "Published: December 22nd, 2023 at 3 pm",
            "Fri, 22 Dec 2023 10:00:00 GMT",
            "22 December 2023",
            "the 22nd of December 2023",
            "22.12.2023",
            "12/22/2023",
        ] {
            assert_eq!(find(written).as_deref(), Some("2023-12-22"), "{written}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for written in [
            "",
            "0000-13-45T99:99",
            "9999999-99-99",
            "99999999999999",
            "May we help",
            "11/12/2023",
            "1 Foo 2023",
        ] {
            assert_eq!(find(written), None, "{written}");
        }
    }
}
