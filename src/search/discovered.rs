//! Discovered roles stand in no roles file; the index's own dictionary of role ids has them.

use tantivy::Searcher;

use crate::Result;
use crate::index::schema::Fields;
use crate::passage::RoleId;
use crate::role::Roles;

/// The role ids of the index that the roles file lacks, in order.
pub fn discovered(searcher: &Searcher, fields: &Fields, roles: &Roles) -> Result<Vec<RoleId>> {
    let mut ids = Vec::new();
    for reader in searcher.segment_readers() {
        for field in [fields.about, fields.mentions] {
            let index = reader.inverted_index(field)?;
            let mut terms = index
                .terms()
                .stream()
                .map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                let id = String::from_utf8_lossy(terms.key());
                if roles.get(&id).is_none() {
                    ids.push(id.into_owned());
                }
            }
        }
    }
    ids.sort();
    ids.dedup();
    Ok(ids)
}
