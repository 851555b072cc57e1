//! What every back end must do with messages and settings.

use super::id;
use crate::log::{EarlyNews, Inbound, Job, JobRow, JobState, Log};
use std::sync::Arc;
use vizitas_domain::client::Channel;
use vizitas_domain::id::{EventId, MessageId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::told::{Delivery, Purpose};
use vizitas_sync::hash::Hash;

fn job(number: u8) -> Job {
    Job {
        id: MessageId(id(number)),
        stream: StreamId(id(1)),
        visit: VisitId(id(2)),
        cause: EventId(id(3)),
        plan: Some(EventId(id(3))),
        purpose: Purpose::Agreed,
        channel: Channel::Sms,
        not_before: Time(100),
        not_after: Time(200),
    }
}

pub(super) fn one_job_stands_once_and_goes_through_its_states(log: Arc<dyn Log>) {
    let (first, second) = (job(5), Job { plan: None, not_before: Time(50), ..job(6) });
    let added = log.write(move |log| Ok([log.add_job(&first)?, log.add_job(&first)?, log.add_job(&second)?]));
    assert_eq!(added.unwrap(), [true, false, true]);
    let due =
        |state, now, limit| log.read(|log| log.jobs_due(state, Channel::Sms, Time(now), limit)).unwrap();
    let ids = |rows: Vec<JobRow>| rows.iter().map(|row| row.job.id).collect::<Vec<_>>();
    assert_eq!(ids(due(JobState::Waiting, 99, 9)), [second.id]);
    let waiting = |due| log.read(|log| log.jobs_waiting(Time(due))).unwrap();
    assert_eq!([waiting(49), waiting(50), waiting(99), waiting(100)], [0, 1, 1, 2]);
    assert_eq!(ids(due(JobState::Waiting, 100, 9)), [second.id, first.id]);
    assert_eq!(ids(due(JobState::Waiting, 100, 1)), [second.id]);
    let waiting = JobRow {
        job: first,
        state: JobState::Waiting,
        due: Time(100),
        attempts: 0,
        tried: None,
        carrier: None,
    };
    assert_eq!(log.read(|log| log.job(first.id)).unwrap(), Some(waiting.clone()));
    for delivery in
        [Delivery::Sent, Delivery::Delivered, Delivery::Failed, Delivery::Unknown, Delivery::Withdrawn]
    {
        let row = JobRow {
            state: JobState::Told(delivery),
            attempts: 2,
            tried: Some(Time(150)),
            carrier: Some("gw-1".to_owned()),
            ..waiting.clone()
        };
        let put = row.clone();
        log.write(move |log| log.put_job(&put)).unwrap();
        assert_eq!(log.read(|log| log.job_of_carrier("gw-1")).unwrap(), Some(row));
    }
    log.read(|log| {
        for (channel, after, upto, handed) in [
            (Channel::Sms, 149, 150, 1),
            (Channel::Sms, 150, 200, 0),
            (Channel::Sms, 0, 149, 0),
            (Channel::Email, 0, 200, 0),
        ] {
            assert_eq!(log.handed_between(channel, Time(after), Time(upto))?, handed, "{after} {upto}");
        }
        assert_eq!(log.next_due(Channel::Sms)?, Some(Time(50)));
        assert_eq!(log.jobs_of(VisitId(id(2)))?.len(), 2);
        assert!(log.jobs_of(VisitId(id(9)))?.is_empty());
        Ok(())
    })
    .unwrap();
    // It goes another way.
    let row = JobRow { job: Job { channel: Channel::Email, ..first }, ..waiting };
    log.write(move |log| log.put_job(&row)).unwrap();
    let by = |channel| log.read(|log| log.jobs_due(JobState::Waiting, channel, Time(100), 9)).unwrap();
    assert_eq!((ids(by(Channel::Email)), ids(by(Channel::Sms))), (vec![first.id], vec![second.id]));
    // What was done with once is never made anew.
    assert!(!log.write(move |log| log.add_job(&first)).unwrap());
}

pub(super) fn news_and_messages_from_outside_wait_for_their_match(log: Arc<dyn Log>) {
    let news =
        |delivery, at| EarlyNews { carrier: "gw-2".to_owned(), delivery, why: "7".to_owned(), at: Time(at) };
    let (delivered, sent) = (news(Delivery::Delivered, 10), news(Delivery::Sent, 11));
    let kept = delivered.clone();
    log.write(move |log| {
        log.put_early_news(&delivered)?;
        log.put_early_news(&sent)
    })
    .unwrap();
    assert_eq!(log.read(|log| log.early_news("gw-2")).unwrap(), Some(kept), "that it went is no news");
    log.write(|log| log.drop_early_news("gw-2", Time(0))).unwrap();
    assert_eq!(log.read(|log| log.early_news("gw-2")).unwrap(), None);
    let stray = |sender: &str| Inbound {
        id: "in-1".to_owned(),
        at: Time(5),
        sender: sender.to_owned(),
        words: "taip".to_owned(),
    };
    let (came, done) = (stray("+37060000000"), stray(""));
    let kept = came.clone();
    log.write(move |log| log.put_inbound(&came)).unwrap();
    assert_eq!(log.read(|log| log.strays()).unwrap(), [kept]);
    let by = (Time(9), vizitas_domain::id::ActorId(id(7)));
    log.write(move |log| log.put_stray_done("in-1", Some(by))).unwrap();
    assert!(log.read(|log| log.strays()).unwrap().is_empty(), "dealt with");
    let of = |one: crate::log::StrayDone| (one.stray.words, one.at, one.actor);
    let dealt: Vec<_> = log.read(|log| log.strays_done()).unwrap().into_iter().map(of).collect();
    assert_eq!(dealt, [("taip".to_owned(), by.0, by.1)]);
    log.write(move |log| log.put_stray_done("in-1", None)).unwrap();
    assert_eq!(log.read(|log| Ok((log.strays()?.len(), log.strays_done()?.len()))).unwrap(), (1, 0));
    log.write(move |log| log.put_inbound(&done)).unwrap();
    assert!(log.read(|log| log.strays()).unwrap().is_empty());
    let known = log.read(|log| Ok([log.is_known_inbound("in-1")?, log.is_known_inbound("in-2")?]));
    assert_eq!(known.unwrap(), [true, false]);
}

pub(super) fn a_call_is_heard_once_until_it_is_forgotten(log: Arc<dyn Log>) {
    let hear = |number: u8, until, forget| {
        log.write(move |log| log.hear(&Hash([number; 32]), Time(until), Time(forget))).unwrap()
    };
    assert_eq!([hear(1, 10, 0), hear(2, 20, 0), hear(1, 10, 10)], [true, true, false]);
    let failed = log.write(|log| {
        log.hear(&Hash([3; 32]), Time(30), Time(0))?;
        Err::<(), _>(crate::error::Error::Closed)
    });
    assert!(failed.is_err());
    assert!(hear(3, 30, 0), "what was not taken in may come again");
    assert_eq!([hear(4, 40, 11), hear(1, 10, 0), hear(2, 20, 0)], [true, true, false]);
}

pub(super) fn settings_and_sequences_come_back(log: Arc<dyn Log>) {
    log.write(|log| {
        log.put_setting("sms", "{}")?;
        log.put_setting("sms", "{\"on\":true}")?;
        log.put_mail_sequence(VisitId(id(2)), 1, MessageId(id(5)))?;
        log.put_mail_sequence(VisitId(id(2)), 2, MessageId(id(6)))
    })
    .unwrap();
    log.read(|log| {
        assert_eq!(log.setting("sms")?.as_deref(), Some("{\"on\":true}"));
        assert_eq!(log.setting("email")?, None);
        assert_eq!((log.mail_sequence(VisitId(id(2)))?, log.mail_sequence(VisitId(id(3)))?), (Some(2), None));
        Ok(())
    })
    .unwrap();
}
