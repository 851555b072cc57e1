//! Whatever bytes come, the decoder `problem` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("problem", bytes));
