//! JSON is for programs: the names of DESIGN section 7, one file for each thing that can be shown.

mod clean;

pub use clean::audit;
