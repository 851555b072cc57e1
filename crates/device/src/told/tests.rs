//! How far the news of a visit's time came.

use crate::rasa::{ONA, Rasa, VISIT, at};
use crate::view::*;
use uuid::Uuid;
use vizitas_domain::client::Channel;
use vizitas_domain::event::Body;
use vizitas_domain::id::{EventId, MessageId};
use vizitas_domain::told::{Delivery, Purpose, Told};
use vizitas_domain::visit::{Agreement, VisitEvent, VisitKind};

fn told(number: u128, plan: EventId, delivery: Delivery, minute: i64) -> Body {
    Body::MessageTold(Told {
        id: MessageId(Uuid::from_u128(number)),
        visit: Some(VISIT),
        plan: Some(plan),
        purpose: Purpose::Agreed,
        channel: Channel::Sms,
        delivery,
        at: at(8, minute),
        why: "".into(),
    })
}

fn shown(rasa: &Rasa) -> Option<ToldView> {
    let day = rasa.app.day(&DayArgs { day: None }).unwrap();
    let rows = day.entries.into_iter().find_map(|entry| match entry {
        DayEntry::Visit { row } => Some(row.told),
        _ => None,
    });
    rows.unwrap()
}

#[test]
fn the_day_says_how_far_the_news_of_a_time_came() {
    let cases = [
        (&[Delivery::Sent][..], Some(ToldHow::Sent)),
        (&[Delivery::Sent, Delivery::Delivered], Some(ToldHow::Arrived)),
        (&[Delivery::Sent, Delivery::Failed], Some(ToldHow::Failed)),
        (&[Delivery::Unknown], Some(ToldHow::Unknown)),
        (&[Delivery::Withdrawn], None),
        (&[], None),
    ];
    for (news, expected) in cases {
        let mut rasa = Rasa::new();
        let plan = rasa.plan(VisitKind::Agreed, at(9, 0));
        for (minute, delivery) in news.iter().enumerate() {
            rasa.hears(ONA, told(1, plan, *delivery, i64::try_from(minute).unwrap()));
        }
        assert_eq!(shown(&rasa).map(|told| told.how), expected, "{news:?}");
    }
}

#[test]
fn news_of_another_plan_say_nothing_and_the_clients_own_word_says_most() {
    let mut rasa = Rasa::new();
    let plan = rasa.plan(VisitKind::Agreed, at(9, 0));
    rasa.hears(ONA, told(1, EventId(Uuid::from_u128(999)), Delivery::Delivered, 0));
    assert!(shown(&rasa).is_none(), "she was told of another time");
    rasa.hears(ONA, told(2, plan, Delivery::Failed, 1));
    let agreement = Agreement { channel: Channel::Page, ..Agreement::default() };
    rasa.hears(ONA, Body::Visit(VISIT, VisitEvent::Acknowledged { plan, agreement }));
    assert_eq!(shown(&rasa), Some(ToldView { how: ToldHow::Confirmed, by: ToldBy::Page }));
}
