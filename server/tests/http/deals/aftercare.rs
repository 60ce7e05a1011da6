//! What becomes of the customer of a won deal.

use axum::http::StatusCode;
use jiso::{activity::Subject, caller::Caller, id::DealId, points::Axis};
use jiso_server::{
    programme::replay,
    testing::{TestPortal, portals},
};

use super::{approve, register, win};

/// What a note about a customer has brought.
async fn managed(portal: &TestPortal, id: &str) -> i64 {
    let id: DealId = id.parse().unwrap();
    let mut tx = portal.office.store.read().await.unwrap();
    let lines = tx.entries_around(portal.aoba, Subject::Deal(id), &[], None).await.unwrap();
    lines.iter().map(|line| &line.entry).filter(|entry| entry.axis == Axis::Managed).map(|entry| entry.confirmed).sum()
}

#[tokio::test]
async fn what_becomes_of_a_customer_is_noted_and_taken_back() {
    for portal in portals().await {
        portal.import_content().await;
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        let (deal, review) = (format!("/deals/{id}"), format!("/console/deals/{id}"));
        let fields =
            |what: &'static str, undo: &'static str| [("deal", id.clone()), ("what", what.into()), ("undo", undo.into())];
        let note = async |who: &Caller, what, undo| {
            let fields = fields(what, undo);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            portal.post(Some(who), &review, "note_aftercare", &fields).await.status
        };
        assert_eq!(note(&portal.manager, "launch", "").await, StatusCode::CONFLICT, "nothing is won yet");
        win(&portal, &id).await;
        assert_eq!(note(&portal.rep, "launch", "").await, StatusCode::FORBIDDEN);
        assert_eq!(note(&portal.manager, "party", "").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(note(&portal.manager, "healthy", "").await, StatusCode::UNPROCESSABLE_ENTITY, "half a year is not over");
        portal.at(portal.office.now().plus_hours(1));
        for _ in 0..2 {
            assert_eq!(note(&portal.manager, "launch", "").await, StatusCode::SEE_OTHER);
            assert_eq!(managed(&portal, &id).await, 40, "noted twice, it is once");
        }
        let page = portal.get(Some(&portal.rep), &deal).await;
        assert!(page.body.contains("受注後の記録") && page.body.contains("導入の完了"), "{}", page.body);
        portal.at(portal.office.now().plus_hours(1));
        assert_eq!(note(&portal.admin, "launch", "yes").await, StatusCode::SEE_OTHER);
        assert_eq!(managed(&portal, &id).await, 0);
        portal.at(portal.office.now().plus_days(190));
        for (what, sum) in [("launch", 40), ("renewal", 100), ("healthy", 140)] {
            assert_eq!(note(&portal.manager, what, "").await, StatusCode::SEE_OTHER);
            assert_eq!(managed(&portal, &id).await, sum, "{what}");
        }
        assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
    }
}
