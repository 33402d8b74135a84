//! A role is a job that people hold; here lie the roles file, the matcher, and the attribution with its evidence.

pub use crate::passage::{Attribution, Evidence, RoleId};
