//! Any text makes a question, or an error that says where it is not clear.
#![no_main]

#[path = "../../tests/it/replay.rs"]
#[allow(dead_code)]
mod replay;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| replay::query(bytes));
