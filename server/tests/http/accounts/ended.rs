//! A form that is sent without JavaScript when the session has ended.

use axum::http::{StatusCode, header};
use jiso_server::testing::{Answered, portals};

use crate::deals::{approve, register};

const PAGE: &str = "/deals/new?from=next";
/// As the page writes it.
const SENT: [(&str, &str); 3] =
    [("kept._action", "/api/register_deal"), ("kept.form[customer]", "北浜製作所"), ("kept.form[need]", "電話が鳴り続ける")];

/// What the page for signing in sends.
fn entering(email: &str, password: &str) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("_action", "/api/sign_in").extend_pairs(SENT);
    body.append_pair("form[email]", email).append_pair("form[password]", password);
    body.finish()
}

fn kept(page: &Answered) -> bool {
    SENT.iter().all(|(name, value)| page.body.contains(&format!("name=\"{name}\" value=\"{value}\"")))
}

/// Whether the form stands there with what was sent, and says that nothing was done.
fn given_back(page: &Answered) -> bool {
    let parts = ["value=\"北浜製作所\"", "電話が鳴り続ける", "先ほどの送信は反映されていません"];
    page.status == StatusCode::CONFLICT && parts.iter().all(|part| page.body.contains(part))
}

#[tokio::test]
async fn what_was_sent_stands_in_its_form_once_its_sender_has_signed_in() {
    for portal in portals().await {
        let fields = [("customer", "北浜製作所"), ("need", "電話が鳴り続ける"), ("password", "ひみつのことば")];
        let asked = portal.post(None, PAGE, "register_deal", &fields).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "{}", asked.body);
        assert!(kept(&asked) && asked.body.contains("この画面に残っています"), "{}", asked.body);
        assert!(asked.body.contains(&format!("action=\"{PAGE}\"")) && !asked.body.contains("ひみつ"), "{}", asked.body);
        assert_eq!(asked.headers[header::CACHE_CONTROL], "no-store");

        let wrong = portal.post_body(None, PAGE, entering("rep@aoba.example", "no")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(kept(&wrong) && wrong.body.contains("メールアドレスまたはパスワードが違います"), "{}", wrong.body);
        assert!(wrong.body.contains("value=\"rep@aoba.example\"") && !wrong.body.contains("value=\"no\""), "{}", wrong.body);

        let right = portal.post_body(None, PAGE, entering("rep@aoba.example", "rep@aoba.example")).await;
        assert!(given_back(&right), "{} {}", right.status, right.body);
        let cookie = right.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.starts_with("jiso_session=") && cookie.contains("HttpOnly"), "{cookie}");
        let deals = portal.get(Some(&portal.rep), "/deals").await;
        assert!(!deals.body.contains("北浜製作所"), "nothing is done by itself: {}", deals.body);
    }
}

#[tokio::test]
async fn whoever_signed_in_elsewhere_leaves_the_fields_empty() {
    for portal in portals().await {
        let page = portal.post_body(Some(&portal.rep), PAGE, entering("", "")).await;
        assert!(given_back(&page), "{} {}", page.status, page.body);
        let nobody = portal.post_body(None, PAGE, entering("", "")).await;
        assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && kept(&nobody), "{}", nobody.body);
    }
}

#[tokio::test]
async fn somebody_else_sees_what_they_may_see_and_nothing_happens() {
    for portal in portals().await {
        let page = portal.post_body(None, PAGE, entering("manager@vendor.example", "manager@vendor.example")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "no page of theirs");
        assert!(!page.body.contains("電話が鳴り続ける"), "{}", page.body);
    }
}

#[tokio::test]
async fn what_is_sent_cannot_become_part_of_the_page() {
    for portal in portals().await {
        let fields = [("customer", "\"><script>alert(1)</script>"), ("\"><b>", "x")];
        let asked = portal.post(None, PAGE, "register_deal", &fields).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert!(!asked.body.contains("<script>") && !asked.body.contains("<b>"), "{}", asked.body);
        assert!(asked.body.contains("value=\"&quot;&gt;&lt;script&gt;"), "{}", asked.body);
    }
}

#[tokio::test]
async fn a_text_whose_form_is_gone_meanwhile_stands_beneath_the_reason() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("_action", "/api/sign_in").append_pair("kept._action", "/api/reject_deal");
        body.append_pair("kept.form[deal]", &id).append_pair("kept.form[text]", "弊社の直販が商談中です");
        body.append_pair("form[email]", "admin@vendor.example").append_pair("form[password]", "admin@vendor.example");
        let page = portal.post_body(None, &format!("/console/deals/{id}"), body.finish()).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
        for part in ["先ほどの送信は反映されていません", "弊社の直販が商談中です"] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn a_button_that_nobody_wants_pressed_again_only_leads_to_signing_in() {
    for portal in portals().await {
        for action in ["sign_out", "switch_language", "no_such_thing"] {
            let answer = portal.post(None, "/deals", action, &[("lang", "en")]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/sign-in?next=%2Fdeals"), "{action}");
        }
        // As long as a form may be, and longer once it travels.
        let long = "a".repeat(1_300_000);
        let long = portal.post(None, "/deals/new", "register_deal", &[("need", long.as_str())]).await;
        assert_eq!(long.location(), "/sign-in?next=%2Fdeals%2Fnew");
    }
}
