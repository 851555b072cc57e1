//! Times: agreed on the telephone, and moved.

use super::words::of;
use super::{Outcome, Walk};
use crate::office::Line;

impl Walk {
    /// Whoever was found last is called, and agrees to the first time offered.
    pub(super) async fn agree_by_phone(&mut self) -> Outcome {
        self.window.tap_path("//main//li/button[b]").await?;
        self.window.see_words(of("person-visits")?).await?;
        self.picture("a-persons-card").await?;
        self.window.tap_words(of("person-agree")?).await?;
        let (day, time) = self.agree_to_the_first("times-offered").await?;
        let agenda = self.agenda_until(&day, |line| line.time == time).await?;
        if agenda.state == "confirmed" { Ok(()) } else { Err("the agreed visit is not confirmed".into()) }
    }

    /// A visit that nobody is told of is moved by her alone, when the day has one.
    pub(super) async fn move_the_unannounced(&mut self) -> Outcome {
        let Some(line) = self.plan.unannounced.clone() else { return Ok(()) };
        self.open_visit(&line.time).await?;
        self.window.see_words(of("visit-unannounced")?).await?;
        self.window.tap_words(of("agree-move")?).await?;
        self.window.tap_words(of("cause-traffic")?).await?;
        let (day, time) = self.first_offered("an-unannounced-visit-moved").await?;
        self.window.tap_words(of("agree-alone-act")?).await?;
        self.window.see_words(of("agree-alone-said")?).await?;
        let moved = |one: &Line| one.visit == line.visit && one.time == time && one.state == "scheduled";
        self.agenda_until(&day, moved).await?;
        Ok(self.window.tap_words(of("place-today")?).await?)
    }

    /// Without a connection she moves a visit; the office moves the same one at the same time.
    pub(super) async fn move_while_office_moves(&mut self) -> Outcome {
        let moved = self.plan.moved.clone();
        self.open_visit(&moved.time).await?;
        self.window.tap_words(of("agree-move")?).await?;
        self.window.tap_words(of("cause-client")?).await?;
        let agreed = self.agree_to_the_first("a-visit-moved").await?;
        self.agreed = Some(agreed);
        let elsewhere = format!("{} 16:00", self.far_day());
        self.office.move_visit(&moved.visit, &elsewhere).await?;
        Ok(())
    }
}
