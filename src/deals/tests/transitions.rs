use proptest::prelude::*;

use super::fixtures::*;
use crate::{
    activity::ActivityKind,
    deals::*,
    failure::{Conflict, Failure},
    money::Money,
    time::Day,
};

/// x: possible. The columns are the statuses in their order.
const TABLE: &[(DealAction, &str)] = &[
    //                            submitted
    //                            | in_review
    //                            | | needs_info
    //                            | | | approved
    //                            | | | | rejected
    //                            | | | | | conflicted
    //                            | | | | | | won
    //                            | | | | | | | lost
    //                            | | | | | | | | expired
    //                            | | | | | | | | | withdrawn
    //                            | | | | | | | | | | released
    (DealAction::Correct, "       . . x . . . . . . . ."),
    (DealAction::MoveStage, "     x . . x . . . . . . ."),
    (DealAction::Win, "           . . . x . . . . . . ."),
    (DealAction::Lose, "          . . . x . . . . . . ."),
    (DealAction::Extend, "        . . . x . . . . . . ."),
    (DealAction::AskExtension, "  . . . x . . . . . . ."),
    (DealAction::HandOver, "      x x x x . . . . . . ."),
    (DealAction::Appeal, "        . . . . x x . . . . ."),
    (DealAction::Withdraw, "      x x x x . . . . . . ."),
    (DealAction::TakeUp, "        x . . . . . . . . . ."),
    (DealAction::Approve, "       x x . . . . . . . . ."),
    (DealAction::ReturnForInfo, " x x . . . . . . . . ."),
    (DealAction::Reject, "        x x . . . . . . . . ."),
    (DealAction::MarkConflicted, "x x . . . . . . . . ."),
    (DealAction::GrantExtension, ". . . x . . . . . . ."),
    (DealAction::DeclineExtension, ". . . x . . . . . . ."),
    (DealAction::Transfer, "      . . . x . . . . . . ."),
    (DealAction::Split, "         . . . x . . . . . . ."),
    (DealAction::Release, "       . . . x . . . . . . ."),
    (DealAction::Expire, "        . . . x . . . . . . ."),
];

/// A deal of a status in which what may be done once is still to be done.
fn ready(status: StatusKey, action: DealAction) -> DealRegistration {
    let mut deal = deal_in(status);
    if let RegistrationStatus::Approved { approval } = &mut deal.status {
        approval.protection.extended = action == DealAction::AskExtension;
        if matches!(action, DealAction::GrantExtension | DealAction::DeclineExtension) {
            approval.protection.extended = true;
            approval.asked = Some(asked(60));
        }
    }
    deal
}

fn asked(day: i32) -> ExtensionAsked {
    ExtensionAsked { reason: "稟議が来月に延びました".into(), by: partner(), at: at(day), decide_by: at(day + 2) }
}

fn act(deal: DealRegistration, action: DealAction, day: i32) -> Result<Transition, Refusal> {
    let (by, now) = (if action.is_partners() { partner() } else { reviewer() }, at(day));
    match action {
        DealAction::Correct => {
            let facts = deal.facts.clone();
            deal.resubmit(facts, by, now, deadlines(day))
        }
        DealAction::MoveStage => {
            let step = StageMove { stage: DealStage::Proposal, next_step: None, amount: None, expected_close: None };
            deal.move_stage(step, by, now)
        }
        DealAction::Win => deal.win(Money::yen(2_000_000), by, now),
        DealAction::Lose => deal.lose(LossReason::NoBudget, None, by, now),
        DealAction::Extend => deal.extend(30, by, now),
        DealAction::AskExtension => deal.ask_extension("稟議が来月に延びました".into(), by, now, at(day + 2)),
        DealAction::HandOver => deal.hand_over(id(6), by, now),
        DealAction::GrantExtension => deal.grant_extension(30, by, now),
        DealAction::DeclineExtension => deal.decline_extension("次の予定をお知らせください".into(), by, now),
        DealAction::Transfer => deal.transfer(receiving(), "担当の会社が替わりました", by, now).map(|(given, _)| given),
        DealAction::Split => {
            let part = Part { product: "voice".into(), family: vec!["voice".into()], amount: Money::yen(400_000) };
            deal.split(&part, receiving(), &[], by, now).map(|(stays, _)| stays)
        }
        DealAction::Appeal => deal.appeal("別の事業所の案件です".into(), by, now, deadlines(day)),
        DealAction::Withdraw => deal.withdraw(by, now),
        DealAction::TakeUp => deal.take_up(by, now),
        DealAction::Approve => deal.approve(by, now, granting(1), &[]),
        DealAction::ReturnForInfo => deal.return_for_info(vec![DealField::Need], "詳しく".into(), by, now),
        DealAction::Reject => deal.reject(RejectionReason::Incomplete, explanation(), by, now),
        DealAction::MarkConflicted => deal.mark_conflicted(None, Some(explanation()), Some(by), now),
        DealAction::Release => deal.release(by, now),
        DealAction::Expire => deal.expire(now),
    }
}

/// Late enough to expire only what has run out.
fn time_of(action: DealAction) -> i32 {
    if action == DealAction::Expire { 93 } else { 50 }
}

const fn leads_to(action: DealAction) -> Option<StatusKey> {
    Some(match action {
        DealAction::Correct | DealAction::TakeUp => StatusKey::InReview,
        DealAction::MoveStage | DealAction::HandOver => return None,
        DealAction::Win => StatusKey::Won,
        DealAction::Lose => StatusKey::Lost,
        DealAction::Extend
        | DealAction::AskExtension
        | DealAction::GrantExtension
        | DealAction::DeclineExtension
        | DealAction::Split
        | DealAction::Approve => StatusKey::Approved,
        DealAction::Appeal => StatusKey::Submitted,
        DealAction::Withdraw => StatusKey::Withdrawn,
        DealAction::ReturnForInfo => StatusKey::NeedsInfo,
        DealAction::Reject => StatusKey::Rejected,
        DealAction::MarkConflicted => StatusKey::Conflicted,
        DealAction::Release | DealAction::Transfer => StatusKey::Released,
        DealAction::Expire => StatusKey::Expired,
    })
}

#[test]
fn every_action_in_every_status() {
    assert_eq!(TABLE.iter().map(|(action, _)| *action).collect::<Vec<_>>(), DealAction::ALL);
    for (action, row) in TABLE {
        let cells: Vec<&str> = row.split_whitespace().collect();
        assert_eq!(cells.len(), StatusKey::ALL.len());
        for (status, cell) in StatusKey::ALL.iter().zip(cells) {
            let deal = ready(*status, *action);
            assert_eq!(deal.allows(*action), cell == "x", "{action:?} in {status:?}");
            let version = deal.version;
            match act(deal, *action, time_of(*action)) {
                Ok(Transition { deal, .. }) => {
                    assert_eq!(cell, "x", "{action:?} in {status:?}");
                    assert_eq!(deal.status.key(), leads_to(*action).unwrap_or(*status), "{action:?} in {status:?}");
                    assert_eq!(deal.version, version + 1);
                    assert_eq!(deal.changed_at, at(time_of(*action)));
                }
                Err(refusal) => {
                    assert_eq!(cell, ".", "{action:?} in {status:?}: {refusal:?}");
                    let told = matches!(refusal, Refusal::NotInThisStatus { .. } | Refusal::AlreadyDecided { .. });
                    assert!(told, "{refusal:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_recorded() {
    use ActivityKind as K;
    for (action, from, kind) in [
        (DealAction::Correct, StatusKey::NeedsInfo, Some(K::DealResubmitted)),
        (DealAction::MoveStage, StatusKey::Approved, Some(K::StageMoved)),
        (DealAction::Win, StatusKey::Approved, Some(K::DealWon)),
        (DealAction::Lose, StatusKey::Approved, Some(K::DealLost)),
        (DealAction::Extend, StatusKey::Approved, None),
        (DealAction::AskExtension, StatusKey::Approved, Some(K::ExtensionAsked)),
        (DealAction::HandOver, StatusKey::Submitted, Some(K::DealHandedOver)),
        (DealAction::GrantExtension, StatusKey::Approved, Some(K::ProtectionExtended)),
        (DealAction::DeclineExtension, StatusKey::Approved, Some(K::ExtensionDeclined)),
        (DealAction::Transfer, StatusKey::Approved, Some(K::DealGivenAway)),
        (DealAction::Split, StatusKey::Approved, Some(K::DealSplit)),
        (DealAction::Appeal, StatusKey::Rejected, Some(K::DealResubmitted)),
        (DealAction::Withdraw, StatusKey::Submitted, Some(K::DealWithdrawn)),
        (DealAction::TakeUp, StatusKey::Submitted, None),
        (DealAction::Approve, StatusKey::InReview, Some(K::DealApproved)),
        (DealAction::ReturnForInfo, StatusKey::InReview, Some(K::DealReturned)),
        (DealAction::Reject, StatusKey::InReview, Some(K::DealRejected)),
        (DealAction::MarkConflicted, StatusKey::InReview, Some(K::DealConflicted)),
        (DealAction::Release, StatusKey::Approved, None),
        (DealAction::Expire, StatusKey::Approved, Some(K::DealExpired)),
    ] {
        assert_eq!(act(ready(from, action), action, time_of(action)).unwrap().happened, kind, "{action:?}");
    }
    let moved = deal_in(StatusKey::Approved);
    let same = StageMove { stage: moved.stage, next_step: None, amount: Some(Money::yen(9)), expected_close: Some(day(99)) };
    let Transition { deal, happened } = moved.move_stage(same, partner(), at(4)).unwrap();
    assert_eq!((happened, deal.facts.amount, deal.facts.expected_close), (None, Money::yen(9), day(99)));
}

#[test]
fn a_correction_may_only_touch_what_was_asked_about() {
    for field in DealField::ALL {
        let deal = deal_in(StatusKey::NeedsInfo);
        let mut facts = deal.facts.clone();
        let identity = &mut facts.customer.identity;
        match field {
            DealField::Customer => facts.customer = CustomerCard { name: "青葉商会".into(), ..facts.customer },
            DealField::CorporateNumber => identity.corporate_number = None,
            DealField::Domain => identity.domain = None,
            DealField::Industry => facts.industry = Industry::Retail,
            DealField::Size => facts.size = CompanySize::Large,
            DealField::Territory => facts.territory = None,
            DealField::Product => facts.product = "lite".into(),
            DealField::Amount => facts.amount = Money::yen(1),
            DealField::ExpectedClose => facts.expected_close = day(61),
            DealField::Need => facts.need = "別の課題があります。".into(),
            DealField::NextStep => facts.next_step = None,
        }
        assert_eq!(deal.facts.differences(&facts), [*field]);
        let open = deal.open_fields().contains(field);
        match deal.resubmit(facts, partner(), at(5), deadlines(5)) {
            Ok(Transition { deal, .. }) => {
                assert!(open, "{field:?}");
                assert_eq!(deal.deadlines, deadlines(5));
                assert_eq!(deal.status, RegistrationStatus::InReview { reviewer: reviewer(), since: at(5), given: Vec::new() });
            }
            Err(refusal) => {
                assert!(!open, "{field:?}");
                assert_eq!(refusal, Refusal::FieldsLocked { fields: vec![*field] });
            }
        }
    }
}

#[test]
fn once_means_once() {
    let extended = act(deal_in(StatusKey::Approved), DealAction::Extend, 50).unwrap().deal;
    let protection = extended.status.approval().unwrap().protection;
    assert_eq!(protection, ProtectionWindow { last_day: day(2 + 90 + 30), extended: true });
    assert!(!extended.allows(DealAction::Extend));
    assert!(act(extended, DealAction::Extend, 51).is_err());
    // What has run out is not extended, even before the clock has noticed.
    assert!(act(deal_in(StatusKey::Approved), DealAction::Extend, 93).is_err());

    let appealed = act(deal_in(StatusKey::Rejected), DealAction::Appeal, 3).unwrap().deal;
    let again = act(appealed, DealAction::Reject, 4).unwrap().deal;
    assert_eq!(again.appeal.as_ref().map(|appeal| appeal.at), Some(at(3)));
    assert!(act(again, DealAction::Appeal, 5).is_err());
}

fn receiving() -> Receiving {
    Receiving { id: id(20), number: DealNumber(2000), company: id(21), owner: id(22) }
}

#[test]
fn more_time_is_asked_for_and_answered() {
    let spent = act(deal_in(StatusKey::Approved), DealAction::Extend, 50).unwrap().deal;
    let last = 2 + 90 + 30;
    let asking = act(spent.clone(), DealAction::AskExtension, last).unwrap().deal;
    assert_eq!(asking.promise(), Some((Promise::Extension, at(last + 2))));
    assert_eq!(DealPath::of(&asking, at(last), 20, 1).ball, Some(Ball::Vendor));
    assert_eq!((asking.promised_since(), asking.broken_promise(at(last + 3))), (at(last), Some(Promise::Extension)));
    assert!(act(asking.clone(), DealAction::AskExtension, last).is_err(), "one at a time");
    // Who asked in time is protected while it waits, and a late answer counts from its own day.
    assert_eq!(act(asking.clone(), DealAction::Expire, last + 5).err(), Some(Refusal::StillProtected));
    let standing = RivalStanding::of(&asking.status, day(0)).map(RivalStanding::last_day);
    assert_eq!(standing, Some(day(last + 32)));
    assert!(act(asking.clone(), DealAction::Expire, last + 33).is_ok(), "not for ever");
    let granted = act(asking.clone(), DealAction::GrantExtension, last + 4).unwrap().deal;
    assert_eq!(granted.status.approval().unwrap().protection.last_day, day(last + 4 + 30));
    let answered = |deal: &DealRegistration| deal.status.approval().unwrap().answered;
    let yes = ExtensionAnswered { by: reviewer(), at: at(last + 4), granted: true };
    assert_eq!(answered(&granted), Some(yes));
    let late = act(granted.clone(), DealAction::GrantExtension, last + 5).err();
    let told = Refusal::AlreadyDecided { by: Some(reviewer()), at: at(last + 4), status: StatusKey::Approved };
    assert_eq!(late, Some(told), "by whom, and when");
    let declined = act(asking, DealAction::DeclineExtension, last + 1).unwrap().deal;
    assert_eq!((declined.promise(), declined.status.approval().unwrap().declined.is_some()), (None, true));
    assert!(act(declined, DealAction::Expire, last + 1).is_ok());
    let again = act(granted, DealAction::AskExtension, last + 20).unwrap().deal;
    assert_eq!(answered(&again), None, "and later once more");
    assert!(act(spent, DealAction::AskExtension, last + 1).is_err(), "too late");
}

#[test]
fn nothing_planned_and_nothing_done_is_stale() {
    let step = |on: Option<i32>| on.map(|on| NextStep { text: "訪問".into(), on: Some(day(on)) });
    for (status, today, next, stale) in [
        (StatusKey::Approved, 22, None, false),
        (StatusKey::Approved, 23, None, true),
        (StatusKey::Approved, 23, step(Some(23)), false),
        (StatusKey::Approved, 23, step(Some(22)), true),
        (StatusKey::InReview, 60, None, false),
    ] {
        let mut deal = deal_in(status);
        deal.facts.next_step = next;
        assert_eq!(deal.is_stale(day(today), 21), stale, "{status:?} {today}");
    }
}

#[test]
fn what_is_moved_ends_here_and_goes_on_there_under_the_same_protection() {
    let deal = ready(StatusKey::Approved, DealAction::GrantExtension);
    let window = deal.status.approval().unwrap().protection;
    let (given, taken) = deal.clone().transfer(receiving(), "担当の会社が替わりました", reviewer(), at(50)).unwrap();
    let RegistrationStatus::Released { moved, .. } = &given.deal.status else { panic!("{:?}", given.deal.status) };
    assert_eq!((given.deal.company, moved.as_deref()), (company(), Some("担当の会社が替わりました")));
    let there = taken.deal;
    assert_eq!((there.id, there.company, there.owner, there.version), (id(20), id(21), id(22), 1));
    let approval = there.status.approval().unwrap();
    assert_eq!((approval.protection, &approval.asked), (window, &None));
    assert_eq!((&there.facts.customer, &there.facts.next_step), (&deal.facts.customer, &None));
    assert_eq!((given.happened, taken.happened), (Some(ActivityKind::DealGivenAway), Some(ActivityKind::DealTakenOver)));
}

#[test]
fn protection_lasts_through_its_last_day() {
    let last = 2 + 90;
    assert_eq!(act(deal_in(StatusKey::Approved), DealAction::Expire, last).err(), Some(Refusal::StillProtected));
    assert!(act(deal_in(StatusKey::Approved), DealAction::Expire, last + 1).is_ok());
    let window = approval().protection;
    assert!(window.covers(window.last_day) && !window.covers(window.expires_at().day()));
}

#[test]
fn winning_is_not_a_stage_one_moves_to() {
    for stage in [DealStage::Won, DealStage::Lost] {
        let step = StageMove { stage, next_step: None, amount: None, expected_close: None };
        let refusal = deal_in(StatusKey::Approved).move_stage(step, partner(), at(4)).err();
        assert_eq!(refusal, Some(Refusal::StageIsAnOutcome));
    }
    let won = act(deal_in(StatusKey::Approved), DealAction::Win, 40).unwrap().deal;
    assert_eq!((won.stage, won.amount()), (DealStage::Won, &Money::yen(2_000_000)));
}

#[test]
fn the_slower_reviewer_is_told_who_was_faster() {
    let seen = deal_in(StatusKey::InReview).version;
    let decided = act(deal_in(StatusKey::InReview), DealAction::Approve, 4).unwrap().deal;
    let refusal = decided.clone().as_seen(seen).unwrap_err();
    assert_eq!(refusal.who(), Some(reviewer()));
    let conflict = Conflict::AlreadyDecided { by: "田村".into(), at: at(4), status: "approved".into() };
    assert_eq!(refusal.into_failure("田村".into()), Failure::Conflict { conflict });
    // Without a version the status says the same.
    assert!(matches!(act(decided, DealAction::Reject, 5), Err(Refusal::AlreadyDecided { .. })));

    let moved = act(deal_in(StatusKey::InReview), DealAction::HandOver, 4).unwrap().deal;
    assert!(matches!(moved.as_seen(seen), Err(Refusal::ChangedMeanwhile { .. })));
    assert!(deal_in(StatusKey::InReview).as_seen(seen).is_ok());
}

#[test]
fn promises_run_while_the_vendor_has_the_ball() {
    let deal = submitted();
    assert_eq!(deal.broken_promise(at(1)), None);
    assert_eq!(deal.broken_promise(at(2)), Some(Promise::FirstResponse));
    let looked_at = deal.take_up(reviewer(), at(1)).unwrap().deal;
    assert_eq!(looked_at.broken_promise(at(2)), None);
    assert_eq!(looked_at.broken_promise(at(3)), Some(Promise::Decision));
    let asked = looked_at.return_for_info(vec![DealField::Need], "詳しく".into(), reviewer(), at(2)).unwrap().deal;
    assert_eq!(asked.broken_promise(at(300)), None);
}

#[test]
fn buttons_of_each_side() {
    use DealAction as A;
    assert_eq!(deal_in(StatusKey::Rejected).actions(true), [DealAction::Appeal]);
    assert_eq!(deal_in(StatusKey::Rejected).actions(false), []);
    assert_eq!(deal_in(StatusKey::Approved).actions(false), [DealAction::Transfer, DealAction::Split, DealAction::Release]);
    assert_eq!(deal_in(StatusKey::NeedsInfo).actions(true), [DealAction::Correct, DealAction::HandOver, DealAction::Withdraw]);
    assert_eq!(
        deal_in(StatusKey::InReview).actions(true),
        [DealAction::HandOver, DealAction::Withdraw],
        "locked while it is looked at"
    );
    let asked = ready(StatusKey::Approved, DealAction::GrantExtension).actions(false);
    assert_eq!(asked, [A::GrantExtension, A::DeclineExtension, A::Transfer, A::Split, A::Release]);
}

proptest! {
    /// Whatever is tried in whatever order: an ended deal stays ended but for its one appeal, versions only grow, what has been
    /// written is read back, and nobody is won or lost who was not approved.
    #[test]
    fn any_sequence(steps in prop::collection::vec((0usize..DealAction::ALL.len(), 0i32..4), 0..40)) {
        let mut deal = submitted();
        let (mut today, mut appeals) = (0, 0);
        for (action, days) in steps {
            let action = DealAction::ALL[action];
            today += days * 5;
            let before = deal.clone();
            match act(deal, action, today) {
                Ok(Transition { deal: after, .. }) => {
                    prop_assert!(before.allows(action));
                    prop_assert!(before.status.key().is_open() || action == DealAction::Appeal);
                    appeals += i32::from(action == DealAction::Appeal);
                    prop_assert!(after.version == before.version + 1);
                    deal = after;
                }
                Err(_) => deal = before,
            }
        }
        prop_assert!(appeals <= 1);
        let ended_after_yes = matches!(deal.status.key(), StatusKey::Won | StatusKey::Lost | StatusKey::Expired);
        prop_assert!(!ended_after_yes || deal.status.approval().is_some());
        prop_assert_eq!(deal.status.ended_at().is_some(), !deal.status.key().is_open());
        let text = serde_json::to_string(&deal).unwrap();
        prop_assert_eq!(serde_json::from_str::<DealRegistration>(&text).unwrap(), deal);
    }

    #[test]
    fn protection_is_whole_days(n in 0i32..40_000, minute in 0u16..1_440, days in 1u16..400) {
        let approved = Day(n).at_minute(minute);
        let window = ProtectionWindow::from_approval(approved, days);
        prop_assert!(window.covers(approved.day().plus(i32::from(days))));
        prop_assert!(!window.covers(approved.day().plus(i32::from(days) + 1)));
    }
}
