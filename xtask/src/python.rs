//! Python packages that tests speak to, pinned, in one folder under the target folder. Whoever wants them sets
//! `PYTHONPATH` to it; nothing is installed into the machine's Python.

use std::fs;

use crate::failure::Failure;
use crate::place::Place;
use crate::{step, wheel};

/// What pip downloads: versions and hashes.
const PIN: &str = include_str!("../python.txt");
/// What there is as source alone.
const SOURCES: &str = include_str!("../python-sources.txt");

/// Fetches the packages once for each list of them.
pub(crate) fn ensure(place: &Place) -> Result<(), Failure> {
    let folder = place.tools().join("python");
    // Written when all is unpacked: a fetch that was cut short is made anew.
    let fetched = folder.join("fetched.txt");
    let wanted = format!("{PIN}{SOURCES}");
    if fs::read_to_string(&fetched).is_ok_and(|known| known == wanted) {
        println!("  Python packages: all there.");
        return Ok(());
    }
    step::step("Python packages for the tests", || {
        wheel::fetch(place, PIN, &folder)?;
        wheel::fetch_sources(place, SOURCES, &folder)?;
        fs::write(&fetched, &wanted).map_err(Failure::file(&fetched))
    })
}
