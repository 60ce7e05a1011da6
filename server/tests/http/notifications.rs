//! `/notifications`: what the portal tells somebody stands there, is theirs alone, and is counted in the header of every page.

mod by_mail;
mod live;
mod reminders;

use axum::http::StatusCode;
use jiso::{caller::Caller, failure::Failure, lang::Lang};
use jiso_app::notifications::NoticesWords;
use jiso_server::testing::{TestPortal, portal, portals};

use crate::deals::{approve, register, reject};

async fn notices(portal: &TestPortal, who: &Caller) -> NoticesWords {
    portal.call_get(Some(who), "/api/notifications").await.read()
}

#[tokio::test]
async fn a_decision_is_told_to_the_owner_and_counted_until_it_is_read() {
    for portal in portals().await {
        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let home = portal.get(Some(&portal.rep), "/notifications").await;
        assert!(home.body.contains("未読の通知はありません") && home.body.contains("aria-label=\"通知\""), "{}", home.body);
        approve(&portal, &deal).await;
        let page = portal.get(Some(&portal.rep), "/notifications").await;
        assert_eq!(page.status, StatusCode::OK);
        for words in ["通知（未読1件）", "北浜製作所様の案件（DR-", "が承認されました", "2027年2月14日まで"]
        {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        let sheet = notices(&portal, &portal.rep).await;
        assert_eq!((sheet.unread.len(), sheet.read.len(), sheet.count), (1, 0, 1));
        let id = sheet.unread[0].id.clone();
        let opened = portal.post(Some(&portal.rep), "/notifications", "open_notice", &[("notice", &id)]).await;
        assert_eq!((opened.status, opened.location()), (StatusCode::SEE_OTHER, format!("/deals/{deal}").as_str()));
        let sheet = notices(&portal, &portal.rep).await;
        assert_eq!((sheet.unread.len(), sheet.read.len()), (0, 1));
        let page = portal.get(Some(&portal.rep), &format!("/deals/{deal}")).await;
        assert!(page.body.contains("aria-label=\"通知\""), "nothing is counted any more");
        assert!(notices(&portal, &portal.lead).await.unread.is_empty(), "a colleague is told nothing");
    }
}

#[tokio::test]
async fn what_came_after_the_page_was_shown_stays_unread() {
    for portal in portals().await {
        let first = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let second = register(&portal, &portal.rep, "key-000000000002", "南港運輸").await;
        approve(&portal, &first).await;
        let newest = notices(&portal, &portal.rep).await.unread[0].id.clone();
        reject(&portal, &second).await;
        let fields = [("newest", newest.as_str())];
        let done = portal.post(Some(&portal.rep), "/notifications", "read_all_notices", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let told = portal.get(Some(&portal.rep), done.location()).await;
        assert!(told.body.contains("すべて既読にしました"), "{}", told.body);
        let sheet = notices(&portal, &portal.rep).await;
        assert_eq!((sheet.unread.len(), sheet.read.len(), sheet.count), (1, 1, 1));
        assert!(sheet.unread[0].headline.contains("南港運輸"), "{:?}", sheet.unread);
    }
}

#[tokio::test]
async fn nobody_reads_what_was_told_to_somebody_else() {
    for portal in portals().await {
        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &deal).await;
        let id = notices(&portal, &portal.rep).await.unread[0].id.clone();
        for stranger in [&portal.lead, &portal.rival, &portal.manager, &portal.admin] {
            let answer = portal.call(Some(stranger), "open_notice", &[("notice", &id)]).await;
            assert_eq!((answer.status, answer.failure()), (StatusCode::NOT_FOUND, Failure::NotFound));
            portal.call(Some(stranger), "read_all_notices", &[("newest", &id)]).await;
        }
        let wrong = portal.call(Some(&portal.rep), "open_notice", &[("notice", "nonsense")]).await;
        assert_eq!(wrong.status, StatusCode::NOT_FOUND);
        assert_eq!(notices(&portal, &portal.rep).await.unread.len(), 1, "still unread");
        let nobody = portal.get(None, "/notifications").await;
        assert_eq!((nobody.status, nobody.location()), (StatusCode::SEE_OTHER, "/sign-in?next=%2Fnotifications"));
    }
}

#[tokio::test]
async fn it_is_worded_in_the_language_in_which_it_is_read() {
    let portal = portal().await;
    let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    approve(&portal, &deal).await;
    let page = portal.get(Some(&portal.rep), &format!("/notifications?lang={}", Lang::En.as_str())).await;
    assert!(page.body.contains("Approved: 北浜製作所 (DR-") && page.body.contains("Notifications (1 unread)"), "{}", page.body);
}
