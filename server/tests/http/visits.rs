//! Joint visits: arranged on `/visits/:id`; reported on `/deals/:id`, answered on `/console/deals/:id`.

mod arranged;
mod by_mail;

use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    caller::Caller,
    deals::{DealSheet, ReviewDesk},
    id::DealId,
    points::Balance,
    visits::{VisitList, VisitSheet, VisitState},
};
use jiso_server::{
    programme::replay,
    testing::{Answered, TestPortal, portal, portals},
};

use crate::deals::{approve, register};

/// What the deal's visits have brought.
async fn points(portal: &TestPortal, id: &str) -> (i64, i64) {
    let id: DealId = id.parse().unwrap();
    let mut tx = portal.office.store.read().await.unwrap();
    let lines = tx.entries_around(portal.aoba, Subject::Deal(id), &[], None).await.unwrap();
    let sum = Balance::of(lines.iter().map(|line| &line.entry).filter(|entry| entry.rule.ends_with("joint_visit")));
    (sum.provisional, sum.confirmed)
}

async fn report(portal: &TestPortal, who: &Caller, id: &str, on: &str) -> Answered {
    let fields = [("deal", id), ("visited_on", on), ("note", "工場長に三人で説明")];
    portal.post(Some(who), &format!("/deals/{id}"), "report_visit", &fields).await
}

async fn answer(portal: &TestPortal, who: &Caller, id: &str, held: &str) -> Answered {
    let mut tx = portal.office.store.read().await.unwrap();
    let visit = tx.visits_of_deal(id.parse().unwrap()).await.unwrap().remove(0).id.to_string();
    drop(tx);
    let fields = [("visit", visit.as_str()), ("held", held)];
    portal.post(Some(who), &format!("/console/deals/{id}"), "answer_visit", &fields).await
}

#[tokio::test]
async fn a_visit_is_confirmed_by_both_sides() {
    for portal in portals().await {
        portal.import_content().await;
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let early = report(&portal, &portal.rep, &id, "2026-11-16").await;
        assert_eq!(early.status, StatusCode::CONFLICT, "not approved yet");
        approve(&portal, &id).await;
        let page = portal.get(Some(&portal.rep), &format!("/deals/{id}")).await;
        assert!(page.body.contains("すぐに130 ptが仮付与され"), "{}", page.body);
        let wrong = report(&portal, &portal.rep, &id, "2026-12-31").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("工場長に三人で説明"), "what was typed is kept");

        let sent = report(&portal, &portal.rep, &id, "2026-11-16").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert_eq!(points(&portal, &id).await, (130, 0), "80, and 50 for the company's first");
        assert_eq!(report(&portal, &portal.lead, &id, "2026-11-16").await.status, StatusCode::SEE_OTHER);
        assert_eq!(points(&portal, &id).await, (130, 0), "reported twice, it is one visit");

        let home = portal.get(Some(&portal.rep), "/").await;
        assert!(home.body.contains("商談同行の確認"), "it waits on the vendor: {}", home.body);
        let desk: ReviewDesk = portal.call_get(Some(&portal.manager), "/api/deals_to_review?filter[show]=").await.read();
        assert_eq!((desk.visits.len(), desk.visits[0].customer.as_str()), (1, "北浜製作所"));
        assert!(!desk.visits[0].late);
        let review = portal.get(Some(&portal.manager), &format!("/console/deals/{id}")).await;
        assert!(review.body.contains("工場長に三人で説明") && review.body.contains("同行は行われた"), "{}", review.body);
        assert_eq!(answer(&portal, &portal.manager, &id, "yes").await.status, StatusCode::SEE_OTHER);
        assert_eq!(points(&portal, &id).await, (0, 130));
        assert_eq!(answer(&portal, &portal.admin, &id, "no").await.status, StatusCode::SEE_OTHER);
        assert_eq!(points(&portal, &id).await, (0, 130), "answered once");
        assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
        let mut tx = portal.office.store.read().await.unwrap();
        let standing = tx.standing(portal.aoba).await.unwrap();
        assert_eq!((standing.count(ActivityKind::JointVisitReported), standing.count(ActivityKind::JointVisitHeld)), (1, 1));
        assert!(tx.visits_waiting(portal.office.now(), 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_visit_that_waited_too_long_looks_late_on_the_desk() {
    for portal in portals().await {
        portal.import_content().await;
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        report(&portal, &portal.rep, &id, "2026-11-16").await;
        let page = portal.get(Some(&portal.manager), "/console/deals").await;
        assert!(page.body.contains("までに回答") && !page.body.contains("の回答期限を過ぎています"), "{}", page.body);
        portal.at(portal.office.now().plus_hours(24 * 14));
        let desk: ReviewDesk = portal.call_get(Some(&portal.manager), "/api/deals_to_review?filter[show]=").await.read();
        assert!(desk.visits[0].late, "{:?}", desk.visits);
        let page = portal.get(Some(&portal.manager), "/console/deals").await;
        assert!(page.body.contains("の回答期限を過ぎています") && !page.body.contains("までに回答"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_visit_that_did_not_take_place_is_taken_back_and_may_be_reported_again() {
    for portal in portals().await {
        portal.import_content().await;
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        report(&portal, &portal.rep, &id, "2026-11-16").await;
        assert_eq!(answer(&portal, &portal.manager, &id, "perhaps").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer(&portal, &portal.manager, &id, "no").await.status, StatusCode::SEE_OTHER);
        assert_eq!(points(&portal, &id).await, (0, 0));
        let sheet: DealSheet = portal.call_get(Some(&portal.rep), &format!("/api/deal?id={id}")).await.read();
        assert!(sheet.visits.may_report && sheet.visits.visits[0].state == VisitState::Denied);
        portal.at(portal.office.now().plus_hours(2));
        report(&portal, &portal.rep, &id, "2026-11-16").await;
        assert_eq!(points(&portal, &id).await, (130, 0));
        assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
    }
}

#[tokio::test]
async fn visits_are_for_those_they_concern() {
    for portal in portals().await {
        portal.import_content().await;
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        assert_eq!(report(&portal, &portal.rival, &id, "2026-11-16").await.status, StatusCode::NOT_FOUND);
        assert_eq!(report(&portal, &portal.manager, &id, "2026-11-16").await.status, StatusCode::FORBIDDEN);
        report(&portal, &portal.rep, &id, "2026-11-16").await;
        answer(&portal, &portal.rep, &id, "yes").await;
        assert_eq!(points(&portal, &id).await, (130, 0), "nobody confirms what they reported themselves");
        assert_eq!(answer(&portal, &portal.editor, &id, "yes").await.status, StatusCode::FORBIDDEN);
        let nowhere = [("visit", "00000000-0000-7000-8000-000000000000"), ("held", "yes")];
        assert_eq!(portal.call(Some(&portal.manager), "answer_visit", &nowhere).await.status, StatusCode::NOT_FOUND);
        assert_eq!(points(&portal, &id).await, (130, 0));
    }
}
