//! For tests, fuzzing, benchmarks and the dictionary's trainer: realistic bodies, seeded randomness, and a table of
//! every decoder. Never part of the product.

pub mod any;
pub mod decoders;
pub mod mix;
pub mod seeded;
pub mod words;
