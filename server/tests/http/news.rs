use axum::http::StatusCode;
use jiso::{activity::ActivityKind, caller::Caller};
use jiso_server::testing::{TestPortal, portal, portals};

async fn reads(portal: &TestPortal) -> usize {
    let all = portal.office.store.read().await.unwrap().activities_of_company(portal.aoba, 100).await.unwrap();
    all.iter().filter(|activity| activity.kind == ActivityKind::NewsRead).count()
}

#[tokio::test]
async fn news_are_new_until_they_are_read_once() {
    for portal in portals().await {
        portal.import_content().await;
        let rep = Some(&portal.rep);
        let list = portal.get(rep, "/news").await.body;
        assert!(list.contains("まだ読んでいないお知らせが6件あります"), "{list}");
        let newest = list.find("2026年11月20日").unwrap();
        assert!(newest < list.find("2026年9月8日").unwrap(), "newest first");
        let page = portal.get(rep, "/news/first-deal-campaign").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("1社目で届くポイント"));
        portal.get(rep, "/news/first-deal-campaign").await;
        portal.get(rep, "/news/first-deal-campaign?lang=en").await;
        assert_eq!(reads(&portal).await, 1, "read once, in whatever language");
        assert!(portal.get(rep, "/news").await.body.contains("まだ読んでいないお知らせが5件あります"));
        let lead: Option<&Caller> = Some(&portal.lead);
        assert!(portal.get(lead, "/news").await.body.contains("6件"), "a colleague has not read it");
    }
}

#[tokio::test]
async fn the_vendor_reads_without_a_trace() {
    let portal = portal().await;
    portal.import_content().await;
    let page = portal.get(Some(&portal.manager), "/news/first-deal-campaign").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(reads(&portal).await, 0);
    assert_eq!(portal.get(Some(&portal.rep), "/news/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.get(None, "/news").await.status, StatusCode::SEE_OTHER);
}
