use axum::http::StatusCode;
use jiso_server::testing::{portal, portals};

#[tokio::test]
async fn the_door_shows_five_people_and_lets_one_in() {
    for portal in portals().await {
        let door = portal.get(None, "/demo").await;
        assert_eq!(door.status, StatusCode::OK);
        for name in ["佐藤 健", "鈴木 恵", "田村 真", "伊藤 文", "渡辺 統"] {
            assert!(door.body.contains(name), "{name}: {}", door.body);
        }
        for key in ["rep", "lead", "manager", "editor", "admin"] {
            assert!(door.body.contains(&format!("value=\"{key}\"")), "{key}");
        }
        let entered = portal.send(None, "/demo/sign-in", "persona=rep&next=/me").await;
        assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, "/me"));
        assert!(entered.headers.contains_key("set-cookie"));
        let elsewhere = portal.send(None, "/demo/sign-in", "persona=rep&next=https://evil.example").await;
        assert_eq!(elsewhere.location(), "/");
        assert_eq!(portal.send(None, "/demo/sign-in", "persona=god").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn mail_is_shown_newest_first_with_its_links() {
    let portal = portal().await;
    let empty = portal.get(None, "/demo/mail").await;
    assert!(empty.body.contains("まだメールはありません"), "{}", empty.body);
    for email in ["eins@aoba.example", "zwei@aoba.example"] {
        let fields = [("email", email), ("role", "partner_rep"), ("lang", "ja")];
        assert_eq!(portal.call(Some(&portal.lead), "invite", &fields).await.status, StatusCode::OK);
        portal.at(portal.office.now().plus_hours(1));
    }
    portal.mails().await;
    let page = portal.get(None, "/demo/mail").await;
    let (newer, older) = (page.body.find("zwei@aoba.example").unwrap(), page.body.find("eins@aoba.example").unwrap());
    assert!(newer < older);
    assert!(page.body.contains("href=\"http://portal.test/invite/"), "{}", page.body);
}

#[tokio::test]
async fn without_a_demo_there_is_no_door() {
    let portal = portal().await.without_demo();
    for path in ["/demo", "/demo/mail", "/demo/widgets"] {
        assert_eq!(portal.get(Some(&portal.rep), path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let refused = portal.send(None, "/demo/sign-in", "persona=admin").await;
    assert!(!refused.headers.contains_key("set-cookie") && refused.location().starts_with("/sign-in"));
}
