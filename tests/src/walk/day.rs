//! The day, the week, the promises, time of one's own.

use super::words::{of, stem};
use super::{Outcome, Walk};

impl Walk {
    /// Visits in order, the ways between them, when to set out, what is free.
    pub(super) async fn today(&mut self) -> Outcome {
        for time in [&self.plan.whole.time, &self.plan.closed_door.time, &self.plan.moved.time] {
            self.window.see_path(&format!("//article/p[normalize-space(.)={time:?}]")).await?;
        }
        for key in ["travel-set-out", "gap"] {
            self.window.see_words(stem(key)?).await?;
        }
        self.picture("today").await
    }

    /// The week at a glance, and the one after it.
    pub(super) async fn week(&mut self) -> Outcome {
        self.window.tap_words(of("week-open")?).await?;
        self.window.see_words(stem("week-before")?).await?;
        self.window.see("ol.days .visit").await?;
        self.picture("week").await?;
        self.window.tap_words(of("week-after")?).await?;
        self.window.tap_words(of("week-this")?).await?;
        Ok(self.window.see("li.today .visit").await.map(drop)?)
    }

    /// Nothing is promised yet, and the page says what to do.
    pub(super) async fn promises(&mut self) -> Outcome {
        self.window.tap_words(of("place-promises")?).await?;
        self.window.see_words(of("promises-empty")?).await?;
        self.picture("no-promises-yet").await
    }

    /// She keeps the end of her day for herself.
    pub(super) async fn block_time(&mut self) -> Outcome {
        self.window.tap_words(of("place-today")?).await?;
        self.window.tap_words(of("block-title")?).await?;
        self.window.pick(of("form-from")?, "17:00").await?;
        self.window.pick(of("form-to")?, "18:00").await?;
        self.window.write(of("block-reason")?, "Ataskaita").await?;
        self.picture("own-time").await?;
        self.window.tap_words(of("block-act")?).await?;
        Ok(self.window.see_words(&format!("{} 17:00–18:00: Ataskaita", stem("blocked")?)).await?)
    }
}
