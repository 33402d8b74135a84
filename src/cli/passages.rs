//! `rolesearch passages`: every passage that the index holds.

use rolesearch::render::Format;

use super::arguments::one_of;
use super::{Done, Screen, Shared};

/// Every passage with its roles, in the order of the articles.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::TEMPLATE)]
pub struct Passages {
    /// Form of the list; json is one object a line
    #[arg(long, value_name = "FORMAT", default_value = "json", value_parser = one_of(&[Format::Json, Format::Text]))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rolesearch passages                                one JSON object a passage
  rolesearch passages --format text";

impl Passages {
    pub fn run(self, _shared: &Shared, _screen: &Screen) -> anyhow::Result<Done> {
        anyhow::bail!("this station has not landed yet")
    }
}
