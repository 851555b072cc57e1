//! The connection: lost, regained by itself, and the calm place that says how things stand.

use std::time::Duration;

use tokio::time;

use super::words::of;
use super::{Outcome, WORKER, Walk};
use crate::office::Line;

/// How long the app may take to notice by itself that the office can be reached again.
const REGAIN: Duration = Duration::from_secs(75);
/// How long what is saved may take to be seen by the office.
const ARRIVE: Duration = Duration::from_secs(20);

/// The line at the top, when something waits for a connection.
const WAITS: &str = "//header//*[contains(., 'laukia ryšio')]";
/// And when nothing does any more, and no sync is under way.
const CALM: &str = "//header[not(.//*[contains(., 'laukia ryšio') or contains(., 'siunčiama')])]";

impl Walk {
    /// The office's server ends; the app notices when it next has something to say.
    pub(super) async fn lose_connection(&mut self) -> Outcome {
        Ok(self.office.stop().await?)
    }

    /// The calm place without a connection.
    pub(super) async fn what_waits(&mut self) -> Outcome {
        self.window.see_path(WAITS).await?;
        self.window.tap("header .sync").await?;
        self.window.see_words(of("sync-items")?).await?;
        self.window.see_words(of("fate-waiting")?).await?;
        self.picture("what-waits").await?;
        self.back_to_the_new_client().await
    }

    /// The server is there again while a talk goes on: all is sent by itself, and no notice breaks into the talk.
    pub(super) async fn regain_connection_in_a_visit(&mut self) -> Outcome {
        self.window.see_path(WAITS).await?;
        self.office.start().await?;
        self.window.see_within(CALM, REGAIN).await?;
        if self.window.has(&format!("//*[contains(., '{}')]", of("conflict-look")?)).await? {
            return Err("a notice broke into the talk".into());
        }
        self.picture("synced-during-the-talk").await?;
        self.window.tap_words(of("act-summarise")?).await?;
        self.window.tap_words(of("act-finish")?).await?;
        self.window.see_words(of("did-finish")?).await?;
        self.window.tap_words(of("conflict-look")?).await?;
        Ok(())
    }

    /// The calm place when all has reached the server.
    pub(super) async fn what_reached(&mut self) -> Outcome {
        self.window.tap("header .sync").await?;
        self.window.see_words(of("sync-here-all")?).await?;
        self.picture("all-has-reached-the-server").await?;
        let today = self.today.to_string();
        let whole = self.plan.whole.visit.clone();
        self.agenda_until(&today, |line| line.visit == whole && line.state == "completed").await.map(drop)
    }

    async fn back_to_the_new_client(&mut self) -> Outcome {
        self.window.tap_words(of("place-people")?).await?;
        self.window.write(of("search")?, "azuolait").await?;
        Ok(self.window.tap_path("//main//li/button[contains(., 'Ąžuolaitienė')]").await?)
    }

    /// Asks the office for a day until it has a visit like this.
    pub(super) async fn agenda_until(&self, day: &str, is_meant: impl Fn(&Line) -> bool) -> Outcome<Line> {
        let asking = async {
            let mut again = time::interval(Duration::from_millis(200));
            loop {
                again.tick().await;
                if let Some(line) = self.office.agenda(day, WORKER).await?.into_iter().find(&is_meant) {
                    return Ok(line);
                }
            }
        };
        time::timeout(ARRIVE, asking).await.unwrap_or_else(|_| Err("the office never had this visit".into()))
    }
}
