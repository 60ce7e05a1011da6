use axum::http::StatusCode;
use jiso_server::testing::portals;

#[tokio::test]
async fn questions_are_grouped_and_lead_to_a_person() {
    for portal in portals().await {
        let empty = portal.get(Some(&portal.rep), "/questions").await;
        assert!(empty.body.contains("よくある質問はまだありません"), "{}", empty.body);
        portal.import_content().await;
        let page = portal.get(Some(&portal.rep), "/questions").await;
        assert_eq!(page.status, StatusCode::OK);
        for part in ["id=\"trial-how\"", "id=\"topic-deals\"", "href=\"mailto:partner@kumoworks.example\"", "1営業日以内"] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
        assert!(
            page.body.contains("href=\"/progress\" rel=\"noopener\"") && page.body.contains("href=\"/deals\" rel=\"noopener\"")
        );
        let staff = portal.get(Some(&portal.manager), "/questions").await;
        assert!(staff.body.contains("id=\"trial-how\""));
        for closed in ["href=\"/progress", "href=\"/deals", "href=\"/company"] {
            assert!(!staff.body.contains(closed), "{closed} is not for the vendor's people");
        }
        let english = portal.get(Some(&portal.rep), "/questions?lang=en").await;
        assert!(english.body.contains("within 1 business day."), "{}", english.body);
    }
}
