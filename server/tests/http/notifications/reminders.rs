//! A protection's end is announced by the programme's days, each once, and a link in the letter extends it, once.

use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    caller::Caller,
    failure::{Conflict, Failure},
    id::DealId,
    time::{Day, Timestamp},
};
use jiso_server::{
    jobs::{clock::let_time_pass, mail::Mail},
    testing::{TestPortal, portal, portals},
};
use jiso_store::accounts::User;

use crate::deals::{approve, register, reject, win};

/// A protected deal with its last day.
async fn protected(portal: &TestPortal, key: &str, customer: &str) -> (String, Day) {
    let deal = register(portal, &portal.rep, key, customer).await;
    approve(portal, &deal).await;
    let last_day = last_day(portal, &deal).await;
    (deal, last_day)
}

async fn last_day(portal: &TestPortal, deal: &str) -> Day {
    let mut tx = portal.office.store.read().await.unwrap();
    let found = tx.deal(deal.parse().unwrap()).await.unwrap().unwrap();
    found.deal.status.approval().unwrap().protection.last_day
}

/// The partner has done something about it lately, without which there is no extension.
async fn touched(portal: &TestPortal, deal: &str) {
    portal.happen(&portal.rep, ActivityKind::StageMoved, Subject::Deal(deal.parse::<DealId>().unwrap())).await;
}

async fn reminders(portal: &TestPortal) -> Vec<Mail> {
    portal.mails().await.into_iter().filter(|mail| mail.subject.contains("【保護期間】")).collect()
}

fn link_in(mail: &Mail) -> String {
    let link = mail.text.lines().find_map(|line| line.strip_prefix("http://portal.test/act/")).expect("a link");
    format!("/act/{link}")
}

#[tokio::test]
async fn the_owner_is_reminded_on_the_programmes_days_once_each() {
    for portal in portals().await {
        let (_, last) = protected(&portal, "key-000000000001", "北浜製作所").await;
        let mut told = 0;
        for days_before in (0..=40).rev() {
            portal.at(last.plus(-days_before).at_minute(600));
            // The clock looks every minute, on every node.
            let (one, two) = tokio::join!(portal.office.remind_of_protections(), portal.office.remind_of_protections());
            let new = one.unwrap() + two.unwrap() + portal.office.remind_of_protections().await.unwrap();
            assert_eq!(new, usize::from([30, 14, 7, 1].contains(&days_before)), "{days_before} days before");
            told += new;
        }
        assert_eq!(told, 4);
        let mails = reminders(&portal).await;
        assert_eq!(mails.len(), 4);
        assert!(mails.iter().all(|mail| mail.to == "rep@aoba.example" && mail.text.contains("北浜製作所")));
        assert!(mails[3].text.contains("あと1日") && mails[3].text.contains("いまは延長できません"), "{}", mails[3].text);
        let page = portal.get(Some(&portal.rep), "/notifications").await;
        assert!(page.body.contains("の保護期間は2027年2月14日までです"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_day_missed_is_made_up_for_and_what_is_over_is_not_told() {
    let portal = portal().await;
    let (_, last) = protected(&portal, "key-000000000001", "北浜製作所").await;
    let (won, _) = protected(&portal, "key-000000000002", "南港運輸").await;
    win(&portal, &won).await;
    let other = register(&portal, &portal.rep, "key-000000000003", "西川電機").await;
    reject(&portal, &other).await;
    // The portal stood still for two weeks.
    portal.at(last.plus(-10).at_minute(600));
    assert_eq!(portal.office.remind_of_protections().await.unwrap(), 1, "the nearest only, and only what is protected");
    assert!(reminders(&portal).await[0].text.contains("あと10日"));
    portal.at(last.plus(1).at_minute(600));
    let_time_pass(&portal.office).await.unwrap();
    assert_eq!(portal.office.remind_of_protections().await.unwrap(), 0);
}

#[tokio::test]
async fn a_link_extends_the_protection_once_and_signs_nobody_in() {
    for portal in portals().await {
        let (deal, last) = protected(&portal, "key-000000000001", "北浜製作所").await;
        portal.at(last.plus(-14).at_minute(600));
        touched(&portal, &deal).await;
        assert_eq!(portal.office.remind_of_protections().await.unwrap(), 1);
        let link = link_in(&reminders(&portal).await[0]);
        for _ in 0..2 {
            // Mail programs look behind links: looking does nothing.
            let page = portal.get(None, &link).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains("保護期間の延長") && page.body.contains("佐藤 健さんの操作として"), "{}", page.body);
        }
        assert_eq!(last_day(&portal, &deal).await, last);
        let (path, query) = link.split_once('?').unwrap();
        let token = path.strip_prefix("/act/").unwrap();
        let fields = [("token", token)];
        let (one, two) =
            tokio::join!(portal.post(None, &link, "act_by_link", &fields), portal.post(None, &link, "act_by_link", &fields),);
        let mut statuses = [one.status, two.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "a link works once");
        let (done, again) = if one.status == StatusCode::SEE_OTHER { (one, two) } else { (two, one) };
        assert!(again.body.contains("このリンクは使用済みです"), "{}", again.body);
        let english = portal.post(None, &format!("{path}?lang=en"), "act_by_link", &fields).await;
        assert_eq!(english.status, StatusCode::CONFLICT);
        assert!(english.body.contains("This link has been used"), "{}", english.body);
        assert_eq!(done.location(), format!("{path}?done=1&{query}"));
        assert!(done.headers.get("set-cookie").is_none(), "it signs nobody in");
        let days = i32::from(portal.office.programme().promises.extension_days);
        assert_eq!(last_day(&portal, &deal).await, last.plus(days));
        let page = portal.get(None, done.location()).await;
        assert!(
            page.status == StatusCode::OK && page.body.contains("完了しました") && page.body.contains("このリンクは使用済みです")
        );
        let home = portal.get(None, &format!("/deals/{deal}")).await;
        assert_eq!(home.status, StatusCode::SEE_OTHER, "to sign in");
        let mut tx = portal.office.store.read().await.unwrap();
        let found = tx.deal(deal.parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(found.deal.changed_by, Some(portal.rep.user));
    }
}

#[tokio::test]
async fn links_that_lead_nowhere_say_so_and_show_the_way_on() {
    for portal in portals().await {
        let (deal, last) = protected(&portal, "key-000000000001", "北浜製作所").await;
        portal.at(last.plus(-14).at_minute(600));
        touched(&portal, &deal).await;
        portal.office.remind_of_protections().await.unwrap();
        let link = link_in(&reminders(&portal).await[0]);
        let token = link.strip_prefix("/act/").unwrap().split('?').next().unwrap().to_owned();
        let unknown = portal.get(None, "/act/nonsense").await;
        assert_eq!(unknown.status, StatusCode::CONFLICT);
        assert!(unknown.body.contains("このリンクは使えません") && unknown.body.contains("ポータルを開く"), "{}", unknown.body);
        let refused = portal.call(None, "act_by_link", &[("token", "nonsense")]).await;
        assert_eq!(refused.failure(), Failure::Conflict { conflict: Conflict::LinkSpent });
        // Extended on the page meanwhile: there is nothing left to do, and the link says so without being spent.
        let version = version(&portal, &deal).await;
        let extended = portal.call(Some(&portal.rep), "extend_deal", &[("deal", &deal), ("version", &version)]).await;
        assert_eq!(extended.status, StatusCode::OK, "{}", extended.body);
        let page = portal.get(None, &link).await;
        assert!(page.body.contains("いまは延長できません") && !page.body.contains("まで延長する"), "{}", page.body);
        let answer = portal.post(None, &link, "act_by_link", &[("token", &token)]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body.contains("この操作はできません"), "{}", answer.body);
        // Over with the protection that it was about.
        portal.at(last.plus(1).start());
        let until = last_day(&portal, &deal).await;
        for (lang, word) in [("ja", "このリンクは使えません"), ("en", "This link does not work")] {
            let page = format!("/act/{token}?lang={lang}");
            for late in [portal.get(None, &page).await, portal.post(None, &page, "act_by_link", &[("token", &token)]).await] {
                assert_eq!(late.status, StatusCode::CONFLICT);
                assert!(late.body.contains(word) && !late.body.contains("北浜製作所"), "{lang}: {}", late.body);
            }
        }
        assert_eq!(last_day(&portal, &deal).await, until);
    }
}

#[tokio::test]
async fn who_moved_to_another_company_extends_nothing() {
    let portal = portal().await;
    let (deal, last) = protected(&portal, "key-000000000001", "北浜製作所").await;
    portal.at(last.plus(-14).at_minute(600));
    touched(&portal, &deal).await;
    let link = link_to(&portal, &portal.rival, &deal, last.plus(1).start()).await;
    let page = portal.get(None, &link).await;
    assert!(page.status == StatusCode::CONFLICT && !page.body.contains("北浜製作所"), "{}", page.body);
    let token = link.strip_prefix("/act/").unwrap().split('?').next().unwrap().to_owned();
    assert_eq!(portal.call(None, "act_by_link", &[("token", &token)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(last_day(&portal, &deal).await, last);
}

async fn version(portal: &TestPortal, deal: &str) -> String {
    let mut tx = portal.office.store.read().await.unwrap();
    tx.deal(deal.parse().unwrap()).await.unwrap().unwrap().deal.version.to_string()
}

/// A link for somebody else.
async fn link_to(portal: &TestPortal, who: &Caller, deal: &str, until: Timestamp) -> String {
    let mut tx = portal.office.store.write().await.unwrap();
    let user: User = tx.user(who.user).await.unwrap().unwrap();
    let action = jiso::notifications::MailAction::ExtendProtection(deal.parse().unwrap());
    let link = portal.office.act_link(&mut tx, &user, action, until).await.unwrap();
    tx.commit().await.unwrap();
    link.strip_prefix("http://portal.test").unwrap().to_owned()
}
