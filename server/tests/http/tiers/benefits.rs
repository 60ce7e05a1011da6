//! Benefits that are counted: granted, used, taken back, gone with their period.

use axum::http::StatusCode;
use jiso::{activity::ActivityKind, failure::Failure, time::Day};
use jiso_server::{
    programme::replay,
    testing::{TestPortal, portals},
};

use super::at;

/// The company holds gold, which grants a consultation a month.
async fn hold_gold(portal: &TestPortal) {
    portal.import_content().await;
    let mut tx = portal.office.store.write().await.unwrap();
    let mut held = tx.tier_standing(portal.aoba).await.unwrap().unwrap();
    held.tier = "gold".into();
    tx.save_tier_standing(portal.aoba, &held).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_benefit_is_granted_used_and_granted_again() {
    for portal in portals().await {
        let path = format!("/console/partners/{}", portal.aoba);
        let company = portal.aoba.to_string();
        let keys = [(); 2].map(|()| portal.office.new_id::<()>().to_string());
        let note = async |key: &str| {
            let fields = [("idempotency_key", key), ("company", company.as_str()), ("benefit", "consultation")];
            portal.post(Some(&portal.manager), &path, "use_benefit", &fields).await
        };
        let none = note(&keys[0]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "registered companies have no consultation: {}", none.body);
        assert!(!portal.get(Some(&portal.manager), &path).await.body.contains("利用を記録する"));

        hold_gold(&portal).await;
        let progress = portal.get(Some(&portal.rep), "/progress").await;
        assert!(progress.body.contains("月次相談：あと1回（1回のうち、11月30日まで）"), "{}", progress.body);
        let noted = note(&keys[0]).await;
        assert_eq!(
            (noted.status, noted.location()),
            (StatusCode::SEE_OTHER, format!("{path}?used=1").as_str()),
            "{}",
            noted.body
        );
        let sheet = portal.get(Some(&portal.manager), noted.location()).await;
        assert!(
            sheet.body.contains("特典の利用を記録しました。") && sheet.body.contains("優先リード：あと2回"),
            "{}",
            sheet.body
        );
        let progress = portal.get(Some(&portal.rep), "/progress").await;
        assert!(progress.body.contains("月次相談：1回すべて利用しました（11月30日まで）"), "{}", progress.body);
        assert_eq!(note(&keys[0]).await.status, StatusCode::SEE_OTHER, "sent twice, it is one use");
        assert_eq!(note(&keys[1]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "there was one");

        portal.at(at("2026-12-01"));
        let progress = portal.get(Some(&portal.rep), "/progress").await;
        assert!(progress.body.contains("月次相談：あと1回（1回のうち、12月31日まで）"), "{}", progress.body);
    }
}

#[tokio::test]
async fn uses_are_the_vendors_to_note() {
    for portal in portals().await {
        hold_gold(&portal).await;
        let (company, key) = (portal.aoba.to_string(), portal.office.new_id::<()>().to_string());
        let key = ("idempotency_key", key.as_str());
        let mine = [key, ("company", company.as_str()), ("benefit", "consultation")];
        for who in [&portal.rep, &portal.lead, &portal.editor] {
            assert_eq!(portal.call(Some(who), "use_benefit", &mine).await.failure(), Failure::Forbidden, "{:?}", who.role);
        }
        let nobodys = [key, ("company", "nobody"), ("benefit", "consultation")];
        assert_eq!(portal.call(Some(&portal.manager), "use_benefit", &nobodys).await.failure(), Failure::NotFound);
        let foreign = portal.office.new_id::<()>().to_string();
        let foreign = [key, ("company", foreign.as_str()), ("benefit", "consultation")];
        assert_eq!(portal.call(Some(&portal.manager), "use_benefit", &foreign).await.failure(), Failure::NotFound);
    }
}

#[tokio::test]
async fn a_use_is_an_event_of_its_own_and_may_be_taken_back() {
    for portal in portals().await {
        hold_gold(&portal).await;
        let path = format!("/console/partners/{}", portal.aoba);
        let company = portal.aoba.to_string();
        let before = portal.office.store.read().await.unwrap().activities_of_company(portal.aoba, 1_000).await.unwrap();
        // The key of a form is anybody's to choose, also the id of another event.
        let forged = before[0].id.to_string();
        let fields = [("idempotency_key", forged.as_str()), ("company", company.as_str()), ("benefit", "consultation")];
        for _ in 0..2 {
            let noted = portal.post(Some(&portal.manager), &path, "use_benefit", &fields).await;
            assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.body);
        }
        let mut tx = portal.office.store.read().await.unwrap();
        let uses = tx.benefit_uses(portal.aoba, Day(0)).await.unwrap();
        let happened = tx.activities_of_company(portal.aoba, 1_000).await.unwrap();
        drop(tx);
        assert_eq!((uses.len(), happened.len()), (1, before.len() + 1));
        let event = happened.iter().find(|event| event.id == uses[0].activity).unwrap();
        assert_eq!((event.kind, event.id == before[0].id), (ActivityKind::BenefitUsed, false));

        let used = uses[0].activity.to_string();
        let back = [("company", company.as_str()), ("used", used.as_str())];
        let rivals = portal.minato.to_string();
        let elsewhere = [("company", rivals.as_str()), ("used", used.as_str())];
        assert_eq!(portal.call(Some(&portal.manager), "return_benefit", &elsewhere).await.failure(), Failure::NotFound);
        for who in [&portal.rep, &portal.lead, &portal.editor] {
            assert_eq!(portal.call(Some(who), "return_benefit", &back).await.failure(), Failure::Forbidden, "{:?}", who.role);
        }
        for _ in 0..2 {
            let returned = portal.post(Some(&portal.manager), &path, "return_benefit", &back).await;
            assert_eq!((returned.status, returned.location()), (StatusCode::SEE_OTHER, format!("{path}?returned=1").as_str()));
        }
        let sheet = portal.get(Some(&portal.manager), &format!("{path}?returned=1")).await.body;
        for part in ["利用の記録を取り消しました。", "特典の利用の取り消し", "月次相談：あと1回"]
        {
            assert!(sheet.contains(part), "{part}: {sheet}");
        }
        let events = portal.office.store.read().await.unwrap().activities_of_company(portal.aoba, 1_000).await.unwrap();
        assert_eq!(events.len(), before.len() + 2, "the use stays, and what took it back stands beside it");
        replays_but_for_the_tier_that_was_set(&portal).await;
    }
}

/// [`hold_gold`] sets what no review decided.
async fn replays_but_for_the_tier_that_was_set(portal: &TestPortal) {
    let mut lines = Vec::new();
    replay(&portal.office.store, |line| lines.push(line)).await.unwrap();
    assert!(lines.iter().all(|line| line.contains("the tier that is held differs")), "{lines:?}");
}

#[tokio::test]
async fn what_lapses_soon_is_told_to_both() {
    for portal in portals().await {
        hold_gold(&portal).await;
        portal.at(at("2026-11-10"));
        assert!(!portal.get(Some(&portal.manager), "/").await.body.contains("まもなく期限の特典"));
        portal.at(at("2026-11-20"));
        let home = portal.get(Some(&portal.manager), "/").await.body;
        for part in ["まもなく期限の特典", "青葉商会", "月次相談 あと1回", "優先リード あと2回", "あと10日"]
        {
            assert!(home.contains(part), "{part}: {home}");
        }
        let progress = portal.get(Some(&portal.rep), "/progress").await.body;
        for part in ["あと10日", "同時に登録できる案件", "60件まで", "マージンの上乗せ", "＋3ポイント"]
        {
            assert!(progress.contains(part), "{part}: {progress}");
        }
        assert!(!portal.get(Some(&portal.rep), "/").await.body.contains("まもなく期限の特典"));
    }
}
