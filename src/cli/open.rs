//! Opening the index, and building it first where there is none.

use rolesearch::Error;
use rolesearch::index::Index;
use rolesearch::role::Roles;

use super::{Screen, Shared};

/// An open index with the roles it was built with.
pub struct Opened {
    pub index: Index,
    pub roles: Roles,
}

impl Opened {
    /// What a role is called.
    pub fn name(&self, id: &str) -> String {
        self.roles.name(id).into_owned()
    }
}

/// Opens the index that the command line names; where there is none, it is built from the corpus.
pub fn open(shared: &Shared, screen: &Screen) -> anyhow::Result<Opened> {
    let index = match Index::open(&shared.index) {
        Err(Error::NoIndex { .. }) => {
            super::ingest::build(shared, screen)?;
            Index::open(&shared.index)
        }
        opened => opened,
    }?;
    let roles = match &index.manifest().roles {
        Some(text) => Roles::with_settings(text.clone()).map_err(|message| Error::Damaged {
            path: shared.index.clone(),
            message,
        })?,
        None => Roles::builtin(),
    };
    Ok(Opened { index, roles })
}
