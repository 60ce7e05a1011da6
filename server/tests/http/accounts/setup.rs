//! `/setup/:token`: the one-time link that the first start of an empty portal prints.

use axum::http::{StatusCode, header};
use jiso::caller::Role;
use jiso_server::testing::{TestPortal, empty_offices, portals};

#[tokio::test]
async fn the_first_administrator_comes_in_through_the_page() {
    for (office, portal) in empty_offices().await.into_iter().zip(portals().await) {
        let link = office.first_administrator_link().await.unwrap().unwrap();
        let path = link.strip_prefix("http://portal.test").unwrap();
        let portal = TestPortal { office, ..portal }.without_demo();

        for (lang, title) in [("ja", "最初の管理者"), ("en", "First administrator")] {
            let page = portal.get(None, &format!("{path}?lang={lang}")).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
            assert!(page.body.contains(title) && page.body.contains("name=\"form[token]\""), "{}", page.body);
        }

        let form = |again: &'static str| {
            [
                ("token", path.rsplit('/').next().unwrap()),
                ("name", "初野 守"),
                ("email", "hatsuno@vendor.example"),
                ("password", "長いことばは安全です"),
                ("password_again", again),
            ]
        };
        let wrong = portal.post(None, path, "create_first_administrator", &form("違うことばは安全です")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
        for kept in ["2つのパスワードが一致していません", "value=\"初野 守\"", "value=\"hatsuno@vendor.example\""]
        {
            assert!(wrong.body.contains(kept), "{kept}: {}", wrong.body);
        }
        assert!(!wrong.body.contains("長いことばは安全です"), "but not the password");
        let made = portal.office.store.read().await.unwrap().user_by_email("hatsuno@vendor.example").await.unwrap();
        assert!(made.is_none(), "a mistake spends no link");

        let made = portal.post(None, path, "create_first_administrator", &form("長いことばは安全です")).await;
        assert_eq!((made.status, made.location()), (StatusCode::SEE_OTHER, "/"), "{}", made.body);
        let user = portal.office.store.read().await.unwrap().user_by_email("hatsuno@vendor.example").await.unwrap().unwrap();
        assert_eq!((user.name.as_str(), user.role, user.company), ("初野 守", Role::Administrator, None));
        let cookie = made.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        assert!(cookie.starts_with("jiso_session=") && cookie.contains("HttpOnly"), "{cookie}");
        let team = portal.get(Some(&user.caller()), "/console/team").await;
        assert_eq!(team.status, StatusCode::OK, "{}", team.body);
        assert!(team.body.contains("hatsuno@vendor.example"), "{}", team.body);

        let again = portal.post(None, path, "create_first_administrator", &form("長いことばは安全です")).await;
        for spent in [portal.get(None, path).await, again] {
            assert_eq!(spent.status, StatusCode::CONFLICT);
            assert!(spent.body.contains("使用済み"), "{}", spent.body);
        }
    }
}
