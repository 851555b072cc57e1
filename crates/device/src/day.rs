//! The worker's day and week: visits in order, the ways between them, what is free, what is due.

use crate::device::Device;
use crate::error::DeviceError;
use crate::person::start;
use crate::promise::full_name;
use crate::view::{
    DayArgs, DayEntry, DayView, NearVisit, NextAct, NextVisit, TravelMode, VisitRow, WeekDay, WeekView,
    WeekVisit,
};
use crate::{convert, ids, wall};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeMap;
use vizitas_domain::address;
use vizitas_domain::client::Place;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::VisitId;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitKind;
use vizitas_planning::calendar::{Own, week_of};
use vizitas_planning::day::{Day, Item, Sketch, Visit as Planned};
use vizitas_planning::holiday::Holiday;
use vizitas_planning::travel::{StraightLine, Travel};
use vizitas_replica::ClientVisit;

/// How many visits that wait for a time stand beside the day.
const WAITING_SHOWN: usize = 8;
/// A gap is worth offering to somebody from this length on, in minutes.
const USEFUL_GAP: u32 = 45;
/// A gap shorter than this, in minutes, is no free time, only the day's play.
const SHORTEST_GAP: u32 = 10;

impl Device {
    /// A day in order.
    ///
    /// # Errors
    /// `Invalid` when the day does not read, `Locked`.
    pub fn day(&self, args: &DayArgs) -> Result<DayView, DeviceError> {
        let today = self.calendar.local(self.now()).0;
        let date = args.day.as_deref().map(|day| wall::read_day(day, "day")).transpose()?.unwrap_or(today);
        let visits = self.visits_on(date)?;
        let laid = self.laid_out(date, &visits)?;
        let waiting = self.waiting()?;
        let promises = self.open_promises()?;
        let mut entries = Vec::new();
        for item in &laid.items {
            entries.extend(self.entry(item, &laid, &visits, &waiting)?);
        }
        // What was called off that day stays to be seen, after what is to be done.
        for held in visits.iter().filter(|held| !is_laid_out(&held.visit)) {
            entries.push(DayEntry::Visit { row: self.row_of(held)? });
        }
        let shown: Vec<VisitId> = visits.iter().map(|held| held.visit.id).collect();
        let conflicts = self.conflicts()?;
        Ok(DayView {
            day: wall::day_text(date),
            is_today: date == today,
            next: if date == today { self.next(&visits) } else { None },
            entries,
            waiting: waiting.into_iter().map(|(near, _)| near).take(WAITING_SHOWN).collect(),
            promises: promises.overdue.into_iter().chain(promises.today).collect(),
            calls: if date == today { self.open_calls()?.due } else { Vec::new() },
            conflicts: conflicts
                .into_iter()
                .filter(|conflict| {
                    let visit = conflict.visit.as_deref().and_then(|visit| ids::visit(visit).ok());
                    visit.is_none_or(|(_, visit)| !shown.contains(&visit))
                })
                .collect(),
        })
    }

    /// The week that holds a day. A weekend day without visits is left out.
    ///
    /// # Errors
    /// As [`Device::day`].
    pub fn week(&self, args: &DayArgs) -> Result<WeekView, DeviceError> {
        let today = self.calendar.local(self.now()).0;
        let date = args.day.as_deref().map(|day| wall::read_day(day, "day")).transpose()?.unwrap_or(today);
        let promises = self.replica()?.open_promises(self.worker()?)?;
        let mut days = Vec::new();
        for date in week_of(date) {
            let visits = self.visits_on(date)?;
            if visits.is_empty() && matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
                continue;
            }
            let laid = self.laid_out(date, &visits)?;
            let free =
                laid.items.iter().filter(|item| matches!(item, Item::Gap { .. })).map(Item::minutes).sum();
            let local = self.calendar.day(date);
            let due = promises.iter().filter(|open| {
                let due = open.promise.promise.due;
                due >= local.start && due < local.end
            });
            days.push(WeekDay {
                day: wall::day_text(date),
                holiday: Holiday::on(date).is_some(),
                visits: visits.iter().map(|held| self.week_visit(held)).collect(),
                free,
                promises: u32::try_from(due.count()).unwrap_or(u32::MAX),
            });
        }
        Ok(WeekView { days })
    }

    fn week_visit(&self, held: &ClientVisit) -> WeekVisit {
        WeekVisit {
            visit: ids::within(held.client.id, held.visit.id),
            name: full_name(&held.client),
            time: start(&held.visit).map(|at| wall::clock(&self.calendar, at)),
            state: convert::state(held.visit.state),
        }
    }

    pub(crate) fn visits_on(&self, date: NaiveDate) -> Result<Vec<ClientVisit>, DeviceError> {
        let day = self.calendar.day(date);
        Ok(self.replica()?.agenda(self.worker()?, day.start, day.end)?)
    }

    fn laid_out(&self, date: NaiveDate, visits: &[ClientVisit]) -> Result<Day, DeviceError> {
        let (replica, me) = (self.replica()?, self.worker()?);
        let local = self.calendar.day(date);
        let planned: Vec<Planned> = visits
            .iter()
            .filter(|held| is_laid_out(&held.visit))
            .filter_map(|held| {
                let standing = held.visit.plan.as_ref()?;
                Some(Planned {
                    id: held.visit.id,
                    start: standing.plan.start,
                    minutes: standing.plan.minutes,
                    place: place(held),
                    agreed: standing.agreement.is_some(),
                })
            })
            .collect();
        let blocks = replica.blocks(me, local.start, local.end)?;
        let profile = replica.worker(me)?.map(|worker| worker.profile);
        let own = profile.as_ref().map_or_else(Own::default, |own| Own { hours: own.hours, week: &own.week });
        let sketch = Sketch { date, own, base: None, visits: &planned, blocks: &blocks };
        Ok(Day::lay_out(&self.calendar, &StraightLine::default(), &sketch))
    }

    fn entry(
        &self,
        item: &Item,
        laid: &Day,
        visits: &[ClientVisit],
        waiting: &[(NearVisit, Option<Place>)],
    ) -> Result<Option<DayEntry>, DeviceError> {
        let clock = |time: Time| wall::clock(&self.calendar, time);
        Ok(match *item {
            Item::Visit { id, .. } => match visits.iter().find(|held| held.visit.id == id) {
                Some(held) => Some(DayEntry::Visit { row: self.row_of(held)? }),
                None => None,
            },
            Item::Travel { set_out, minutes, estimated, to } => {
                let ahead = visits.iter().any(|held| held.visit.id == to && is_ahead(&held.visit));
                Some(DayEntry::Travel {
                    minutes: minutes.into(),
                    mode: TravelMode::Car,
                    set_out_by: ahead.then(|| clock(set_out)),
                    estimated,
                    short_by: late_minutes(laid, to),
                })
            }
            Item::Gap { minutes, .. } if minutes < SHORTEST_GAP => None,
            Item::Gap { start, minutes } => Some(DayEntry::Gap {
                from: clock(start),
                to: clock(start.plus_minutes(minutes.into())),
                minutes,
                near: if minutes >= USEFUL_GAP { self.near(start, minutes, visits, waiting) } else { None },
            }),
            Item::Block { id, start, minutes } => {
                let blocks = self.replica()?.blocks(self.worker()?, start, start.plus_minutes(1))?;
                let reason = blocks.iter().find(|block| block.id == id).map(|block| block.reason.to_string());
                Some(DayEntry::Blocked {
                    id: id.to_string(),
                    from: clock(start),
                    to: clock(start.plus_minutes(minutes.into())),
                    reason: reason.unwrap_or_default(),
                })
            }
            Item::Lunch { .. } => None,
        })
    }

    /// Somebody who waits for a time, near the visit before a gap, whose visit fits into it.
    fn near(
        &self,
        gap: Time,
        minutes: u32,
        visits: &[ClientVisit],
        waiting: &[(NearVisit, Option<Place>)],
    ) -> Option<NearVisit> {
        let before = visits.iter().rfind(|held| start(&held.visit).is_some_and(|at| at < gap));
        let from = before.and_then(place);
        let travel = StraightLine::default();
        let fits = waiting.iter().filter_map(|(near, at)| {
            let way = u32::from(travel.leg(from, *at).minutes);
            (near.minutes + 2 * way <= minutes).then(|| NearVisit { travel: way, ..near.clone() })
        });
        fits.min_by_key(|near| near.travel)
    }

    /// Visits of the caseload that wait for a time.
    fn waiting(&self) -> Result<Vec<(NearVisit, Option<Place>)>, DeviceError> {
        let mut waiting = Vec::new();
        for held in self.replica()?.waiting_visits(Some(self.worker()?))? {
            // Where two have moved it, a person settles that first; a third time would only add to it.
            if self.conflict_of(held.client.id, held.visit.id)?.is_some() {
                continue;
            }
            let near = NearVisit {
                visit: ids::within(held.client.id, held.visit.id),
                person: held.client.id.to_string(),
                name: full_name(&held.client),
                travel: 0,
                minutes: held.visit.minutes.into(),
                unannounced: held.visit.kind == VisitKind::Unannounced,
            };
            waiting.push((near, place(&held)));
        }
        Ok(waiting)
    }

    fn row_of(&self, held: &ClientVisit) -> Result<VisitRow, DeviceError> {
        let (visit, client) = (&held.visit, &held.client);
        let card = &client.card;
        let clock = |time: Option<Time>| time.map(|time| wall::clock(&self.calendar, time));
        let promised = self.replica()?.promises_of(client.id)?;
        let promised = promised.iter().filter(|p| p.end.is_none() && p.promise.visit != Some(visit.id));
        Ok(VisitRow {
            id: ids::within(client.id, visit.id),
            person: client.id.to_string(),
            name: full_name(client),
            time: clock(start(visit)),
            minutes: visit.plan.as_ref().map_or(visit.minutes, |standing| standing.plan.minutes).into(),
            place: address::short(&card.address),
            access: (!card.access.is_empty()).then(|| card.access.to_string()),
            state: convert::state(visit.state),
            agreement: visit
                .plan
                .as_ref()
                .map(|plan| self.agreement_view(client, plan))
                .transpose()?
                .flatten(),
            told: self.told(client.id, visit)?,
            arrived: clock(visit.facts.arrived),
            ended: clock(visit.facts.ended),
            needs: if card.needs.is_empty() { Vec::new() } else { vec![card.needs.to_string()] },
            promised: promised.map(|standing| standing.promise.text.to_string()).collect(),
            unannounced: visit.kind == VisitKind::Unannounced,
            companion: self.companion(visit)?,
            out_of_plan: visit.out_of_plan,
            conflict: self.conflict_of(client.id, visit.id)?,
        })
    }

    /// The one thing to do next: what is under way, else the first visit that is still to come.
    fn next(&self, visits: &[ClientVisit]) -> Option<NextVisit> {
        let under_way =
            |state| matches!(state, State::EnRoute | State::Late | State::Arrived | State::InProgress);
        let first = visits.iter().find(|held| under_way(held.visit.state));
        let held = first.or_else(|| visits.iter().find(|held| is_ahead(&held.visit)))?;
        let act = match held.visit.state {
            State::EnRoute | State::Late => NextAct::Arrive,
            State::Arrived | State::InProgress => NextAct::Resume,
            State::Confirmed | State::Scheduled | State::Overdue => NextAct::SetOut,
            _ => NextAct::Agree,
        };
        Some(NextVisit {
            visit: ids::within(held.client.id, held.visit.id),
            person: held.client.id.to_string(),
            name: full_name(&held.client),
            time: start(&held.visit).map(|at| wall::clock(&self.calendar, at)),
            minutes: held
                .visit
                .plan
                .as_ref()
                .map_or(held.visit.minutes, |standing| standing.plan.minutes)
                .into(),
            act,
        })
    }

    /// When to set out to a visit that is ahead.
    pub(crate) fn set_out_by(&self, visit: &Visit) -> Result<Option<String>, DeviceError> {
        Ok(self.way_to(visit)?.map(|(set_out, _)| wall::clock(&self.calendar, set_out)))
    }

    /// When to set out to a visit that is ahead, and the minutes on the way; none where the day does not know from where.
    pub(crate) fn way_to(&self, visit: &Visit) -> Result<Option<(Time, u16)>, DeviceError> {
        let Some(at) = start(visit).filter(|_| is_ahead(visit)) else { return Ok(None) };
        let date = self.calendar.local(at).0;
        let laid = self.laid_out(date, &self.visits_on(date)?)?;
        Ok(laid.items.iter().find_map(|item| match *item {
            Item::Travel { set_out, minutes, to, .. } if to == visit.id => Some((set_out, minutes)),
            _ => None,
        }))
    }
}

/// Visits that take time of the day: not those that were called off.
pub(crate) fn is_laid_out(visit: &Visit) -> bool {
    visit.plan.is_some() && !matches!(visit.state, State::Cancelled | State::Declined | State::Missed)
}

/// Still to be done.
fn is_ahead(visit: &Visit) -> bool {
    !visit.state.is_closed() && !matches!(visit.state, State::Arrived | State::InProgress)
}

fn place(held: &ClientVisit) -> Option<Place> {
    held.client.card.address.place
}

fn late_minutes(laid: &Day, visit: VisitId) -> u32 {
    let mut late: BTreeMap<VisitId, u32> = BTreeMap::new();
    for item in &laid.items {
        if let Item::Visit { id, late_minutes, .. } = *item {
            late.insert(id, late_minutes);
        }
    }
    late.get(&visit).copied().unwrap_or(0)
}
