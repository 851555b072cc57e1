//! `vizitas-server`.
fn main() {}
