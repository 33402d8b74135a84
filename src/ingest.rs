//! Ingest is the first six stations in one readable function: articles in, a published index out.
