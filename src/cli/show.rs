//! `rolesearch show`: a passage in its context.

use rolesearch::render::Format;

use super::arguments::{lossy, one_of};
use super::{Done, Screen, Shared};

/// A passage in its context, or a whole article.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::TEMPLATE)]
pub struct Show {
    /// The id of a passage (ARTICLE:FIRST-LAST, as `query` prints it) or of an article
    #[arg(value_name = "ID", value_parser = lossy())]
    id: String,
    /// How many passages before and after it
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=1000))]
    context: u32,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&[Format::Text, Format::Json]))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rolesearch show cto-vs-ctpo:4-4                    the passage, and those around it
  rolesearch show cto-vs-ctpo                        every passage of the article";

impl Show {
    pub fn run(self, _shared: &Shared, _screen: &Screen) -> anyhow::Result<Done> {
        anyhow::bail!("this station has not landed yet")
    }
}
