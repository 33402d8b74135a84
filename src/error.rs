//! One typed error for the library. Its text names the thing at fault and ends in what to do next.

use std::io;
use std::path::PathBuf;

/// What the library returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong. A bad *article* is never an error, it is a [`crate::article::Skipped`]; an error stops
/// the command, and the binary exits with 2.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{path}: {source}; {}", advice(.source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A path given to `ingest` or `--corpus` is not there.
    #[error("there is no {path}; name a folder with articles, or make it and put some in")]
    NoCorpus {
        /// The path as given.
        path: PathBuf,
    },
    /// The corpus holds no article that could be indexed.
    #[error(
        "no articles in {path}; put .html, .txt, .md or .jsonl files there and run `rolesearch ingest` again"
    )]
    EmptyCorpus {
        /// The paths that were looked at, joined by a comma.
        path: String,
    },
    /// `sources.toml` or `roles.toml` does not say what it should.
    #[error("{path}: {message}; mend the file and try again")]
    Settings {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column where known.
        message: String,
    },
    /// The query cannot be read in any sense.
    #[error("{message}")]
    Query {
        /// What is wrong, and what to write instead.
        message: String,
    },
    /// A role that neither the roles file nor the index knows.
    #[error("no role is called {name}{}; {}`rolesearch roles --all` lists them", suggest(.suggestions), quotes(.name))]
    UnknownRole {
        /// The name as given.
        name: String,
        /// Near names, best first.
        suggestions: Vec<String>,
    },
    /// No passage or article has this id.
    #[error("there is no passage {id}{}; `rolesearch sources` lists the articles", suggest(.near.as_slice()))]
    UnknownPassage {
        /// The id as given.
        id: String,
        /// What comes near: the passage next to it, or an article.
        near: Option<String>,
    },
    /// There is no index where one was asked for.
    #[error("there is no index in {path}; run `rolesearch ingest --index {path}`")]
    NoIndex {
        /// The index folder.
        path: PathBuf,
    },
    /// The index is not what was published.
    #[error(
        "the index in {path} is damaged: {message}; run `rolesearch ingest --rebuild --index {path}`"
    )]
    Damaged {
        /// The index folder.
        path: PathBuf,
        /// What was found.
        message: String,
    },
    /// The index was written by another version of the format.
    #[error(
        "the index in {path} has format {found}, this program reads {expected}; run `rolesearch ingest --index {path}`"
    )]
    Format {
        /// The index folder.
        path: PathBuf,
        /// The version found on disk.
        found: u32,
        /// The version this program reads.
        expected: u32,
    },
    /// The index has the right format and another schema: another build of this program wrote it.
    #[error(
        "another version of this program wrote the index in {path}; run `rolesearch ingest --index {path}`"
    )]
    Version {
        /// The index folder.
        path: PathBuf,
    },
    /// Another ingest holds the index and `--no-wait` was given.
    #[error("another ingest is writing the index in {path}; wait for it, or leave out --no-wait")]
    Locked {
        /// The index folder.
        path: PathBuf,
    },
    /// The search library failed on something that is not damage.
    #[error(
        "the index could not answer: {0}; try again, and if it stays, run `rolesearch ingest --rebuild`"
    )]
    Tantivy(#[from] tantivy::TantivyError),
    /// A file of judgements, queries or a run is not in the form `eval` reads.
    #[error("{path}:{line}: {message}")]
    Judgements {
        /// The file.
        path: PathBuf,
        /// 1-based line.
        line: usize,
        /// What is wrong and what is expected.
        message: String,
    },
}

impl Error {
    /// No passage has this id, and nothing comes near.
    pub(crate) fn unknown_passage(id: &str) -> Error {
        Error::UnknownPassage {
            id: id.to_owned(),
            near: None,
        }
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "a folder is needed there; move the file away, or name another folder"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room on the disk and try again"
        }
        io::ErrorKind::ReadOnlyFilesystem => "name a folder that can be written to",
        io::ErrorKind::PermissionDenied => "ask for the right to it, or name another",
        _ => "check that it exists and that you may read it",
    }
}

/// What is wrong with a TOML text, with its line, as a clause for a person.
pub(crate) fn in_toml(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(String::new(), |span| {
        let before = &text.as_bytes()[..span.start.min(text.len())];
        format!("line {}: ", 1 + memchr::memchr_iter(b'\n', before).count())
    });
    format!("{line}{}", error.message().trim_end())
}

/// What to say of several names in one, and of a name of one word, behind which the shell may have cut.
fn quotes(name: &str) -> &'static str {
    match name {
        _ if name.contains(',') => "for either of two repeat --role, or write role:a OR role:b; ",
        _ if name.contains(['-', ' ']) => "",
        _ => "quote a name of several words; ",
    }
}

fn suggest(names: &[String]) -> String {
    if names.is_empty() {
        String::new()
    } else {
        format!(" (did you mean {}?)", names.join(" or "))
    }
}
