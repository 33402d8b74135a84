//! Arguments as people type them: query words that begin with a minus, invalid UTF-8, a choice of formats.

use std::ffi::{OsStr, OsString};

use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};

use rolesearch::render::Format;
use rolesearch::search::is_date;

/// Stands before a query word that clap would take for a flag. No argument of a process can hold a NUL, so it is
/// never a person's own.
pub const WORD: char = '\0';

/// Lets `query roadmap -cto` mean what the query language says: from `query` or `compare` on, `-word` and `-"phrase"`
/// are words unless they are one of the flags. (clap's `allow_hyphen_values` would take the flags that follow the
/// first word for words too.)
pub fn words_behind_a_minus(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let asks = |argument: &OsString| argument == "query" || argument == "compare";
    if let Some(start) = arguments.iter().skip(1).position(asks) {
        for argument in arguments
            .iter_mut()
            .skip(start + 2)
            .take_while(|argument| *argument != "--")
        {
            if is_word(argument) {
                let mut word = OsString::from(String::from(WORD));
                word.push(&argument);
                *argument = word;
            }
        }
    }
    arguments
}

fn is_word(argument: &OsStr) -> bool {
    let text = argument.to_string_lossy();
    let Some(rest) = text.strip_prefix('-') else {
        return false;
    };
    let is_flag = matches!(rest, "n" | "q" | "h" | "V")
        || rest.strip_prefix('n').is_some_and(|n| {
            n.starts_with(['=', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        });
    // No flag has a blank in its name, or three dashes: somebody pasted a list or a line of it.
    let name = text.split('=').next().unwrap_or_default();
    if name.contains(char::is_whitespace) || text.starts_with("---") {
        return true;
    }
    rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '„' | '«'))
        && !is_flag
}

/// Any argument as text: what is not UTF-8 is shown as `�`, never refused.
pub fn lossy() -> impl TypedValueParser<Value = String> {
    OsStringValueParser::new()
        .map(|text| text.to_string_lossy().trim_start_matches(WORD).to_owned())
}

/// A date, as the query language has it.
pub fn date() -> impl TypedValueParser<Value = String> {
    lossy().try_map(|date| match is_date(&date) {
        true => Ok(date),
        false => Err("write YYYY, YYYY-MM or YYYY-MM-DD"),
    })
}

/// A number of things, one at least.
pub fn count() -> impl TypedValueParser<Value = u32> {
    lossy().try_map(|number| match number.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("write a whole number, 1 or more"),
    })
}

/// One of these formats, by name.
pub fn one_of(formats: &'static [Format]) -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(formats.iter().map(|format| format.name())).map(|name| {
        formats
            .iter()
            .copied()
            .find(|format| format.name() == name)
            .expect("clap has checked the name")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(line: &[&str]) -> Vec<bool> {
        let given: Vec<OsString> = line.iter().map(OsString::from).collect();
        words_behind_a_minus(given.clone())
            .iter()
            .zip(&given)
            .map(|(now, then)| now == then)
            .collect()
    }

    #[test]
    fn only_words_are_hidden_from_clap() {
        assert_eq!(
            kept(&[
                "rolesearch",
                "query",
                "a",
                "-cto",
                "-n",
                "3",
                "-n5",
                "-q",
                "--all",
                "-nurse"
            ]),
            [true, true, true, false, true, true, true, true, true, false]
        );
        assert_eq!(
            kept(&[
                "rolesearch",
                "query",
                "- one\n- two",
                "---",
                "-- so",
                "--role=a b",
                "--role",
                "-"
            ]),
            [true, true, false, false, false, true, true, true]
        );
        assert_eq!(kept(&["rolesearch", "query", "--", "-cto"]), [true; 4]);
        assert_eq!(kept(&["rolesearch", "show", "-cto"]), [true; 3]);
    }
}
