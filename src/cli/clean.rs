//! `rolesearch clean`: every block of an article with its verdict and the reason.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use rolesearch::Error;
use rolesearch::article::{self, Article, Corpus, Found, Skipped};
use rolesearch::clean;
use rolesearch::conveyor;
use rolesearch::document::Document;
use rolesearch::render::{self, Audit, Format, Look, Show, Tally};

use super::arguments::one_of;
use super::{Done, Screen, Shared};

/// What the cleaner keeps and removes, block by block, with the reason; no index needed.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::TEMPLATE)]
pub struct Clean {
    /// Articles, folders of articles, or - for standard input
    #[arg(value_name = "FILE|FOLDER|-", required = true)]
    paths: Vec<PathBuf>,
    /// Print only what stays
    #[arg(long, conflicts_with = "removed")]
    kept: bool,
    /// Print only what goes
    #[arg(long)]
    removed: bool,
    /// Form of the output; json is one object a block
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&[Format::Text, Format::Json]))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rolesearch clean page.html                         the article; what goes is struck, with the reason
  rolesearch clean --removed corpus                  only what goes, of every article in corpus/
  curl -s https://example.com | rolesearch clean --kept -";

impl Clean {
    pub fn run(self, _shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let (there, missing): (Vec<_>, Vec<_>) = self
            .paths
            .iter()
            .cloned()
            .partition(|path| path.as_os_str() == "-" || path.exists());
        for path in missing.iter().cloned() {
            screen.error(&Error::NoCorpus { path }.to_string());
        }
        let mut out = screen.out();
        let mut total = Tally::default();
        let sheet = Sheet {
            format: self.format,
            show: self.show(),
            look: screen.look(),
        };
        let jobs = articles(there)?.map(|given| {
            let bytes = given.as_ref().map_or(0, |(_, article)| article.text.len());
            (given, conveyor::weight(bytes as u64))
        });
        let mut bad = 0;
        let write = |page: Page| -> anyhow::Result<()> {
            match page {
                Ok((text, tally)) => {
                    out.write_all(&text)?;
                    total.add(&tally);
                }
                Err(skipped) => {
                    bad += 1;
                    screen.error(&format!("{}: {}", skipped.path, skipped.reason));
                }
            }
            Ok(())
        };
        conveyor::in_order(conveyor::cores(), jobs, |given| sheet.page(given), write)?;
        if self.format == Format::Text && self.show() == Show::All && total.articles > 0 {
            render::tally(&mut out, sheet.look, &total)?;
        }
        out.flush()?;
        match total.articles {
            0 if bad > 0 => anyhow::bail!("no article in what was given; see above"),
            _ if !missing.is_empty() => anyhow::bail!("not everything could be read; see above"),
            0 => {
                screen.note("no articles there; they are .html, .txt, .md or .jsonl files");
                Ok(Done::Nothing)
            }
            articles => Ok(Done::from_count(articles)),
        }
    }

    fn show(&self) -> Show {
        match (self.kept, self.removed) {
            (true, _) => Show::Kept,
            (_, true) => Show::Removed,
            _ => Show::All,
        }
    }
}

/// An article with the path a person knows it by.
type Given = Result<(String, Article), Skipped>;

/// What is written of it, and what that adds up to.
type Page = Result<(Vec<u8>, Tally), Skipped>;

/// Everything that was asked for, one article after the other.
fn articles(mut paths: Vec<PathBuf>) -> anyhow::Result<impl Iterator<Item = Given> + Send> {
    let pipes = paths.iter().filter(|path| path.as_os_str() == "-").count();
    paths.retain(|path| path.as_os_str() != "-");
    let piped = if pipes > 0 { Some(from_pipe()?) } else { None };
    let walk = article::walk(&Corpus {
        paths,
        exclude: None,
    })?;
    let read = |found: Result<Found, Skipped>| -> Box<dyn Iterator<Item = Given> + Send> {
        match found {
            Ok(found) => {
                let path = found.path.to_string_lossy().into_owned();
                Box::new(
                    article::read(&found)
                        .map(move |article| article.map(|article| (path.clone(), article))),
                )
            }
            Err(skipped) => Box::new(std::iter::once(Err(skipped))),
        }
    };
    Ok(piped.into_iter().chain(walk.flat_map(read)))
}

/// What comes through a pipe has no name, so its format is told by its first sign.
fn from_pipe() -> anyhow::Result<Given> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(article::MAX_HTML_BYTES + 1)
        .read_to_end(&mut bytes)
        .context("standard input could not be read")?;
    let mut signs = bytes
        .iter()
        .filter(|byte| byte.is_ascii() && !byte.is_ascii_whitespace() && **byte != 0);
    let format = if signs.next() == Some(&b'<') {
        article::Format::Html
    } else {
        article::Format::Text
    };
    let article = article::from_bytes("-", "-", format, bytes, Arc::default());
    Ok(article.map(|article| ("-".to_owned(), article)))
}

/// How every article is written.
struct Sheet {
    format: Format,
    show: Show,
    look: Look,
}

impl Sheet {
    /// A page. A defect that one article brings to light must not cost the others.
    fn page(&self, given: Given) -> Page {
        let (path, article) = given?;
        let page = std::panic::catch_unwind(|| {
            let document = Document::read(&article);
            let judgements = clean::judge(&document);
            let audit = Audit {
                path: &path,
                document: &document,
                judgements: &judgements,
                skipped: match self.format {
                    Format::Json => None,
                    _ => clean::page::kind(&document, &judgements).skip_reason(),
                },
            };
            let mut page = Vec::with_capacity(2 * article.text.len());
            let written = render::audit(&mut page, self.format, self.look, &audit, self.show);
            written.map(|()| (page, Tally::of(&audit)))
        });
        match page {
            Ok(Ok(page)) => Ok(page),
            Ok(Err(error)) => Err(Skipped::new(path, error.to_string())),
            Err(_) => Err(Skipped::new(
                path,
                "the cleaner failed on it; please report it with the file",
            )),
        }
    }
}
