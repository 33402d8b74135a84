//! `rolesearch verify`: whether the index is still what was published.

use rolesearch::render::Format;

use super::arguments::one_of;
use super::{Done, Screen, Shared};

/// Check every file of the index against its manifest.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::TEMPLATE)]
pub struct Verify {
    /// Form of the report
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&[Format::Text, Format::Json]))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rolesearch verify                                  says what is damaged, and how to rebuild it";

impl Verify {
    pub fn run(self, _shared: &Shared, _screen: &Screen) -> anyhow::Result<Done> {
        anyhow::bail!("this station has not landed yet")
    }
}
