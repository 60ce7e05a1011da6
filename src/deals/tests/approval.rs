use super::fixtures::*;
use crate::{activity::ActivityKind, deals::*, money::Money};

fn rule(products: &[&str], tiers: &[&str], from_yen: i64, below_yen: Option<i64>) -> ApprovalRule {
    let owned = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    ApprovalRule {
        products: owned(products),
        tiers: owned(tiers),
        territories: vec![],
        from_yen,
        below_yen,
        steps: 1,
        auto: false,
    }
}

#[test]
fn what_a_registration_takes() {
    let rules = [
        ApprovalRule { steps: 2, ..rule(&[], &[], 5_000_000, None) },
        ApprovalRule { auto: true, ..rule(&["standard"], &["gold"], 0, Some(500_000)) },
    ];
    for (product, yen, tier, expected) in [
        ("standard", 4_999_999, "gold", Approving::By(1)),
        ("standard", 5_000_000, "gold", Approving::By(2)),
        ("lite", 9_000_000, "registered", Approving::By(2)),
        ("standard", 499_999, "gold", Approving::AtOnce),
        ("standard", 500_000, "gold", Approving::By(1)),
        ("standard", 499_999, "silver", Approving::By(1)),
        ("lite", 1, "gold", Approving::By(1)),
    ] {
        let facts = DealFacts { product: product.into(), amount: Money::yen(yen), ..facts() };
        assert_eq!(approving(&rules, &facts, tier), expected, "{product} {yen} {tier}");
    }
    assert_eq!((Approving::AtOnce.people(), Approving::By(2).people()), (1, 2));
}

#[test]
fn a_rule_for_a_territory_is_about_customers_known_to_be_there() {
    let rules = [ApprovalRule { steps: 2, territories: vec![Territory::Kanto], ..rule(&[], &[], 0, None) }];
    for (territory, expected) in
        [(Some(Territory::Kanto), Approving::By(2)), (Some(Territory::Kinki), Approving::By(1)), (None, Approving::By(1))]
    {
        assert_eq!(approving(&rules, &DealFacts { territory, ..facts() }, "gold"), expected, "{territory:?}");
    }
    let elsewhere = ApprovalRule { territories: vec![Territory::Kinki], ..rule(&[], &[], 0, None) };
    assert!(!rules[0].overlaps(&elsewhere) && rules[0].overlaps(&rule(&[], &[], 0, None)));
}

#[test]
fn rules_overlap_where_one_registration_is_meant_by_both() {
    for (one, other, overlap) in [
        (rule(&[], &[], 0, None), rule(&[], &[], 0, None), true),
        (rule(&[], &[], 0, Some(100)), rule(&[], &[], 100, None), false),
        (rule(&[], &[], 0, Some(101)), rule(&[], &[], 100, None), true),
        (rule(&["lite"], &[], 0, None), rule(&["voice"], &[], 0, None), false),
        (rule(&["lite"], &[], 0, None), rule(&[], &["gold"], 0, None), true),
        (rule(&["lite"], &["gold"], 0, None), rule(&["lite"], &["silver"], 0, None), false),
    ] {
        assert_eq!(one.overlaps(&other), overlap, "{one:?} {other:?}");
        assert_eq!(other.overlaps(&one), overlap, "{other:?} {one:?}");
    }
}

#[test]
fn of_several_people_each_is_another_one() {
    let (first, second) = (reviewer(), id(7));
    let asked = granting(2);
    let once = deal_in(StatusKey::Submitted).approve(first, at(3), asked.clone(), &[]).unwrap();
    assert_eq!(once.happened, Some(ActivityKind::DealPreapproved));
    let given = vec![Yes { by: first, at: at(3) }];
    let status = RegistrationStatus::InReview { reviewer: first, since: at(3), given: given.clone() };
    assert_eq!(once.deal.status, status);
    assert_eq!(once.deal.clone().approve(first, at(4), asked.clone(), &[]).err(), Some(Refusal::AnotherPerson));
    let twice = once.deal.clone().approve(second, at(4), asked.clone(), &[]).unwrap();
    assert_eq!(twice.happened, Some(ActivityKind::DealApproved));
    let approval = twice.deal.status.approval().unwrap();
    assert_eq!((approval.by, approval.at, &approval.given), (Some(second), at(4), &given));
    // A rule that asks for less meanwhile lets the first one finish it.
    let less = once.deal.clone().approve(first, at(4), granting(1), &[]).unwrap().deal;
    assert_eq!(less.status.approval().map(|approval| approval.given.len()), Some(0));
    // What is asked back has to be said yes to anew.
    let asked_back = once.deal.return_for_info(vec![DealField::Need], "詳しく".into(), first, at(4)).unwrap().deal;
    let facts = asked_back.facts.clone();
    let again = asked_back.resubmit(facts, partner(), at(5), deadlines(5)).unwrap().deal;
    assert_eq!(again.status.given(), []);
}

#[test]
fn a_protection_stands_in_the_way_of_every_yes() {
    let customer = deal_in(StatusKey::InReview).facts.customer.identity;
    let standing = RivalStanding::Protected { last_day: day(30) };
    let rivals = [RivalClaim { deal: id(9), company: id(7), customer, product: "lite".into(), standing }];
    let refused = Some(Refusal::CustomerProtected { until: day(30).month_key() });
    assert_eq!(deal_in(StatusKey::Submitted).approve(reviewer(), at(0), granting(2), &rivals).err(), refused);
    assert_eq!(submitted().approve_at_once(at(0), granting(1), &rivals).err(), refused);
    let free = submitted().approve_at_once(at(0), granting(1), &[]).unwrap().deal;
    assert_eq!(free.status.approval().map(|approval| approval.by), Some(None));
    assert_eq!((free.status.speaker(), free.changed_by), (None, None));
}

#[test]
fn several_people_are_steps_of_the_way() {
    let drawn = |deal: &DealRegistration, people| -> String {
        let state = |step: &PathStep| match step.state {
            StepState::Done => 'D',
            StepState::Here => 'H',
            StepState::Ended => 'E',
            StepState::Ahead => '.',
        };
        DealPath::of(deal, at(5), 20, people).steps.iter().map(state).collect()
    };
    let submitted = submitted();
    let once = submitted.clone().approve(reviewer(), at(3), granting(2), &[]).unwrap().deal;
    let twice = once.clone().approve(id(7), at(4), granting(2), &[]).unwrap().deal;
    let no = once.clone().reject(RejectionReason::Incomplete, explanation(), id(7), at(4)).unwrap().deal;
    for (deal, people, expected) in [
        (&submitted, 2, "H...."),
        (&once, 2, "DDH.."),
        (&twice, 2, "DDDH."),
        (&twice, 1, "DDDH."),
        (&no, 2, "DE..."),
        (&deal_in(StatusKey::Approved), 2, "DDH."),
    ] {
        assert_eq!(drawn(deal, people), expected, "{:?}", deal.status);
    }
}
