//! Any bytes make an article, a document, verdicts, passages and roles.
#![no_main]

#[path = "../../tests/it/replay.rs"]
#[allow(dead_code)]
mod replay;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| replay::article(bytes));
