//! `rolesearch sources`: the articles that the index holds, and the files that it does not, with the reason.

use std::io::Write;

use rolesearch::article::Skipped;
use rolesearch::render::{self, Format};

use super::arguments::one_of;
use super::open::open;
use super::{Done, Screen, Shared};

/// The articles that are indexed, and the files that are not, with the reason.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::TEMPLATE)]
pub struct Sources {
    /// Form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&[Format::Text, Format::Json]))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rolesearch sources                                 title, publisher, date and passages of each article
  rolesearch sources --format json";

impl Sources {
    pub fn run(self, shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let index = open(shared, screen)?;
        let (mut articles, mut skipped) = (Vec::new(), Vec::new());
        for record in index.articles() {
            let mut record = record?;
            match record.skipped.take() {
                Some(reason) => skipped.push(Skipped::new(record.source.path, reason)),
                None => articles.push(record),
            }
        }
        let mut out = screen.out();
        render::sources(&mut out, self.format, screen.look(), &articles, &skipped)?;
        out.flush()?;
        Ok(Done::from_count(articles.len()))
    }
}
