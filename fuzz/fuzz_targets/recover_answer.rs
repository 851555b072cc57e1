//! Whatever bytes come, the decoder `recover_answer` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("recover_answer", bytes));
