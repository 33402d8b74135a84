//! `rolesearch roles`: the roles that the index holds, or what is said of one.

use rolesearch::render::Format;

use super::arguments::{lossy, one_of};
use super::{Done, Screen, Shared};

/// The roles in the articles with counts, or one role's profile.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::TEMPLATE)]
pub struct Roles {
    /// A role, by id or by name: what is said of it
    #[arg(value_name = "ROLE", value_parser = lossy())]
    role: Option<String>,
    /// Form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&[Format::Text, Format::Json]))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rolesearch roles                                   every role, with its passages and articles
  rolesearch roles cto                               duties, skills, pay and career of a CTO, with sources";

impl Roles {
    pub fn run(self, _shared: &Shared, _screen: &Screen) -> anyhow::Result<Done> {
        anyhow::bail!("this station has not landed yet")
    }
}
