//! What an approval protects, for how long, and what others are told of it.

use axum::http::StatusCode;
use jiso::{
    caller::Caller,
    deals::{StatusKey, Verdict},
};
use jiso_server::testing::portals;

use super::{WHY, decide, points, register, status};

#[tokio::test]
async fn a_customer_that_is_protected_is_taken_and_nobody_is_named() {
    for portal in portals().await {
        let ask = |who: Caller, customer: &'static str| {
            let portal = &portal;
            async move {
                let fields = [("customer", customer), ("corporate_number", ""), ("domain", "")];
                let answer = portal.call(Some(&who), "deal_verdict", &fields).await;
                (answer.read::<Option<Verdict>>(), answer.body)
            }
        };
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        assert_eq!(ask(portal.rival.clone(), "北浜製作").await.0, Some(Verdict::Similar));
        assert_eq!(ask(portal.rival.clone(), "北").await.0, None);
        assert_eq!(ask(portal.rival.clone(), "青葉薬局").await.0, Some(Verdict::Clear));
        decide(&portal, &portal.manager, "approve_deal", &id, &[]).await;
        let (taken, said) = ask(portal.rival.clone(), "株式会社 北浜製作所").await;
        assert!(matches!(taken, Some(Verdict::TakenUntil { month }) if month.month() == 2), "{said}");
        assert!(!said.contains("青葉") && !said.contains(&id), "{said}");
        assert_eq!(ask(portal.rep.clone(), "北浜製作所").await.0, Some(Verdict::OursAlready { deal: id.parse().unwrap() }));

        let theirs = register(&portal, &portal.rival, "key-000000000002", "㈱北浜製作所").await;
        assert_eq!(status(&portal, &theirs).await.0, StatusKey::Conflicted);
        assert_eq!(points(&portal, &theirs).await, (0, 0), "what was granted is taken back");
        portal.at(portal.office.now().plus_hours(1));
        let sheet = portal.call_get(Some(&portal.rival), &format!("/api/deal?id={theirs}")).await;
        assert!(!sheet.body.contains("青葉商会") && !sheet.body.contains("佐藤"), "{}", sheet.body);
        let answer = decide(&portal, &portal.manager, "approve_deal", &theirs, &[]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "an appeal has to come first");
        let appeal = [("text", "別の事業所で、担当部署も予算も異なります")];
        assert_eq!(decide(&portal, &portal.rival, "appeal_deal", &theirs, &appeal).await.status, StatusCode::OK);
        let answer = decide(&portal, &portal.manager, "approve_deal", &theirs, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "one protection a customer: {}", answer.body);
        assert_eq!(decide(&portal, &portal.manager, "release_deal", &id, &[]).await.status, StatusCode::OK);
        assert_eq!(decide(&portal, &portal.manager, "approve_deal", &theirs, &[]).await.status, StatusCode::OK);
        assert_eq!(points(&portal, &theirs).await, (0, 150), "a second look pays after all");
        assert_eq!(decide(&portal, &portal.manager, "reject_deal", &theirs, &WHY).await.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn a_protection_is_extended_once_and_ends() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        decide(&portal, &portal.manager, "approve_deal", &id, &[]).await;
        portal.at(portal.office.now().plus_days(60));
        assert_eq!(
            decide(&portal, &portal.rep, "extend_deal", &id, &[]).await.status,
            StatusCode::CONFLICT,
            "nothing has happened"
        );
        decide(&portal, &portal.rep, "move_deal", &id, &[("stage", "meeting")]).await;
        assert_eq!(decide(&portal, &portal.rep, "extend_deal", &id, &[]).await.status, StatusCode::OK);
        assert_eq!(decide(&portal, &portal.rep, "extend_deal", &id, &[]).await.status, StatusCode::CONFLICT, "once");
        portal.at(portal.office.now().plus_days(60));
        assert_eq!(portal.office.let_deals_age().await, Ok(0), "the last day is protected");
        portal.at(portal.office.now().plus_days(1));
        assert_eq!(portal.office.let_deals_age().await, Ok(1));
        assert_eq!(portal.office.let_deals_age().await, Ok(0));
        assert_eq!(status(&portal, &id).await.0, StatusKey::Expired);
        assert_eq!(points(&portal, &id).await, (0, 150), "what was confirmed stays");
    }
}
