//! Walks through the app in its window as a worker would, and leaves a numbered picture of each screen.
//!
//! `walk APP PICTURES`: the app's binary and the folder for the PNGs. It fails at the first screen that is not as it should be.
#![expect(clippy::print_stdout, reason = "a command-line tool speaks on its terminal")]

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use vizitas_tests::window::Window;

/// Numbers the pictures.
struct Album {
    folder: PathBuf,
    count: usize,
}

impl Album {
    async fn take(&mut self, window: &Window, name: &str) -> Result<(), Box<dyn Error>> {
        self.count += 1;
        let file = format!("{:02}-{name}.png", self.count);
        fs::write(self.folder.join(&file), window.picture().await?)?;
        println!("  {file}");
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let (Some(app), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: walk APP PICTURES".into());
    };
    let mut album = Album { folder, count: 0 };
    let window = Window::open(&app, &[]).await?;
    let outcome = walk(&window, &mut album).await;
    if outcome.is_err() {
        // What stood there instead says more than the selector that was not found.
        album.take(&window, "where-it-stopped").await?;
    }
    window.close().await?;
    outcome
}

async fn walk(window: &Window, album: &mut Album) -> Result<(), Box<dyn Error>> {
    let heading = window.text("h1").await?;
    if heading.trim().is_empty() {
        return Err("the first screen has an empty heading".into());
    }
    album.take(window, "first-screen").await
}
