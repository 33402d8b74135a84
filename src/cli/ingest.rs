//! `rolesearch ingest`: read, clean and index what is new or has changed.

use std::path::PathBuf;

use rolesearch::render::Format;

use super::arguments::one_of;
use super::{Done, Screen, Shared};

/// Read, clean and index articles; only what is new or has changed is read again.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::TEMPLATE)]
pub struct Ingest {
    /// Folders and files with articles: .html .htm .xhtml .txt .md .markdown .jsonl [default: the corpus]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Start anew, whatever the index holds
    #[arg(long)]
    rebuild: bool,
    /// How many articles to read at once [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Fail when another ingest is at work, instead of waiting for it
    #[arg(long)]
    no_wait: bool,
    /// Form of the summary
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&[Format::Text, Format::Json]))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rolesearch ingest                                  what is in corpus/
  rolesearch ingest ~/articles saved-pages           these folders; what lies elsewhere leaves the index
  rolesearch ingest docs.jsonl --index /tmp/docs     a test collection into an index of its own";

impl Ingest {
    pub fn run(self, _shared: &Shared, _screen: &Screen) -> anyhow::Result<Done> {
        anyhow::bail!("this station has not landed yet")
    }
}

/// Builds the index because something needs one.
pub fn build(_shared: &Shared, _screen: &Screen) -> anyhow::Result<()> {
    anyhow::bail!("this station has not landed yet")
}
