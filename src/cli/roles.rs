//! `rolesearch roles`: the roles that the index holds, or what is said of one.

use std::io::Write;

use rolesearch::render::{self, Format};
use rolesearch::search::census::census;

use super::arguments::{lossy, one_of};
use super::open::open;
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
    pub fn run(self, shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let index = open(shared, screen)?;
        let counts = census(&index)?;
        let mut out = screen.out();
        if self.role.is_some() {
            anyhow::bail!("the profile has not landed yet");
        }
        render::roles(&mut out, self.format, screen.look(), &counts)?;
        out.flush()?;
        Ok(Done::from_count(counts.len()))
    }
}
