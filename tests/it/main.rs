//! Every integration test in one binary, so that it links once.

mod faults;
mod hostile;
mod ingest;
mod arguments;
mod cases;
mod desk;
mod command_line;
mod newcomer;
mod promises;
mod relevance;
mod rendering;
mod properties;
mod replay;
mod roles;
