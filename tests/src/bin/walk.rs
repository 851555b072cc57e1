//! Walks through a worker's day in the app's window, and leaves a numbered picture of each screen.
//!
//! `walk APP SERVER FOLDER PICTURES`: the two programs; a folder in whose `exports` an office's tables lie, for everything
//! that the walk makes; the folder for the PNGs. It fails at the first screen that is not as it should be, and leaves a
//! picture of that one too.

use std::env;
use std::path::Path;

use vizitas_tests::walk::{Outcome, Walk};

#[tokio::main]
async fn main() -> Outcome {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [app, server, folder, pictures] = arguments.as_slice() else {
        return Err("usage: walk APP SERVER FOLDER PICTURES".into());
    };
    let mut walk =
        Walk::begin(app.as_ref(), server.as_ref(), folder.as_ref(), Some(Path::new(pictures))).await?;
    let outcome = walk.whole_day().await;
    if outcome.is_err() {
        // What stood there instead says more than what was not found.
        walk.picture_of_the_end().await?;
    }
    walk.end().await?;
    outcome
}
