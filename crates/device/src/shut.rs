//! Writing while the lease is over (ADR 17). The PIN was right, so what its worker writes is taken: arrivals, ends and notes, as
//! ordinary events that are pushed as ever. Of what lies here only the hours of her own visits are shown, under numbers that
//! mean nothing elsewhere. It must never hand out a name, an address, an id of a client or a word that was written before.

use crate::device::{Device, Open};
use crate::error::DeviceError;
use crate::kept::note_id;
use crate::view::{Moment, ShutDraftArgs, ShutNoteArgs, ShutVisit, VisitArgs};
use crate::visit::possible_to;
use crate::wall;
use std::collections::BTreeSet;
use uuid::Uuid;
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::state::{Act, State};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitEvent;
use vizitas_replica::ClientVisit;

/// What is in memory while the lease is over and somebody writes.
pub(crate) struct Shut {
    pub(crate) open: Open,
    said: Said,
}

/// What was shown and written since the PIN was right.
#[derive(Default)]
struct Said {
    /// The visits that were shown, each by its place here.
    listed: Vec<(StreamId, VisitId)>,
    /// Notes that were written down: what is saved of one of them later, out of turn, is of no use any more.
    notes: BTreeSet<Uuid>,
    /// Stamps that were set: they alone can be taken back.
    stamps: BTreeSet<Uuid>,
}

/// The device while one thing is written: open for that long, and shut again whatever comes of it.
struct Writing<'a> {
    device: &'a mut Device,
    said: Said,
}

impl<'a> Writing<'a> {
    fn of(device: &'a mut Device) -> Result<Self, DeviceError> {
        let Shut { open, said } = device.shut.take().ok_or(DeviceError::Locked)?;
        device.open = Some(open);
        Ok(Self { device, said })
    }

    fn listed(&self, name: &str) -> Result<(StreamId, VisitId), DeviceError> {
        let place = name.parse().ok().and_then(|place: usize| self.said.listed.get(place));
        place.copied().ok_or(DeviceError::NotFound)
    }

    /// Remembers the stamp that was just set.
    fn stamped(&mut self, (client, visit): (StreamId, VisitId)) -> Result<(), DeviceError> {
        let newest = self.device.newest_fact(client, visit)?;
        self.said.stamps.extend(newest.map(|(event, _)| event.id.0));
        Ok(())
    }

    fn visits(&mut self) -> Result<Vec<ShutVisit>, DeviceError> {
        let held = self.device.visits_to_write_at()?;
        held.iter().map(|held| self.by_hour(held)).collect()
    }

    fn by_hour(&mut self, held: &ClientVisit) -> Result<ShutVisit, DeviceError> {
        let (visit, at) = (&held.visit, (held.client.id, held.visit.id));
        let listed = &mut self.said.listed;
        let place = listed.iter().position(|known| *known == at).unwrap_or_else(|| {
            listed.push(at);
            listed.len() - 1
        });
        let calendar = &self.device.calendar;
        let clock = |time: Option<Time>| time.map(|time| wall::clock(calendar, time));
        let planned = visit.plan.as_ref().map(|standing| standing.plan.start);
        let newest = self.device.newest_fact(at.0, at.1)?;
        Ok(ShutVisit {
            visit: place.to_string(),
            planned: planned.map(|start| wall::moment(calendar, start)),
            arrived: clock(visit.facts.arrived),
            ended: clock(visit.facts.ended),
            may_arrive: possible_to(visit, Act::Arrive),
            may_finish: matches!(visit.state, State::Arrived | State::InProgress),
            may_undo: newest.is_some_and(|(event, _)| self.said.stamps.contains(&event.id.0)),
        })
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let said = std::mem::take(&mut self.said);
        self.device.shut = self.device.open.take().map(|open| Shut { open, said });
    }
}

impl Device {
    /// Shuts what was opened: nothing of it can be read, and something can be written.
    pub(crate) fn shut(&mut self) {
        let stands = self.stands();
        self.shut = self.open.take().map(|open| Shut { open, said: Said::default() });
        self.keep_stand(stands);
    }

    /// The keys that are in memory, of an open app or of one that is written on.
    pub(crate) fn used(&self) -> Option<&Open> {
        self.open.as_ref().or(self.shut.as_ref().map(|shut| &shut.open))
    }

    /// The worker's visits of the current day and those under way, by their hours; the latter alone where the clock was lost.
    ///
    /// # Errors
    /// `Locked` unless the lease is over and the PIN was right.
    pub fn shut_visits(&mut self) -> Result<Vec<ShutVisit>, DeviceError> {
        Writing::of(self)?.visits()
    }

    /// She is at the door.
    ///
    /// # Errors
    /// `Locked` as above; `NotFound` for what was not listed; `StateMoved` when that is not possible any more.
    pub fn shut_arrive(&mut self, args: &VisitArgs) -> Result<Vec<ShutVisit>, DeviceError> {
        let mut writing = Writing::of(self)?;
        let visit = writing.listed(&args.visit)?;
        let at = writing.device.now();
        writing.device.write_fact(visit.0, visit.1, VisitEvent::Arrived { at })?;
        writing.stamped(visit)?;
        writing.visits()
    }

    /// The visit is done; what was half written of it before becomes note and summary, as ever.
    ///
    /// # Errors
    /// As [`Device::shut_arrive`].
    pub fn shut_finish(&mut self, args: &VisitArgs) -> Result<Vec<ShutVisit>, DeviceError> {
        let mut writing = Writing::of(self)?;
        let visit = writing.listed(&args.visit)?;
        writing.device.write_end(visit.0, visit.1, |at, summary| VisitEvent::Finished { at, summary })?;
        writing.stamped(visit)?;
        writing.visits()
    }

    /// Takes back the newest stamp of a visit, if it was set here since the PIN was right.
    ///
    /// # Errors
    /// `Locked` and `NotFound` as above; `StateMoved` when there is none.
    pub fn shut_undo(&mut self, args: &VisitArgs) -> Result<Vec<ShutVisit>, DeviceError> {
        let mut writing = Writing::of(self)?;
        let (client, visit) = writing.listed(&args.visit)?;
        let newest = writing.device.newest_fact(client, visit)?;
        if !newest.is_some_and(|(event, _)| writing.said.stamps.contains(&event.id.0)) {
            return Err(DeviceError::StateMoved);
        }
        writing.device.take_back_fact(client, visit)?;
        writing.visits()
    }

    /// Saves the unfinished text of a note; when this returns it is durable. Says when. It is use of the tablet.
    ///
    /// # Errors
    /// `Locked` as above, `NotFound` when the id does not read, or when the outbox cannot be written.
    pub fn shut_draft(&mut self, args: &ShutDraftArgs) -> Result<Moment, DeviceError> {
        let writing = Writing::of(self)?;
        let (device, id) = (&mut *writing.device, note_id(&args.note)?);
        let now = (device.stopwatch)();
        device.open.as_mut().ok_or(DeviceError::Locked)?.touched = now;
        let at =
            if writing.said.notes.contains(&id) { device.now() } else { device.keep_note(id, &args.text)? };
        Ok(wall::moment(&device.calendar, at))
    }

    /// Keeps a note: at a visit, or until somebody says where it belongs. Told twice it is written once.
    ///
    /// # Errors
    /// As [`Device::shut_draft`]; `Invalid` without words; `NotFound` for a visit that was not listed.
    pub fn shut_note(&mut self, args: &ShutNoteArgs) -> Result<(), DeviceError> {
        let mut writing = Writing::of(self)?;
        let (text, id) = (Text::trimmed(&args.text), note_id(&args.note)?);
        if text.is_empty() {
            return Err(DeviceError::Invalid("text"));
        }
        if writing.said.notes.contains(&id) {
            return Ok(());
        }
        match &args.visit {
            Some(visit) => {
                let (visit, at) = (writing.listed(visit)?, writing.device.now());
                writing.device.give_note(id, visit, text, at)?;
            }
            None => {
                writing.device.keep_note(id, &text)?;
            }
        }
        writing.said.notes.insert(id);
        Ok(())
    }

    fn visits_to_write_at(&self) -> Result<Vec<ClientVisit>, DeviceError> {
        let mut held = self.replica()?.visits_under_way(self.worker()?)?;
        // A clock that was lost would show another day's hours as the current day's.
        if !self.lease()?.is_some_and(|judged| judged.reset) {
            let listed: BTreeSet<(StreamId, VisitId)> =
                held.iter().map(|held| (held.client.id, held.visit.id)).collect();
            let today = self.visits_on(self.calendar.local(self.now()).0)?;
            held.extend(today.into_iter().filter(|held| {
                crate::day::is_laid_out(&held.visit) && !listed.contains(&(held.client.id, held.visit.id))
            }));
        }
        held.sort_by_key(|held| held.visit.plan.as_ref().map(|standing| standing.plan.start));
        Ok(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids;
    use crate::rasa::{ONA, Rasa, VISIT, at};
    use crate::view::{KeptNoteArgs, PlaceNoteArgs};
    use vizitas_domain::visit::VisitKind;

    const NOTE: &str = "00000000000000000000000000000001";
    const PIN: &str = "804217";

    /// Shut as when the lease ends, with a visit at nine.
    fn shut() -> Rasa {
        let mut rasa = Rasa::new();
        rasa.plan(VisitKind::Agreed, at(9, 0));
        rasa.app.shut();
        rasa
    }

    fn first() -> VisitArgs {
        VisitArgs { visit: "0".into() }
    }

    fn draft(text: &str) -> ShutDraftArgs {
        ShutDraftArgs { note: NOTE.into(), text: text.into() }
    }

    fn written(visit: Option<&str>, text: &str) -> ShutNoteArgs {
        ShutNoteArgs { note: NOTE.into(), visit: visit.map(Into::into), text: text.into() }
    }

    /// The notes at the visit and those that wait, once it is open.
    fn opened(rasa: &mut Rasa) -> (Vec<String>, Vec<String>) {
        rasa.app.lock();
        rasa.app.unlock(PIN).unwrap();
        let visit = rasa.app.visit(&VisitArgs { visit: ids::within(ONA, VISIT) }).unwrap();
        let kept = rasa.app.kept_notes().unwrap().notes;
        (visit.notes.into_iter().map(|note| note.text).collect(), kept.into_iter().map(|n| n.text).collect())
    }

    #[test]
    fn a_note_that_is_told_twice_is_written_once_and_a_late_save_wakes_nothing() {
        for visit in [Some("0"), None] {
            let mut rasa = shut();
            rasa.app.shut_visits().unwrap();
            rasa.app.shut_draft(&draft("Vaist")).unwrap();
            for _ in 0..2 {
                rasa.app.shut_note(&written(visit, "Vaistai")).unwrap();
            }
            rasa.app.shut_draft(&draft("Vaista")).unwrap();
            let (at_visit, kept) = opened(&mut rasa);
            let (there, elsewhere) = if visit.is_some() { (at_visit, kept) } else { (kept, at_visit) };
            assert_eq!((there.as_slice(), elsewhere.len()), (["Vaistai".to_owned()].as_slice(), 0));
        }
    }

    #[test]
    fn what_was_not_listed_is_neither_stamped_nor_written_at() {
        let mut rasa = shut();
        let real = ids::within(ONA, VISIT);
        for name in ["0", "1", "-1", "", real.as_str()] {
            let args = VisitArgs { visit: name.into() };
            assert!(matches!(rasa.app.shut_arrive(&args), Err(DeviceError::NotFound)), "{name}");
            assert!(matches!(rasa.app.shut_finish(&args), Err(DeviceError::NotFound)), "{name}");
            let note = rasa.app.shut_note(&written(Some(name), "Vaistai"));
            assert!(matches!(note, Err(DeviceError::NotFound)), "{name}");
        }
        assert_eq!(rasa.app.shut_visits().unwrap()[0].visit, "0");
        rasa.app.shut_arrive(&first()).unwrap();
    }

    #[test]
    fn the_stamps_of_before_stay_and_an_end_comes_after_an_arrival() {
        let mut rasa = Rasa::new();
        rasa.plan(VisitKind::Agreed, at(9, 0));
        rasa.app.set_out(&VisitArgs { visit: ids::within(ONA, VISIT) }).unwrap();
        rasa.app.shut();
        let shown = rasa.app.shut_visits().unwrap();
        assert_eq!((shown[0].may_arrive, shown[0].may_finish, shown[0].may_undo), (true, false, false));
        assert!(matches!(rasa.app.shut_undo(&first()), Err(DeviceError::StateMoved)));
        let shown = rasa.app.shut_arrive(&first()).unwrap();
        assert_eq!((shown[0].may_arrive, shown[0].may_finish, shown[0].may_undo), (false, true, true));
        let shown = rasa.app.shut_finish(&first()).unwrap();
        assert_eq!((shown[0].may_finish, shown[0].may_undo), (false, true));
        rasa.app.shut_undo(&first()).unwrap();
        rasa.app.shut_undo(&first()).unwrap();
        assert!(
            matches!(rasa.app.shut_undo(&first()), Err(DeviceError::StateMoved)),
            "she had set out before"
        );
    }

    #[test]
    fn nothing_is_taken_so_by_an_open_tablet_nor_by_a_locked_one() {
        let mut rasa = shut();
        rasa.app.shut_visits().unwrap();
        for opens in [true, false] {
            rasa.app.lock();
            if opens {
                rasa.app.unlock(PIN).unwrap();
            }
            let answers = [
                rasa.app.shut_visits().map(drop),
                rasa.app.shut_arrive(&first()).map(drop),
                rasa.app.shut_finish(&first()).map(drop),
                rasa.app.shut_undo(&first()).map(drop),
                rasa.app.shut_draft(&draft("Vaistai")).map(drop),
                rasa.app.shut_note(&written(None, "Vaistai")),
            ];
            assert!(answers.iter().all(|answer| matches!(answer, Err(DeviceError::Locked))), "{opens}");
            assert_eq!(rasa.app.is_open(), opens, "and it stays as it was");
        }
    }

    #[test]
    fn a_wrong_pin_ends_the_writing_and_a_talk_keeps_it_open() {
        let mut rasa = shut();
        rasa.app.shut_visits().unwrap();
        rasa.app.shut_arrive(&first()).unwrap();
        assert!(rasa.app.in_visit() && !rasa.app.is_open());
        assert!(matches!(rasa.app.unlock("739164"), Err(DeviceError::PinWrong)));
        assert!(matches!(rasa.app.shut_visits(), Err(DeviceError::Locked)));
    }

    #[test]
    fn a_note_that_cannot_be_read_yet_is_counted_and_may_go() {
        let mut rasa = shut();
        rasa.app.shut_note(&written(None, "Vaistai")).unwrap();
        rasa.app.lock();
        rasa.app.unlock(PIN).unwrap();
        let outbox = rasa.app.outbox.as_mut().unwrap();
        let mut strange = outbox.drafts().next().unwrap().clone();
        (strange.key.visit, strange.sealed) = ([9; 16], vec![1; 40]);
        outbox.draft(strange).unwrap();
        let view = rasa.app.kept_notes().unwrap();
        assert_eq!((view.notes.len(), view.sealed, rasa.app.kept_count()), (1, 1, 2));
        let args = KeptNoteArgs { note: Uuid::from_bytes([9; 16]).to_string() };
        let placed = PlaceNoteArgs { note: args.note.clone(), visit: ids::within(ONA, VISIT) };
        assert!(matches!(rasa.app.place_note(&placed), Err(DeviceError::NotYours)));
        rasa.app.drop_note(&args).unwrap();
        assert!(matches!(rasa.app.drop_note(&args), Err(DeviceError::NotFound)));
        assert_eq!((rasa.app.kept_notes().unwrap().sealed, rasa.app.kept_count()), (0, 1));
    }
}
