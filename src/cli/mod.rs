//! The command line: one file a subcommand; here what they share, and how it all ends in an exit code.

mod arguments;
mod clean;
mod compare;
mod eval;
mod ingest;
mod open;
mod passages;
mod plain;
mod progress;
mod query;
mod roles;
mod screen;
mod show;
mod sources;
mod verify;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use screen::Screen;

/// Ask your saved articles who does what, and get the passage, its role and its source.
#[derive(Debug, Parser)]
#[command(name = "rolesearch", version, before_help = EXAMPLES, help_template = TEMPLATE)]
struct Cli {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Command,
}

// What every command takes. It says so to nobody: what is said here would be the description of `query`.
#[derive(Debug, Clone, clap::Args)]
struct Shared {
    /// Where the index lies
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        default_value = INDEX,
        help_heading = "Everywhere"
    )]
    index: PathBuf,
    /// The articles to build the index from when there is none
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        default_value = CORPUS,
        help_heading = "Everywhere"
    )]
    corpus: PathBuf,
    /// Colours
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Everywhere"
    )]
    color: Color,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    quiet: bool,
}

/// When to use colours: `auto` heeds the terminal and NO_COLOR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

// `query` alone, the command that is asked most: clap builds everything it is told of, used or not, and that was a tenth of
// a query's time. What is said of it stands there.
#[derive(Debug, Parser)]
#[command(name = QUERY, bin_name = "rolesearch query")]
struct Asking {
    #[command(flatten)]
    query: query::Query,
    #[command(flatten)]
    shared: Shared,
}

impl From<Asking> for Cli {
    fn from(asking: Asking) -> Cli {
        Cli {
            shared: asking.shared,
            command: Command::Query(asking.query),
        }
    }
}

const QUERY: &str = "query";

/// The command line, understood.
fn parse(arguments: Vec<OsString>) -> Result<Cli, clap::Error> {
    match arguments.get(1..) {
        Some(asking @ [command, question @ ..]) if command == QUERY => {
            if let Some(plain) = plain::read(question) {
                return Ok(plain.into());
            }
            // There is no command below this one.
            let command = Asking::command().mut_args(|argument| argument.global(false));
            let mut matches = command.try_get_matches_from(asking)?;
            Asking::from_arg_matches_mut(&mut matches).map(Cli::from)
        }
        _ => Cli::try_parse_from(arguments),
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    Ingest(ingest::Ingest),
    Query(query::Query),
    Compare(compare::Compare),
    Roles(roles::Roles),
    Sources(sources::Sources),
    Passages(passages::Passages),
    Show(show::Show),
    Clean(clean::Clean),
    Eval(eval::Eval),
    Verify(verify::Verify),
}

/// How a command ended when nothing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    /// There are results, or the work is done.
    Something,
    /// There are no results.
    Nothing,
}

impl Done {
    /// `Something` where a list has entries.
    fn from_count(count: usize) -> Done {
        if count > 0 {
            Done::Something
        } else {
            Done::Nothing
        }
    }
}

/// Where the index lies unless the command line says otherwise.
const INDEX: &str = "index";
/// Where the articles lie unless the command line says otherwise.
const CORPUS: &str = "corpus";

const TEMPLATE: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

const EXAMPLES: &str = "\
Examples:
  rolesearch query \"long-term strategy\"           ranked passages, with role and source
  rolesearch query roadmap --role cto --role cpo  only what is about the CTO or the CPO
  rolesearch compare cto cpo roadmap              the same question, role beside role
  rolesearch ingest ~/articles                    read, clean and index other articles
  rolesearch clean page.html                      what is kept and removed, and why";

/// Runs the program on the process's own arguments.
pub fn main() -> ExitCode {
    let arguments = arguments::words_behind_a_minus(std::env::args_os().collect());
    let screen = Screen::of(&arguments);
    remember_panics();
    match std::panic::catch_unwind(|| run(arguments, &screen)) {
        Ok(Ok(Done::Something)) => ExitCode::SUCCESS,
        Ok(Ok(Done::Nothing)) => ExitCode::from(1),
        Ok(Err(error)) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            screen.error(&chain(&error));
            ExitCode::from(2)
        }
        Err(_) => {
            let what = PANIC.lock().map(|at| at.clone()).unwrap_or_default();
            screen.error(&format!("internal error {what}; please report it with the command and the file that led to it"));
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Vec<OsString>, screen: &Screen) -> anyhow::Result<Done> {
    let cli = match parse(arguments) {
        Ok(cli) => cli,
        Err(message) if message.use_stderr() => {
            screen.usage(&message.render().to_string());
            // Not an `Err`: it is said already. Only the exit code is missing.
            std::process::exit(2);
        }
        Err(help) => return screen.help(&help.render()).map(|()| Done::Something),
    };
    let shared = cli.shared;
    let screen = &Screen::told(shared.quiet, shared.color);
    match cli.command {
        Command::Ingest(it) => it.run(&shared, screen),
        Command::Query(it) => it.run(&shared, screen),
        Command::Compare(it) => it.run(&shared, screen),
        Command::Roles(it) => it.run(&shared, screen),
        Command::Sources(it) => it.run(&shared, screen),
        Command::Passages(it) => it.run(&shared, screen),
        Command::Show(it) => it.run(&shared, screen),
        Command::Clean(it) => it.run(&shared, screen),
        Command::Eval(it) => it.run(&shared, screen),
        Command::Verify(it) => it.run(&shared, screen),
    }
}

/// Where the last panic happened. A panic that a library station catches (one bad file) must not reach the terminal, so
/// the hook prints nothing, and `main` says it only when the panic comes all the way up.
static PANIC: std::sync::Mutex<String> = std::sync::Mutex::new(String::new());

fn remember_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let what = panic.payload();
        let what = what
            .downcast_ref::<&str>()
            .copied()
            .or(what.downcast_ref::<String>().map(String::as_str));
        let what = what.unwrap_or("unknown");
        let place = panic
            .location()
            .map(|at| format!("{}:{}", at.file(), at.line()))
            .unwrap_or_default();
        if let Ok(mut last) = PANIC.lock() {
            *last = format!("at {place}: {what}");
        }
    }));
}

/// The whole story of an error on one line, outermost first; what a cause merely repeats is left out.
fn chain(error: &anyhow::Error) -> String {
    // The library names the file at fault; an error without a name is one of writing the results.
    if let Some(error) = error.downcast_ref::<std::io::Error>() {
        return format!("the results could not be written: {error}; write them somewhere else");
    }
    let mut story = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if !story.contains(&cause) {
            story.push_str(if story.is_empty() { "" } else { ": " });
            story.push_str(&cause);
        }
    }
    story
}

/// A reader that has seen enough (`| head`) is not a failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
        super::Asking::command().debug_assert();
    }
}
