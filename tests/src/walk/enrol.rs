//! From the office's code to the first day on the screen.

use super::words::{of, stem};
use super::{Outcome, WORKER, Walk};

/// A PIN that nobody would call easy to guess.
pub(super) const PIN: &str = "482615";

impl Walk {
    /// The code is typed, a PIN chosen twice; the first sync brings the day.
    pub(super) async fn enrol(&mut self) -> Outcome {
        let code = self.office.code(WORKER).await?;
        self.window.see("h1").await?;
        self.picture("new-tablet").await?;
        self.window.write(of("enrol-code")?, &code.to_lowercase()).await?;
        self.window.tap_words(of("enrol-on")?).await?;
        self.window.see(".pad").await?;
        self.picture("choose-a-pin").await?;
        self.enter(PIN, "enrol-on").await?;
        self.window.see_words(of("enrol-lead-again")?).await?;
        self.enter(PIN, "enrol-on").await?;
        self.window.see("header .sync").await?;
        self.window.see("article").await?;
        Ok(self.window.see_words(stem("sync-seen")?).await?)
    }

    /// Types a PIN on the pad, and enters it by the key of that name.
    pub(super) async fn enter(&self, pin: &str, key: &str) -> Outcome {
        for digit in pin.chars() {
            self.window.tap_words(&digit.to_string()).await?;
        }
        Ok(self.window.tap_words(of(key)?).await?)
    }
}
