//! Tiers are kept as they were decided, and asked for when their day has come.

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    id::CompanyId,
    phases::Standing,
    tiers::{TierDecision, TierFacts, TierOutcome, TierStanding, WindowFacts},
    time::Day,
};
use jiso_store::{
    Tx,
    testing::{self, id},
    tiers::benefits::{BenefitUse, Unused},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn company(tx: &mut Tx, number: u8) -> CompanyId {
    let company = testing::company(number);
    tx.insert_company(&company).await.unwrap();
    company.id
}

async fn happen(tx: &mut Tx, number: u8, company: CompanyId, kind: ActivityKind, on: &str) -> Activity {
    let (at, user, origin) = (day(on).start(), None, Origin::Vendor);
    let activity = Activity { id: id(number), at, company, user, kind, origin, subject: Subject::None, amount: None };
    tx.insert_activity(&activity, &Standing::default()).await.unwrap();
    activity
}

fn standing(tier: &str, grace: Option<&str>, reviewed_on: &str) -> TierStanding {
    TierStanding { tier: tier.into(), since: day("2026-06-01"), grace: grace.map(day), reviewed_on: day(reviewed_on) }
}

#[tokio::test]
async fn a_decision_is_kept_with_what_it_rests_on() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let one = company(&mut tx, 1).await;
        let window = WindowFacts { sales: 1_300, won: 4, won_yen: 3_456_000, ..WindowFacts::default() };
        let facts = TierFacts {
            as_of: day("2026-09-30"),
            certified_people: 2,
            ever_won: true,
            windows: [(12, window)].into(),
            custom: [("plan".into(), 1)].into(),
        };
        let outcome = TierOutcome::Grace { until: day("2026-12-30") };
        let decision = TierDecision { day: day("2026-10-01"), tier: "gold".into(), outcome, version: 3, facts };
        let activity = happen(&mut tx, 7, one, ActivityKind::TierDecided, "2026-10-01").await;
        tx.insert_tier_decision(activity.id, one, &decision).await.unwrap();
        assert_eq!(tx.tier_decisions(one).await.unwrap(), [(activity.id, decision.clone())]);
        assert_eq!(tx.last_tier_decision(one).await.unwrap(), Some((decision.day, decision.outcome)));
        let again = happen(&mut tx, 8, one, ActivityKind::TierDecided, "2026-10-01").await;
        let twice = tx.insert_tier_decision(again.id, one, &decision).await.unwrap_err();
        assert!(twice.is_taken(), "a day decides once: {twice}");
    }
}

#[tokio::test]
async fn a_standing_begins_once_and_is_held_while_it_changes() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let one = company(&mut tx, 1).await;
        assert_eq!(tx.companies_without_tier(10).await.unwrap(), [one]);
        assert_eq!(tx.tier_standing_to_change(one).await.unwrap(), None);
        let first = standing("registered", None, "2026-06-01");
        assert!(tx.begin_tier_standing(one, &first).await.unwrap());
        assert!(!tx.begin_tier_standing(one, &standing("gold", None, "2026-06-02")).await.unwrap());
        assert_eq!(tx.tier_standing(one).await.unwrap(), Some(first));
        let second = standing("silver", Some("2026-12-30"), "2026-10-01");
        tx.save_tier_standing(one, &second).await.unwrap();
        assert_eq!(tx.tier_standing_to_change(one).await.unwrap(), Some(second.clone()));
        assert_eq!(tx.tier_standings().await.unwrap(), [(one, second)]);
        assert!(tx.companies_without_tier(10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn uses_of_benefits_are_kept_by_their_day() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let one = company(&mut tx, 1).await;
        for (number, on) in [(5, "2026-10-31"), (6, "2026-11-02")] {
            let used = happen(&mut tx, number, one, ActivityKind::BenefitUsed, on).await;
            tx.insert_benefit_use(used.id, one, "consultation", day(on), id(number + 10)).await.unwrap();
        }
        let used = |returned| BenefitUse { activity: id(6), benefit: "consultation".into(), day: day("2026-11-02"), returned };
        assert_eq!(tx.benefit_uses(one, day("2026-11-01")).await.unwrap(), [used(None)]);
        assert!(tx.benefit_use_is_noted(one, id(16)).await.unwrap());
        assert!(!tx.benefit_use_is_noted(one, id(6)).await.unwrap(), "the activity is not the form");

        let none = standing("gold", None, "2026-06-01");
        tx.begin_tier_standing(one, &none).await.unwrap();
        let november = (day("2026-11-01"), day("2026-11-30"));
        assert!(tx.unused_benefits("gold", "consultation", november, 1, 9).await.unwrap().is_empty());
        let back = happen(&mut tx, 7, one, ActivityKind::BenefitReturned, "2026-11-03").await;
        tx.insert_benefit_return(back.id, id(6)).await.unwrap();
        assert_eq!(tx.benefit_uses(one, day("2026-11-01")).await.unwrap(), [used(Some(back.id))]);
        let unused = tx.unused_benefits("gold", "consultation", november, 1, 9).await.unwrap();
        assert_eq!(unused, [Unused { company: one, name: "会社1".into(), used: 0 }], "what was taken back is unused");
        assert!(tx.unused_benefits("silver", "consultation", november, 1, 9).await.unwrap().is_empty());
        let twice = happen(&mut tx, 8, one, ActivityKind::BenefitReturned, "2026-11-03").await;
        assert!(tx.insert_benefit_return(twice.id, id(6)).await.unwrap_err().is_taken());
    }
}

#[tokio::test]
async fn those_are_due_whose_review_was_missed_and_those_in_a_grace_daily() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        for (number, grace, reviewed_on) in
            [(1, None, "2026-11-02"), (2, None, "2026-11-01"), (3, Some("2026-12-30"), "2026-11-19"), (4, None, "2026-11-15")]
        {
            let one = company(&mut tx, number).await;
            tx.begin_tier_standing(one, &standing("gold", grace, reviewed_on)).await.unwrap();
        }
        let due = tx.tier_reviews_due(day("2026-11-02"), day("2026-11-20"), 10).await.unwrap();
        assert_eq!(due, [id(2), id(3)]);
        assert_eq!(tx.tier_reviews_due(day("2026-11-02"), day("2026-11-20"), 1).await.unwrap(), [id(2)]);
        assert_eq!(tx.tier_reviews_due(day("2026-11-02"), day("2026-11-19"), 10).await.unwrap(), [id(2)]);
    }
}
