//! Times to offer, and what a move would break, out of the office's own books.

use crate::office::Office;
use vizitas_domain::client::Channel;
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitKind;
use vizitas_planning::offer::Reason;
use vizitas_server::Error;
use vizitas_server::planning::{Broken, OfferAsk, Telling};

/// Monday, 23 November 2026, at an hour in Vilnius.
pub(crate) fn monday(hour: i64, minute: i64) -> Time {
    Time(1_795_413_600).plus_minutes((hour - 8) * 60 + minute)
}

/// A client's first visit of the books, with who visits.
pub(crate) fn visit(office: &Office, number: &str) -> (StreamId, VisitId, ActorId) {
    let lines = [23, 24].map(|day| {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        office.municipality.agenda(date, None).unwrap()
    });
    let line = lines.into_iter().flatten().find(|line| line.client == number).unwrap();
    let check = office.municipality.what_moves(line.visit, monday(8, 0), &[]).unwrap();
    let worker = check.tells.iter().find_map(|told| match told {
        Telling::Worker(worker) => Some(*worker),
        Telling::Client { .. } => None,
    });
    (line.stream, line.visit, worker.unwrap())
}

#[test]
fn times_are_offered_with_names_and_reasons_out_of_everybodys_days() {
    let office = Office::open();
    let (petras, of_petras, rasa) = visit(&office, "K-2");
    let ask = OfferAsk { client: petras, visit: None, minutes: Some(60), from: None, among: None };
    let offers = office.municipality.offers_for(&ask).unwrap();
    assert_eq!((offers.kind, offers.times.len()), (VisitKind::Agreed, 3));
    let first = &offers.times[0];
    // An hour's notice; at ten she is with him already.
    assert!(first.start >= monday(10, 30) && first.workers == [rasa]);
    assert!(first.why.contains(&Reason::UsualWorker), "{:?}", first.why);
    assert_eq!(offers.names[&rasa], "Rasa Bitinienė");
    // The visit that is moved does not stand in its own way.
    let moved = OfferAsk { visit: Some(of_petras), from: Some(monday(9, 0)), ..ask.clone() };
    let offers = office.municipality.offers_for(&moved).unwrap();
    assert!(offers.times[0].start < monday(10, 30));
    // Of a check there are times to pick from and none to offer; only the other worker may come.
    let (zose, check, jonas) = visit(&office, "K-3");
    let among = Some([jonas].into());
    let times = OfferAsk { client: zose, visit: Some(check), minutes: None, from: None, among };
    let times = office.municipality.offers_for(&times).unwrap();
    assert!(times.kind == VisitKind::Unannounced && times.times.len() > 3);
    assert!(times.times.iter().all(|time| time.workers == [jonas] && time.minutes == 30));
    let nobody = OfferAsk { client: StreamId(zose.0), visit: Some(of_petras), ..moved };
    assert!(matches!(office.municipality.offers_for(&nobody), Err(Error::Missing(_))));
}

#[test]
fn a_move_says_what_it_breaks_and_whom_it_tells() {
    let office = Office::open();
    let (ona, of_ona, rasa) = visit(&office, "K-1");
    let (_, of_petras, _) = visit(&office, "K-2");
    let (zose, of_zose, jonas) = visit(&office, "K-3");
    let look =
        |visit, start, workers: &[ActorId]| office.municipality.what_moves(visit, start, workers).unwrap();
    let tuesday_nine = monday(9 + 24, 0);

    let over = look(of_petras, tuesday_nine.plus_minutes(30), &[rasa]);
    let overlap = Broken::Overlap { worker: rasa, visit: of_ona, client: ona, start: tuesday_nine };
    assert_eq!(over.broken, [overlap]);
    let client = |word| Telling::Client { channel: Channel::Sms, word };
    assert_eq!(over.tells, [client(true), Telling::Worker(rasa)]);

    let early = look(of_petras, monday(7, 30), &[rasa]).broken;
    assert!(early.contains(&Broken::Past), "{early:?}");
    let cover = look(of_petras, monday(10, 0), &[jonas]);
    assert_eq!(cover.broken, []);
    assert_eq!(cover.tells, [client(false), Telling::Worker(jonas), Telling::Worker(rasa)]);
    let close = look(of_petras, monday(10, 25), &[jonas]).broken;
    let [Broken::Travel { worker, neighbour: Some((next, whose)), minutes, .. }] = close[..] else {
        panic!("{close:?}")
    };
    assert_eq!((worker, next, whose, minutes), (jonas, of_zose, zose, 10));
    assert!(look(of_petras, monday(10, 0), &[]).broken.contains(&Broken::Workers { needed: 1 }));
    // Nobody tells a client of a check.
    assert_eq!(look(of_zose, monday(14, 0), &[jonas]).tells, [Telling::Worker(jonas)]);
}
