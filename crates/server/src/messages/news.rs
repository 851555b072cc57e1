//! News of messages from their carriers: status call-backs of a gateway, and mail that came back. News may come twice, in any
//! order, and before the carrier's own answer; what is known only ever gets better.

use super::gateway::at;
use super::proof::{Call, is_again};
use super::settings::{SmsSettings, StatusMapping};
use crate::error::Error;
use crate::log::{EarlyNews, JobRow, JobState, Write};
use crate::municipality::Municipality;
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::client::Channel;
use vizitas_domain::id::MessageId;
use vizitas_domain::told::Delivery;

/// Days for which early news waits for its message.
const EARLY: i64 = 7 * 24 * 60;
/// Most bytes of a mail that came back which are looked at.
pub(super) const MAIL_BYTES: usize = 256 * 1024;
/// Characters of an id as it is written.
const ID_CHARS: usize = 36;

impl Municipality {
    /// Takes in what a gateway says of messages: one, or a list.
    ///
    /// # Errors
    /// When the databases fail.
    pub fn take_status(self: &Arc<Self>, said: &Value) -> Result<(), Error> {
        self.take_status_of(None, said)
    }

    /// The same of a call that counts once.
    pub(super) fn take_status_of(self: &Arc<Self>, call: Option<Call>, said: &Value) -> Result<(), Error> {
        let mapping = self.settings::<SmsSettings>()?.status;
        let list = said.as_array().map_or(std::slice::from_ref(said), Vec::as_slice);
        let heard: Vec<Heard> = list.iter().filter_map(|one| Heard::read(one, &mapping)).collect();
        if heard.is_empty() {
            return Ok(());
        }
        let office = Arc::clone(self);
        self.log.write(move |log| {
            if is_again(log, call, office.clock.now())? {
                return Ok(());
            }
            heard.into_iter().try_for_each(|one| office.hear_of(log, one))
        })
    }

    fn hear_of(&self, log: &mut dyn Write, heard: Heard) -> Result<(), Error> {
        let Heard { delivery, why, carrier, ours } = heard;
        let known = ours.map(|id| log.read().job(id)).transpose()?.flatten();
        let by_carrier = match (&known, &carrier) {
            (None, Some(carrier)) => log.read().job_of_carrier(carrier)?,
            _ => None,
        };
        match (known.or(by_carrier), carrier) {
            (Some(row), _) => self.news(log, row, delivery, &why),
            (None, Some(carrier)) => {
                log.put_early_news(&EarlyNews { carrier, delivery, why, at: self.clock.now() })
            }
            (None, None) => Ok(()),
        }
    }

    /// What was said of a message before its carrier had told the message's id.
    pub(super) fn early(&self, log: &mut dyn Write, row: JobRow) -> Result<(), Error> {
        let Some(carrier) = row.carrier.clone() else { return Ok(()) };
        if let Some(early) = log.read().early_news(&carrier)? {
            self.news(log, row, early.delivery, &early.why)?;
        }
        log.drop_early_news(&carrier, self.clock.now().plus_minutes(-EARLY))
    }

    fn news(&self, log: &mut dyn Write, mut row: JobRow, delivery: Delivery, why: &str) -> Result<(), Error> {
        let worse = match row.state {
            // What arrived has arrived.
            JobState::Told(Delivery::Delivered) => true,
            JobState::Told(Delivery::Failed) => delivery == Delivery::Failed,
            // It never went: somebody speaks of something else.
            JobState::Told(Delivery::Withdrawn) => true,
            _ => row.tried.is_none(),
        };
        if worse { Ok(()) } else { self.outcome(log, &mut row, delivery, why) }
    }

    /// Takes in a mail that came back. One that is no report of a failure changes nothing.
    ///
    /// # Errors
    /// When the databases fail.
    pub fn take_bounce(self: &Arc<Self>, mail: &[u8]) -> Result<(), Error> {
        self.take_bounce_of(None, mail)
    }

    /// The same of a call that counts once.
    pub(super) fn take_bounce_of(self: &Arc<Self>, call: Option<Call>, mail: &[u8]) -> Result<(), Error> {
        let text = String::from_utf8_lossy(mail.get(..MAIL_BYTES).unwrap_or(mail));
        let Some(why) = failure(&text) else { return Ok(()) };
        let (office, ids) = (Arc::clone(self), ids(&text));
        self.log.write(move |log| {
            if is_again(log, call, office.clock.now())? {
                return Ok(());
            }
            for id in ids {
                if let Some(row) = log.read().job(id)?.filter(|row| row.job.channel == Channel::Email) {
                    office.news(log, row, Delivery::Failed, &why)?;
                }
            }
            Ok(())
        })
    }
}

/// What a gateway says of a message.
struct Heard {
    delivery: Delivery,
    why: String,
    /// Its own id of it,
    carrier: Option<String>,
    /// and ours, when it gives that back.
    ours: Option<MessageId>,
}

impl Heard {
    fn read(said: &Value, mapping: &StatusMapping) -> Option<Self> {
        let (delivery, why) = delivery(said, mapping)?;
        let ours = at(said, &mapping.reference).and_then(|id| id.parse::<MessageId>().ok());
        Some(Self { delivery, why, carrier: at(said, &mapping.id), ours })
    }
}

/// How a message went, when these are news.
fn delivery(said: &Value, mapping: &StatusMapping) -> Option<(Delivery, String)> {
    let status = at(said, &mapping.status)?;
    if mapping.delivered.contains(&status) {
        return Some((Delivery::Delivered, String::new()));
    }
    // A word of the office's own list, so no word of a client's.
    mapping.failed.contains(&status).then_some((Delivery::Failed, status))
}

/// The code of a report of a failure (RFC 3464); none when the mail is something else.
fn failure(mail: &str) -> Option<String> {
    let value = |name: &str| {
        mail.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    if !value("action")?.eq_ignore_ascii_case("failed") {
        return None;
    }
    let status = value("status").unwrap_or_default();
    let plain: String = status.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    Some(if plain.is_empty() { "came back".to_owned() } else { plain })
}

/// Every id that stands in the text.
fn ids(text: &str) -> Vec<MessageId> {
    let mut found: Vec<MessageId> = text
        .match_indices('-')
        .filter_map(|(dash, _)| {
            let from = dash.checked_sub(8)?;
            let written = text.get(from..from.checked_add(ID_CHARS)?)?;
            Uuid::try_parse(written).ok().map(MessageId)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_report_of_a_failure_is_told_from_other_mail() {
        let report = "Content-Type: multipart/report\n\nFinal-Recipient: rfc822; ona@post.example\nAction: failed\nStatus: 5.1.1 (no)\n";
        assert_eq!(failure(report).as_deref(), Some("5.1.1"));
        assert_eq!(failure("Subject: away until Monday\n\nI am away"), None);
        assert_eq!(failure("Action: delayed\nStatus: 4.0.0\n"), None);
        assert_eq!(failure("Action: FAILED\n").as_deref(), Some("came back"));
    }

    #[test]
    fn ids_are_found_wherever_they_stand() {
        let id = "0192f7a4-1111-2222-3333-444455556666";
        let text =
            format!("To: back+{id}@office.example\nMessage-ID: <{id}@office.example>\nąčę-ž {}", &id[..20]);
        assert_eq!(ids(&text), [id.parse().unwrap()]);
    }

    #[test]
    fn what_a_gateway_says_is_read_by_the_offices_mapping() {
        let mapping = SmsSettings::default().status;
        let said = |status: &str| delivery(&json!({ "id": 7, "status": status }), &mapping);
        assert_eq!(said("DELIVRD"), Some((Delivery::Delivered, String::new())));
        assert_eq!(said("EXPIRED"), Some((Delivery::Failed, "EXPIRED".to_owned())));
        assert_eq!(said("buffered"), None);
    }
}
