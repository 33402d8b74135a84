//! The binary: the command line, progress bars and exit codes. Everything else is the library's.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
