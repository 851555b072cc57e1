//! By SMS: agreed, told, confirmed; and every way in which a gateway fails.

use super::gateway::{Gateway, Trouble};
use super::office::{DAY, MONDAY, Office};
use axum::http::StatusCode;
use serde_json::json;
use vizitas_domain::client::Channel::{Phone, Sms};
use vizitas_domain::state::State;
use vizitas_domain::told::{Delivery as D, Purpose as P};
use vizitas_server::log::JobState as J;
use vizitas_tests::budget;

async fn open(honours_ids: bool) -> (Office, Gateway) {
    let (office, gateway) = (Office::open(), Gateway::open(7, honours_ids).await);
    office.by_gateway(&gateway, honours_ids);
    office.work().await;
    (office, gateway)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_is_told_picked_by_a_word_told_as_agreed_and_confirmed() {
    let (office, gateway) = open(false).await;
    let visit = office.visit("K-1");
    let start = MONDAY.plus_minutes(4 * DAY + 60);
    office.offer(visit, start);
    office.work().await;
    let told = gateway.arrived();
    assert_eq!((told.len(), told[0].to.as_str()), (1, "+37061000001"));
    assert!(
        told[0].text.contains("9:00") && told[0].text.contains("https://vizitai.office.example/v/"),
        "{told:?}"
    );
    assert_eq!(office.told(visit), [(P::Offer, Sms, J::Told(D::Sent))]);
    gateway.call_back(&office, "DELIVRD").await;
    assert_eq!(office.told(visit), [(P::Offer, Sms, J::Told(D::Delivered))]);
    office.reply("1", "8 610 00001", "  Taip! ").await;
    // Told twice by the gateway, it counts once.
    office.reply("1", "8 610 00001", "  Taip! ").await;
    assert_eq!(
        (office.state("K-1"), office.line("K-1").start.to_string()),
        (State::Confirmed, "09:00:00".into())
    );
    let agreed = (P::Moved, Sms, J::Told(D::Sent));
    assert!(office.told(visit).contains(&agreed), "{:?}", office.told(visit));
    office.reply("2", "+37061000001", "TAIP").await;
    // Confirmed: a reminder still goes, nobody is asked or called.
    office.work_until(start).await;
    let reminded =
        office.told(visit).into_iter().filter(|told| *told == (P::Reminder, Sms, J::Told(D::Sent)));
    assert_eq!(reminded.count(), 1);
    let asked = office.told(visit).into_iter().filter(|(purpose, ..)| *purpose == P::Question);
    assert!(
        asked.clone().all(|(.., state)| state == J::Told(D::Withdrawn)),
        "{:?}",
        asked.collect::<Vec<_>>()
    );
    assert_eq!(gateway.to("+37061000001"), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_never_answers_is_reminded_asked_and_then_called() {
    let (office, gateway) = open(false).await;
    let visit = office.visit("K-1");
    // Agreed before this system: not told anew.
    assert!(gateway.arrived().is_empty());
    office.work_until(MONDAY.plus_minutes(3 * DAY)).await;
    let expected = [
        (P::Reminder, Sms, J::Told(D::Sent)),
        (P::Question, Sms, J::Told(D::Sent)),
        (P::Question, Phone, J::Told(D::Sent)),
    ];
    assert_eq!(office.told(visit), expected);
    assert_eq!(gateway.to("+37061000001"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn moved_twice_while_the_first_message_waits_tells_the_last_time_once() {
    let (office, gateway) = open(false).await;
    let visit = office.visit("K-1");
    gateway.is(Trouble::Busy);
    // At three in the afternoon nobody else was promised the worker.
    for days in [3, 4, 7] {
        office.agree(visit, MONDAY.plus_minutes(days * DAY + 420));
        office.work().await;
    }
    assert!(gateway.arrived().is_empty());
    gateway.is(Trouble::Nothing);
    office.later(60);
    office.work().await;
    let arrived = gateway.arrived();
    assert_eq!(arrived.len(), 1, "{arrived:?}");
    assert!(arrived[0].text.contains("lapkričio 30"), "{}", arrived[0].text);
    let mut states: Vec<J> = office.told(visit).into_iter().map(|(.., state)| state).collect();
    states.sort_by_key(|state| *state == J::Told(D::Sent));
    assert_eq!(states, [J::Told(D::Withdrawn), J::Told(D::Withdrawn), J::Told(D::Sent)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_is_never_sent_again_blindly_but_is_where_ids_are_honoured() {
    for honours_ids in [false, true] {
        let (office, gateway) = open(honours_ids).await;
        let visit = office.visit("K-1");
        gateway.is(Trouble::LosesAnswers);
        office.agree(visit, MONDAY.plus_minutes(4 * DAY));
        office.work().await;
        gateway.is(Trouble::Nothing);
        office.later(120);
        office.work().await;
        assert_eq!(gateway.arrived().len(), 1, "it reached the telephone once");
        let state = if honours_ids { J::Told(D::Sent) } else { J::Told(D::Unknown) };
        assert_eq!(office.told(visit), [(P::Moved, Sms, state)]);
        // News from the gateway settles it.
        gateway.call_back(&office, "DELIVRD").await;
        assert_eq!(office.told(visit), [(P::Moved, Sms, J::Told(D::Delivered))]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn news_that_overtake_the_gateways_own_answer_count() {
    let (office, gateway) = open(false).await;
    let visit = office.visit("K-1");
    // The first message will be gw-0-0: the gateway says so of it before it has answered.
    office.municipality.take_status(&json!({ "id": "gw-0-0", "status": "DELIVRD" })).unwrap();
    office.agree(visit, MONDAY.plus_minutes(4 * DAY));
    office.work().await;
    assert_eq!(gateway.arrived().len(), 1);
    assert_eq!(office.told(visit), [(P::Moved, Sms, J::Told(D::Delivered))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_somebody_caught_and_repeats_counts_once() {
    let (office, gateway) = open(false).await;
    let mut no_id = office.municipality.settings_shown("sms").unwrap();
    no_id["inbound"]["id"] = json!("");
    office.set("sms", no_id);
    let visit = office.visit("K-1");
    office.offer(visit, MONDAY.plus_minutes(4 * DAY + 60));
    office.work().await;
    let (said, first) = (json!({ "from": "+37061000001", "text": "Ne" }), office.now());
    assert_eq!(gateway.says(&office, "inbound", &said).await, StatusCode::NO_CONTENT);
    assert_eq!(office.state("K-1"), State::MoveAsked);
    // Other times are offered meanwhile; the word that is repeated does not answer them.
    office.later(2);
    office.offer(visit, MONDAY.plus_minutes(5 * DAY + 60));
    office.work().await;
    assert_eq!(gateway.repeats(&office, "inbound", &said, first).await, StatusCode::NO_CONTENT);
    assert_eq!(office.state("K-1"), State::Offered);
    office.later(4);
    assert_eq!(gateway.repeats(&office, "inbound", &said, first).await, StatusCode::NOT_FOUND);
    assert_eq!(office.state("K-1"), State::Offered);
    assert_eq!(gateway.says(&office, "inbound", &said).await, StatusCode::NO_CONTENT);
    assert_eq!(office.state("K-1"), State::MoveAsked);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_messages_through_a_gateway_that_loses_answers_arrive_once_each() {
    let (office, gateway) = open(true).await;
    gateway.is(Trouble::LosesSome(3));
    let visit = office.visit("K-1");
    for round in 0..i64::try_from(budget::count("gateway_rounds")).unwrap() {
        office.agree(visit, MONDAY.plus_minutes(7 * DAY + (round % 100) * 5));
        office.work().await;
        if round % 3 == 0 {
            gateway.call_back(&office, "DELIVRD").await;
        }
        office.later(3);
        office.work().await;
        // Three minutes a round: before the evening the next day begins, since homes are quiet at night.
        if round % 200 == 199 {
            office.later(DAY - 200 * 3);
        }
    }
    assert!(gateway.counts().values().all(|count| *count == 1), "{:?}", gateway.counts());
    assert!(gateway.arrived().len() * 2 > usize::try_from(budget::count("gateway_rounds")).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_a_call_for_a_person() {
    let (office, gateway) = open(false).await;
    let visit = office.visit("K-1");
    gateway.is(Trouble::Refuses);
    office.agree(visit, MONDAY.plus_minutes(4 * DAY));
    office.work().await;
    assert_eq!(office.told(visit), [(P::Moved, Sms, J::Told(D::Failed))]);
    assert_eq!(office.municipality.messages_of(office.line("K-1").stream).unwrap()[0].why, "http 400".into());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_sends_us_elsewhere_is_not_followed_there() {
    let (office, gateway) = open(false).await;
    let visit = office.visit("K-1");
    gateway.is(Trouble::Elsewhere);
    office.agree(visit, MONDAY.plus_minutes(4 * DAY));
    office.work().await;
    assert_eq!(gateway.went(), 0, "what a client is told goes to no other address");
    assert_eq!(office.told(visit), [(P::Moved, Sms, J::Told(D::Unknown))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn at_night_a_home_is_quiet() {
    let (office, gateway) = open(false).await;
    let visit = office.visit("K-1");
    office.later(13 * 60);
    office.agree(visit, MONDAY.plus_minutes(4 * DAY));
    office.work().await;
    office.later(10 * 60);
    office.work().await;
    assert!(gateway.arrived().is_empty(), "it is seven in the morning");
    office.later(60);
    office.work().await;
    assert_eq!(gateway.arrived().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pace_of_a_channel_is_kept() {
    let (office, gateway) = open(false).await;
    let mut paced = office.municipality.settings_shown("sms").unwrap();
    paced["per_minute"] = json!(1);
    office.set("sms", paced);
    for client in ["K-1", "K-2"] {
        office
            .agree(office.visit(client), MONDAY.plus_minutes(4 * DAY + if client == "K-1" { 0 } else { 60 }));
    }
    office.work().await;
    assert_eq!(gateway.arrived().len(), 1);
    office.work().await;
    assert_eq!(gateway.arrived().len(), 1);
    office.later(1);
    office.work().await;
    assert_eq!(gateway.arrived().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_leaves_no_channel_still() {
    let (office, gateway) = open(false).await;
    let mut paced = office.municipality.settings_shown("sms").unwrap();
    paced["per_minute"] = json!(1);
    office.set("sms", paced);
    let agree = |days| office.agree(office.visit("K-1"), MONDAY.plus_minutes(days * DAY + 420));
    office.later(180);
    agree(3);
    office.work().await;
    assert_eq!(gateway.arrived().len(), 1);
    office.earlier(120);
    // What was sent lies two hours ahead; the pace counts from now.
    agree(4);
    office.work().await;
    assert_eq!(gateway.arrived().len(), 2);
    agree(7);
    office.work().await;
    assert_eq!(gateway.arrived().len(), 2);
    office.later(1);
    office.work().await;
    assert_eq!(gateway.arrived().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unannounced_visit_appears_nowhere() {
    let (office, gateway) = open(false).await;
    let visit = office.visit("K-4");
    office.agree(visit, MONDAY.plus_minutes(4 * DAY));
    office.work_until(MONDAY.plus_minutes(5 * DAY)).await;
    assert!(office.jobs(visit).is_empty());
    assert!(gateway.arrived().iter().all(|sms| sms.to != "+37061000004"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_understood_or_of_nobody_known_goes_to_a_person() {
    let (office, _gateway) = open(false).await;
    let visit = office.visit("K-1");
    office.agree(visit, MONDAY.plus_minutes(4 * DAY));
    office.work().await;
    office.reply("1", "+37061000001", "Gal galima po pietų?").await;
    assert_eq!(office.state("K-1"), State::Confirmed);
    office.reply("2", "+37069999999", "Kas čia?").await;
    let strays = office.municipality.strays().unwrap();
    assert_eq!((strays.len(), strays[0].words.as_str()), (1, "Kas čia?"));
    office.municipality.stray_done(office.municipality.office().actor, "2").unwrap();
    assert!(office.municipality.strays().unwrap().is_empty());
    office.reply("3", "+37061000001", "ne").await;
    assert_eq!(office.state("K-1"), State::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_answers_what_was_told_and_nothing_newer() {
    let (office, gateway) = open(false).await;
    let visit = office.visit("K-1");
    let (first, second) = (MONDAY.plus_minutes(4 * DAY + 60), MONDAY.plus_minutes(5 * DAY + 420));
    office.agree(visit, first);
    office.work().await;
    assert_eq!(gateway.arrived().len(), 1);
    // Other times are offered, and nobody has been able to tell yet.
    gateway.is(Trouble::Busy);
    office.offer(visit, second);
    office.work().await;
    for (id, word) in [("1", "Taip"), ("2", "Ne"), ("3", "Kitas")] {
        office.reply(id, "+37061000001", word).await;
        assert_eq!(office.state("K-1"), State::Offered, "{word}: a time that nobody has told");
    }
    gateway.is(Trouble::Nothing);
    office.later(60);
    office.work().await;
    assert_eq!(gateway.arrived().len(), 2);
    office.reply("4", "+37061000001", "Taip").await;
    assert_eq!(office.state("K-1"), State::Confirmed);
}
