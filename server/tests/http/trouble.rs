//! What happens when the ground gives way.

use axum::http::StatusCode;
use jiso_server::testing::portal;

/// A registration that does not fit on a page of the database.
fn form<'a>(key: &'a str, customer: &'a str, need: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("idempotency_key", key),
        ("customer", customer),
        ("industry", "manufacturing"),
        ("size", "medium"),
        ("product", "standard"),
        ("amount", "2,400,000"),
        ("expected_close", "2027-01-29"),
        ("need", need),
    ]
}

#[tokio::test]
async fn a_full_disk_loses_nothing_and_keeps_what_was_typed() {
    let portal = portal().await;
    let need = "問い合わせが共有メールに埋もれている。".repeat(20);
    let keys: Vec<String> = (0..60).map(|n| format!("key-0000000000{n:02}")).collect();
    let customers: Vec<String> = ('一'..).take(60).map(|c| format!("{c}{c}製作所")).collect();
    portal.office.store.fill_disk(true).await.unwrap();
    let mut kept = 0;
    let mut refused = None;
    for (key, customer) in keys.iter().zip(&customers) {
        let answer = portal.post(Some(&portal.rep), "/deals/new", "register_deal", &form(key, customer, &need)).await;
        if answer.status == StatusCode::SEE_OTHER {
            kept += 1;
            continue;
        }
        refused = Some((answer, key, customer));
        break;
    }
    let (answer, key, customer) = refused.expect("sixty registrations do not fit");
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert!(answer.body.contains(customer.as_str()), "what was typed is kept: {}", answer.body);
    assert!(answer.body.contains("もう一度"), "{}", answer.body);
    let page = portal.get(Some(&portal.rep), "/deals").await;
    assert_eq!(page.status, StatusCode::OK, "reading goes on");
    assert_eq!(
        page.body.matches("製作所").count() / page.body.matches(customers[0].as_str()).count().max(1),
        kept,
        "{}",
        page.body
    );
    assert!(!page.body.contains(customer.as_str()), "nothing is half there");

    portal.office.store.fill_disk(false).await.unwrap();
    let again = portal.post(Some(&portal.rep), "/deals/new", "register_deal", &form(key, customer, &need)).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert!(portal.get(Some(&portal.rep), "/deals").await.body.contains(customer.as_str()));
}

#[tokio::test]
async fn a_draft_that_could_not_be_saved_keeps_what_was_typed_and_says_so() {
    let portal = portal().await;
    let need = "問い合わせが共有メールに埋もれている。".repeat(1_000);
    portal.office.store.fill_disk(true).await.unwrap();
    let typed = form("key-000000000001", "北浜製作所", &need);
    let answer = portal.post(Some(&portal.rep), "/deals/new", "save_deal_draft", &typed).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.status);
    assert!(answer.body.contains("value=\"北浜製作所\""), "what was typed is kept");
    assert!(answer.body.contains("class=\"notice bad\"") && answer.body.contains("もう一度"), "and the page says so");
}
