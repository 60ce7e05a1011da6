//! Goals are kept as they were proposed, answered once, and counted from what happened in their time.

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    goals::{Counted, GoalState, GoalTerms, Said, SharedGoal, Side},
    id::CompanyId,
    phases::Standing,
    time::Day,
};
use jiso_store::{
    Tx,
    testing::{self, company, id, user},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn world(tx: &mut Tx) {
    for number in 1..=2 {
        tx.insert_company(&company(number)).await.unwrap();
    }
    tx.insert_user(&user(50, None)).await.unwrap();
}

fn said(on: &str) -> Said {
    Said { by: id(50), at: day(on).at_minute(600) }
}

fn goal(number: u8, company: u8, on: &str) -> SharedGoal {
    SharedGoal {
        id: id(number),
        company: id(company),
        terms: GoalTerms { counted: Counted::WonDeals, target: 2, by: day("2026-12-31"), why: "柱を増やす".into() },
        since: day("2026-10-01"),
        side: Side::Vendor,
        proposed: said(on),
        state: GoalState::Proposed,
        answered: None,
        closed_at: None,
    }
}

#[tokio::test]
async fn a_goal_is_answered_once_and_closed_once() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        world(&mut tx).await;
        let (first, second) = (goal(1, 1, "2026-10-01"), goal(2, 1, "2026-10-02"));
        tx.insert_goal(&first).await.unwrap();
        assert_eq!(tx.goal(first.id).await.unwrap(), Some(first.clone()));
        assert_eq!(tx.goal(second.id).await.unwrap(), None);
        assert!(tx.answer_goal(first.id, GoalState::Replaced, said("2026-10-02")).await.unwrap());
        assert!(!tx.answer_goal(first.id, GoalState::Agreed, said("2026-10-03")).await.unwrap(), "answered once");
        tx.insert_goal(&second).await.unwrap();
        tx.insert_goal(&goal(3, 2, "2026-10-04")).await.unwrap();
        assert!(tx.agreed_goals().await.unwrap().is_empty());
        assert!(tx.answer_goal(second.id, GoalState::Agreed, said("2026-10-05")).await.unwrap());
        let agreed = SharedGoal { state: GoalState::Agreed, answered: Some(said("2026-10-05")), ..second.clone() };
        assert_eq!(tx.agreed_goals().await.unwrap(), std::slice::from_ref(&agreed));
        let replaced = SharedGoal { state: GoalState::Replaced, answered: Some(said("2026-10-02")), ..first.clone() };
        assert_eq!(tx.goals_of(id(1)).await.unwrap(), [agreed, replaced], "the newest first, of one company");
        let over = day("2026-12-01").at_minute(600);
        assert!(!tx.close_goal(first.id, GoalState::Ended, over).await.unwrap(), "replaced is over");
        assert!(tx.close_goal(second.id, GoalState::Met, over).await.unwrap());
        assert!(!tx.close_goal(second.id, GoalState::Ended, over).await.unwrap());
        let met = tx.goal(second.id).await.unwrap().unwrap();
        assert_eq!((met.state, met.closed_at), (GoalState::Met, Some(over)));
        // One proposal waits at a time.
        let third = tx.insert_goal(&goal(4, 2, "2026-10-06")).await.unwrap_err();
        assert!(third.is_taken(), "{third}");
    }
}

#[tokio::test]
async fn what_happened_in_its_time_counts() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        world(&mut tx).await;
        let events = [
            (1, ActivityKind::DealWon, day("2026-09-30").at_minute(1_439)),
            (1, ActivityKind::DealWon, day("2026-10-01").start()),
            (1, ActivityKind::DealWon, day("2026-12-31").at_minute(1_439)),
            (1, ActivityKind::DealWon, day("2027-01-01").start()),
            (1, ActivityKind::DealRegistered, day("2026-11-01").start()),
            (2, ActivityKind::DealWon, day("2026-11-01").start()),
        ];
        for (number, (company, kind, at)) in (10..).zip(events) {
            let company: CompanyId = id(company);
            let (user, origin, subject) = (None, Origin::Vendor, Subject::Deal(id(number)));
            let activity = Activity { id: id(number), at, company, user, kind, origin, subject, amount: None };
            tx.insert_activity(&activity, &Standing::default()).await.unwrap();
        }
        let open = goal(1, 1, "2026-10-01");
        assert_eq!(tx.done_for(&open).await.unwrap(), 2);
        let closed = SharedGoal { closed_at: Some(day("2026-11-01").start()), ..open };
        assert_eq!(tx.done_for(&closed).await.unwrap(), 1, "nothing after it was closed");
    }
}
