//! More time granted from the mail that asks for it: once, by its reader, without signing in.

use axum::http::StatusCode;
use jiso::{caller::Caller, deals::StatusKey, goals::Said, notifications::MailAction, time::Day};
use jiso_server::testing::{TestPortal, portals};
use jiso_store::key_persons::Departure;

use super::{approve, decide, register, status};

const WHY: (&str, &str) = ("reason", "決裁者が替わり、稟議が来月に延びました");

/// A deal whose own extension is spent and whose partner asks for more time, and the path of the link that was mailed.
async fn asked(portal: &TestPortal) -> (String, String) {
    let id = register(portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    approve(portal, &id).await;
    portal.at(portal.office.now().plus_days(70));
    decide(portal, &portal.rep, "move_deal", &id, &[("stage", "meeting")]).await;
    assert_eq!(decide(portal, &portal.rep, "extend_deal", &id, &[]).await.status, StatusCode::OK);
    portal.at(portal.office.now().plus_days(35));
    ask(portal, &id).await;
    let link = mailed(portal, "manager@vendor.example").await;
    (id, link)
}

async fn ask(portal: &TestPortal, id: &str) {
    let sent = decide(portal, &portal.rep, "ask_extension", id, &[WHY]).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
}

async fn mailed(portal: &TestPortal, address: &str) -> String {
    let mails = portal.mails().await;
    let mail = mails.iter().rfind(|mail| mail.to == address && mail.text.contains("/act/")).expect("a letter with a link");
    assert!(mail.subject.contains("北浜製作所") && mail.text.contains(WHY.1) && mail.text.contains("佐藤"), "{mail:?}");
    mail.text.lines().find_map(|line| line.strip_prefix("http://portal.test")).unwrap().to_owned()
}

fn token(link: &str) -> &str {
    link.strip_prefix("/act/").unwrap().split('?').next().unwrap()
}

async fn press(portal: &TestPortal, link: &str) -> jiso_server::testing::Answered {
    portal.post(None, link, "act_by_link", &[("token", token(link))]).await
}

async fn protected_until(portal: &TestPortal, id: &str) -> Day {
    let mut tx = portal.office.store.read().await.unwrap();
    tx.deal(id.parse().unwrap()).await.unwrap().unwrap().deal.status.approval().unwrap().protection.last_day
}

#[tokio::test]
async fn more_time_is_granted_from_the_mail_once() {
    for portal in portals().await {
        let (id, link) = asked(&portal).await;
        let (before, version) = (protected_until(&portal, &id).await, status(&portal, &id).await.1);
        for (lang, words) in [("ja", "2027年4月15日まで延長する"), ("en", "Extend until 15 Apr 2027")] {
            let page = portal.get(None, &format!("/act/{}?lang={lang}", token(&link))).await;
            assert_eq!(page.status, StatusCode::OK);
            for word in ["北浜製作所", "青葉商会", WHY.1, "佐藤", words] {
                assert!(page.body.contains(word), "{word}: {}", page.body);
            }
        }
        assert_eq!(status(&portal, &id).await.1, version, "looking does nothing");

        let (one, two) = tokio::join!(press(&portal, &link), press(&portal, &link));
        let mut statuses = [one.status, two.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "{} {}", one.body, two.body);
        assert_eq!(protected_until(&portal, &id).await, before.plus(30), "once");
        let used = portal.get(None, &link).await;
        assert!(
            used.body.contains("このリンクは使用済みです") && used.body.contains(&format!("/console/deals/{id}")),
            "{}",
            used.body
        );
        assert_eq!(press(&portal, &link).await.status, StatusCode::CONFLICT);
        let told = portal.mails().await.into_iter().rfind(|mail| mail.to == "rep@aoba.example").unwrap();
        assert!(told.subject.contains("保護期間を延長しました"), "{told:?}");
        let page = portal.get(Some(&portal.rep), &format!("/deals/{id}")).await;
        assert!(page.body.contains("保護期間を延長"), "{}", page.body);
        let door = portal.get(None, &format!("/console/deals/{id}")).await;
        assert_eq!(door.status, StatusCode::SEE_OTHER, "it signs nobody in");
    }
}

#[tokio::test]
async fn what_a_colleague_has_decided_stays_and_the_link_says_who() {
    for portal in portals().await {
        let (id, link) = asked(&portal).await;
        let no = [("text", "次の予定をお知らせいただければ延長できます")];
        assert_eq!(decide(&portal, &portal.admin, "decline_extension", &id, &no).await.status, StatusCode::OK);
        let before = (protected_until(&portal, &id).await, status(&portal, &id).await);
        let page = portal.get(None, &link).await;
        let who = portal.admin.name.as_str();
        assert!(page.body.contains(who) && page.body.contains("お受けしないと決めています"), "{}", page.body);
        assert!(!page.body.contains("まで延長する"), "{}", page.body);
        let late = press(&portal, &link).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains(&format!("{who}さんが")) && late.body.contains("すでに決めています"), "{}", late.body);
        assert_eq!((protected_until(&portal, &id).await, status(&portal, &id).await), before);

        portal.at(portal.office.now().plus_hours(1));
        // Asked anew, it is another wish: the first link does not grant it.
        ask(&portal, &id).await;
        let newer = mailed(&portal, "manager@vendor.example").await;
        assert_ne!(newer, link);
        let old = press(&portal, &link).await;
        assert_eq!(old.status, StatusCode::CONFLICT, "{}", old.body);
        assert!(portal.get(None, &link).await.body.contains("このリンクは使えません"));
        assert_eq!(protected_until(&portal, &id).await, before.0);
        assert_eq!(decide(&portal, &portal.admin, "grant_extension", &id, &[]).await.status, StatusCode::OK);
        let page = portal.get(None, &format!("/act/{}?lang=en", token(&newer))).await;
        assert!(page.body.contains(who) && page.body.contains("granted it at"), "{}", page.body);
        assert_eq!(press(&portal, &newer).await.status, StatusCode::CONFLICT);
        assert_eq!(protected_until(&portal, &id).await, before.0.plus(30), "once");
    }
}

#[tokio::test]
async fn who_has_left_grants_nothing_nor_does_a_partner() {
    for portal in portals().await {
        let (id, link) = asked(&portal).await;
        let theirs = link_for(&portal, &portal.rep, &id).await;
        let mut tx = portal.office.store.write().await.unwrap();
        let left = Departure {
            user: portal.manager.user,
            company: portal.aoba,
            to: portal.lead.user,
            said: Said { by: portal.admin.user, at: portal.office.now() },
            champion: false,
            deals: 0,
            steps: 0,
            visits: 0,
            questions: 0,
        };
        assert!(tx.insert_departure(&left).await.unwrap());
        tx.commit().await.unwrap();
        let before = (protected_until(&portal, &id).await, status(&portal, &id).await);
        for link in [link, theirs] {
            let page = portal.get(None, &link).await;
            assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
            assert!(page.body.contains("このリンクは使えません") && !page.body.contains("北浜製作所"), "{}", page.body);
            let late = press(&portal, &link).await;
            assert!(matches!(late.status, StatusCode::CONFLICT | StatusCode::FORBIDDEN), "{}", late.body);
        }
        assert_eq!((protected_until(&portal, &id).await, status(&portal, &id).await), before);
        // Asked once more, nobody who is gone is written to.
        let no = [("text", "次の予定をお知らせいただければ延長できます")];
        assert_eq!(decide(&portal, &portal.admin, "decline_extension", &id, &no).await.status, StatusCode::OK);
        let mails = portal.mails().await.iter().filter(|mail| mail.to == "manager@vendor.example").count();
        ask(&portal, &id).await;
        let after = portal.mails().await.iter().filter(|mail| mail.to == "manager@vendor.example").count();
        assert_eq!(after, mails);
    }
}

#[tokio::test]
async fn a_deal_that_is_over_is_not_extended() {
    for portal in portals().await {
        let (id, link) = asked(&portal).await;
        assert_eq!(decide(&portal, &portal.lead, "withdraw_deal", &id, &[]).await.status, StatusCode::OK);
        let page = portal.get(None, &link).await;
        assert!(page.body.contains("その後終わりました") && !page.body.contains("まで延長する"), "{}", page.body);
        let late = press(&portal, &link).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
        assert_eq!(status(&portal, &id).await.0, StatusKey::Withdrawn);
    }
}

#[tokio::test]
async fn a_protection_that_is_over_meanwhile_is_not_revived() {
    for portal in portals().await {
        let (id, link) = asked(&portal).await;
        // Longer than even a vendor who does not answer keeps it.
        portal.at(portal.office.now().plus_days(60));
        portal.office.let_deals_age().await.unwrap();
        assert_eq!(status(&portal, &id).await.0, StatusKey::Expired);
        let until = protected_until(&portal, &id).await;
        for answer in [portal.get(None, &link).await, press(&portal, &link).await] {
            assert_eq!(answer.status, StatusCode::CONFLICT);
            assert!(answer.body.contains("このリンクは使えません") && !answer.body.contains("北浜製作所"), "{}", answer.body);
        }
        assert_eq!((protected_until(&portal, &id).await, status(&portal, &id).await.0), (until, StatusKey::Expired));
    }
}

/// A link for somebody to whom none is sent.
async fn link_for(portal: &TestPortal, who: &Caller, id: &str) -> String {
    let mut tx = portal.office.store.write().await.unwrap();
    let user = tx.user(who.user).await.unwrap().unwrap();
    let action = MailAction::GrantExtension(id.parse().unwrap());
    let link = portal.office.act_link(&mut tx, &user, action, portal.office.now().plus_days(5)).await.unwrap();
    tx.commit().await.unwrap();
    link.strip_prefix("http://portal.test").unwrap().to_owned()
}
