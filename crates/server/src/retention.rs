//! What is kept no longer than its purpose needs: once a day the rules are held against every client. What is to go is announced
//! first, and goes only when it was; a client with anything open never goes by itself. It asks the domain what the rules say.

use crate::error::Error;
use crate::log::RetentionNotice;
use crate::municipality::Municipality;
use crate::staff::By;
use std::collections::BTreeMap;
use std::sync::Arc;
use vizitas_domain::event::Role;
use vizitas_domain::id::StreamId;
use vizitas_domain::register::FeedbackKind;
use vizitas_domain::retention::{Facts, Holds, Rules, Then};
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_replica::{Client, Replica};

/// The rules that come with the program.
const RULES: &str = include_str!("../../../standard/retention.1.0.0.json");
/// Under which name an office's own rules are kept.
const SETTING: &str = "retention";
/// The mark of the day on which the rules were held against everybody.
const DAY: &str = "retention_day";
/// Seconds of a day.
const DAY_S: i64 = 24 * 3600;

/// What the rules say of one client.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The client.
    pub client: StreamId,
    /// As she is called.
    pub name: String,
    /// The class of records.
    pub class: String,
    /// Since when it is time.
    pub since: Time,
    /// What happens.
    pub then: Then,
    /// Why nothing happens by itself.
    pub holds: Vec<Holds>,
    /// When it was announced, and not before when it goes.
    pub announced: Option<(Time, Time)>,
}

impl Planned {
    /// Whether it goes by itself, sooner or later.
    #[must_use]
    pub fn goes(&self) -> bool {
        self.then == Then::Erase && self.holds.is_empty()
    }
}

impl Municipality {
    /// The rules in force.
    ///
    /// # Errors
    /// When the stored ones cannot be read.
    pub fn retention_rules(&self) -> Result<Rules, Error> {
        let own = self.log.read(|log| log.setting(SETTING))?;
        serde_json::from_str(own.as_deref().unwrap_or(RULES)).map_err(|_| Error::Malformed("retention rules"))
    }

    /// Puts an office's own rules in force.
    ///
    /// # Errors
    /// [`Error::Invalid`] when they make no sense; then the old ones stay.
    pub fn set_retention_rules(&self, by: By, rules: &Rules) -> Result<(), Error> {
        if !rules.are_sound() {
            let why =
                "each class has a name of its own, announce_days is 1 or more, and nothing is erased at once";
            return Err(Error::Invalid(why.to_owned()));
        }
        let text = serde_json::to_string(rules).map_err(|_| Error::Malformed("retention rules"))?;
        let now = self.clock.now();
        self.log.write(move |log| {
            log.put_setting(SETTING, &text)?;
            // What was announced under other rules is announced anew.
            for notice in log.read().retention_notices()? {
                log.drop_retention_notice(notice.stream)?;
            }
            log.audit(now, by.actor, "retention rules set", None)
        })
    }

    /// What the rules say today of everybody whose time has come, or comes within so many days; nothing is changed by asking.
    ///
    /// # Errors
    /// When the databases fail.
    pub fn retention_plan(&self, ahead_days: u32) -> Result<Vec<Planned>, Error> {
        let rules = self.retention_rules()?;
        let until = Time(self.clock.now().0.saturating_add(i64::from(ahead_days) * DAY_S));
        let notices = self.log.read(|log| log.retention_notices())?;
        let notices: BTreeMap<StreamId, RetentionNotice> =
            notices.into_iter().map(|notice| (notice.stream, notice)).collect();
        self.folded(|replica| {
            let mut planned = Vec::new();
            for client in replica.clients(None)? {
                let facts = self.retention_facts(replica, &client)?;
                let Some(verdict) = rules.verdict(&facts).filter(|verdict| verdict.at <= until) else {
                    continue;
                };
                let notice = notices.get(&client.id).filter(|notice| notice.class == verdict.class);
                planned.push(Planned {
                    client: client.id,
                    name: format!("{} {}", &*client.card.given, &*client.card.surname).trim().to_owned(),
                    class: verdict.class,
                    since: verdict.at,
                    then: verdict.then,
                    holds: verdict.holds,
                    announced: notice.map(|notice| (notice.announced, notice.due)),
                });
            }
            planned.sort_by_key(|one| (one.since, one.client));
            Ok(planned)
        })
    }

    /// Of a person with several registrations all count: the latest word, and whatever is open.
    fn retention_facts(&self, replica: &Replica, client: &Client) -> Result<Facts, Error> {
        let merged = replica.merged_into(client.id)?.into_iter().map(|other| other.id);
        let mut facts =
            Facts { last: Time(0), visited: false, promises: 0, tasks: 0, visits: 0, complaints: 0 };
        for stream in std::iter::once(client.id).chain(merged) {
            facts.last = facts.last.max(self.last_word(stream)?);
            let visits = replica.visits_of(stream)?;
            facts.visited |= visits.iter().any(|visit| visit.state == State::Completed);
            facts.visits += visits.iter().filter(|visit| !visit.state.is_closed()).count();
            facts.promises += replica.promises_of(stream)?.iter().filter(|one| one.end.is_none()).count();
            facts.tasks += replica.tasks_of(stream)?.iter().filter(|one| one.end.is_none()).count();
            let conflicts = replica.conflicts_of(stream)?;
            facts.tasks += conflicts.iter().filter(|one| one.conflict.settled.is_none()).count();
            let feedback = replica.feedback_of(stream)?;
            facts.complaints +=
                feedback.iter().filter(|one| one.what.kind == FeedbackKind::Complaint).count();
        }
        Ok(facts)
    }

    /// When the last thing was written in a stream.
    fn last_word(&self, stream: StreamId) -> Result<Time, Error> {
        self.log.read(|log| {
            let Some(row) = log.stream(stream)? else { return Ok(Time(0)) };
            let placed = log.after(row.head.saturating_sub(1), 1)?;
            Ok(placed.first().map_or(Time(0), |entry| entry.event.header().hlc.time()))
        })
    }

    /// Holds the rules against everybody, once a day.
    pub(crate) fn keep_retention(self: &Arc<Self>) -> Result<(), Error> {
        let day = u64::try_from(self.clock.now().0.div_euclid(DAY_S)).unwrap_or_default();
        // After a restore tablets first bring what the log has lost: a person says when, as with messages.
        if self.log.read(|log| log.mark(DAY))? == day || !self.may_send()? {
            return Ok(());
        }
        self.run_retention()?;
        self.log.write(move |log| log.set_mark(DAY, day))
    }

    /// Announces what is to go, takes back what is not to go any more, and erases what was announced long enough ago.
    ///
    /// # Errors
    /// When the databases fail; what was erased until then was.
    pub fn run_retention(self: &Arc<Self>) -> Result<usize, Error> {
        let (rules, now) = (self.retention_rules()?, self.clock.now());
        let plan = self.retention_plan(0)?;
        let system = self.identity.system;
        let (mut put, mut erase) = (Vec::new(), Vec::new());
        for one in plan.iter().filter(|one| one.then != Then::Keep) {
            match one.announced {
                None => put.push(RetentionNotice {
                    stream: one.client,
                    class: one.class.clone(),
                    announced: now,
                    due: rules.earliest(now),
                }),
                Some((_, due)) if one.goes() && due <= now => erase.push(one.client),
                Some(_) => {}
            }
        }
        let planned: Vec<StreamId> =
            plan.iter().filter(|one| one.then != Then::Keep).map(|one| one.client).collect();
        self.log.write(move |log| {
            for notice in log.read().retention_notices()? {
                if !planned.contains(&notice.stream) {
                    log.drop_retention_notice(notice.stream)?;
                }
            }
            for notice in put {
                log.put_retention_notice(&notice)?;
                log.audit_because(now, system, "retention announced", Some(notice.stream), &notice.class)?;
            }
            Ok(())
        })?;
        let by = By { actor: system, role: Role::System };
        for client in &erase {
            match self.ask_erasure(by, *client, "retention", "") {
                // A person asked for it before: then two people decide.
                Err(Error::Exists(_)) => continue,
                asked => asked?,
            }
            self.erase_now(by, *client)?;
        }
        Ok(erase.len())
    }

    /// What an office's rules say of a class, in sentences for whoever asks how long is kept.
    pub(crate) fn kept_sentences(&self, lithuanian: bool) -> Result<Vec<String>, Error> {
        let rules = self.retention_rules()?;
        let words =
            if lithuanian { crate::dossier::words::Words::Lt } else { crate::dossier::words::Words::En };
        let said = |class: &vizitas_domain::retention::Class| {
            let both = |text: &vizitas_domain::retention::Both| {
                if lithuanian { text.lt.clone() } else { text.en.clone() }
            };
            let (title, source) = (both(&class.title), both(&class.source));
            let months = class.months.to_string();
            let id = if class.then == Then::Keep { "kept-on" } else { "kept-months" };
            words.with(id, &[("title", &title), ("months", &months), ("source", &source)])
        };
        Ok(rules.classes.iter().map(said).collect())
    }
}
