//! Whatever bytes come, the decoder `key_offer` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("key_offer", bytes));
