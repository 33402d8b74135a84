//! The screen is where a command's words go: results on stdout, all else on stderr, everything through the safe door.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use rolesearch::render::{Look, safe};

use super::Color;

/// Width of output that does not go to a terminal, so that what is piped is always the same.
const PIPED_WIDTH: usize = 80;

/// A message keeps this many characters of its beginning and of its end, where stands what to do next: somebody may have
/// pasted a book.
const ECHOED: usize = 300;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Yellow.on_default();
const ASIDE: Style = Style::new().dimmed();

/// How a person wants to be spoken to.
pub struct Screen {
    quiet: bool,
    color: Option<bool>,
}

impl Screen {
    /// Reads off the raw arguments what a message about wrong arguments must heed.
    pub fn of(arguments: &[OsString]) -> Screen {
        let end = arguments.iter().position(|argument| argument == "--");
        let arguments = &arguments[..end.unwrap_or(arguments.len())];
        let is_color = |when: &str| {
            let joined = format!("--color={when}");
            arguments.iter().any(|argument| *argument == *joined)
                || arguments
                    .windows(2)
                    .any(|pair| pair[0] == "--color" && pair[1] == when)
        };
        Screen {
            quiet: false,
            color: match (is_color("always"), is_color("never")) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            },
        }
    }

    /// As the command line says, which is understood by then.
    pub fn told(quiet: bool, color: Color) -> Screen {
        let color = match color {
            Color::Auto => None,
            Color::Always => Some(true),
            Color::Never => Some(false),
        };
        Screen { quiet, color }
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

    /// Something worth knowing that is not a failure.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.say(NOTE, "note", text);
        }
    }

    /// Something that belongs to a result, dim: that more of it can be had, and how.
    pub fn aside(&self, text: &str) {
        if self.quiet {
            return;
        }
        let text = self.page("note", text);
        if self.colours(&io::stderr()) {
            self.put(&format!("{ASIDE}note: {text}{ASIDE:#}"));
        } else {
            self.put(&format!("note: {text}"));
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
        let text = self.page(kind, text);
        if self.colours(&io::stderr()) {
            self.put(&format!("{style}{kind}:{style:#} {text}"));
        } else {
            self.put(&format!("{kind}: {text}"));
        }
    }

    /// A message as it fits on the terminal; what is piped stays one line, so that a program can read it.
    fn page(&self, kind: &str, text: &str) -> String {
        let text = shortened(&safe::line(text));
        let stderr = io::stderr();
        let columns = terminal_size::terminal_size_of(&stderr);
        match columns.filter(|_| stderr.is_terminal()) {
            Some((columns, _)) => wrapped(&text, kind.len() + 2, usize::from(columns.0)),
            None => text,
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

/// Breaks a text at blanks where a terminal would break it anywhere, all lines but the first indented. What stands in
/// backticks stays in one piece, to be copied.
fn wrapped(text: &str, indent: usize, columns: usize) -> String {
    let mut lines = String::new();
    let mut used = indent;
    let mut is_quoted = false;
    let words = text.split(|c| {
        is_quoted ^= c == '`';
        c == ' ' && !is_quoted
    });
    for word in words {
        let width = word.width();
        if used > indent && used + 1 + width > columns {
            lines.push('\n');
            lines.extend(std::iter::repeat_n(' ', indent));
            used = indent;
        } else if used > indent {
            lines.push(' ');
            used += 1;
        }
        lines.push_str(word);
        used += width;
    }
    lines
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

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_at_blanks_and_commands_stay_whole() {
        assert_eq!(
            wrapped("articles have changed; run `rolesearch ingest` now", 6, 30),
            "articles have changed;\n      run `rolesearch ingest`\n      now"
        );
        assert_eq!(
            wrapped("incomprehensibilities", 6, 10),
            "incomprehensibilities"
        );
    }
}
