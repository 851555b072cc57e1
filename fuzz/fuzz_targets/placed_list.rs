//! Whatever bytes come, the decoder `placed_list` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("placed_list", bytes));
