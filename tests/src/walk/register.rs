//! Somebody new, met at a door, and visited at once.

use super::words::of;
use super::{Outcome, Walk};

impl Walk {
    /// A neighbour asks for help: she is added on the spot.
    pub(super) async fn meet_a_client(&mut self) -> Outcome {
        self.window.tap_words(of("act-to-day")?).await?;
        self.window.tap_words(of("place-people")?).await?;
        self.window.tap_words(of("client-add")?).await?;
        self.window.write(of("client-first-name")?, "Žydrūnė").await?;
        self.window.write(of("client-surname")?, "Ąžuolaitienė").await?;
        self.window.write(of("client-address")?, "Putinų g. 34-6, 62112 Alytus").await?;
        self.window.write(of("client-note")?, "Gyvena kaimynystėje, prašo pagalbos.").await?;
        self.picture("somebody-new").await?;
        self.window.tap_words(of("client-act")?).await?;
        self.window.see_words(of("client-said")?).await?;
        Ok(self.window.see_words("Žydrūnė Ąžuolaitienė").await?)
    }

    /// The visit begins where she stands.
    pub(super) async fn visit_unplanned(&mut self) -> Outcome {
        self.window.tap_words(of("person-unplanned")?).await?;
        self.window.tap_words(of("act-start")?).await?;
        Ok(self.window.see_words(of("act-summarise")?).await?)
    }
}
