//! `rolesearch clean`: every block of an article with its verdict and the reason.

use std::path::PathBuf;

use rolesearch::render::Format;

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
    pub fn run(self, _shared: &Shared, _screen: &Screen) -> anyhow::Result<Done> {
        anyhow::bail!("this station has not landed yet")
    }
}
