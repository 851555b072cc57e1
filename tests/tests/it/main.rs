//! The one integration-test binary of this folder.

mod arrows;
mod tidy;
mod window;
