//! JSON is for programs, which rely on its names; one file for each thing that can be shown.

mod clean;
mod compare;
mod hits;
mod lists;
mod passages;

use std::io::{self, Write};

use serde::Serialize;

use super::safe;

pub use clean::audit;
pub use compare::{comparison, profile};
pub use hits::{hits, lines};
pub use lists::{shown, sources};
pub use passages::passage;

/// One value on one line: what needs no other names than its own.
pub fn value(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    safe::json(out, value)?;
    writeln!(out)
}
