//! Every integration test in one binary, so that it links once.

mod faults;
mod hostile;
mod ingest;
mod rendering;
mod replay;
