//! Brings a machine to where everything here builds and runs. Each part looks first and does nothing when it is there.

use crate::failure::Failure;
use crate::place::Place;
use crate::step::step;
use crate::{apt, node, python, tools, ui};

/// Installs whatever is missing.
pub(crate) fn run(place: &Place) -> Result<(), Failure> {
    println!("Setting up: system packages, Node.js, the UI's packages, the window driver, Python packages.");
    apt::ensure(place, &apt::needed())?;
    node::ensure(place)?;
    ui::install(place)?;
    tools::ensure(place, &tools::TAURI_DRIVER)?;
    python::ensure(place)?;
    step("the UI's screens", || ui::build(place))
}
