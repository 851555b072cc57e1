//! Reminders of ten thousand visits: derived from the log and handed over by the server's own senders, the clock in hand.

use super::failure::BenchError;
use super::figure::{Figure, Goal};
use super::sink::Sinks;
use super::town::{NO_CLIENTS, NO_VISITS, Town, WORKERS_HEAD};
use chrono::NaiveDate;
use serde_json::json;
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use vizitas_domain::client::Channel;
use vizitas_domain::time::Time;
use vizitas_domain::told::Purpose;
use vizitas_planning::calendar::{Calendar, OfficeHours};
use vizitas_server::Municipality;
use vizitas_server::log::{JobRow, JobState};

const DAY: i64 = 24 * 60;
/// When a worker's eight visits of the day begin.
const TIMES: [&str; 8] = ["08:00", "09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00"];
/// Messages that each carrier takes in a minute: so few that the day is too short for all, and what is left goes in the last
/// hour of the window, on the next morning.
const PACE: usize = 8;
/// Hours of the day in which homes are written to, as they are set unless an office says otherwise.
const OPEN: std::ops::Range<u16> = 8 * 60..20 * 60;

/// Monday 5 January 2026, 7:00 in Vilnius: the office's clock when it is founded.
const FOUNDED: Time = Time(1_767_589_200);

/// Two Wednesdays, a week and two weeks on; their clients are reminded on Monday at ten, and asked on Tuesday at nine.
struct Week {
    visits: &'static str,
    weeks: i64,
}

const AT_ONCE: Week = Week { visits: "2026-01-14", weeks: 1 };
const PACED: Week = Week { visits: "2026-01-21", weeks: 2 };

impl Week {
    fn monday_at(&self, hour: i64) -> Time {
        FOUNDED.plus_minutes(self.weeks * 7 * DAY + (hour - 7) * 60)
    }

    fn asked(&self) -> Time {
        self.monday_at(9).plus_minutes(DAY)
    }
}

/// Measures so many visits twice: handed over as fast as it goes, and at a pace.
pub(crate) async fn measure(folder: &Path, visits: usize) -> Result<[Figure; 2], BenchError> {
    let (workers, clients) = people(visits);
    let town = Town::with(folder, [&workers, &clients, &rows(&AT_ONCE, visits)])?;
    let sinks = Sinks::open().await?;
    town.office.set_settings("messages", json!({ "on": true }))?;
    set_pace(&town, &sinks, 0)?;

    let office = &town.office;
    let (derived, ()) = aside(office, catch_up).await?;
    town.go_to(AT_ONCE.monday_at(10));
    let (handed, _) = aside(office, |office| office.send_messages()).await?;
    let (sms, mails) = (sinks.sms.messages(), sinks.mails.messages());
    if sms + mails != visits {
        return Err(BenchError::Wrong("not every client was reminded once"));
    }
    let begun = Instant::now();
    sinks.hand_over_barely(sms, mails).await?;
    let floor = begun.elapsed();
    let whole = derived + handed;
    let beside = format!(
        "{sms} SMS and {mails} mails; judged and derived in {:.1} s, handed over in {:.1} s, {:.2} ms each",
        derived.as_secs_f64(),
        handed.as_secs_f64(),
        handed.as_secs_f64() * 1_000.0 / visits as f64
    );
    let fast =
        Figure::new("reminders_10k", whole.as_secs_f64(), "s").above(floor.as_secs_f64()).beside(beside);

    town.import([&workers, &clients, &rows(&PACED, visits)])?;
    set_pace(&town, &sinks, PACE)?;
    aside(office, catch_up).await?;
    // What was to follow the first reminders is too late by now.
    town.go_to(PACED.monday_at(9));
    aside(office, |office| office.send_messages()).await?;
    let before = sinks.sms.messages() + sinks.mails.messages();
    let mut now = PACED.monday_at(9).plus_minutes(55);
    while sinks.sms.messages() + sinks.mails.messages() < before + visits && now < PACED.asked() {
        now = now.plus_minutes(1);
        town.go_to(now);
        aside(office, |office| office.send_messages()).await?;
    }
    let kept = Kept::of(&town, &PACED)?;
    Ok([fast, kept.figure(visits)])
}

/// Everything in the log is judged, and the messages that it calls for are derived.
fn catch_up(office: &Arc<Municipality>) -> Result<(), vizitas_server::Error> {
    office.judge_plans()?;
    office.derive_messages()
}

/// Does the server's own work, which may wait for the network, off the runtime's threads; how long it took.
async fn aside<T: Send + 'static>(
    office: &Arc<Municipality>,
    work: impl FnOnce(&Arc<Municipality>) -> Result<T, vizitas_server::Error> + Send + 'static,
) -> Result<(Duration, T), BenchError> {
    let office = Arc::clone(office);
    let done = tokio::task::spawn_blocking(move || {
        let begun = Instant::now();
        let done = work(&office)?;
        Ok::<_, vizitas_server::Error>((begun.elapsed(), done))
    });
    Ok(done.await.map_err(|_| BenchError::Wrong("the server's work was broken off"))??)
}

fn set_pace(town: &Town, sinks: &Sinks, pace: usize) -> Result<(), BenchError> {
    let gateway = format!("http://{}/send", sinks.gateway);
    town.office.set_settings("sms", json!({ "on": true, "url": gateway, "per_minute": pace }))?;
    let mail = json!({
        "on": true, "host": "127.0.0.1", "port": sinks.mail.port(), "tls": "none",
        "from": "Skyrius <vizitai@office.example>", "per_minute": pace,
    });
    Ok(town.office.set_settings("email", mail)?)
}

/// Workers enough for the visits, and a client for each: half are told by SMS, half by mail.
fn people(visits: usize) -> (String, String) {
    let (mut workers, mut clients) = (WORKERS_HEAD.to_owned(), NO_CLIENTS.to_owned());
    for worker in 0..visits.div_ceil(TIMES.len()) {
        let _ = write!(
            workers,
            "D{worker};Rasa;Petraitienė;Socialinė darbuotoja;Skyrius;+3706{:07};;LT;8:00-17:00\r\n",
            9_000_000 + worker
        );
    }
    for client in 0..visits {
        let by = if client % 2 == 0 { "SMS" } else { "El. paštu" };
        let worker = client / TIMES.len();
        let _ = write!(
            clients,
            "K{client};Ona;Ąžuolienė;1950-01-01;Naujoji g. {}, 62001 Alytus;+3706{client:07};ona{client}@post.example;LT;{by};;D{worker}\r\n",
            client % 90 + 1
        );
    }
    (workers, clients)
}

fn rows(week: &Week, visits: usize) -> String {
    let mut rows = NO_VISITS.to_owned();
    for client in 0..visits {
        let time = TIMES.get(client % TIMES.len()).copied().unwrap_or_default();
        let (worker, day) = (client / TIMES.len(), week.visits);
        let number = week.weeks * 1_000_000 + client as i64;
        let _ = write!(rows, "{number};{day};{time};30;K{client};D{worker};Pokalbis;Sutartas\r\n");
    }
    rows
}

/// When the reminders of a day's visits were handed over.
struct Kept {
    in_window: usize,
    last: Option<Time>,
    most_in_a_minute: usize,
}

impl Kept {
    fn of(town: &Town, week: &Week) -> Result<Self, BenchError> {
        let day: NaiveDate = week.visits.parse().map_err(|_| BenchError::Wrong("a day is none"))?;
        let calendar = Calendar::lithuanian(OfficeHours::alytus());
        let (mut kept, mut minutes) =
            (Self { in_window: 0, last: None, most_in_a_minute: 0 }, HashMap::<(Channel, i64), usize>::new());
        for line in town.office.agenda(day, None)? {
            let jobs = town.office.log().read(|log| log.jobs_of(line.visit))?;
            let reminders = jobs.into_iter().filter(|row| row.job.purpose == Purpose::Reminder);
            for (row, at) in reminders.filter_map(|row: JobRow| row.tried.map(|at| (row, at))) {
                let told = matches!(row.state, JobState::Told(_));
                let open = OPEN.contains(&calendar.local(at).1);
                let in_time = row.job.not_before <= at && at <= row.job.not_after;
                kept.in_window += usize::from(told && open && in_time);
                kept.last = kept.last.max(Some(at));
                *minutes.entry((row.job.channel, at.0 / 60)).or_default() += 1;
            }
        }
        kept.most_in_a_minute = minutes.into_values().max().unwrap_or_default();
        Ok(kept)
    }

    fn figure(self, visits: usize) -> Figure {
        let calendar = Calendar::lithuanian(OfficeHours::alytus());
        let last = self.last.map(|last| calendar.local(last));
        let last = last.map_or_else(String::new, |(day, minute)| {
            format!("; the last one on {day} at {}:{:02}", minute / 60, minute % 60)
        });
        let beside = format!(
            "at most {} in a minute through a carrier that takes {PACE}{last}",
            self.most_in_a_minute
        );
        // Faster than the pace is outside it.
        let in_window = if self.most_in_a_minute <= PACE { self.in_window } else { 0 };
        let share = in_window as f64 * 100.0 / visits.max(1) as f64;
        Figure::new("reminders_10k_in_window", share, "%").reaching(Goal::AtLeast(100.0)).beside(beside)
    }
}
