//! What is begun or sent once more, with nothing new in it, is there once.

use axum::http::StatusCode;
use jiso_server::testing::portals;

use super::{KEY, made, make, save, sheet};

#[tokio::test]
async fn what_nobody_has_touched_is_not_begun_again() {
    for portal in portals().await {
        let (deal, id) = made(&portal).await;
        let begin = async |key: &str| make(&portal, &deal, "first-proposal", key).await;
        assert_eq!(begin("key-000000000031").await, id, "back in the browser, the page has another key");
        portal.at(portal.office.now().plus_days(1));
        assert_eq!(begin("key-000000000032").await, id);
        let untouched = sheet(&portal, &portal.rep, &id).await;
        assert_eq!(untouched.form.date, "2026-11-17", "it is of the day on which it was begun last");
        assert_eq!(begin("key-000000000033").await, id, "that touches nothing");

        let other = make(&portal, &deal, "executive-one-page", "key-000000000034").await;
        assert_ne!(other, id, "another template is another proposal");
        let english =
            [("deal", deal.as_str()), ("template", "first-proposal"), ("lang", "en"), ("idempotency_key", "key-000000000035")];
        let page = portal.post(Some(&portal.rep), &format!("/proposals/new?deal={deal}"), "make_proposal", &english).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        assert!(!page.location().contains(&id), "another language is another proposal");

        let untouched = sheet(&portal, &portal.rep, &id).await;
        let saved = save(&portal, &portal.rep, &untouched, &[("contact", "総務部 髙﨑")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let second = begin("key-000000000036").await;
        assert_ne!(second, id, "what was saved stays as it is");
        assert_eq!(sheet(&portal, &portal.rep, &id).await.form.contact, "総務部 髙﨑");
        let kept = portal.call(Some(&portal.rep), "keep_proposal", &[("id", &second)]).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
        let third = begin("key-000000000037").await;
        assert!(third != second && third != id, "what was kept stays as it is");
        assert_eq!(begin("key-000000000038").await, third);
    }
}

#[tokio::test]
async fn what_is_noted_as_sent_is_not_noted_again() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        let page = format!("/proposals/{id}");
        let form = |to, on, key| [("id", id.as_str()), ("to", to), ("on", on), ("idempotency_key", key)];
        let first = [form("髙﨑様", "2026-11-16", KEY).as_slice(), &[("with_gaps", "true")]].concat();
        let sent = portal.post(Some(&portal.rep), &page, "send_proposal", &first).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let again = form("\u{3000}髙﨑様 ", "2026-11-16", "key-000000000031");
        let again = portal.post(Some(&portal.rep), &page, "send_proposal", &again).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "nothing is asked about again: {}", again.body);
        let lines = async || {
            let versions = sheet(&portal, &portal.rep, &id).await.versions;
            versions.into_iter().map(|version| (version.number, version.sent.len())).collect::<Vec<_>>()
        };
        assert_eq!(lines().await, [(1, 1)]);

        portal.at(portal.office.now().plus_days(1));
        for (to, on, key) in [("大西様", "2026-11-16", "key-000000000032"), ("髙﨑様", "2026-11-17", "key-000000000033")] {
            let form = [form(to, on, key).as_slice(), &[("with_gaps", "true")]].concat();
            let sent = portal.post(Some(&portal.rep), &page, "send_proposal", &form).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        }
        assert_eq!(lines().await, [(1, 3)], "somebody else and another day are lines of their own");
        save(&portal, &portal.rep, &sheet(&portal, &portal.rep, &id).await, &[("title", "改めてのご提案")]).await;
        let newer = [form("髙﨑様", "2026-11-17", "key-000000000034").as_slice(), &[("with_gaps", "true")]].concat();
        let sent = portal.post(Some(&portal.rep), &page, "send_proposal", &newer).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert_eq!(lines().await, [(2, 1), (1, 3)], "so is another version");
    }
}
