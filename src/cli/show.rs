//! `rolesearch show`: a passage in its context.

use std::io::Write;

use rolesearch::index::Located;
use rolesearch::render::{self, Format, Shown};

use super::arguments::{lossy, one_of};
use super::open::open;
use super::{Done, Screen, Shared};

/// A passage in its context, or a whole article.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, after_help = LINES, help_template = super::TEMPLATE)]
pub struct Show {
    /// A passage by its id (ARTICLE:FIRST-LAST) or as it is cited (FILE:LINE), or a whole article by id or file
    #[arg(value_name = "ID", value_parser = lossy())]
    id: String,
    /// How many passages before and after it
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=1000))]
    context: u32,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&[Format::Text, Format::Json]))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rolesearch show cto-vs-ctpo:4-4                    the passage, and those around it
  rolesearch show cto-vs-ctpo.txt:4                  the same, as `query` cites it
  rolesearch show cto-vs-ctpo                        every passage of the article";

const LINES: &str = "\
Lines are those of a text. A page has none worth citing: there they count the blocks of its text, as `clean` numbers
them, too. An object of a .jsonl stands behind its file (all.jsonl#ID:3), with the lines of its own text.";

impl Show {
    pub fn run(self, shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let index = open(shared, screen)?;
        let Located { mut passages, at } = index.locate(&self.id)?;
        let context = self.context as usize;
        let from = at.map_or(0, |at| at.saturating_sub(context));
        if let Some(at) = at {
            passages.truncate(at.saturating_add(context).saturating_add(1));
        }
        let entries = passages.split_off(from);
        let at = at.map(|at| at - from);
        let source = entries
            .first()
            .map(|(_, source)| source.clone())
            .unwrap_or_default();
        let passages = entries.into_iter().map(|(passage, _)| passage).collect();
        let shown = Shown {
            source: &source,
            passages,
            at,
        };
        let mut out = screen.out();
        render::shown(&mut out, self.format, screen.look(), &shown, &|id| {
            index.roles().name(id).into_owned()
        })?;
        out.flush()?;
        Ok(Done::Something)
    }
}
