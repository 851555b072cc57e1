//! One visit from the car to the thanks, without a connection.

use super::words::{of, stem};
use super::{Outcome, Walk};

/// What she writes during the talk.
pub const NOTES: &str = "Vaikšto su lazda, iki parduotuvės nebenueina. ";
/// And in the middle of which the battery dies.
pub const UNFINISHED: &str = "Dukra atvažiuoja tik";

impl Walk {
    /// She sets out by mistake, takes it back, sets out again and arrives.
    pub(super) async fn reach_the_door(&mut self) -> Outcome {
        let time = self.plan.whole.time.clone();
        self.open_visit(&time).await?;
        self.answer_all().await?;
        self.window.tap_words(of("act-setOut")?).await?;
        self.window.tap_words(of("undo-setOut")?).await?;
        self.window.see_words(of("undone")?).await?;
        self.picture("a-tap-taken-back").await?;
        self.window.tap_words(of("act-setOut")?).await?;
        self.window.tap_words(of("act-late")?).await?;
        self.window.tap_words("20 min.").await?;
        self.picture("running-late").await?;
        self.window.tap_words(of("late-act")?).await?;
        self.window.see_words(stem("visit-expected")?).await?;
        self.picture("on-the-way").await?;
        self.window.tap_words(of("act-arrive")?).await?;
        self.window.see_words(of("act-nobody")?).await?;
        self.answer_all().await?;
        self.picture("at-the-door").await
    }

    /// The talk: the sentences, one put off with a reason, and notes that keep themselves.
    pub(super) async fn talk(&mut self) -> Outcome {
        self.window.tap_words(of("act-start")?).await?;
        self.window.see_words(of("act-summarise")?).await?;
        self.window.tap_words(of("answer-not-now")?).await?;
        self.window.write(of("answer-why")?, "Kalbėsimės kitą kartą\t").await?;
        self.answer_all().await?;
        self.window.write(of("notes")?, NOTES).await?;
        self.window.type_into("textarea", UNFINISHED).await?;
        self.window.miss_words(of("draft-saving")?).await?;
        self.window.see_words(stem("draft-saved")?).await?;
        self.picture("notes").await
    }

    /// A promise with a date, a complaint.
    pub(super) async fn record(&mut self) -> Outcome {
        self.window.tap_words(of("promise-add")?).await?;
        self.window.write(of("promise-what")?, "Sužinosiu, kada atvyks slaugytoja").await?;
        self.picture("a-promise").await?;
        self.window.tap_words(of("promise-act")?).await?;
        self.window.see_words("Sužinosiu, kada atvyks slaugytoja").await?;
        self.window.tap_words(of("feedback-open")?).await?;
        self.window
            .write(of("feedback-words")?, "Praėjusią savaitę niekas neatvyko ir nepaskambino.")
            .await?;
        self.picture("a-complaint").await?;
        self.window.tap_words(of("feedback-act")?).await?;
        Ok(self.window.see_words("Praėjusią savaitę niekas neatvyko").await?)
    }

    /// She turns the tablet round: the client sees who came and what was promised, and nothing of the case.
    pub(super) async fn show_the_client(&mut self) -> Outcome {
        self.window.tap_words(of("tool-show")?).await?;
        self.window.see_words(of("client-promises")?).await?;
        self.window.see_words("Sužinosiu, kada atvyks slaugytoja").await?;
        self.window.miss_words(UNFINISHED).await?;
        self.picture("what-the-client-sees").await?;
        self.window.tap_words(of("client-back")?).await?;
        Ok(self.window.see_words(of("act-summarise")?).await?)
    }

    /// The summary to read aloud, the next visit, the end.
    pub(super) async fn close_the_visit(&mut self) -> Outcome {
        self.window.tap_words(of("act-summarise")?).await?;
        self.answer_all().await?;
        let decided = "pagalba namuose du kartus per savaitę.";
        self.window.write(of("close-discussed")?, decided).await?;
        self.window.see_path(&format!("//section[h2]/p[contains(., {decided:?})]")).await?;
        // The button's words differ when another visit is planned already.
        let next = of("close-next")?;
        self.window.tap_path(&format!("//section[h2[normalize-space(.)={next:?}]]//button")).await?;
        self.agree_to_the_first("the-next-visit").await?;
        self.window.see_words(stem("close-read-next")?).await?;
        self.picture("read-aloud").await?;
        self.window.tap_words(of("act-finish")?).await?;
        self.window.see_words(of("did-finish")?).await?;
        self.window.see_words(NOTES.trim()).await?;
        self.picture("done").await
    }

    /// Says yes to every sentence of the step that has no answer yet.
    pub(super) async fn answer_all(&mut self) -> Outcome {
        let open = "//div[@role='group'][.//button[@aria-pressed]][not(.//button[@aria-pressed='true'])]";
        self.window.see_path("//div[@role='group'][.//button[@aria-pressed]]").await?;
        while self.window.has(open).await? {
            let given = self.window.texts(&format!("{open}/p")).await?;
            let Some(first) = given.first() else { break };
            let item = format!("//div[@role='group'][p[normalize-space(.)={first:?}]]//button[1]");
            self.window.tap_path(&item).await?;
            self.window.see_path(&format!("{item}[@aria-pressed='true']")).await?;
        }
        Ok(())
    }
}
