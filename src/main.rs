//! The binary: the command line, progress bars and exit codes. Everything else is the library's.

fn main() {}
