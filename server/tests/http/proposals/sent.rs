//! What still has gaps is marked as sent only when that is meant.

use axum::http::StatusCode;
use jiso::{
    failure::{Failure, Problem},
    time::Day,
};
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
        let gaps = sheet(&portal, &portal.rep, &id).await.gaps;
        let question = format!("まだ埋まっていない項目が{gaps}件あります。このまま送付済みにしますか？");
        for said in [
            question.as_str(),
            ">現状の理解：【従業員数】</a>",
            ">数字で見る課題：【40】【6】【80】【9】</a>",
            "form[with_gaps]",
            "value=\"総務部 髙﨑様\"",
        ] {
            assert!(asked.body.replace("<!>", "").contains(said), "{said}: {}", asked.body);
        }
        assert!(!asked.body.contains("か所ご確認ください"), "nothing was entered wrongly: {}", asked.body);
        let at = |said: &str| asked.body.find(said).unwrap_or_else(|| panic!("{said}: {}", asked.body));
        assert!(at(&question) < at(">数字で見る課題：") && at(">数字で見る課題：") < at("form[with_gaps]"), "{}", asked.body);
        // Each line leads to a part of the page that is there, and unfolded.
        let question = asked.body.split("id=\"send-question\"").nth(1).unwrap().split("form[with_gaps]").next().unwrap();
        let parts: Vec<&str> = question.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(parts.contains(&"proposal-head") && parts.iter().any(|part| part.starts_with("region-")), "{parts:?}");
        for part in parts {
            let tag = asked.body.split(&format!("id=\"{part}\"")).nth(1).unwrap_or_else(|| panic!("{part}")).split('>').next();
            assert!(!part.starts_with("region-") || tag.is_some_and(|tag| tag.contains("open")), "{part}: {tag:?}");
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
async fn nothing_is_marked_as_sent_before_it_was_made() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        let form = |on| [("id", id.as_str()), ("to", "髙﨑様"), ("on", on), ("idempotency_key", KEY), ("with_gaps", "true")];
        let page = format!("/proposals/{id}");
        for on in ["2020-01-01", "2026-11-15"] {
            let early = portal.post(Some(&portal.rep), &page, "send_proposal", &form(on)).await;
            assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{on}: {}", early.body);
            let field = early.body.split("id=\"f-on\"").nth(1).unwrap();
            assert!(field.contains("以降の日付を入力してください。"), "{on}: {field}");
        }
        let earliest = Day::from_ymd(2026, 11, 16).unwrap();
        let refused = portal.call(Some(&portal.rep), "send_proposal", &form("2020-01-01")).await.failure();
        assert_eq!(refused, Failure::invalid("on", Problem::DateBefore { earliest }));
        assert!(sheet(&portal, &portal.rep, &id).await.versions.is_empty(), "nothing is kept");
        assert_eq!(send(&portal, &portal.rep, &id, "2026-11-16", KEY).await.status, StatusCode::OK);
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
        // What no PDF shows is asked about as well, in the addressee's name too.
        save(&portal, &portal.rep, &full, &[("contact", "𠮷田")]).await;
        let asked = portal.post(Some(&portal.rep), &page, "send_proposal", &form).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.body);
        let question = "PDFでは〓になる文字が1字あります。このまま送付済みにしますか？";
        assert!(asked.body.contains(question) && !asked.body.contains("まだ埋まっていない"), "{}", asked.body);
        save(&portal, &portal.rep, &sheet(&portal, &portal.rep, &id).await, &[("contact", "吉田")]).await;
        assert_eq!(portal.call(Some(&portal.rep), "send_proposal", &form).await.status, StatusCode::OK);
    }
}
