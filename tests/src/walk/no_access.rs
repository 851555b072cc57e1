//! Nobody opens: a card, a call, the next visit.

use super::words::{of, stem};
use super::{Outcome, Walk};

impl Walk {
    /// The path from a silent door to the next visit: the office is asked for one, since nobody answers.
    pub(super) async fn nobody_opens(&mut self) -> Outcome {
        let time = self.plan.closed_door.time.clone();
        self.open_visit(&time).await?;
        self.window.tap_words(of("act-setOut")?).await?;
        self.window.tap_words(of("act-arrive")?).await?;
        self.window.tap_words(of("act-nobody")?).await?;
        self.window.tap_words(of("call-open")?).await?;
        self.window.tap_words(of("call-noAnswer")?).await?;
        self.window.tap_words(of("call-act")?).await?;
        self.window.see_words(of("call-noAnswer")?).await?;
        self.picture("nobody-opens").await?;
        self.window.tap_words(of("nobody-card-yes")?).await?;
        self.window.see_words(stem("nobody-recorded")?).await?;
        self.window.tap_words(of("request-open")?).await?;
        self.window.see_words(of("request-said")?).await?;
        self.picture("the-office-will-call").await
    }
}
