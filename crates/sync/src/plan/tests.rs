//! The order of a sync, step by step.

use super::*;
use crate::chain::Head;
use crate::log::Cursor;
use crate::sign::Signature;
use crate::wire::{Code, Pulled, Verdict};

fn answered(outcome: PushOutcome) -> PushAnswer {
    PushAnswer { outcome, epoch: 1, server_ms: 0, backed_up: 0 }
}

fn pulled(more: bool) -> PullAnswer {
    let pulled = Pulled {
        scanned: Cursor::default(),
        events: vec![],
        own: vec![],
        granted: vec![],
        revoked: vec![],
        backfilled: vec![],
        keys: None,
        epochs: vec![],
        erased: vec![],
        more,
        signature: Signature([0; 64]),
    };
    PullAnswer { pulled: Some(pulled), epoch: 1, server_ms: 0, backed_up: 0, audit: None }
}

fn diverged() -> PullAnswer {
    PullAnswer { pulled: None, ..pulled(false) }
}

fn push(plan: &mut Plan, last: u64, outcome: PushOutcome) -> Step {
    plan.report(Report::Pushed { last, answer: &answered(outcome) }, 0);
    plan.step()
}

fn pull(plan: &mut Plan, answer: &PullAnswer) -> Step {
    plan.report(Report::Pulled { answer, unplaced: None }, 0);
    plan.step()
}

fn waiting(from: u64, to: u64) -> Work {
    Work { waiting: Some((from, to)), ..Work::default() }
}

fn run(from: u64, to: u64) -> Step {
    Step::Push { from, to, singly: false, gap: false }
}

fn judged() -> PushOutcome {
    PushOutcome::Judged(vec![Verdict::At(1), Verdict::Refused(Code::NOT_ALLOWED)])
}

#[test]
fn pushes_in_batches_then_pulls_then_compares() {
    let mut plan = Plan::begin(waiting(4, 9));
    assert_eq!(plan.step(), run(4, 9));
    assert_eq!(push(&mut plan, 6, judged()), run(7, 9));
    assert_eq!(push(&mut plan, 9, judged()), Step::Pull);
    assert_eq!(pull(&mut plan, &pulled(true)), Step::Pull);
    assert_eq!(pull(&mut plan, &pulled(false)), Step::Digest);
    plan.report(Report::Compared { anew: false }, 0);
    assert_eq!(plan.step(), Step::Done);
}

#[test]
fn a_bad_signature_makes_that_batch_go_singly_and_no_other() {
    let mut plan = Plan::begin(waiting(1, 9));
    let singly = Step::Push { from: 1, to: 5, singly: true, gap: false };
    assert_eq!(push(&mut plan, 5, PushOutcome::PushSingly), singly);
    assert_eq!(push(&mut plan, 3, judged()), Step::Push { from: 4, to: 5, singly: true, gap: false });
    assert_eq!(push(&mut plan, 5, judged()), run(6, 9));
    let mut plan = Plan::begin(waiting(1, 9));
    push(&mut plan, 5, PushOutcome::PushSingly);
    assert_eq!(push(&mut plan, 5, PushOutcome::PushSingly), Step::Stop(Stopped::Stuck));
}

#[test]
fn goes_back_to_what_the_server_lost_but_never_in_circles() {
    let resume = |seq| PushOutcome::Resume(Head { seq, ..Head::default() });
    let mut plan = Plan::begin(waiting(5, 6));
    assert_eq!(push(&mut plan, 6, resume(2)), run(3, 6));
    let gap = Step::Push { from: 3, to: 6, singly: false, gap: true };
    assert_eq!(push(&mut plan, 6, resume(2)), gap, "what is asked for is not here");
    assert_eq!(push(&mut plan, 6, resume(2)), Step::Stop(Stopped::Stuck));
    let mut plan = Plan::begin(waiting(5, 6));
    push(&mut plan, 6, resume(9));
    assert_eq!(push(&mut plan, 5, judged()), run(6, 6));
    let mut plan = Plan::begin(waiting(5, 6));
    assert_eq!(push(&mut plan, 6, PushOutcome::Forked { seq: 5 }), Step::Stop(Stopped::Forked));
}

#[test]
fn a_chain_whose_head_is_lost_asks_for_it_first_and_looks_are_told_last() {
    let mut plan = Plan::begin(Work { headless: true, looks: true, ..waiting(1, 1) });
    assert_eq!(plan.step(), Step::Head);
    plan.report(Report::Head(Some((4, 5))), 0);
    assert_eq!(plan.step(), run(4, 5));
    assert_eq!(push(&mut plan, 5, judged()), Step::Looks);
    plan.report(Report::Told { more: true }, 0);
    assert_eq!(plan.step(), Step::Looks);
    plan.report(Report::Told { more: false }, 0);
    assert_eq!(plan.step(), Step::Pull);
}

#[test]
fn after_a_restore_it_finds_the_fork_rolls_back_and_offers_everything_again() {
    let mut plan = Plan::begin(Work::default());
    assert_eq!(pull(&mut plan, &diverged()), Step::Diverged);
    let kept = vec![(10, Hash([1; 32])), (20, Hash([2; 32])), (30, Hash([3; 32]))];
    plan.report(Report::Kept(kept), 0);
    assert_eq!(plan.step(), Step::Probe(20));
    plan.report(Report::Probed(Some(Hash([2; 32]))), 0);
    assert_eq!(plan.step(), Step::Probe(30));
    plan.report(Report::Probed(None), 0);
    assert_eq!(plan.step(), Step::RollBack { to: 20, head: Hash([2; 32]) });
    plan.report(Report::RolledBack(Work { unplaced: true, ..waiting(2, 5) }), 0);
    assert_eq!(plan.step(), Step::Offer);
    plan.report(Report::Offered { more: true, waiting: Some((3, 5)) }, 0);
    assert_eq!(plan.step(), Step::Offer);
    plan.report(Report::Offered { more: false, waiting: Some((4, 5)) }, 0);
    assert_eq!(plan.step(), run(4, 5), "what never had a place comes behind what had one");
    assert_eq!(push(&mut plan, 5, judged()), Step::Pull);
    pull(&mut plan, &diverged());
    plan.report(Report::Kept(vec![]), 0);
    assert_eq!(plan.step(), Step::RollBack { to: 0, head: Hash::ZERO });
    plan.report(Report::RolledBack(Work::default()), 0);
    assert_eq!(pull(&mut plan, &diverged()), Step::Stop(Stopped::Stuck));
}

#[test]
fn what_a_pull_tells_to_have_lost_its_place_is_pushed_before_anything_is_compared() {
    for more in [true, false] {
        let mut plan = Plan::begin(waiting(3, 3));
        push(&mut plan, 3, judged());
        plan.report(Report::Pulled { answer: &pulled(more), unplaced: Some((2, 2)) }, 0);
        assert_eq!(plan.step(), run(2, 2));
        assert_eq!(push(&mut plan, 2, judged()), Step::Pull);
        assert_eq!(pull(&mut plan, &pulled(false)), Step::Digest);
    }
}

#[test]
fn streams_that_differ_are_loaded_anew_twice_and_then_somebody_is_told() {
    let mut plan = Plan::begin(Work::default());
    for _ in 0..ROUNDS {
        pull(&mut plan, &pulled(false));
        plan.report(Report::Compared { anew: true }, 0);
        assert_eq!(plan.step(), Step::Pull);
    }
    pull(&mut plan, &pulled(false));
    plan.report(Report::Compared { anew: true }, 0);
    assert_eq!(plan.step(), Step::Stop(Stopped::Differs));
}

#[test]
fn waits_longer_each_time_and_takes_up_where_it_was() {
    let mut plan = Plan::begin(waiting(1, 2));
    let mut last = 0;
    for failure in 1..30 {
        plan.report(Report::Offline, 0);
        let Step::Wait { ms, asked: false } = plan.step() else { panic!("no pause") };
        assert!(ms >= last && ms <= LONGEST_PAUSE_MS, "{failure}: {ms}");
        last = ms;
        plan.waited();
        assert_eq!(plan.step(), run(1, 2));
    }
    let mut again = Plan::begin(waiting(1, 2)).after_failures(plan.failures());
    again.report(Report::Offline, 0);
    assert_eq!(again.step(), Step::Wait { ms: last, asked: false }, "a new sync does not begin to hurry");
    push(&mut plan, 2, judged());
    let busy = Problem { code: ProblemCode::Busy, retry_after_s: 90 };
    plan.report(Report::Problem(busy), 500);
    assert_eq!(plan.step(), Step::Wait { ms: 90_500, asked: true });
    plan.waited();
    let revoked = Problem { code: ProblemCode::Revoked, retry_after_s: 0 };
    plan.report(Report::Problem(revoked), 0);
    assert_eq!(plan.step(), Step::Stop(Stopped::Revoked));
}

#[test]
fn asks_for_approval_again_and_again_without_losing_patience() {
    let mut plan = Plan::begin(waiting(1, 2)).after_failures(9);
    for random in [0, 1, 4_999, u64::MAX] {
        let unapproved = Problem { code: ProblemCode::NotApproved, retry_after_s: 0 };
        plan.report(Report::Problem(unapproved), random);
        let Step::Wait { ms, asked: false } = plan.step() else { panic!("no pause") };
        assert!((APPROVAL_PAUSE_MS..2 * APPROVAL_PAUSE_MS).contains(&ms), "{ms}");
        assert_eq!(plan.failures(), 0);
        plan.waited();
        assert_eq!(plan.step(), run(1, 2), "nothing of what waits is given up");
    }
}

#[test]
fn a_code_of_a_newer_server_is_met_by_trying_later() {
    let mut plan = Plan::begin(waiting(1, 2));
    for _ in 0..20 {
        let unknown = Problem { code: ProblemCode::named(65_535), retry_after_s: 0 };
        plan.report(Report::Problem(unknown), 7);
        assert!(matches!(plan.step(), Step::Wait { asked: false, .. }), "{:?}", plan.step());
        plan.waited();
        assert_eq!(plan.step(), run(1, 2));
    }
}

#[test]
fn pauses_stay_in_their_bounds() {
    for failures in [0, 1, 5, 20, 64, u32::MAX] {
        for random in [0, 1, 999, u64::MAX] {
            let ms = pause_ms(failures, 0, random);
            assert!((FIRST_PAUSE_MS / 2..=LONGEST_PAUSE_MS).contains(&ms));
        }
    }
}
