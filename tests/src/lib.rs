//! What the scenarios share: the counts they loop by and the app's window; and the benchmark. It must never hold a rule
//! of the product.

pub mod bench;
pub mod budget;
pub mod faults;
mod node;
pub mod office;
pub mod provider;
pub mod released;
pub mod story;
pub mod walk;
pub mod window;
