//! A step of a drag on the Board in Debian's Chromium, beside the calendar component alone: `ui/tools/bench-board.js` does
//! it on the fake build and says as JSON what it took. Nothing is measured here.

use super::failure::BenchError;
use super::figure::Figure;
use crate::node::node;
use serde::Deserialize;
use std::path::Path;
use tokio::process::Command;

/// What the program says of one of the two, in milliseconds.
#[derive(Debug, Deserialize)]
struct Steps {
    drawn: usize,
    steps: usize,
    p50_ms: f64,
    p95_ms: f64,
}

#[derive(Debug, Deserialize)]
struct Said {
    board: Steps,
    calendar: Steps,
}

/// Builds the console over its fake, and drags.
///
/// # Errors
/// When Node.js or Chromium is not there, or the page complains.
pub(crate) async fn measure() -> Result<Figure, BenchError> {
    run(&["node_modules/vite/bin/vite.js", "build", "--mode", "fake", "--logLevel", "error"]).await?;
    figure(&run(&["tools/bench-board.js"]).await?)
}

async fn run(words: &[&str]) -> Result<Vec<u8>, BenchError> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui");
    let done = Command::new(node()?).current_dir(ui).args(words).kill_on_drop(true).output().await?;
    if done.status.success() {
        Ok(done.stdout)
    } else {
        Err(BenchError::Wrong("the Board could not be dragged on"))
    }
}

fn figure(said: &[u8]) -> Result<Figure, BenchError> {
    let said: Said =
        serde_json::from_slice(said).map_err(|_| BenchError::Wrong("what it took was not said"))?;
    let Said { board, calendar } = said;
    let beside = format!(
        "board p50 {}, p95 {} ms over {} steps with {} visits drawn; the component alone p50 {}, p95 {} ms with {}",
        board.p50_ms,
        board.p95_ms,
        board.steps,
        board.drawn,
        calendar.p50_ms,
        calendar.p95_ms,
        calendar.drawn
    );
    Ok(Figure::new("board_drag_p95", board.p95_ms, "ms").above(calendar.p95_ms).beside(beside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_says_becomes_a_figure() {
        let said = br#"{"board":{"drawn":480,"steps":99,"p50_ms":9.1,"p95_ms":15.5},"calendar":{"drawn":480,"steps":99,"p50_ms":6.2,"p95_ms":10}}"#;
        let figure = figure(said).unwrap();
        assert_eq!((figure.name, figure.value, figure.floor), ("board_drag_p95", 15.5, Some(10.0)));
        assert!(figure.beside.contains("480 visits"), "{}", figure.beside);
        assert!(super::figure(b"no Chromium").is_err());
    }
}
