//! Whatever bytes come, the decoder `unlock_code` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("unlock_code", bytes));
