use axum::http::StatusCode;
use jiso_server::testing::portal;

#[tokio::test]
async fn suggestions_are_for_signed_in_people() {
    let portal = portal().await;
    let none = portal.get(None, "/api/suggest?typed=%E6%A1%88").await;
    assert_eq!(none.status, StatusCode::UNAUTHORIZED, "{}", none.body);
    let some = portal.get(Some(&portal.rep), "/api/suggest?typed=%E6%A1%88").await;
    assert_eq!(some.status, StatusCode::OK, "{}", some.body);
}

#[tokio::test]
async fn no_typing_is_too_long() {
    let portal = portal().await;
    let typed = "a".repeat(10_000);
    let answered = portal.get(Some(&portal.rep), &format!("/api/suggest?typed={typed}")).await;
    assert!(answered.status == StatusCode::OK && answered.body.len() < 10, "{}", answered.body);
}

#[tokio::test]
async fn hostile_typing_is_only_typing() {
    let portal = portal().await;
    for typed in ["AND%20OR%20(((", "kind%3Ax", "%28%28%28%28", "%E2%80%AE", "%F0%9F%98%80", "*"] {
        let answered = portal.get(Some(&portal.rep), &format!("/api/suggest?typed={typed}")).await;
        assert_eq!(answered.status, StatusCode::OK, "{typed}: {}", answered.body);
    }
}
