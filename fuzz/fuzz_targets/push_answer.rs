//! Whatever bytes come, the decoder `push_answer` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("push_answer", bytes));
