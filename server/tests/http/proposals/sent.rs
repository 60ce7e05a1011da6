//! What still has gaps is marked as sent only when that is meant.

use axum::http::StatusCode;
use jiso::failure::{Failure, Problem};
use jiso_server::testing::portals;

use super::{KEY, made, save, send, sheet};

#[tokio::test]
async fn marking_as_sent_asks_back_about_gaps() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        let page = format!("/proposals/{id}");
        let before = portal.get(Some(&portal.rep), &page).await.body;
        assert!(!before.contains("form[with_gaps]"), "nobody is asked before it matters: {before}");
        let form = [("id", id.as_str()), ("to", "総務部 髙﨑様"), ("on", "2026-11-16"), ("idempotency_key", KEY)];
        let asked = portal.post(Some(&portal.rep), &page, "send_proposal", &form).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.body);
        for said in [
            "埋まっていない箇所：現状の理解：【従業員数】、数字で見る課題：【40】【6】【80】【9】、",
            "form[with_gaps]",
            "先に本文で埋める",
            "value=\"総務部 髙﨑様\"",
        ] {
            assert!(asked.body.replace("<!>", "").contains(said), "{said}: {}", asked.body);
        }
        assert!(sheet(&portal, &portal.rep, &id).await.versions.is_empty(), "nothing is kept");
        let Failure::Invalid { errors } = portal.call(Some(&portal.rep), "send_proposal", &form).await.failure() else {
            panic!("asked")
        };
        assert!(matches!(errors.of("with_gaps"), Some(Problem::GapsLeft { .. })), "{errors:?}");
        assert_eq!(send(&portal, &portal.rep, &id, "2026-11-16", KEY).await.status, StatusCode::OK);
        let again = portal.call(Some(&portal.rep), "send_proposal", &form).await;
        assert_eq!(again.status, StatusCode::OK, "what was sent is not asked about again");
        assert_eq!(sheet(&portal, &portal.rep, &id).await.versions.len(), 1);
    }
}

#[tokio::test]
async fn what_has_no_gaps_is_sent_at_once_and_gaps_stand_open() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        let page = format!("/proposals/{id}");
        let open = |body: &str| {
            let before = body.split("業種・従業員数・お見積額・自社の担当者").next().unwrap();
            before.rsplit("<details").next().unwrap().contains("open")
        };
        let new = sheet(&portal, &portal.rep, &id).await;
        assert_eq!(new.blanks, ["employees"]);
        assert!(open(&portal.get(Some(&portal.rep), &page).await.body), "a gap of its own stands open");
        save(&portal, &portal.rep, &new, &[("employees", "120")]).await;
        assert!(!open(&portal.get(Some(&portal.rep), &page).await.body));
        let written = sheet(&portal, &portal.rep, &id).await;
        let regions = vec!["ご確認ください。".to_owned(); written.form.regions.len()];
        let all: Vec<(String, String)> = (0..).map(|place: usize| format!("regions.{place}")).zip(regions).collect();
        let all: Vec<(&str, &str)> = all.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        save(&portal, &portal.rep, &written, &all).await;
        let full = sheet(&portal, &portal.rep, &id).await;
        assert_eq!((full.gaps, full.blanks.len()), (0, 0), "{:?}", full.form);
        let form = [("id", id.as_str()), ("to", "髙﨑様"), ("on", "2026-11-16"), ("idempotency_key", KEY)];
        assert_eq!(portal.call(Some(&portal.rep), "send_proposal", &form).await.status, StatusCode::OK);
    }
}
