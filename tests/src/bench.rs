//! What the product takes, beside the least that any way of doing it would take: the figures of docs/benchmarks.md.
//!
//! Every figure goes through the product's own code on files on a disk. Floor and figure are measured in turn, so that
//! a busy machine slows both. No time is ever asserted.

mod bare;
mod board;
mod book;
mod bound;
mod clients;
mod failure;
mod figure;
mod floor;
mod mending;
pub mod page;
mod rebuilding;
mod saving;
mod screens;
mod scribe;
mod sink;
mod slots;
mod staff;
mod syncing;
mod tablet;
mod telling;
mod town;
pub(crate) mod wire;

pub use failure::BenchError;
pub use figure::Figure;

use scribe::Scribe;
use std::path::Path;
use tablet::Tablet;
use town::Town;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;

/// How much of everything.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Events in the log of the town whose tablet is measured; a tenth of the log that is rebuilt.
    pub events: usize,
    /// Clients of that town, all of one worker.
    pub clients: usize,
    /// Repetitions of what takes milliseconds.
    pub samples: usize,
    /// Events of one push and one pull.
    pub burst: usize,
    /// Repetitions of these.
    pub rounds: usize,
    /// Visits of each of the sixty clients of the first sync.
    pub visits: usize,
}

/// Clients of a worker in the first sync.
const CASELOAD: usize = 60;
/// Minutes between two visits of the mix: about eight a day, day and night.
const PAUSE: u32 = 130;
/// Visits that stand on the day that Today shows.
const TODAY: usize = 8;

impl Size {
    /// What the goals are about.
    pub const FULL: Self =
        Self { events: 100_000, clients: 2_000, samples: 1_000, burst: 10_000, rounds: 5, visits: 52 };

    /// In proportion to so many events.
    #[must_use]
    pub fn of(events: usize) -> Self {
        let full = Self::FULL;
        let part = |whole: usize, least: usize| (whole * events / full.events).max(least);
        Self {
            events,
            clients: part(full.clients, 20),
            samples: part(full.samples, 10).min(full.samples),
            burst: part(full.burst, 20).min(full.burst),
            rounds: part(full.rounds, 1).min(full.rounds),
            visits: part(full.visits, 1).min(full.visits),
        }
    }
}

/// Which parts to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The search for a time.
    Slots,
    /// The tablet: screens, saving, push, pull, bytes.
    Tablet,
    /// A new tablet's first sync.
    First,
    /// The server's replica made anew.
    Rebuild,
    /// The search for a time by size, and a day that is mended.
    Planning,
    /// A client's page.
    Page,
    /// Reminders, from the log to the carriers.
    Telling,
    /// A drag on the Board, in a browser.
    Board,
}

impl Part {
    /// The suites, each a command of its own and a section of the page, and their parts in the order in which they are
    /// measured.
    pub const SUITES: [(&str, &[Self]); 3] = [
        ("replica", &[Self::Slots, Self::Tablet, Self::First, Self::Rebuild]),
        ("planning", &[Self::Planning]),
        ("clients", &[Self::Page, Self::Telling, Self::Board]),
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Slots => "slots",
            Self::Tablet => "tablet",
            Self::First => "first",
            Self::Rebuild => "rebuild",
            Self::Planning => "planning",
            Self::Page => "page",
            Self::Telling => "telling",
            Self::Board => "board",
        }
    }
}

/// Measures. Files are made in `folder` and removed again; `say` hears what is under way.
///
/// # Errors
/// When something did not work: then there are no figures.
pub async fn measure(
    parts: &[Part],
    size: Size,
    seed: u64,
    folder: &Path,
    say: &dyn Fn(&str),
) -> Result<Vec<Figure>, BenchError> {
    let mut figures = Vec::new();
    for part in parts {
        say(part.name());
        match part {
            Part::Slots => figures.push(slots::offers(seed, size.samples)),
            Part::Planning => {
                figures.extend(slots::by_size(seed, size.samples));
                figures.extend(mending::measure(seed, size.samples));
            }
            Part::Page => figures.push(clients::measure(folder, seed, size.samples * 10).await?),
            Part::Telling => figures.extend(telling::measure(folder, size.burst).await?),
            Part::Board => figures.push(board::measure().await?),
            Part::Tablet => figures.extend(on_the_tablet(size, seed, folder, say).await?),
            Part::First => figures.push(first(size, seed, folder).await?),
            Part::Rebuild => {
                figures.push(rebuilding::measure(folder, seed, size.events * 10, size.clients * 10)?);
            }
        }
    }
    Ok(figures)
}

async fn on_the_tablet(
    size: Size,
    seed: u64,
    folder: &Path,
    say: &dyn Fn(&str),
) -> Result<Vec<Figure>, BenchError> {
    let town = Town::found(folder)?;
    let mut tablet = Tablet::enrol(&town, "D01").await?;
    let worker = tablet.identity()?.worker;
    let mut scribe = Scribe::new(seed, size.clients, vec![worker], PAUSE, town.head()?)?;
    let year = fill(&town, &mut scribe, worker, size)?;
    say("the tablet's first sync");
    town.look()?;
    tablet.sync().await?;
    let clients: Vec<StreamId> = scribe.clients.iter().map(|client| client.stream).collect();
    let files = tablet.shut()?;
    let rows = screens::Rows::copy(&files.replica, &tablet, &clients)?;
    drop(files);
    tablet.open()?;
    say("screens");
    let mut figures = screens::measure(&tablet, &rows, &scribe, size.samples)?;
    say("saving");
    let mut files = tablet.shut()?;
    figures.extend(saving::measure(&tablet, &mut files, &scribe, town.now(), size.samples)?);
    drop(files);
    tablet.open()?;
    tablet.sync().await?;
    say("push and pull");
    figures.extend(syncing::measure(&town, &mut tablet, &mut scribe, size.burst, size.rounds).await?);
    figures.push(syncing::wire_bytes(&year)?);
    Ok(figures)
}

/// A year of the town, and a Monday with visits after it.
fn fill(
    town: &Town,
    scribe: &mut Scribe,
    worker: ActorId,
    size: Size,
) -> Result<Vec<vizitas_sync::event::SealedEvent>, BenchError> {
    town.take_up(scribe, Some(worker))?;
    let events = size.events.saturating_sub(size.clients + 2 * TODAY).max(1);
    let year = town.live(scribe, events, true)?;
    town.go_to_monday_after(scribe.time());
    let morning = town.now();
    for visit in 0..TODAY {
        let client = scribe.client()?;
        let minutes = 90 + 60 * i64::try_from(visit).unwrap_or_default();
        let agreed = scribe.agreed(&client, Time(morning.0).plus_minutes(minutes))?;
        town.append(agreed.into_iter().map(|signed| signed.event).collect())?;
    }
    Ok(year)
}

async fn first(size: Size, seed: u64, folder: &Path) -> Result<Figure, BenchError> {
    let town = Town::found(folder)?;
    let worker = Tablet::enrol(&town, "D02").await?.identity()?.worker;
    // Sixty clients visited once a fortnight are about four visits a day.
    let pause = 2 * PAUSE;
    let mut scribe = Scribe::new(seed, CASELOAD, vec![worker], pause, town.head()?)?;
    town.take_up(&mut scribe, Some(worker))?;
    let mut history = Vec::new();
    for _ in 0..CASELOAD * size.visits {
        history.extend(scribe.visit()?.into_iter().map(|signed| signed.event));
    }
    for chunk in history.chunks(5_000) {
        town.append(chunk.to_vec())?;
    }
    town.go_to_monday_after(scribe.time());
    let morning = town.now();
    for visit in 0..TODAY {
        let client = scribe.client()?;
        let minutes = 90 + 60 * i64::try_from(visit).unwrap_or_default();
        let agreed = scribe.agreed(&client, morning.plus_minutes(minutes))?;
        town.append(agreed.into_iter().map(|signed| signed.event).collect())?;
    }
    town.look()?;
    syncing::first_sync(&town, &history, &scribe, size.rounds).await
}

#[cfg(test)]
mod tests;
