//! A desk is a folder with a small corpus, where a person runs the program.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder of its own with a small corpus in it.
pub(crate) fn desk() -> TempDir {
    let desk = tempfile::tempdir().expect("a temporary folder");
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/articles");
    fs::create_dir(desk.path().join("corpus")).expect("a folder");
    for entry in fs::read_dir(articles).expect("the articles") {
        let entry = entry.expect("an article");
        fs::copy(
            entry.path(),
            desk.path().join("corpus").join(entry.file_name()),
        )
        .expect("a copy");
    }
    desk
}

pub(crate) fn rolesearch(desk: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolesearch"));
    command.current_dir(desk.path()).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command
}

pub(crate) fn run<S: AsRef<OsStr>>(
    desk: &TempDir,
    arguments: impl IntoIterator<Item = S>,
) -> (i32, String, String) {
    ended(rolesearch(desk).args(arguments).output().expect("it runs"))
}

pub(crate) fn ended(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    (
        output.status.code().expect("no signal ended it"),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Exit code 2, nothing on stdout; gives what stands on stderr.
pub(crate) fn fails<const N: usize>(desk: &TempDir, arguments: [&str; N]) -> String {
    let (code, out, err) = run(desk, arguments);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    err
}
