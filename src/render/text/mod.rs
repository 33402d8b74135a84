//! Text is what a person reads on a terminal: one file for each thing that can be shown.

mod ink;

mod clean;
mod compare;
mod eval;
mod hits;
mod ingest;
mod lists;
mod profile;
mod roles;

pub use clean::{audit, tally};
pub use compare::comparison;
pub use eval::report;
pub use hits::hits;
pub use ingest::{summary, verified};
pub use lists::{passage, shown, sources};
pub use profile::profile;
pub use roles::roles;
