//! What is known only after a tier was decided, and what is held when one looks ahead.

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    id::{ActivityId, DealId, Id},
};
use jiso_server::{
    programme::{Found, replay},
    testing::{TestPortal, happens, portals},
};

use super::{at, earn_silver, learn, on};

/// An order of 20 November that becomes known now, under an id.
async fn won_before(portal: &TestPortal, id: ActivityId) {
    let deal: DealId = portal.office.new_id();
    let won = Activity {
        id,
        at: at("2026-11-20"),
        company: portal.aoba,
        user: Some(portal.rep.user),
        kind: ActivityKind::DealWon,
        origin: Origin::SelfStarted,
        subject: Subject::Deal(deal),
        amount: Some(864_000),
    };
    happens(&portal.office, won).await;
    portal.office.end_holds().await.unwrap();
}

async fn replayed(portal: &TestPortal) -> (Found, Vec<String>) {
    let mut lines = Vec::new();
    let found = replay(&portal.office.store, |line| lines.push(line)).await.unwrap();
    (found, lines)
}

#[tokio::test]
async fn a_decision_is_judged_by_what_was_known_then() {
    for portal in portals().await {
        earn_silver(&portal).await;
        assert_eq!(on(&portal, "2026-12-01").await, 1, "raised to silver");
        portal.at(at("2026-12-02"));
        won_before(&portal, portal.office.new_id()).await;
        won_before(&portal, portal.office.new_id()).await;
        let (found, lines) = replayed(&portal).await;
        assert_eq!((found.differences, found.overtaken, lines.len()), (0, 1, 1), "{lines:?}");
        assert!(
            lines[0].contains("tier on 2026-12-01: raised silver was right before 2 earlier events became known"),
            "{lines:?}"
        );
        // One that was written in time and is not in what was decided is no matter of its arrival.
        won_before(&portal, Id::new(at("2026-11-20"), [9; 10])).await;
        let (found, lines) = replayed(&portal).await;
        assert_eq!((found.differences, found.overtaken), (1, 0), "{lines:?}");
    }
}

#[tokio::test]
async fn what_is_held_until_before_a_review_counts_for_it() {
    for portal in portals().await {
        learn(&portal).await;
        let deal: DealId = portal.office.new_id();
        portal.happen(&portal.rep, ActivityKind::DealWon, Subject::Deal(deal)).await;
        let progress = portal.get(Some(&portal.lead), "/progress").await.body;
        assert!(progress.contains("今のままならシルバーに上がります"), "held for a week, and over by December: {progress}");
        portal.at(at("2026-12-01"));
        portal.office.end_holds().await.unwrap();
        assert_eq!(portal.office.review_tiers().await.unwrap(), 1, "as foretold");
    }
}
