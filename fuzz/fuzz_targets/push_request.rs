//! Whatever bytes come, the decoder `push_request` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("push_request", bytes));
