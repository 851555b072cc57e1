//! Whatever bytes come, the decoder `contact_request` answers without a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vizitas_fuzz::decode("contact_request", bytes));
