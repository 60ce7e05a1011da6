//! What is kept of a form that was not sent.

use axum::http::StatusCode;
use jiso_server::testing::{portal, portals};

use super::{decide, form, register, with};

#[tokio::test]
async fn drafts_are_kept_until_they_are_sent() {
    for portal in portals().await {
        let half = with(form("key-000000000001", "北浜"), "amount", "");
        assert_eq!(portal.call(Some(&portal.rep), "autosave_deal", &half).await.status, StatusCode::OK);
        let page = portal.call_get(Some(&portal.rep), "/api/new_deal?again=").await;
        assert!(page.body.contains("北浜") && page.body.contains("key-000000000001"), "{}", page.body);
        assert!(
            !portal.call_get(Some(&portal.lead), "/api/new_deal?again=").await.body.contains("北浜"),
            "a draft is one person's"
        );
        register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        // An autosave that was on its way.
        assert_eq!(portal.call(Some(&portal.rep), "autosave_deal", &half).await.status, StatusCode::OK);
        assert!(!portal.call_get(Some(&portal.rep), "/api/new_deal?again=").await.body.contains("北浜"));
    }
}

#[tokio::test]
async fn a_draft_is_saved_by_a_button_without_javascript() {
    let portal = portal().await;
    let mut half = with(form("key-000000000001", "北浜製作所"), "amount", "");
    half.push(("_action", "/api/save_deal_draft"));
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("_action", "/api/register_deal");
    for (name, value) in &half {
        body.append_pair(&if *name == "_action" { (*name).to_owned() } else { format!("form[{name}]") }, value);
    }
    let saved = portal.post_body(Some(&portal.rep), "/deals/new", body.finish()).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/deals/new?saved=1"), "{}", saved.body);
    let page = portal.get(Some(&portal.rep), saved.location()).await;
    assert!(page.body.contains("value=\"北浜製作所\"") && page.body.contains("下書き保存済み 11月16日 10:00"), "{}", page.body);
    assert!(page.body.contains("同じお客様の登録はほかにありません"), "a verdict without JavaScript, too");
    assert!(portal.get(Some(&portal.rep), "/deals").await.body.contains("続きを書く"));
    let gone = portal.post(Some(&portal.rep), "/deals", "save_deal_draft", &[("idempotency_key", "nothing-is-left-of-it")]).await;
    assert_eq!((gone.status, gone.location()), (StatusCode::SEE_OTHER, "/deals"), "{}", gone.body);
    assert!(!portal.get(Some(&portal.rep), "/deals").await.body.contains("続きを書く"));
}

#[tokio::test]
async fn a_draft_has_its_limits() {
    let portal = portal().await;
    let need = "あ".repeat(100_000);
    let fields = with(form("key-000000000001", "北浜製作所"), "need", &need);
    let answered = portal.call(Some(&portal.rep), "save_deal_draft", &fields).await;
    assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!portal.get(Some(&portal.rep), "/deals").await.body.contains("続きを書く"));
}

#[tokio::test]
async fn a_deal_that_ended_is_registered_anew_with_what_was_said_of_it() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        assert_eq!(decide(&portal, &portal.rep, "withdraw_deal", &id, &[]).await.status, StatusCode::OK);
        let anew = format!("/deals/new?again={id}");
        assert!(portal.get(Some(&portal.rep), &format!("/deals/{id}")).await.body.contains(&anew));
        let page = portal.get(Some(&portal.rep), &anew).await;
        assert!(page.body.contains("value=\"北浜製作所\"") && page.body.contains("value=\"2400000\""), "{}", page.body);
        assert!(page.body.contains("同じお客様の登録はほかにありません"), "{}", page.body);
        assert!(!page.body.contains("value=\"工場長に電話\""), "what was planned then is over");
        assert!(!portal.get(Some(&portal.rival), &anew).await.body.contains("北浜"), "nothing of another company's");
        portal.at(portal.office.now().plus_days(200));
        assert!(!portal.get(Some(&portal.rep), &anew).await.body.contains("2027-01-29"), "a day that is past is left open");
        let half = with(form("key-000000000002", "南港運輸"), "amount", "");
        assert_eq!(portal.call(Some(&portal.rep), "autosave_deal", &half).await.status, StatusCode::OK);
        let page = portal.get(Some(&portal.rep), &anew).await;
        assert!(page.body.contains("value=\"南港運輸\""), "a draft is not lost for it: {}", page.body);
    }
}
