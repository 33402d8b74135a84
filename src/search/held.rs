//! A question held against an index: all that reading it needs.

use super::Question;
use crate::index::Index;
use crate::role::Roles;

/// What is asked, of what, with which roles.
#[derive(Clone, Copy)]
pub struct Held<'a> {
    /// The index.
    pub index: &'a Index,
    /// The roles that can be asked for.
    pub roles: &'a Roles,
    /// The question.
    pub question: &'a Question,
}
