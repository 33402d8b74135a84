//! `rolesearch sources`: the articles that the index holds, and the files that it does not, with the reason.

use rolesearch::render::Format;

use super::arguments::one_of;
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
    pub fn run(self, _shared: &Shared, _screen: &Screen) -> anyhow::Result<Done> {
        anyhow::bail!("this station has not landed yet")
    }
}
