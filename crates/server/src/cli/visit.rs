//! `agenda`, `visit move` and `client assign`.

use super::{plain, say};
use chrono::{NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Europe::Vilnius;
use clap::{Args, Subcommand, ValueEnum};
use std::sync::Arc;
use vizitas_domain::client::Channel;
use vizitas_domain::id::VisitId;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Cause;
use vizitas_server::{Consent, Error, Move, Municipality};

/// What `agenda` is told.
#[derive(Debug, Args)]
pub(super) struct Agenda {
    /// The day: 2026-11-24.
    #[arg(long)]
    day: NaiveDate,
    /// The office's code of one worker.
    #[arg(long)]
    worker: Option<String>,
}

impl Agenda {
    /// Writes a line a visit: time, worker, minutes, state, client, visit; separated by tabs.
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        for line in municipality.agenda(self.day, self.worker.as_deref())? {
            let state = serde_json::to_value(line.state).map_err(|_| Error::Malformed("state"))?;
            say(&format!(
                "{}\t{}\t{}\t{}\t{}\t{}",
                line.start.format("%H:%M"),
                plain(&line.worker),
                line.minutes,
                state.as_str().unwrap_or_default(),
                plain(&line.client),
                line.visit
            ))?;
        }
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum By {
    Client,
    Office,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Through {
    Phone,
    Sms,
    Email,
    Letter,
    Door,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Because {
    Client,
    Ill,
    Overrun,
    Traffic,
    Emergency,
    System,
}

/// What can be done to a visit.
#[derive(Debug, Subcommand)]
pub(super) enum Visit {
    /// Give a visit another time.
    Move {
        /// The visit, as `agenda` names it.
        visit: VisitId,
        /// Local day and time: "2026-11-24 10:45".
        #[arg(long)]
        to: String,
        /// Whether the client said yes, or the office only offers the time.
        #[arg(long, value_enum, default_value = "client")]
        agreed_by: By,
        /// How the client said yes.
        #[arg(long, value_enum, default_value = "phone")]
        channel: Through,
        /// Why it moves.
        #[arg(long, value_enum, default_value = "client")]
        cause: Because,
        /// The office's code of who comes now.
        #[arg(long)]
        worker: Option<String>,
    },
    /// Print a new address of the client's own page about a visit, to be told to the client alone.
    Link {
        /// The visit, as `agenda` names it.
        visit: VisitId,
    },
}

impl Visit {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        let (visit, to, agreed_by, channel, cause, worker) = match self {
            Self::Move { visit, to, agreed_by, channel, cause, worker } => {
                (visit, to, agreed_by, channel, cause, worker)
            }
            Self::Link { visit } => return say(&municipality.link_to(visit)?),
        };
        let channel = match channel {
            Through::Phone => Channel::Phone,
            Through::Sms => Channel::Sms,
            Through::Email => Channel::Email,
            Through::Letter => Channel::Letter,
            Through::Door => Channel::Door,
        };
        let cause = match cause {
            Because::Client => Cause::Client,
            Because::Ill => Cause::Ill,
            Because::Overrun => Cause::Overrun,
            Because::Traffic => Cause::Traffic,
            Because::Emergency => Cause::Emergency,
            Because::System => Cause::System,
        };
        let consent = match agreed_by {
            By::Client => Consent::Client(channel),
            By::Office => Consent::Office,
        };
        let start = local(&to)?;
        municipality.move_visit(municipality.office(), &Move { visit, start, consent, cause, worker })
    }
}

/// A local time that exists, once.
fn local(text: &str) -> Result<Time, Error> {
    let typed = NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%d %H:%M")
        .map_err(|_| Error::Invalid("a time is written \"2026-11-24 10:45\"".to_owned()))?;
    let single = Vilnius.from_local_datetime(&typed).single();
    let single = single
        .ok_or_else(|| Error::Invalid("the clocks change at that time: it is not one moment".to_owned()))?;
    Ok(Time(single.timestamp()))
}

/// What can be done to a client's case.
#[derive(Debug, Subcommand)]
pub(super) enum Client {
    /// Give the case to another worker.
    Assign {
        /// The office's number of the client.
        client: String,
        /// The office's code of the worker.
        worker: String,
    },
}

impl Client {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        let Self::Assign { client, worker } = self;
        municipality.assign(municipality.office(), &client, &worker)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_is_no_single_moment_is_refused() {
        assert_eq!(local("2026-11-24 10:45").unwrap(), Time(1_795_509_900));
        assert!(local("2026-03-29 03:30").is_err());
        assert!(local("2026-10-25 03:30").is_err());
        assert!(local("tomorrow").is_err());
    }
}
