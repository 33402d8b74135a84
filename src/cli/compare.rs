//! `rolesearch compare`: the same question, role beside role.

use std::io::Write;

use rolesearch::render::{self, Format};
use rolesearch::search::compare;

use super::arguments::{count, lossy, one_of};
use super::open::open;
use super::{Done, Screen, Shared};

/// The same question, role beside role.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::TEMPLATE)]
pub struct Compare {
    /// Two or more roles, by id or by name, then words to compare them on; whatever comes first and is a role is one
    #[arg(value_name = "ROLE ROLE… [WORDS]", required = true, value_parser = lossy())]
    roles: Vec<String>,
    /// Words to compare them on; `--` ends the roles
    #[arg(last = true, value_name = "WORDS", value_parser = lossy())]
    words: Vec<String>,
    /// How many passages a role
    #[arg(short = 'n', long, value_name = "N", default_value_t = 5, value_parser = count())]
    limit: u32,
    /// Do not count the kinds of a role
    #[arg(long)]
    exact_role: bool,
    /// Form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(FORMATS))]
    format: Format,
}

const FORMATS: &[Format] = &[Format::Text, Format::Json, Format::Csv, Format::Markdown];

const EXAMPLES: &str = "\
Examples:
  rolesearch compare cto cpo                         what sets them apart, and what is said of each
  rolesearch compare cto cpo roadmap                 the same question to both
  rolesearch compare cto 'product manager' -- ceo    `--` ends the roles: here ceo is a word to look for";

impl Compare {
    pub fn run(self, shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let index = open(shared, screen)?;
        let asked = compare::arguments(&index, &self.roles)?;
        asked.notes.iter().for_each(|note| screen.note(note));
        let words = [asked.words]
            .into_iter()
            .chain(self.words)
            .collect::<Vec<_>>()
            .join(" ");
        let comparison = compare::run(
            &index,
            &asked.roles,
            &words,
            self.limit as usize,
            self.exact_role,
        )?;
        let mut out = screen.out();
        let name = |id: &str| index.roles().name(id).into_owned();
        render::comparison(&mut out, self.format, screen.look(), &comparison, &name)?;
        out.flush()?;
        comparison.notes.iter().for_each(|note| screen.note(note));
        Ok(Done::from_count(
            comparison.sides.iter().map(|side| side.hits.len()).sum(),
        ))
    }
}
