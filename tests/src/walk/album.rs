//! Numbered pictures of the screens, where somebody wants to see them.

use std::fs;
use std::io::{Write as _, stdout};
use std::path::{Path, PathBuf};

use super::Outcome;
use crate::window::Window;

/// The pictures taken so far.
pub(super) struct Album {
    folder: Option<PathBuf>,
    count: usize,
}

impl Album {
    /// An empty album; without a folder no picture is taken.
    pub(super) fn new(folder: Option<&Path>) -> Self {
        Self { folder: folder.map(Path::to_owned), count: 0 }
    }

    /// Takes the next picture.
    pub(super) async fn take(&mut self, window: &Window, name: &str) -> Outcome {
        let Some(folder) = &self.folder else { return Ok(()) };
        self.count += 1;
        let file = format!("{:02}-{name}.png", self.count);
        fs::write(folder.join(&file), window.picture().await?)?;
        Ok(writeln!(stdout(), "  {file}")?)
    }
}
