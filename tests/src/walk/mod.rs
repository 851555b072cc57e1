//! A worker's day with her tablet, in the real window against the real server, step by step; one file a noun.
//!
//! The steps follow one another: each begins where the one before left the screen. The app is used only as a person
//! uses it; the office only by its command line.

mod agree;
mod album;
mod before;
mod conflict;
mod day;
mod enrol;
mod file;
mod lock;
mod no_access;
mod people;
mod register;
mod sync;
mod tablet;
mod visit;
mod words;

use std::error::Error;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use vizitas_domain::time::Time;
use vizitas_planning::calendar::{Calendar, OfficeHours};

use crate::office::{Line, Office};
use crate::window::Window;
use album::Album;
use tablet::Tablet;

pub use tablet::DOWNLOADS;
pub use visit::{NOTES, UNFINISHED};

/// A step that went well, or why it did not.
pub type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// The worker whose tablet it is.
const WORKER: &str = "D01";

/// The office, the tablet, and the visits of the day that the walk is about.
pub struct Walk {
    window: Window,
    tablet: Tablet,
    office: Office,
    album: Album,
    today: NaiveDate,
    plan: Plan,
    /// Day and time that she agreed for the visit that the office moves as well.
    agreed: Option<(String, String)>,
}

/// Which visit of the day is used for what.
struct Plan {
    /// Is done from the set-out to the thanks.
    whole: Line,
    /// Nobody opens there.
    closed_door: Line,
    /// Is moved by her and by the office at the same time.
    moved: Line,
    /// Nobody is told of it; not every day has one.
    unannounced: Option<Line>,
}

impl Walk {
    /// Founds the office in `folder`, where its exports lie in `exports`, and opens the app for the first time. Pictures go
    /// to `pictures` when that is named.
    ///
    /// # Errors
    /// When a program cannot be started, or the exports plan too few visits for this day.
    pub async fn begin(app: &Path, server: &Path, folder: &Path, pictures: Option<&Path>) -> Outcome<Self> {
        let mut office = Office::found(server, folder).await?;
        office.start().await?;
        let today = today()?;
        let plan = plan(office.agenda(&today.to_string(), WORKER).await?)?;
        let tablet = Tablet::new(app, folder)?;
        let window = tablet.open().await?;
        Ok(Self { window, tablet, office, album: Album::new(pictures), today, plan, agreed: None })
    }

    /// All that a worker's day may hold: the demonstration.
    ///
    /// # Errors
    /// At the first step that does not go as it should.
    pub async fn whole_day(&mut self) -> Outcome {
        self.enrol().await?;
        self.today().await?;
        self.week().await?;
        self.promises().await?;
        self.block_time().await?;
        self.find_people().await?;
        self.agree_by_phone().await?;
        self.lock().await?;
        self.move_the_unannounced().await?;
        self.lose_connection().await?;
        self.move_while_office_moves().await?;
        self.before_the_door().await?;
        self.reach_the_door().await?;
        self.talk().await?;
        self.die_and_come_back().await?;
        self.record().await?;
        self.show_the_client().await?;
        self.close_the_visit().await?;
        self.save_the_checklist().await?;
        self.nobody_opens().await?;
        self.meet_a_client().await?;
        self.what_waits().await?;
        self.visit_unplanned().await?;
        self.regain_connection_in_a_visit().await?;
        self.settle_conflict().await?;
        self.what_reached().await
    }

    /// What must never break: enrol, a whole visit without a connection, a restart, the sync after it, a conflict settled.
    ///
    /// # Errors
    /// At the first step that does not go as it should.
    pub async fn essentials(&mut self) -> Outcome {
        self.enrol().await?;
        self.move_the_unannounced().await?;
        self.lose_connection().await?;
        self.move_while_office_moves().await?;
        self.reach_the_door().await?;
        self.talk().await?;
        self.die_and_come_back().await?;
        self.record().await?;
        self.close_the_visit().await?;
        self.save_the_checklist().await?;
        self.meet_a_client().await?;
        self.visit_unplanned().await?;
        self.regain_connection_in_a_visit().await?;
        self.settle_conflict().await?;
        self.what_reached().await
    }

    /// Leaves a picture of the screen on which the walk stopped.
    ///
    /// # Errors
    /// When none can be taken.
    pub async fn picture_of_the_end(&mut self) -> Outcome {
        self.picture("where-it-stopped").await
    }

    /// Closes the window and the office.
    ///
    /// # Errors
    /// When they do not end.
    pub async fn end(mut self) -> Outcome {
        self.window.close().await?;
        Ok(self.office.stop().await?)
    }

    async fn picture(&mut self, name: &str) -> Outcome {
        self.album.take(&self.window, name).await
    }

    /// Opens the visit of today that begins at this time.
    async fn open_visit(&self, time: &str) -> Outcome {
        self.window.tap_words(words::of("place-today")?).await?;
        let line = format!("//article[p[normalize-space(.)={time:?}]]");
        Ok(self.window.tap_path(&format!("{line}//h2/button")).await?)
    }

    /// Agrees to the time that the form offers first; the day and time of it.
    async fn agree_to_the_first(&mut self, picture: &str) -> Outcome<(String, String)> {
        let chosen = self.first_offered(picture).await?;
        self.window.tap_words(words::of("agree-act")?).await?;
        self.window.see_words(words::of("agree-said")?).await?;
        Ok(chosen)
    }

    /// Day and time of the first of the times that the form offers, which is chosen already.
    async fn first_offered(&mut self, picture: &str) -> Outcome<(String, String)> {
        let chosen = "//dialog[@open]//input[@type='radio'][contains(@value, ':')]";
        self.window.see_path(&format!("({chosen})[2]")).await?;
        self.picture(picture).await?;
        let first = self.window.see_path(chosen).await?;
        let value = first.attr("value").await?.unwrap_or_default();
        let (day, time) = value.split_once(' ').ok_or("an offered time has no day")?;
        Ok((day.to_owned(), time.to_owned()))
    }

    /// A day on which nobody has planned anything yet.
    fn far_day(&self) -> NaiveDate {
        let mut day = self.today + Days::new(21);
        while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            day = day + Days::new(1);
        }
        day
    }
}

/// The day in Lithuania.
///
/// # Errors
/// When the clock stands before 1970.
pub fn today() -> Outcome<NaiveDate> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(Calendar::lithuanian(OfficeHours::alytus()).local(Time(i64::try_from(now)?)).0)
}

fn plan(agenda: Vec<Line>) -> Outcome<Plan> {
    let few = "the office has planned too few agreed visits for today";
    let agreed = |line: &&Line| line.state == "confirmed";
    let whole = agenda.iter().find(agreed).ok_or(few)?;
    let moved = agenda.iter().rfind(agreed).filter(|line| *line != whole).ok_or(few)?;
    let unannounced = agenda.iter().find(|line| line.state == "scheduled").cloned();
    let closed_door =
        agenda.iter().find(|line| agreed(line) && *line != whole && *line != moved).ok_or(few)?;
    Ok(Plan { whole: whole.clone(), moved: moved.clone(), closed_door: closed_door.clone(), unannounced })
}
