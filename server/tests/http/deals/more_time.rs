//! A protection that lasts longer, a deal in which nothing moves, a review that nobody answers, and who goes on with a deal.

use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    deals::StatusKey,
    id::DealId,
    points::Balance,
};
use jiso_server::testing::{TestPortal, portals};

use super::{approve, decide, points, register, status};

#[tokio::test]
async fn a_further_extension_is_asked_for_and_answered_by_a_promised_time() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        let (deal, review) = (format!("/deals/{id}"), format!("/console/deals/{id}"));
        portal.at(portal.office.now().plus_days(70));
        let reason = [("reason", "決裁者が替わり、稟議が来月に延びました")];
        let early = decide(&portal, &portal.rep, "ask_extension", &id, &reason).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "one's own comes first");
        decide(&portal, &portal.rep, "move_deal", &id, &[("stage", "meeting")]).await;
        assert_eq!(decide(&portal, &portal.rep, "extend_deal", &id, &[]).await.status, StatusCode::OK);
        let soon = decide(&portal, &portal.rep, "ask_extension", &id, &reason).await;
        assert_eq!(soon.status, StatusCode::CONFLICT, "not before the end is near");
        portal.at(portal.office.now().plus_days(35));
        assert!(portal.get(Some(&portal.rep), &deal).await.body.contains("延長をお願いする"));
        let version = status(&portal, &id).await.1.to_string();
        let seen = [("deal", id.as_str()), ("version", version.as_str())];
        let short = portal.post(Some(&portal.rep), &deal, "ask_extension", &[seen[0], seen[1], ("reason", "稟議")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason says something");
        assert!(short.body.contains(">稟議</textarea>"), "and what was typed is kept: {}", short.body);
        let sent = portal.post(Some(&portal.rep), &deal, "ask_extension", &[seen[0], seen[1], reason[0]]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let page = portal.get(Some(&portal.rep), sent.location()).await;
        assert!(page.body.contains("それまで保護は続きます") && page.body.contains("延長をお願い"), "{}", page.body);
        let desk = portal.get(Some(&portal.manager), "/console/deals").await;
        assert!(desk.body.contains("延長のお返事"), "it is on the vendor's clock: {}", desk.body);
        let page = portal.get(Some(&portal.manager), &review).await;
        assert!(page.body.contains("稟議が来月に延びました") && page.body.contains("30日延長する"), "{}", page.body);

        // Nobody answers: the vendor pays, and the customer stays protected.
        portal.at(portal.office.now().plus_days(20));
        portal.office.let_deals_age().await.unwrap();
        assert_eq!(status(&portal, &id).await.0, StatusKey::Approved);
        assert_eq!(points(&portal, &id).await, (0, 170), "20 for the late answer");
        let no = [("text", "次の予定をお知らせいただければ延長できます")];
        assert_eq!(decide(&portal, &portal.manager, "decline_extension", &id, &no).await.status, StatusCode::OK);
        let page = portal.get(Some(&portal.rep), &deal).await;
        assert!(page.body.contains("延長はお受けできませんでした") && page.body.contains(no[0].1), "{}", page.body);
        let mail = portal.mails().await.into_iter().rfind(|mail| mail.to == "rep@aoba.example").unwrap();
        assert!(mail.subject.contains("延長") && mail.text.contains(no[0].1), "{mail:?}");
        assert_eq!(portal.office.let_deals_age().await, Ok(1), "what has run out meanwhile ends now");
        assert_eq!(status(&portal, &id).await.0, StatusKey::Expired);
    }
}

#[tokio::test]
async fn a_yes_to_more_time_counts_from_the_end_or_from_today() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        portal.at(portal.office.now().plus_days(80));
        decide(&portal, &portal.rep, "move_deal", &id, &[("stage", "meeting")]).await;
        decide(&portal, &portal.rep, "extend_deal", &id, &[]).await;
        portal.at(portal.office.now().plus_days(30));
        let reason = [("reason", "決裁者が替わり、稟議が来月に延びました")];
        assert_eq!(decide(&portal, &portal.rep, "ask_extension", &id, &reason).await.status, StatusCode::OK);
        let before = protected_until(&portal, &id).await;
        assert_eq!(decide(&portal, &portal.manager, "grant_extension", &id, &[]).await.status, StatusCode::OK);
        assert_eq!(protected_until(&portal, &id).await, before.plus(30));
        let page = portal.get(Some(&portal.rep), &format!("/deals/{id}?lang=en")).await;
        assert!(page.body.contains("Protection extended"), "{}", page.body);
    }
}

async fn protected_until(portal: &TestPortal, id: &str) -> jiso::time::Day {
    let mut tx = portal.office.store.read().await.unwrap();
    let deal = tx.deal(id.parse().unwrap()).await.unwrap().unwrap().deal;
    deal.status.approval().unwrap().protection.last_day
}

#[tokio::test]
async fn a_deal_in_which_nothing_moves_is_shown_to_both_sides() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        let deal = format!("/deals/{id}");
        portal.at(portal.office.now().plus_days(20));
        assert!(!portal.get(Some(&portal.rep), &deal).await.body.contains("動きがありません"));
        portal.at(portal.office.now().plus_days(1));
        let page = portal.get(Some(&portal.rep), &deal).await;
        assert!(page.body.contains("21日間、動きがありません") && page.body.contains("商談同行もご相談"), "{}", page.body);
        assert!(portal.get(Some(&portal.rep), "/deals").await.body.contains("動きなし"));
        let desk = portal.get(Some(&portal.manager), "/console/deals?show=stale").await;
        assert!(desk.body.contains("北浜製作所") && desk.body.contains("最後の動き"), "{}", desk.body);
        let planned = [("stage", "meeting"), ("next_step", "見積を送る"), ("next_step_on", "2027-01-15")];
        assert_eq!(decide(&portal, &portal.rep, "move_deal", &id, &planned).await.status, StatusCode::OK);
        assert!(!portal.get(Some(&portal.rep), &deal).await.body.contains("動きがありません"));
        assert!(!portal.get(Some(&portal.manager), "/console/deals?show=stale").await.body.contains("北浜製作所"));
    }
}

#[tokio::test]
async fn a_review_that_nobody_answers_becomes_a_second_persons() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        portal.at(portal.office.now().plus_days(1).plus_hours(1));
        portal.office.let_deals_age().await.unwrap();
        assert!(portal.mails().await.iter().all(|mail| mail.to != "admin@vendor.example"), "late, but not yet for a day");
        portal.at(portal.office.now().plus_days(1));
        for expected in [1, 0] {
            assert_eq!(portal.office.let_deals_age().await, Ok(expected), "once a promise");
        }
        let told: Vec<_> = portal.mails().await.into_iter().filter(|mail| mail.to == "admin@vendor.example").collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].text.contains(&format!("/console/deals/{id}")) && told[0].text.contains("青葉商会"), "{told:?}");
        let page = portal.get(Some(&portal.rep), &format!("/deals/{id}")).await;
        assert!(page.body.contains("次の責任者へ"), "the partner sees it too: {}", page.body);
    }
}

#[tokio::test]
async fn a_lead_gives_a_deal_to_a_colleague_and_the_order_is_the_new_owners() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        let deal = format!("/deals/{id}");
        assert!(!portal.get(Some(&portal.rep), &deal).await.body.contains("担当を替える"), "a rep does not");
        assert!(portal.get(Some(&portal.lead), &deal).await.body.contains("担当を替える"));
        let (lead, rival) = (portal.lead.user.to_string(), portal.rival.user.to_string());
        for (owner, wanted) in [(rival.as_str(), StatusCode::UNPROCESSABLE_ENTITY), ("", StatusCode::UNPROCESSABLE_ENTITY)] {
            let answer = decide(&portal, &portal.lead, "hand_over_deal", &id, &[("owner", owner)]).await;
            assert_eq!(answer.status, wanted, "{}", answer.body);
        }
        let version = status(&portal, &id).await.1.to_string();
        let fields = [("deal", id.as_str()), ("version", version.as_str()), ("owner", lead.as_str())];
        let done = portal.post(Some(&portal.lead), &deal, "hand_over_deal", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = portal.get(Some(&portal.rep), &deal).await;
        assert!(page.body.contains("担当を変更") && page.body.contains("鈴木 恵"), "{}", page.body);
        let amount = [("amount", "864000")];
        assert_eq!(decide(&portal, &portal.rep, "win_deal", &id, &amount).await.status, StatusCode::FORBIDDEN, "no more theirs");
        assert_eq!(decide(&portal, &portal.lead, "win_deal", &id, &amount).await.status, StatusCode::OK);
        let mut tx = portal.office.store.read().await.unwrap();
        let about = tx.activities_about(portal.aoba, id.parse::<DealId>().unwrap().uuid()).await.unwrap();
        let owner = |kind| about.iter().find(|one| one.kind == kind).unwrap().user;
        assert_eq!(owner(ActivityKind::DealRegistered), Some(portal.rep.user), "what was earned stays");
        assert_eq!(owner(ActivityKind::DealWon), Some(portal.lead.user));
    }
}

#[tokio::test]
async fn the_vendor_moves_a_deal_and_neither_company_learns_of_the_other() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        let review = format!("/console/deals/{id}");
        let last_day = protected_until(&portal, &id).await;
        portal.at(portal.office.now().plus_hours(1));
        let why = ("reason", "担当地域が替わったため");
        for company in ["", "青葉商会", "どこにもない会社"] {
            let answer = decide(&portal, &portal.manager, "transfer_deal", &id, &[("company", company), why]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{company}: {}", answer.body);
        }
        let fields = [("deal", id.as_str()), ("version", "2"), ("company", "みなと情報"), why];
        let done = portal.post(Some(&portal.manager), &review, "transfer_deal", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let there = done.location().split(['/', '?']).nth(3).unwrap().to_owned();
        assert_ne!(there, id);
        assert_eq!((status(&portal, &id).await.0, status(&portal, &there).await.0), (StatusKey::Released, StatusKey::Approved));
        assert_eq!(protected_until(&portal, &there).await, last_day, "under the same protection");

        let before = portal.get(Some(&portal.rep), &format!("/deals/{id}")).await;
        assert!(
            before.body.contains("担当地域が替わったため") && before.body.contains("別のパートナーへ引き継ぎ"),
            "{}",
            before.body
        );
        assert!(!before.body.contains("みなと情報"));
        let after = portal.get(Some(&portal.rival), &format!("/deals/{there}")).await;
        assert!(after.body.contains("別のパートナーから引き継ぎ") && !after.body.contains("青葉商会"), "{}", after.body);
        assert!(
            !after.body.contains("工場長に電話") && !after.body.contains("案件を登録<"),
            "its past is not theirs: {}",
            after.body
        );
        assert_eq!(portal.get(Some(&portal.rival), &format!("/deals/{id}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(portal.get(Some(&portal.rep), &format!("/deals/{there}")).await.status, StatusCode::NOT_FOUND);

        assert_eq!(decide(&portal, &portal.rival, "win_deal", &there, &[("amount", "864000")]).await.status, StatusCode::OK);
        assert_eq!(points(&portal, &id).await, (0, 150), "what was earned stays where it was earned");
        assert_eq!(points(&portal, &there).await, (350, 0), "the order is theirs who won it");
        let mut tx = portal.office.store.read().await.unwrap();
        let (aoba, minato) = (tx.standing(portal.aoba).await.unwrap(), tx.standing(portal.minato).await.unwrap());
        assert_eq!((aoba.count(ActivityKind::DealWon), minato.count(ActivityKind::DealWon)), (0, 1));
        let of = Subject::Deal(there.parse().unwrap());
        let lines = tx.entries_around(portal.minato, of, &[], None).await.unwrap();
        assert!(Balance::of(lines.iter().map(|line| &line.entry)).provisional >= 350);
        let told: Vec<String> = portal.mails().await.into_iter().map(|mail| format!("{} {}", mail.to, mail.subject)).collect();
        assert!(told.iter().any(|line| line.starts_with("rep@aoba.example") && line.contains("引き継ぎました")), "{told:?}");
        assert!(told.iter().any(|line| line.starts_with("rep@minato.example") && line.contains("引き継いで")), "{told:?}");
    }
}
