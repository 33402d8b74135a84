//! The index is what ingest leaves on disk: a published generation that readers open and that is never written again.

pub mod schema;
pub mod words;
