//! Hands libFuzzer's bytes to one of the decoders of `vizitas-sync`. What it finds is kept in
//! `tests/fixtures/corpus/<target>`, where an ordinary test replays it.
//!
//! `cargo xtask fuzz` builds and runs every target and says where an input lies that broke one.

use vizitas_sync::testing::decoders;

/// Runs one decoder; panics when there is none of the name, or when it breaks its promise.
pub fn decode(target: &str, bytes: &[u8]) {
    match decoders::named(target) {
        Some(decoder) => decoder(bytes),
        None => panic!("no decoder is called {target}"),
    }
}
