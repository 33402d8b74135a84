//! `rolesearch verify`: whether the index is still what was published.

use std::io::Write;

use rolesearch::Error;
use rolesearch::index;
use rolesearch::render::{self, Format, Verified};

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
    pub fn run(self, shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let (manifest, faults) = index::verify(&shared.index)?;
        let verified = Verified {
            sound: faults.is_empty(),
            articles: manifest.articles,
            passages: manifest.passages,
            files: manifest.files.len(),
            bytes: manifest.size(),
            faults,
        };
        let mut out = screen.out();
        render::verified(&mut out, self.format, screen.look(), &verified)?;
        out.flush()?;
        match verified.faults.first() {
            None => Ok(Done::Something),
            Some(fault) => Err(Error::Damaged {
                path: shared.index.clone(),
                message: fault.clone(),
            }
            .into()),
        }
    }
}
