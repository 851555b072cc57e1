//! Two moved one visit: both times in plain view, one tap, and the office knows.

use super::words::of;
use super::{Outcome, Walk};

impl Walk {
    /// She settles for the time that she had agreed; the office's agenda has it.
    pub(super) async fn settle_conflict(&mut self) -> Outcome {
        self.window.tap_words(of("place-today")?).await?;
        self.window.see_words(of("conflict-look")?).await?;
        self.picture("two-moved-one-visit").await?;
        self.window.tap_words(of("conflict-look")?).await?;
        self.window.see_words(of("conflict-which")?).await?;
        self.picture("both-values").await?;
        self.window
            .tap_path("//dialog[@open]//*[contains(@class, 'sides')]/button[contains(., 'Jūs')]")
            .await?;
        self.window.see_words(of("conflict-said")?).await?;
        self.picture("settled").await?;
        let (day, time) = self.agreed.clone().ok_or("nothing was agreed")?;
        let visit = self.plan.moved.visit.clone();
        let line = self.agenda_until(&day, |line| line.visit == visit && line.time == time).await?;
        if line.state == "confirmed" {
            Ok(())
        } else {
            Err(format!("the settled visit is {}", line.state).into())
        }
    }
}
