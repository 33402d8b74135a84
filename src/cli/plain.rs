//! A plain question is words and, at most, where things lie: what is typed most. It is read without clap, which first builds
//! all that it is told of, used or not; that was a twentieth of a query's time. A test holds the two readings side by side.

use std::ffi::OsString;
use std::path::PathBuf;

use super::arguments::WORD;
use super::query::Query;
use super::{Asking, CORPUS, Color, INDEX, Shared};

/// The question, if it is plain; clap reads all others, and says what is wrong with them.
pub fn read(arguments: &[OsString]) -> Option<Asking> {
    let (mut words, mut index, mut corpus, mut quiet) = (Vec::new(), None, None, false);
    let mut arguments = arguments.iter().map(|argument| argument.to_str());
    while let Some(argument) = arguments.next() {
        match argument? {
            "--index" if index.is_none() => index = Some(value(arguments.next()??)?),
            "--corpus" if corpus.is_none() => corpus = Some(value(arguments.next()??)?),
            "-q" | "--quiet" if !quiet => quiet = true,
            word => words.push(value(word)?.to_owned()),
        }
    }
    (!words.is_empty()).then(|| Asking {
        query: Query::plain(words),
        shared: Shared {
            index: PathBuf::from(index.unwrap_or(INDEX)),
            corpus: PathBuf::from(corpus.unwrap_or(CORPUS)),
            color: Color::Auto,
            quiet,
        },
    })
}

/// What can be nothing else.
fn value(argument: &str) -> Option<&str> {
    let is_plain = !argument.is_empty() && !argument.starts_with(['-', WORD]);
    is_plain.then_some(argument)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn what_is_plain_means_what_clap_makes_of_it() {
        let lines = [
            "roadmap",
            "a b --index x",
            "--index x --corpus y a",
            "-q a \"b c\" --corpus=y",
            "a --quiet role:cto",
            "a -q --quiet",
            "a --index",
            "a --index x --index y",
            "a --index -q",
            "a -cto",
            "a -n 3",
            "a -- b",
            "--role cto",
            "-q",
            "",
        ];
        let plain = lines.map(|line| {
            let given: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
            let plain = read(&given).map(|asking| format!("{asking:?}"));
            let whole = std::iter::once(OsString::from("query")).chain(given);
            let clap = Asking::try_parse_from(whole).map(|asking| format!("{asking:?}"));
            plain.is_some_and(|plain| {
                assert_eq!(Some(plain), clap.ok(), "{line}");
                true
            })
        });
        assert_eq!(plain.iter().filter(|is_plain| **is_plain).count(), 4);
    }
}
