//! Times on the tablet, and the worker's end.

use crate::error::DeviceError;
use crate::rasa::{ONA, RASA, Rasa, at};
use crate::view::{AgreeTimeArgs, Channel, SlotsArgs};
use vizitas_domain::event::Body;
use vizitas_domain::worker::Profile;

#[test]
fn after_her_end_nothing_is_offered_or_agreed_on_the_tablet() {
    let mut rasa = Rasa::new();
    let known = rasa.app.replica().unwrap().worker(RASA).unwrap().unwrap().profile;
    let day = |at| crate::wall::moment(&rasa.app.calendar, at).day;
    let (today, tomorrow) = (day(at(12, 0)), day(at(36, 0)));
    let slots = |rasa: &Rasa| {
        let args = SlotsArgs { person: ONA.0.to_string(), visit: None, minutes: 30, from_day: None };
        rasa.app.slots(&args).unwrap()
    };
    assert!(slots(&rasa).iter().any(|slot| slot.day != today));
    // Her last day is today.
    rasa.hears(RASA.into(), Body::WorkerSet(Profile { until: Some(at(24, 0)), ..known }));
    let left = slots(&rasa);
    assert!(!left.is_empty() && left.iter().all(|slot| slot.day == today));
    let mut agree = |day: &str| {
        rasa.app.agree_time(&AgreeTimeArgs {
            person: ONA.0.to_string(),
            visit: None,
            after: None,
            day: day.to_owned(),
            time: "10:00".to_owned(),
            minutes: 30,
            contact: None,
            channel: Channel::Phone,
        })
    };
    assert!(matches!(agree(&tomorrow), Err(DeviceError::Leaving)));
    agree(&today).unwrap();
}
