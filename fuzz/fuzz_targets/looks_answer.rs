//! Whatever bytes come, the decoder `looks_answer` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("looks_answer", bytes));
