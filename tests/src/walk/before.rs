//! Before the door: all she must know, a number that is mended, a call, the way.

use super::words::{of, stem};
use super::{Outcome, Walk};

/// The number the client gives instead of the wrong one.
const NUMBER: &str = "0 612 34567";

impl Walk {
    /// Everything stands on one page; the wrong number is mended, called, and the call written down; the map opens.
    pub(super) async fn before_the_door(&mut self) -> Outcome {
        let time = self.plan.whole.time.clone();
        self.open_visit(&time).await?;
        for key in ["person-address", "person-access", "person-times", "person-contacts", "before-promised"] {
            self.window.see_words(of(key)?).await?;
        }
        self.window.see(".greet [lang]").await?;
        self.name_a_daughter().await?;
        self.picture("before-the-door").await?;
        self.mend_the_number().await?;
        self.call().await?;
        self.window.tap_words(of("person-map")?).await?;
        self.tablet.has_handed_over("geo:").await
    }

    /// The client names a daughter, who may be told.
    async fn name_a_daughter(&mut self) -> Outcome {
        self.window.tap_words(of("contact-add")?).await?;
        self.window.write(of("contact-name")?, "Rasa Jonaitienė").await?;
        self.window.write(of("contact-relation")?, "dukra").await?;
        let told = format!("//dialog//fieldset[legend[normalize-space(.)={:?}]]", of("contact-told")?);
        self.window.tap_path(&format!("{told}//label[contains(., {:?})]", of("yes")?)).await?;
        self.picture("somebody-close").await?;
        self.window.tap_words(of("mend-act")?).await?;
        self.window.see_words("Rasa Jonaitienė").await?;
        Ok(self.window.see_words(of("contact-may")?).await?)
    }

    async fn mend_the_number(&mut self) -> Outcome {
        self.window.tap_words(of("mend-phone")?).await?;
        self.window.write(of("mend-field-phone")?, NUMBER).await?;
        self.picture("a-number-mended").await?;
        self.window.tap_words(of("mend-act")?).await?;
        Ok(self.window.see_words(NUMBER).await?)
    }

    async fn call(&mut self) -> Outcome {
        self.window.tap_words(of("person-call")?).await?;
        self.tablet.has_handed_over("tel:+37061234567").await?;
        self.window.tap_words(of("call-reached")?).await?;
        self.window.write(of("call-words")?, "Bus namuose, laukia.").await?;
        self.picture("how-the-call-went").await?;
        self.window.tap_words(of("call-act")?).await?;
        Ok(self.window.see_words(stem("call-said")?).await?)
    }
}
