//! Text is what a person reads on a terminal: one file for each thing that can be shown.

pub mod ink;

mod clean;
mod hits;

pub use clean::{audit, tally};
pub use hits::hits;
