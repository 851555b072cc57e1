//! The demo: the office's server and the field app as a worker sees it, in its own window or, without a display, as a
//! walk that leaves pictures.

use std::fs;
use std::path::Path;

use crate::desktop::{Desktop, Display};
use crate::failure::Failure;
use crate::office::{self, Office};
use crate::place::{self, Place};
use crate::step::{self, step};
use crate::{setup, test};

/// Sets up, builds, and shows the app.
pub(crate) fn run(place: &Place, headless: bool, app: Option<&Path>) -> Result<(), Failure> {
    setup::run(place)?;
    test::build(place)?;
    let app = app.map_or_else(|| place.binary("vizitas"), Path::to_owned);
    if headless || !place::has_display() {
        return walk(place, &app, &place.target.join("demo"));
    }
    let desktop = Desktop::new(place)?;
    let office = step("the office", || Office::open(place, desktop.folder()))?;
    println!("\n  Enter this code in the app, and choose six digits for a PIN:\n\n      {}\n", office.code);
    println!("  The console, whose certificate is its own: {}", office.console);
    println!("  Sign in with one of these codes as the password, and have an authenticator app at hand:\n");
    for (login, code) in &office.staff {
        println!("      {login}  {code}");
    }
    println!();
    step("the field app (close its window to end)", || {
        step::run(&mut desktop.command(place, Display::RealIfAny, &[&app.to_string_lossy()]))
    })
}

/// Walks through an app's screens under a virtual display and leaves numbered pictures.
fn walk(place: &Place, app: &Path, pictures: &Path) -> Result<(), Failure> {
    if pictures.exists() {
        fs::remove_dir_all(pictures).map_err(Failure::file(pictures))?;
    }
    fs::create_dir_all(pictures).map_err(Failure::file(pictures))?;
    let desktop = Desktop::new(place)?;
    office::export(place, desktop.folder())?;
    // The walk runs the office itself: it has to be able to stop it, as a connection fails.
    let (walk, server) = (place.binary("walk"), place.binary("vizitas-server"));
    let words =
        [&walk, app, &server, desktop.folder(), pictures].map(|path| path.to_string_lossy().into_owned());
    let words = words.each_ref().map(String::as_str);
    step("walking through a worker's day", || {
        step::run(&mut desktop.command(place, Display::Virtual, &words))
    })?;
    println!("  Pictures: {}", pictures.display());
    Ok(())
}
