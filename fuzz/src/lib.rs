//! Hands libFuzzer's bytes to one of the decoders of `vizitas-sync`. What it finds is kept, made small, in
//! `tests/fixtures/corpus/<target>`, where an ordinary test replays it.
//!
//! On stable Rust, from the repository's root (the corpus in the repository is read, new finds go elsewhere):
//!
//! ```text
//! RUSTC_BOOTSTRAP=1 cargo fuzz run --sanitizer none TARGET NEW_FINDS tests/fixtures/corpus/TARGET -- -max_total_time=60
//! RUSTC_BOOTSTRAP=1 cargo fuzz cmin --sanitizer none TARGET NEW_FINDS
//! ```

use vizitas_sync::testing::decoders;

/// Runs one decoder; panics when there is none of the name, or when it breaks its promise.
pub fn decode(target: &str, bytes: &[u8]) {
    match decoders::named(target) {
        Some(decoder) => decoder(bytes),
        None => panic!("no decoder is called {target}"),
    }
}
