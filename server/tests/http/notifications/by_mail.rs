//! How notifications come by mail: as somebody chose, never twice, and never lost when the mail server is down.

use axum::http::StatusCode;
use clap::Parser;
use jiso::{caller::Caller, notifications::NoticeKind, time::Timestamp};
use jiso_server::{
    config::Settings,
    jobs::{Work, clock::let_time_pass, mail::Outbox},
    testing::{Answered, TestPortal, portal, portals},
};

use crate::deals::{approve, register, reject};

/// All kinds come in one way.
async fn choose(portal: &TestPortal, who: &Caller, mail: &str, more: &[(&str, &str)]) -> Answered {
    let names: Vec<String> = NoticeKind::ALL.iter().map(|kind| format!("mail.{}", kind.as_str())).collect();
    let mut fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), mail)).collect();
    let base = [("quiet_from", ""), ("quiet_until", ""), ("zone", "Asia/Tokyo"), ("digest_at", "08:00")];
    fields.extend(base.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name)));
    fields.extend_from_slice(more);
    portal.post(Some(who), "/me", "change_notices", &fields).await
}

async fn decided(portal: &TestPortal, key: &str, customer: &str) -> String {
    let deal = register(portal, &portal.rep, key, customer).await;
    approve(portal, &deal).await;
    deal
}

#[tokio::test]
async fn the_digest_holds_what_was_not_mailed_and_is_unread() {
    for portal in portals().await {
        assert_eq!(choose(&portal, &portal.rep, "digest", &[]).await.status, StatusCode::SEE_OTHER);
        decided(&portal, "key-000000000001", "北浜製作所").await;
        decided(&portal, "key-000000000002", "南港運輸").await;
        let third = register(&portal, &portal.rep, "key-000000000003", "西川電機").await;
        reject(&portal, &third).await;
        let page = portal.get(Some(&portal.rep), "/notifications").await;
        assert!(page.body.contains("西川電機"), "in the portal it stands at once");
        let notices: jiso_app::notifications::NoticesWords =
            portal.call_get(Some(&portal.rep), "/api/notifications").await.read();
        let id = notices.unread[0].id.as_str();
        assert_eq!(portal.call(Some(&portal.rep), "open_notice", &[("notice", id)]).await.status, StatusCode::OK);
        assert_eq!(portal.mails().await.len(), 0, "nothing at once");
        assert_eq!(portal.office.send_digests().await.unwrap(), 0, "its hour has not come");
        let tomorrow = portal.office.now().day().plus(1);
        portal.at(Timestamp::from_micros(tomorrow.at_minute(480).micros() - 1));
        assert_eq!(portal.office.send_digests().await.unwrap(), 0);
        portal.at(tomorrow.at_minute(480));
        let (one, two) = tokio::join!(portal.office.send_digests(), portal.office.send_digests());
        assert_eq!(one.unwrap() + two.unwrap(), 1, "two nodes send it once");
        let mails = portal.mails().await;
        assert_eq!((mails.len(), mails[0].to.as_str()), (1, "rep@aoba.example"));
        assert_eq!(mails[0].subject, "未読の通知が2件あります");
        let text = &mails[0].text;
        let order = ["北浜製作所", "南港運輸", "http://portal.test/notifications", "http://portal.test/me#notices"]
            .map(|part| text.find(part));
        assert!(order.iter().all(Option::is_some) && order.is_sorted() && !text.contains("西川電機"), "{text}");
        portal.at(tomorrow.plus(1).at_minute(480));
        assert_eq!(portal.office.send_digests().await.unwrap(), 0, "never an empty one");
    }
}

#[tokio::test]
async fn what_is_not_wanted_is_not_mailed_and_quiet_hours_hold_the_rest() {
    for portal in portals().await {
        choose(&portal, &portal.rep, "never", &[]).await;
        decided(&portal, "key-000000000001", "北浜製作所").await;
        portal.at(portal.office.now().plus_days(1));
        let_time_pass(&portal.office).await.unwrap();
        assert_eq!(portal.mails().await.len(), 0);
        // It is ten in the morning in Japan, and one at night in London.
        let quiet = [("quiet_from", "22:00"), ("quiet_until", "07:00"), ("zone", "Europe/London")];
        assert_eq!(choose(&portal, &portal.rep, "at_once", &quiet).await.status, StatusCode::SEE_OTHER);
        decided(&portal, "key-000000000002", "南港運輸").await;
        assert_eq!(portal.mails().await.len(), 0, "held");
        let seven_in_london = portal.office.now().plus_hours(6);
        portal.at(Timestamp::from_micros(seven_in_london.micros() - 1));
        assert_eq!(portal.mails().await.len(), 0);
        portal.at(seven_in_london);
        let mails = portal.mails().await;
        assert!(mails.len() == 1 && mails[0].subject.contains("南港運輸"), "{mails:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_chosen_is_named_beside_its_field() {
    let portal = portal().await;
    let page = portal.get(Some(&portal.rep), "/me").await;
    for words in ["メールでの通知", "案件の審査結果", "name=\"form[mail][goal]\"", "Asia/Tokyo"] {
        assert!(page.body.contains(words), "{words}");
    }
    let vendors = portal.get(Some(&portal.manager), "/me").await;
    assert!(vendors.body.contains("form[mail][goal]") && !vendors.body.contains("form[mail][deal_decided]"));
    for wrong in [[("quiet_from", "22:00"), ("quiet_until", "22:00")], [("quiet_from", "22:00"), ("quiet_until", "")]] {
        let answer = choose(&portal, &portal.rep, "digest", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("aria-invalid=\"true\""), "{}", answer.body);
    }
    let answer = choose(&portal, &portal.rep, "digest", &[("zone", "Mars/Olympus")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = choose(&portal, &portal.rep, "digest", &[("digest_at", "17:30")]).await;
    let page = portal.get(Some(&portal.rep), saved.location()).await;
    assert!(page.body.contains("保存しました") && page.body.contains("17:30"), "{}", page.body);
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    settings: Settings,
}

#[tokio::test]
async fn a_mail_server_that_is_down_loses_nothing_and_gets_each_mail_once() {
    for portal in portals().await {
        // Nobody listens at this port.
        let mut settings = Line::parse_from(["jiso"]).settings;
        settings.smtp_url = Some("smtp://127.0.0.1:9".into());
        let down = Work { office: portal.office.clone(), outbox: Outbox::from_settings(&settings).unwrap() };
        decided(&portal, "key-000000000001", "北浜製作所").await;
        assert!(down.one().await.unwrap(), "tried");
        let mut pauses = Vec::new();
        for _ in 0..11 {
            let (tried, mut minutes) = (portal.office.now(), 0);
            // Looked at every minute; the runner looks more often.
            while !down.one().await.unwrap() {
                minutes += 1;
                portal.at(tried + std::time::Duration::from_mins(minutes));
            }
            pauses.push(minutes);
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]);
        // Three days later it is back.
        portal.at(portal.office.now().plus_days(3));
        let mails = portal.mails().await;
        assert!(mails.len() == 1 && mails[0].subject.contains("北浜製作所"), "{mails:?}");
        portal.at(portal.office.now().plus_days(1));
        assert!(!portal.work.one().await.unwrap(), "sent is sent");
    }
}
