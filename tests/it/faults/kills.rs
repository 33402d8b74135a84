//! An ingest that is killed leaves the old answer or the new one, and the next one cleans up.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::random::Random;
use super::{leftovers, texts, times};

fn corpus(dir: &Path, word: &str) {
    fs::create_dir_all(dir).unwrap();
    for file in 0..40 {
        let paragraphs: Vec<_> = (0..6)
            .map(|n| format!("The {word} budget, line {n} of file {file}, is what the team plans with this year."))
            .collect();
        let text = format!("About plans {file}\n\n{}\n", paragraphs.join("\n\n"));
        fs::write(dir.join(format!("{file}.txt")), text).unwrap();
    }
}

fn ingest(corpus: &Path, index: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolesearch"));
    command.arg("ingest").arg(corpus).arg("--index").arg(index);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Which corpus the index holds; a mixture is a failure.
fn holds(index: &Path) -> &'static str {
    let texts = texts(index).unwrap();
    let count = |word: &str| texts.iter().filter(|text| text.contains(word)).count();
    match (count("onlyina"), count("onlyinb")) {
        (1.., 0) => "a",
        (0, 1..) => "b",
        mixed => panic!("a mixed answer: {mixed:?}"),
    }
}

#[test]
fn a_killed_ingest_leaves_one_answer_and_the_next_cleans_up() {
    let work = tempfile::tempdir().unwrap();
    let [a, b, index] = ["a", "b", "index"].map(|name| work.path().join(name));
    corpus(&a, "onlyina");
    corpus(&b, "onlyinb");
    let start = Instant::now();
    assert!(ingest(&a, &index).status().unwrap().success());
    let whole = start.elapsed();
    let mut random = Random::new(11);
    for round in 0..8 * times() {
        let now = holds(&index);
        let target = if now == "a" { &b } else { &a };
        let mut child = ingest(target, &index).spawn().unwrap();
        let delay = whole.as_micros() as usize * random.below(120) / 100;
        std::thread::sleep(Duration::from_micros(delay as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        holds(&index);
        if round % 4 == 3 {
            assert!(ingest(&a, &index).status().unwrap().success());
            assert_eq!(holds(&index), "a");
            assert!(leftovers(&index).is_empty(), "{:?}", leftovers(&index));
        }
    }
}
