//! A finished visit's checklist, in a file for other programs.

use serde_json::Value;

use super::tablet::DOWNLOADS;
use super::words::of;
use super::{Outcome, Walk};

impl Walk {
    /// She saves it: the page says where it lies, it is what FHIR calls it, and its name tells nothing of the client.
    pub(super) async fn save_the_checklist(&mut self) -> Outcome {
        let client = self.window.text("h1").await?;
        self.window.tap_words(of("done-file")?).await?;
        let said = format!("//*[@role='status'][contains(., {DOWNLOADS:?}) and contains(., '.json')]");
        let said = self.window.texts(&said).await?.concat();
        let name = said.split_whitespace().find(|word| word.contains(".json")).unwrap_or_default();
        let name = name.trim_end_matches('.');
        self.picture("checklist-in-a-file").await?;
        let named = |part: &str| name.to_lowercase().contains(&part.to_lowercase());
        if client.split_whitespace().any(named) {
            return Err("the file's name tells whose it is".into());
        }
        let response: Value = serde_json::from_str(&self.tablet.saved(name)?)?;
        for (key, value) in [("resourceType", "QuestionnaireResponse"), ("status", "completed")] {
            if response.get(key).and_then(Value::as_str) != Some(value) {
                return Err(format!("the file's {key} is not {value}").into());
            }
        }
        Ok(())
    }
}
