//! Whatever bytes come, the decoder `wraps_answer` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("wraps_answer", bytes));
