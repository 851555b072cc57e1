//! The lock: put on by a tap, opened by the right PIN alone; and what stands after the app was killed.

use super::enrol::PIN;
use super::visit::{NOTES, UNFINISHED};
use super::words::of;
use super::{Outcome, Walk};

/// Somebody tries.
const WRONG: &str = "482616";

impl Walk {
    /// She locks, mistypes, unlocks.
    pub(super) async fn lock(&mut self) -> Outcome {
        self.window.tap_words(of("tool-lock")?).await?;
        self.unlock_at_the_second_try("locked").await?;
        // She stands where she stood.
        self.window.see_words(of("person-visits")?).await?;
        Ok(self.window.tap_words(of("place-people")?).await?)
    }

    /// The app dies in the middle of a sentence. After the restart the sentence is there, as far as it was typed.
    pub(super) async fn die_and_come_back(&mut self) -> Outcome {
        self.window.kill().await?;
        self.window = self.tablet.open().await?;
        self.unlock_at_the_second_try("after-a-restart").await?;
        self.window.tap_words(of("next-resume")?).await?;
        let expected = format!("{NOTES}{UNFINISHED}");
        let written = self.window.written(of("notes")?).await?;
        if written != expected {
            return Err(format!("{} of {} letters came back", written.len(), expected.len()).into());
        }
        self.picture("the-sentence-is-there").await
    }

    async fn unlock_at_the_second_try(&mut self, picture: &str) -> Outcome {
        self.window.see_words(of("lock-title")?).await?;
        self.enter(WRONG, "lock-open").await?;
        self.window.see_words(of("error-pin_wrong")?).await?;
        self.picture(picture).await?;
        self.enter(PIN, "lock-open").await
    }
}
