//! `rolesearch ingest`: read, clean and index what is new or has changed.

use std::io::Write;
use std::path::PathBuf;

use rolesearch::ingest::{self, Options, Summary};
use rolesearch::render::{self, Format, amount};

use super::arguments::one_of;
use super::progress::Bar;
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
    pub fn run(self, shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let paths = if self.paths.is_empty() {
            vec![shared.corpus.clone()]
        } else {
            self.paths
        };
        let options = Options {
            paths,
            index: shared.index.clone(),
            rebuild: self.rebuild,
            jobs: self.jobs.map(usize::from),
            wait: !self.no_wait,
        };
        let summary = ingest(&options, screen)?;
        let mut out = screen.out();
        render::summary(&mut out, self.format, screen.look(), &summary)?;
        out.flush()?;
        Ok(Done::Something)
    }
}

/// Builds the index because something needs one and there is none.
pub fn build(shared: &Shared, screen: &Screen) -> anyhow::Result<()> {
    let options = Options {
        paths: vec![shared.corpus.clone()],
        index: shared.index.clone(),
        rebuild: false,
        jobs: None,
        wait: true,
    };
    let corpus = shared.corpus.display();
    screen.note(&format!(
        "no index in {} yet; reading {corpus}",
        shared.index.display()
    ));
    let summary = ingest(&options, screen)?;
    let mut said = format!(
        "indexed {} with {}",
        amount(summary.articles, "article"),
        amount(summary.passages, "passage")
    );
    if !summary.skipped.is_empty() {
        let skipped = amount(summary.skipped.len(), "file");
        said.push_str(&format!(
            "; {skipped} skipped, `rolesearch sources` says why"
        ));
    }
    screen.note(&said);
    Ok(())
}

fn ingest(options: &Options, screen: &Screen) -> anyhow::Result<Summary> {
    let mut bar = Bar::new(screen);
    Ok(ingest::run(options, &mut |progress| bar.show(progress))?)
}
