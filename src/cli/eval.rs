//! `rolesearch eval`: how good the ranking is, by queries and judgements.

use std::io::Write;
use std::path::PathBuf;

use rolesearch::render::{self, Format};
use rolesearch::search::eval::{self, By, Options};

use super::arguments::one_of;
use super::open::open;
use super::{Done, Screen, Shared};

/// How good the ranking is: nDCG@10, MAP, MRR@10, Recall@100 and the time it takes.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::TEMPLATE)]
pub struct Eval {
    /// The queries: ID tab TEXT on each line
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// The judgements as TREC has them: QUERY 0 ID GRADE on each line
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,
    /// Whether the judged ids are passages or articles
    #[arg(long, value_name = "WHAT", default_value = "passage", value_parser = ["passage", "article"])]
    by: String,
    /// Write the run as TREC has it, 1,000 hits deep
    #[arg(long, value_name = "FILE")]
    run_out: Option<PathBuf>,
    /// Show every query
    #[arg(long)]
    per_query: bool,
    /// Compare with another run: differences and a paired t-test
    #[arg(long, value_name = "RUN")]
    against: Option<PathBuf>,
    /// Form of the figures
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&[Format::Text, Format::Json]))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rolesearch eval --queries queries.tsv --qrels qrels.txt
  rolesearch eval --queries queries.tsv --qrels qrels.txt --by article --run-out mine.run --per-query";

impl Eval {
    pub fn run(self, shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let index = open(shared, screen)?;
        let options = Options {
            queries: &self.queries,
            qrels: &self.qrels,
            by: if self.by == "article" {
                By::Article
            } else {
                By::Passage
            },
            run_out: self.run_out.as_deref(),
            against: self.against.as_deref(),
        };
        let report = eval::run(&index, index.roles(), &options)?;
        let mut out = screen.out();
        render::report(
            &mut out,
            self.format,
            screen.look(),
            &report,
            self.per_query,
        )?;
        out.flush()?;
        Ok(Done::from_count(report.queries))
    }
}
