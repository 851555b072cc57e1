//! The demo: the field app as a worker sees it, in its own window or, without a display, as a walk that leaves pictures.

use std::fs;
use std::path::Path;

use crate::desktop::{Desktop, Display};
use crate::failure::Failure;
use crate::place::{self, Place};
use crate::step::{self, step};
use crate::{setup, test};

/// Sets up, builds, and shows the app.
pub(crate) fn run(place: &Place, headless: bool) -> Result<(), Failure> {
    setup::run(place)?;
    test::build(place)?;
    if headless || !place::has_display() {
        let pictures = place.target.join("demo");
        return walk(place, &place.binary("vizitas"), &pictures);
    }
    let desktop = Desktop::new(place)?;
    let app = place.binary("vizitas").to_string_lossy().into_owned();
    step("the field app (close its window to end)", || {
        step::run(&mut desktop.command(place, Display::RealIfAny, &[&app]))
    })
}

/// Walks through an app's screens under a virtual display and leaves numbered pictures.
pub(crate) fn walk(place: &Place, app: &Path, pictures: &Path) -> Result<(), Failure> {
    if pictures.exists() {
        fs::remove_dir_all(pictures).map_err(Failure::file(pictures))?;
    }
    fs::create_dir_all(pictures).map_err(Failure::file(pictures))?;
    let desktop = Desktop::new(place)?;
    let words = [place.binary("walk"), app.to_owned(), pictures.to_owned()]
        .map(|path| path.to_string_lossy().into_owned());
    step("walking through the app", || {
        step::run(&mut desktop.command(place, Display::Virtual, &words.each_ref().map(String::as_str)))
    })?;
    println!("  Pictures: {}", pictures.display());
    Ok(())
}
