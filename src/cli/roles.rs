//! `rolesearch roles`: the roles that the index holds, or what is said of one.

use std::io::Write;

use rolesearch::render::{self, Format};
use rolesearch::search::census::{census, unfound};
use rolesearch::search::profile;

use super::arguments::{count, lossy, one_of};
use super::open::open;
use super::{Done, Screen, Shared};

/// The roles in the articles with counts, or one role's profile.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::TEMPLATE)]
pub struct Roles {
    /// A role, by id or by name: what is said of it
    #[arg(value_name = "ROLE", value_parser = lossy())]
    role: Option<String>,
    /// Also the roles that are known, but of which no article speaks
    #[arg(long, conflicts_with = "role")]
    all: bool,
    /// How many passages of each kind a profile shows
    #[arg(short = 'n', long, value_name = "N", default_value_t = 3, value_parser = count())]
    limit: u32,
    /// Form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&[Format::Text, Format::Json]))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rolesearch roles                                   every role, with its passages and articles
  rolesearch roles --all                             the roles that no article speaks of, too
  rolesearch roles cto                               duties, skills, pay and career of a CTO, with sources";

impl Roles {
    pub fn run(self, shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let index = open(shared, screen)?;
        let (mut out, look) = (screen.out(), screen.look());
        let name = |id: &str| index.roles().name(id).into_owned();
        let mut notes = Vec::new();
        let found = match &self.role {
            Some(role) => {
                let profile = profile::run(&index, role, self.limit as usize)?;
                render::profile(&mut out, self.format, look, &profile, &name)?;
                let itself = profile.count.about + profile.count.mentions;
                if itself == 0 {
                    notes.push(match profile.kinds.first() {
                        Some((kind, _)) => format!("nothing is said of it itself, but of kinds of it; see `rolesearch roles {kind}`"),
                        None => "no article speaks of it; `rolesearch roles` lists the roles that are found".to_owned(),
                    });
                }
                itself + profile.kinds.len()
            }
            None => {
                let mut counts = census(&index)?;
                let found = counts.len();
                let unfound = unfound(&index, &counts);
                if self.all {
                    counts.extend(unfound);
                } else {
                    let others = unfound.len();
                    notes.push(format!("these are found in the articles; {others} more are known, and `rolesearch roles --all` lists them"));
                }
                render::roles(&mut out, self.format, look, &counts)?;
                found
            }
        };
        out.flush()?;
        notes.iter().for_each(|note| screen.aside(note));
        Ok(Done::from_count(found))
    }
}
