//! Sending. A message is looked at once more just before it goes: that its plan still stands, that its way is still the
//! client's, that the hour and the pace allow it. That it is being sent is written down before the carrier hears of it; so a
//! crash leaves at worst a message of which nobody knows whether it went, and such a one is never sent again blindly.

use super::Carriers;
use super::carrier::Handed;
use super::compose::{Composed, Content};
use super::derive::to_write_by;
use super::gateway::Gateway;
use super::hours::Hours;
use super::smtp::MailServer;
use super::wanted::{cannot_wait, holds, must_arrive};
use crate::error::Error;
use crate::log::{JobRow, JobState, Write};
use crate::municipality::Municipality;
use std::sync::Arc;
use std::time::Duration;
use vizitas_domain::client::Channel;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::task::TaskCause;
use vizitas_domain::time::Time;
use vizitas_domain::told::{Delivery, Purpose};

/// The channels that are sent through, each by a line of its own, so that a slow mail server holds back no SMS.
pub(super) const CHANNELS: [Channel; 3] = [Channel::Sms, Channel::Email, Channel::Phone];
/// Messages looked at in one round.
const ROUND: u32 = 50;
/// How long a mail server may be silent. RFC 5321 §4.5.3.2 allows minutes; a message that waits is not lost, and the server
/// has to be able to stop.
pub(super) const SILENCE: Duration = Duration::from_secs(30);
/// Minutes until a message that was surely not taken is offered again; the last one repeats.
const AGAIN: [i64; 7] = [1, 2, 5, 10, 15, 30, 60];
/// Seconds over which the pace of a channel is counted.
const PACE: i64 = 60;
/// A message that would come less than so many minutes before it is pointless goes at any hour.
const TOO_LATE: i64 = 60;
/// How often a message is prepared anew when its client's stream has gone on.
const TRIES: usize = 20;

/// What is done with a message that is due.
enum Turn {
    /// Nothing to send: this is what became of it.
    Ends(Delivery, &'static str),
    /// Not now.
    Waits(Time),
    /// A person calls.
    Call(TaskCause),
    /// Its own way is shut by now: it goes by this one.
    Instead(Channel),
    /// It goes out.
    Goes(Box<Composed>),
}

/// A channel's carrier, ready.
enum Line {
    Sms(Box<Gateway>),
    Email(Box<MailServer>),
    Person,
}

impl Municipality {
    /// Sends what is due by now through all channels; how many messages were handed over.
    ///
    /// # Errors
    /// When the databases fail. What a carrier does is no error: it is written down.
    pub fn send_messages(self: &Arc<Self>) -> Result<usize, Error> {
        let mut sent = 0;
        for channel in CHANNELS {
            self.recover(channel)?;
            sent += self.send_through(channel)?;
        }
        Ok(sent)
    }

    /// Sends what is due through one channel, until nothing is or the pace is reached.
    pub(super) fn send_through(self: &Arc<Self>, channel: Channel) -> Result<usize, Error> {
        let mut sent = 0;
        if !self.may_send()? {
            return Ok(0);
        }
        let due = || {
            let now = self.clock.now();
            self.log.read(|log| log.jobs_due(JobState::Waiting, channel, now, ROUND))
        };
        let mut round = due()?;
        if round.is_empty() {
            return Ok(0);
        }
        let carriers = self.carriers()?;
        let mut line = self.line(channel, &carriers)?;
        while !round.is_empty() {
            for row in round {
                if self.is_paced(channel, &carriers)? {
                    return Ok(sent);
                }
                sent += usize::from(self.send_one(row, &carriers, &mut line)?);
            }
            round = due()?;
        }
        Ok(sent)
    }

    fn line(&self, channel: Channel, carriers: &Carriers) -> Result<Line, Error> {
        let kek = self.kek()?;
        Ok(match channel {
            Channel::Sms => Line::Sms(Box::new(Gateway::new(carriers.sms.clone(), &kek)?)),
            Channel::Email => Line::Email(Box::new(MailServer::new(carriers.email.clone(), &kek, SILENCE)?)),
            _ => Line::Person,
        })
    }

    /// Whether the channel has had as many messages as it may have in a minute. What was handed over after the present
    /// moment was so before the clock was set back: it counts for nothing, or the channel would be still until then.
    fn is_paced(&self, channel: Channel, carriers: &Carriers) -> Result<bool, Error> {
        let most = match channel {
            Channel::Sms => carriers.sms.per_minute,
            Channel::Email => carriers.email.per_minute,
            _ => 0,
        };
        let now = self.clock.now();
        let after = Time(now.0.saturating_sub(PACE));
        Ok(most > 0 && self.log.read(|log| log.handed_between(channel, after, now))? >= most)
    }

    /// One message's turn; whether it was handed over.
    fn send_one(self: &Arc<Self>, row: JobRow, carriers: &Carriers, line: &mut Line) -> Result<bool, Error> {
        for _ in 0..TRIES {
            let (position, turn) = self.turn(&row, carriers)?;
            let (office, before) = (Arc::clone(self), row.clone());
            let begun = self.log.write(move |log| office.take_turn(log, before, position, turn));
            match begun {
                Err(Error::Moved) => {}
                Err(error) => return Err(error),
                Ok(None) => return Ok(false),
                Ok(Some((row, composed))) => {
                    let handed = hand_over(line, &composed);
                    self.heard(row, handed, carriers)?;
                    return Ok(true);
                }
            }
        }
        Err(Error::Moved)
    }

    /// What is to be done with a message, and up to where the replica had read when this was decided.
    fn turn(&self, row: &JobRow, carriers: &Carriers) -> Result<(u64, Turn), Error> {
        let (now, job) = (self.clock.now(), &row.job);
        let doubtful = !self.honours_ids(job.channel, carriers)
            && self.log.read(|log| self.is_doubtful(log, job))?
            && job.channel != Channel::Phone;
        let (position, found) = self.folded(|replica| {
            let Some(found) = replica.visit(job.stream, job.visit)? else {
                return Ok((replica.cursor()?.position, None));
            };
            let writable = to_write_by(replica, &found.client)?;
            Ok((replica.cursor()?.position, Some((found.client.card, writable, found.visit))))
        })?;
        let Some((card, writable, visit)) = found else {
            return Ok((position, Turn::Ends(Delivery::Withdrawn, "")));
        };
        let turn = if !holds(job, &visit) {
            Turn::Ends(Delivery::Withdrawn, "")
        } else if doubtful {
            Turn::Ends(Delivery::Unknown, "restored")
        } else if now > job.not_after {
            let late = if must_arrive(job.purpose) { Delivery::Failed } else { Delivery::Withdrawn };
            Turn::Ends(late, "too late")
        } else if job.channel == Channel::Phone {
            Turn::Call(cause(job.purpose, &visit))
        } else if let Some(to) = carriers.address(&writable, job.channel) {
            match waits_for(job.purpose, job.not_after, now, carriers) {
                Some(opens) => Turn::Waits(opens),
                None => Turn::Goes(Box::new(self.compose(row, &card, &visit, to, carriers)?)),
            }
        } else {
            match carriers.channel(&writable) {
                Channel::Phone => Turn::Ends(Delivery::Failed, "no address"),
                other => Turn::Instead(other),
            }
        };
        Ok((position, turn))
    }

    /// Writes down what was decided, unless the client's stream has gone on since. Gives the message that is to go out.
    fn take_turn(
        &self,
        log: &mut dyn Write,
        before: JobRow,
        position: u64,
        turn: Turn,
    ) -> Result<Option<(JobRow, Composed)>, Error> {
        let head = log.read().stream(before.job.stream)?.map_or(0, |stream| stream.head);
        if head > position {
            return Err(Error::Moved);
        }
        let mut row = log.read().job(before.job.id)?.ok_or(Error::Malformed("message"))?;
        if row != before {
            // Another process has it.
            return Ok(None);
        }
        match turn {
            Turn::Ends(delivery, why) => self.outcome(log, &mut row, delivery, why)?,
            Turn::Waits(until) => {
                row.due = until;
                log.put_job(&row)?;
            }
            Turn::Call(cause) => {
                self.raise(log, &row.job, cause)?;
                self.outcome(log, &mut row, Delivery::Sent, "")?;
            }
            Turn::Instead(channel) => {
                row.job.channel = channel;
                row.carrier = None;
                log.put_job(&row)?;
            }
            Turn::Goes(composed) => {
                row.state = JobState::Sending;
                row.tried = Some(self.clock.now());
                row.attempts = row.attempts.saturating_add(1);
                log.put_job(&row)?;
                composed.keep(log, &row.job)?;
                return Ok(Some((row, *composed)));
            }
        }
        Ok(None)
    }

    /// Writes down what the carrier did. News of the message may have come faster than its answer.
    fn heard(self: &Arc<Self>, sent: JobRow, handed: Handed, carriers: &Carriers) -> Result<(), Error> {
        let (office, again) = (Arc::clone(self), self.honours_ids(sent.job.channel, carriers));
        self.log.write(move |log| {
            let mut row = log.read().job(sent.job.id)?.ok_or(Error::Malformed("message"))?;
            if let Handed::Sent { carrier: Some(carrier) } = &handed {
                row.carrier = Some(carrier.clone());
                log.put_job(&row)?;
            }
            if row.state != JobState::Sending {
                return Ok(());
            }
            match handed {
                Handed::Sent { .. } => {
                    office.outcome(log, &mut row, Delivery::Sent, "")?;
                    office.early(log, row)
                }
                Handed::Never(why) => office.outcome(log, &mut row, Delivery::Failed, &why),
                Handed::NotYet(_) => office.wait(log, row),
                Handed::Unknown(_) if again => office.wait(log, row),
                Handed::Unknown(why) => office.outcome(log, &mut row, Delivery::Unknown, &why),
            }
        })
    }

    /// Offers it again a while later.
    fn wait(&self, log: &mut dyn Write, mut row: JobRow) -> Result<(), Error> {
        let after = usize::try_from(row.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        let minutes = AGAIN.get(after).or(AGAIN.last()).copied().unwrap_or(1);
        row.state = JobState::Waiting;
        row.due = self.clock.now().plus_minutes(minutes).min(row.job.not_after.plus_minutes(1));
        log.put_job(&row)
    }

    /// What was being sent when the process ended: nobody knows whether it went. A carrier that drops what it has had is
    /// given it again; with another it becomes a person's matter.
    pub(super) fn recover(self: &Arc<Self>, channel: Channel) -> Result<(), Error> {
        let carriers = self.carriers()?;
        let again = self.honours_ids(channel, &carriers);
        loop {
            let office = Arc::clone(self);
            let some = self.log.write(move |log| {
                let rows = log.read().jobs_due(JobState::Sending, channel, Time(i64::MAX), ROUND)?;
                let some = !rows.is_empty();
                for mut row in rows {
                    if again {
                        office.wait(log, row)?;
                    } else {
                        office.outcome(log, &mut row, Delivery::Unknown, "interrupted")?;
                    }
                }
                Ok(some)
            })?;
            if !some {
                return Ok(());
            }
        }
    }

    fn honours_ids(&self, channel: Channel, carriers: &Carriers) -> bool {
        match channel {
            Channel::Sms => carriers.sms.honours_ids,
            Channel::Email => carriers.email.honours_ids,
            _ => false,
        }
    }
}

/// The moment to wait for, when a message may not come at this hour.
fn waits_for(purpose: Purpose, not_after: Time, now: Time, carriers: &Carriers) -> Option<Time> {
    let opens = Hours::new(carriers.messages.hours).opening(now);
    let in_time = opens.plus_minutes(TOO_LATE) <= not_after;
    (opens > now && in_time && !cannot_wait(purpose)).then_some(opens)
}

/// Why a person is to call.
fn cause(purpose: Purpose, visit: &Visit) -> TaskCause {
    match purpose {
        Purpose::Question => TaskCause::Unanswered,
        Purpose::MustMove if visit.double_booked.is_some() => TaskCause::DoubleBooked,
        Purpose::Offer | Purpose::Proposal => TaskCause::NeedsWord,
        _ => TaskCause::MessageFailed,
    }
}

fn hand_over(line: &mut Line, composed: &Composed) -> Handed {
    match (line, &composed.content) {
        (Line::Sms(gateway), Content::Sms(sms)) => gateway.send(sms),
        (Line::Email(server), Content::Mail(mail)) => server.send(mail),
        // A line is made for its channel, and so is what goes over it.
        _ => Handed::Never("channel".to_owned()),
    }
}
