//! What the scenarios share: the counts they loop by and the app's window. It must never hold a rule of the product.

pub mod budget;
pub mod window;
