//! `rolesearch roles`: the roles that the index holds, or what is said of one.

use std::io::Write;

use rolesearch::render::{self, Format};
use rolesearch::search::census::census;
use rolesearch::search::profile;

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
    /// How many passages of each kind a profile shows
    #[arg(short = 'n', long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
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
        let (mut out, look) = (screen.out(), screen.look());
        let name = |id: &str| index.roles().name(id).into_owned();
        let found = match &self.role {
            Some(role) => {
                let profile = profile::run(&index, role, self.limit as usize)?;
                render::profile(&mut out, self.format, look, &profile, &name)?;
                profile.count.about + profile.count.mentions
            }
            None => {
                let counts = census(&index)?;
                render::roles(&mut out, self.format, look, &counts)?;
                counts.len()
            }
        };
        out.flush()?;
        Ok(Done::from_count(found))
    }
}
