//! JSON is for programs: the names of DESIGN section 7, one file for each thing that can be shown.

mod clean;
mod hits;
mod passages;

pub use clean::audit;
pub use hits::{hits, lines};
pub use passages::passage;
