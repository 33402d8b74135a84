//! `rolesearch passages`: every passage that the index holds.

use std::io::Write;

use rolesearch::render::{self, Format};

use super::arguments::one_of;
use super::open::open;
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
    pub fn run(self, shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let index = open(shared, screen)?;
        let mut out = screen.out();
        let look = screen.look();
        let mut count = 0;
        for entry in index.passages()? {
            let (passage, _) = entry?;
            render::passage(&mut out, self.format, look, &passage, &|id| {
                index.roles().name(id).into_owned()
            })?;
            count += 1;
        }
        out.flush()?;
        Ok(Done::from_count(count))
    }
}
