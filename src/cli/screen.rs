//! The screen is where a command's words go: results on stdout, all else on stderr, everything through the safe door.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use anstyle::{AnsiColor, Style};

use rolesearch::render::{Look, safe};

/// Width of a page that is no terminal, so that what is piped is always the same.
const PIPED_WIDTH: usize = 80;

/// A message keeps this many characters of its beginning and of its end, where stands what to do next: somebody may have
/// pasted a book.
const ECHOED: usize = 300;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Yellow.on_default();

/// What is known of the terminal before the command line is understood.
pub struct Screen {
    quiet: bool,
    color: Option<bool>,
}

impl Screen {
    /// Reads off the raw arguments what even a message about wrong arguments must heed.
    pub fn of(arguments: &[OsString]) -> Screen {
        let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
        let color = |when: &str| {
            has(&format!("--color={when}"))
                || arguments
                    .windows(2)
                    .any(|pair| pair[0] == "--color" && pair[1] == when)
        };
        Screen {
            quiet: has("-q") || has("--quiet"),
            color: if color("always") {
                Some(true)
            } else {
                color("never").then_some(false)
            },
        }
    }

    /// Standard output, buffered; whoever writes there must `flush` and heed the answer.
    pub fn out(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::with_capacity(1 << 16, io::stdout().lock())
    }

    /// How text on standard output looks.
    pub fn look(&self) -> Look {
        let out = io::stdout();
        let columns =
            || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        let width = if out.is_terminal() {
            columns().unwrap_or(PIPED_WIDTH)
        } else {
            PIPED_WIDTH
        };
        Look {
            width,
            colour: self.colours(&out),
        }
    }

    /// Nobody wants to hear of anything but results and errors.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether a progress bar would be seen.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Something worth knowing that is no failure.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.say(NOTE, "note", text);
        }
    }

    /// What failed, and what to do next.
    pub fn error(&self, text: &str) {
        self.say(ERROR, "error", text);
    }

    /// What clap says of wrong arguments, which it echoes.
    pub fn usage(&self, message: &str) {
        for line in message.lines() {
            self.put(&shortened(&safe::line(line)));
        }
    }

    /// Help and version, asked for.
    pub fn help(&self, text: &clap::builder::StyledStr) -> anyhow::Result<()> {
        let mut out = self.out();
        if self.colours(&io::stdout()) {
            writeln!(out, "{}", text.ansi().to_string().trim_end())?;
        } else {
            writeln!(out, "{}", text.to_string().trim_end())?;
        }
        Ok(out.flush()?)
    }

    fn say(&self, style: Style, kind: &str, text: &str) {
        let text = shortened(&safe::line(text));
        if self.colours(&io::stderr()) {
            self.put(&format!("{style}{kind}:{style:#} {text}"));
        } else {
            self.put(&format!("{kind}: {text}"));
        }
    }

    /// A message that cannot be written has nobody to be written to.
    fn put(&self, line: &str) {
        writeln!(io::stderr().lock(), "{line}").ok();
    }

    fn colours<S: anstream::stream::RawStream>(&self, stream: &S) -> bool {
        self.color
            .unwrap_or_else(|| anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never)
    }
}

fn shortened(text: &str) -> String {
    let count = text.chars().count();
    if count <= 2 * ECHOED {
        return text.to_owned();
    }
    let begin: String = text.chars().take(ECHOED).collect();
    let end: String = text.chars().skip(count - ECHOED).collect();
    format!("{begin} … {end}")
}
