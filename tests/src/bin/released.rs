//! Makes what a release leaves on disks, for tests/fixtures/released.

use std::env::args_os;
use std::path::Path;
use vizitas_tests::released::{self, Failure};

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let folder = args_os().nth(1).ok_or("released FOLDER")?;
    released::make(Path::new(&folder)).await
}
