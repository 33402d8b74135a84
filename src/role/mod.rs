//! A role is a job that people hold; here lie the roles file, the matcher, and the attribution with its evidence.

mod ask;
mod attribute;
mod clause;
mod evidence;
mod matcher;
mod roles;
mod scene;
mod settings;
mod short;
mod title;
mod words;

pub use crate::passage::{Attribution, Evidence, RoleId};
pub use ask::{Named, Resolved};
pub use attribute::attribute;
pub use roles::{Role, Roles};
pub(crate) use settings::join_settings;
