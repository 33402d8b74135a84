//! The short way through the command line: a `query` of words alone, with `--index` or `--corpus` at most. clap builds
//! what it is told of every flag before it reads one, which was a tenth of such a query's time.

use std::ffi::OsString;
use std::path::PathBuf;

use super::arguments::text;
use super::query::Query;
use super::{CORPUS, Cli, Color, Command, INDEX, Shared};

/// The command line, if it is as short as that; anything else is for clap.
pub fn query(arguments: &[OsString]) -> Option<Cli> {
    let (mut index, mut corpus, mut words) = (None, None, None::<Vec<String>>);
    let mut rest = arguments.iter().skip(1);
    while let Some(argument) = rest.next() {
        let place = match argument.to_str() {
            Some("--index") => &mut index,
            Some("--corpus") => &mut corpus,
            _ if begins_a_flag(argument) => return None,
            _ => {
                match &mut words {
                    Some(words) => words.push(text(argument)),
                    None if argument == "query" => words = Some(Vec::new()),
                    None => return None,
                }
                continue;
            }
        };
        let folder = rest.next()?;
        // Said twice, or not said: clap has a message for that.
        if begins_a_flag(folder) || folder.is_empty() || place.is_some() {
            return None;
        }
        *place = Some(PathBuf::from(folder));
    }
    Some(Cli {
        shared: Shared {
            index: index.unwrap_or_else(|| INDEX.into()),
            corpus: corpus.unwrap_or_else(|| CORPUS.into()),
            color: Color::Auto,
            quiet: false,
        },
        command: Command::Query(Query::of(words.filter(|words| !words.is_empty())?)),
    })
}

fn begins_a_flag(argument: &OsString) -> bool {
    argument.as_encoded_bytes().starts_with(b"-")
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::super::arguments::words_behind_a_minus;
    use super::*;

    fn given(line: &[&str]) -> Vec<OsString> {
        let line = ["rolesearch"].iter().chain(line);
        words_behind_a_minus(line.map(OsString::from).collect())
    }

    #[test]
    fn it_understands_what_clap_does() {
        for line in [
            &["query", "long-term strategy"][..],
            &["query", "roadmap", "-cto", "-\"phrase\"", "", "query"],
            &["--index", "a b", "query", "--corpus", "c", "x"],
            &["query", "x", "--index", "i"],
        ] {
            let line = given(line);
            let clap = Cli::try_parse_from(&line).unwrap();
            assert_eq!(
                format!("{:?}", query(&line).unwrap()),
                format!("{clap:?}"),
                "{line:?}"
            );
        }
    }

    #[test]
    fn anything_else_is_for_clap() {
        for line in [
            &["query"][..],
            &["query", "x", "-n", "3"],
            &["query", "x", "--index"],
            &["query", "x", "--index", "--all"],
            &["query", "--index", "", "x"],
            &["query", "--index", "a", "--index", "b", "x"],
            &["query", "--", "x"],
            &["show", "query"],
            &["--version"],
            &[],
        ] {
            assert!(query(&given(line)).is_none(), "{line:?}");
        }
    }
}
