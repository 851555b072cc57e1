//! A story told at the console in Debian's Chromium by a program of ui/tools/stories, with what happens behind the screens
//! in the hand of the test: the program asks by a line of JSON, the test does it and answers by one.

use crate::node::{node, target};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use std::{fs, io};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

/// A story that takes longer has come to a stand.
const PATIENCE: Duration = Duration::from_mins(4);

/// Why a story did not end well.
#[derive(Debug, thiserror::Error)]
pub enum StoryError {
    /// The program could not be run or spoken to.
    #[error("the story's program: {0}")]
    Machine(#[from] std::io::Error),
    /// It asked for something that is no JSON.
    #[error("the story asked: {0}")]
    Asked(#[from] serde_json::Error),
    /// It says on its standard error why.
    #[error("the story {0} ended badly")]
    Badly(String),
}

/// Where the pictures of a story go, empty: a run that fails leaves what it saw.
///
/// # Errors
/// Of the file system.
pub fn pictures(name: &str) -> io::Result<PathBuf> {
    let folder = target()?.join("stories").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Tells a story by mouse, keyboard or touch; `act` does what it asks for and gives what is answered. Pictures of its
/// screens go into the target folder, `stories/<name>-<by>`.
///
/// # Errors
/// When the program cannot be run, or ends badly.
pub async fn tell(
    name: &str,
    by: &str,
    mut act: impl AsyncFnMut(&str, &Value) -> Value,
) -> Result<(), StoryError> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui");
    let mut program = Command::new(node()?);
    program.current_dir(&ui).arg(format!("tools/stories/{name}.js")).arg(by).kill_on_drop(true);
    program.env("VIZITAS_PICTURES", pictures(&format!("{name}-{by}"))?);
    let mut program = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (Some(mut answers), Some(asks)) = (program.stdin.take(), program.stdout.take()) else {
        return Err(StoryError::Badly(name.to_owned()));
    };
    let mut asks = BufReader::new(asks).lines();
    let whole = async {
        while let Some(line) = asks.next_line().await? {
            let asked: Value = serde_json::from_str(&line)?;
            let what = asked.get("what").and_then(Value::as_str).unwrap_or_default();
            let answer = act(what, &asked).await;
            answers.write_all(format!("{answer}\n").as_bytes()).await?;
        }
        Ok::<_, StoryError>(program.wait().await?.success())
    };
    match tokio::time::timeout(PATIENCE, whole).await {
        Ok(Ok(true)) => Ok(()),
        Ok(Err(error)) => Err(error),
        Ok(Ok(false)) | Err(_) => Err(StoryError::Badly(name.to_owned())),
    }
}
