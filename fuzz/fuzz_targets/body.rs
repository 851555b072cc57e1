//! Whatever bytes come, the decoder `body` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("body", bytes));
