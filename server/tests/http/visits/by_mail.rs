//! A visit's time chosen from the mail that names it: once, by its reader, without signing in.

use super::{
    arranged::{act, approved, ask, id_in, sheet, slot},
    *,
};

/// The path of the newest link to a visit's times that was mailed to an address.
async fn link_to(portal: &TestPortal, address: &str) -> String {
    let mails = portal.mails().await;
    let mail = mails.iter().rfind(|mail| mail.to == address && mail.text.contains("/act/")).expect("a letter with a link");
    let link = mail.text.lines().find_map(|line| line.strip_prefix("http://portal.test/act/")).unwrap();
    format!("/act/{link}")
}

fn token(link: &str) -> &str {
    link.strip_prefix("/act/").unwrap().split('?').next().unwrap()
}

#[tokio::test]
async fn a_time_is_chosen_from_the_mail_once() {
    for portal in portals().await {
        let deal = approved(&portal).await;
        let visit = id_in(&ask(&portal, &portal.manager, &deal, &[]).await);
        let link = link_to(&portal, "rep@aoba.example").await;
        let (one, two) = (slot(&portal, &visit, 0).await, slot(&portal, &visit, 1).await);
        for (lang, words) in [("ja", "11月19日（木）10:30〜11:30"), ("en", "Fix this time")] {
            let page = portal.get(None, &format!("/act/{}?lang={lang}", token(&link))).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains("北浜製作所") && page.body.contains(words), "{}", page.body);
        }
        assert_eq!(sheet(&portal, &portal.rep, &visit).await.state, VisitState::Proposed, "looking does nothing");
        let other = portal.post(None, &link, "act_by_link", &[("token", token(&link)), ("slot", "1")]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "a time that was not named");
        assert!(other.body.contains("一覧から選んでください"), "{}", other.body);

        let first = [("token", token(&link)), ("slot", one.as_str())];
        let second = [("token", token(&link)), ("slot", two.as_str())];
        let (a, b) =
            tokio::join!(portal.post(None, &link, "act_by_link", &first), portal.post(None, &link, "act_by_link", &second));
        let mut statuses = [a.status, b.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "{} {}", a.body, b.body);
        let fixed = sheet(&portal, &portal.manager, &visit).await;
        assert_eq!((fixed.state, fixed.moved_by), (VisitState::Agreed, portal.rep.name.clone()));
        let used = portal.get(None, &link).await;
        assert!(
            used.body.contains("このリンクは使用済みです") && used.body.contains(&format!("/visits/{visit}")),
            "{}",
            used.body
        );
        let door = portal.get(None, &format!("/visits/{visit}")).await;
        assert_eq!(door.status, StatusCode::SEE_OTHER, "it signs nobody in");
    }
}

#[tokio::test]
async fn a_link_to_times_that_are_no_longer_asked_about_fixes_nothing() {
    for portal in portals().await {
        let deal = approved(&portal).await;
        let visit = id_in(&ask(&portal, &portal.manager, &deal, &[]).await);
        let link = link_to(&portal, "rep@aoba.example").await;
        let chosen = slot(&portal, &visit, 0).await;
        let fields = [("token", token(&link)), ("slot", chosen.as_str())];
        // The partner names other times: now the vendor is asked, by a link of its own.
        let times = [("day1", "2026-11-24"), ("time1", "16:00")];
        assert_eq!(act(&portal, &portal.rep, &visit, "propose_visit_times", &times).await, StatusCode::OK);
        let page = portal.get(None, &link).await;
        assert!(page.body.contains("いまは選べません") && !page.body.contains("この日時に決める"), "{}", page.body);
        let late = portal.post(None, &link, "act_by_link", &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
        let theirs = link_to(&portal, "manager@vendor.example").await;
        assert_ne!(theirs, link);

        // All of the times are over.
        portal.at(portal.office.now().plus_days(30));
        for link in [link, theirs] {
            let page = portal.get(None, &link).await;
            assert_eq!(page.status, StatusCode::CONFLICT);
            assert!(page.body.contains("このリンクは使えません") && !page.body.contains("北浜製作所"), "{}", page.body);
        }
        let state = sheet(&portal, &portal.rep, &visit).await;
        assert_eq!((state.state, state.starts_at), (VisitState::Proposed, None));
    }
}

#[tokio::test]
async fn a_link_of_somebody_who_has_left_shows_nothing_and_does_nothing() {
    for portal in portals().await {
        let deal = approved(&portal).await;
        let visit = id_in(&ask(&portal, &portal.manager, &deal, &[]).await);
        let link = link_to(&portal, "rep@aoba.example").await;
        let chosen = slot(&portal, &visit, 0).await;
        assert_eq!(crate::key_persons::leave(&portal, &portal.lead, &portal.rep, &portal.lead).await, StatusCode::OK);
        let page = portal.get(None, &link).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
        assert!(!page.body.contains("北浜製作所"), "{}", page.body);
        let late = portal.post(None, &link, "act_by_link", &[("token", token(&link)), ("slot", chosen.as_str())]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
        assert_eq!(sheet(&portal, &portal.lead, &visit).await.state, VisitState::Proposed);
    }
}
