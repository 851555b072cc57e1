//! Walks through the app in its window as a worker would, and leaves a numbered picture of each screen.
//!
//! `walk APP PICTURES CODE`: the app's binary, the folder for the PNGs, the office's enrolment code. It fails at the first
//! screen that is not as it should be, and leaves a picture of that one too.
#![expect(clippy::print_stdout, reason = "a command-line tool speaks on its terminal")]

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use vizitas_tests::window::Window;

/// What the app says, so that the walk follows its words wherever they are mended.
const WORDS: &str = include_str!("../../../locales/lt/app.ftl");

/// A PIN that nobody would call easy to guess.
const PIN: &str = "482615";

type Outcome = Result<(), Box<dyn Error>>;

/// Numbers the pictures.
struct Album {
    folder: PathBuf,
    count: usize,
}

impl Album {
    async fn take(&mut self, window: &Window, name: &str) -> Outcome {
        self.count += 1;
        let file = format!("{:02}-{name}.png", self.count);
        fs::write(self.folder.join(&file), window.picture().await?)?;
        println!("  {file}");
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Outcome {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [app, folder, code] = arguments.as_slice() else {
        return Err("usage: walk APP PICTURES CODE".into());
    };
    let mut album = Album { folder: PathBuf::from(folder), count: 0 };
    let window = Window::open(app.as_ref(), &[]).await?;
    let outcome = walk(&window, &mut album, &code.to_string_lossy()).await;
    if outcome.is_err() {
        // What stood there instead says more than the selector that was not found.
        album.take(&window, "where-it-stopped").await?;
    }
    window.close().await?;
    outcome
}

async fn walk(window: &Window, album: &mut Album, code: &str) -> Outcome {
    enrol(window, album, code).await?;
    for (place, name) in
        [("place-people", "people"), ("place-promises", "promises"), ("place-today", "today-again")]
    {
        window.tap_words(word(place)?).await?;
        window.see("nav [aria-current]").await?;
        album.take(window, name).await?;
    }
    one_visit(window, album).await
}

/// The next visit of the day from the car to the thanks, as it is done without a connection or with one.
async fn one_visit(window: &Window, album: &mut Album) -> Outcome {
    // Each tap leads to a screen with the next one on it.
    for (tap, then, picture) in [
        ("act-setOut", "act-arrive", "on-the-way"),
        ("act-arrive", "act-start", "at-the-door"),
        ("act-start", "act-summarise", "the-talk"),
    ] {
        window.tap_words(word(tap)?).await?;
        window.see_words(word(then)?).await?;
        album.take(window, picture).await?;
    }
    window.tap_words(word("answer-yes")?).await?;
    window.see("[aria-pressed='true']").await?;
    window.type_into("textarea", "Vaikšto su lazda, iki parduotuvės nebenueina.").await?;
    album.take(window, "notes").await?;
    window.tap_words(word("act-summarise")?).await?;
    window.see_words(word("close-aloud")?).await?;
    window.type_into("textarea", "Pagalba namuose du kartus per savaitę.").await?;
    album.take(window, "summary").await?;
    window.tap_words(word("act-finish")?).await?;
    window.see_words(word("did-finish")?).await?;
    album.take(window, "done").await?;
    window.tap_words(word("act-to-day")?).await?;
    window.see("nav [aria-current]").await?;
    album.take(window, "the-day-after-it").await
}

/// From the office's code to today's visits.
async fn enrol(window: &Window, album: &mut Album, code: &str) -> Outcome {
    window.see("h1").await?;
    album.take(window, "new-tablet").await?;
    window.type_into("input", code).await?;
    window.tap_words(word("enrol-on")?).await?;
    window.see(".pad").await?;
    album.take(window, "choose-a-pin").await?;
    for digit in PIN.chars().chain(PIN.chars()) {
        window.tap_words(&digit.to_string()).await?;
    }
    window.see("header .sync").await?;
    album.take(window, "today").await
}

/// The Lithuanian words under a key of the catalogue.
fn word(key: &str) -> Result<&'static str, Box<dyn Error>> {
    let line = WORDS.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='));
    line.map(str::trim).ok_or_else(|| format!("the catalogue has no {key}").into())
}
