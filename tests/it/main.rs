//! Every integration test in one binary, so that it links once.

mod faults;
mod hostile;
mod ingest;
mod command_line;
mod rendering;
mod replay;
mod roles;
