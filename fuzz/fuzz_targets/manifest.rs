//! Any bytes are a manifest, or are refused; a checksum is added so that the fuzzer gets past it.
#![no_main]

#[path = "../../tests/it/replay.rs"]
#[allow(dead_code)]
mod replay;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| replay::manifest(bytes));
