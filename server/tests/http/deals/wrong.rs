//! What people get wrong: said beside the field, in their language, and nothing that was typed is lost.

use axum::http::StatusCode;
use jiso::deals::StatusKey;
use jiso_server::testing::portals;

use super::{approve, decide, form, register, status, with};

/// What stands beside a field.
fn beside<'a>(body: &'a str, id: &str) -> &'a str {
    let after = body.split(&format!("id=\"{id}-problem\"")).nth(1).unwrap_or_default();
    after.split("</p>").next().unwrap_or_default()
}

#[tokio::test]
async fn each_mistake_of_the_form_is_told_in_both_languages_and_kept() {
    for portal in portals().await {
        for (field, id, typed, ja, en) in [
            (
                "corporate_number",
                "f-corporate-number",
                "7000012050003",
                "法人番号として正しくありません",
                "not a valid corporate number",
            ),
            ("corporate_number", "f-corporate-number", "700001205000", "13桁", "13 digits"),
            ("expected_close", "f-expected-close", "2020-01-31", "今日以降の日付", "today or a later date"),
            ("amount", "f-amount", "10,000,000,001", "1から10", "from 1 to 10"),
            ("amount", "f-amount", "0", "1から10", "from 1 to 10"),
            ("product", "f-form-product-", "rocket", "一覧から選", "choose from the list"),
            ("need", "f-need", "短い", "10文字以上", "at least 10 characters"),
        ] {
            let wrong = with(form("key-000000000001", "北浜製作所"), field, typed);
            for (page, word) in [("/deals/new?lang=ja", ja), ("/deals/new?lang=en", en)] {
                let answer = portal.post(Some(&portal.rep), page, "register_deal", &wrong).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
                assert_eq!(answer.body.matches("aria-invalid=\"true\"").count(), 1, "{field} {page}: {}", answer.body);
                assert!(beside(&answer.body, id).contains(word), "{field} {page}: {}", answer.body);
                assert!(answer.body.contains("北浜製作所"), "the rest is kept");
                assert!(field == "product" || answer.body.contains(typed), "{field}: and so is the mistake: {}", answer.body);
            }
        }
        assert_eq!(portal.office.store.read().await.unwrap().count_open_deals(portal.aoba).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_mistake_in_a_deal_that_goes_on_is_told_in_both_languages_and_changes_nothing() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        let page = format!("/deals/{id}");
        let seen = [("deal", id.as_str()), ("version", "2")];
        for (action, field, at, typed, ja, en) in [
            ("move_deal", "expected_close", "move-close", "2026-11-15", "今日以降の日付", "today or a later date"),
            ("move_deal", "amount", "move-amount", "10000000001", "1から10", "from 1 to 10"),
            ("win_deal", "amount", "win-amount", "99999999999", "1から10", "from 1 to 10"),
        ] {
            let fields = [seen[0], seen[1], ("stage", "proposal"), ("next_step", "稟議書を一緒に書く"), (field, typed)];
            for (lang, word) in [("ja", ja), ("en", en)] {
                let answer = portal.post(Some(&portal.rep), &format!("{page}?lang={lang}"), action, &fields).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{action} {field}");
                assert!(beside(&answer.body, at).contains(word), "{action} {field} {lang}: {}", answer.body);
                assert!(answer.body.contains(&format!("value=\"{typed}\"")), "{action} {field}: {}", answer.body);
                assert!(action != "move_deal" || answer.body.contains("稟議書を一緒に書く"), "{}", answer.body);
            }
        }
        assert_eq!(status(&portal, &id).await, (StatusKey::Approved, 2));
    }
}

#[tokio::test]
async fn a_stage_change_on_a_locked_record_is_refused_with_all_that_was_typed() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let page = format!("/deals/{id}");
        assert!(portal.get(Some(&portal.rep), &page).await.body.contains("move_deal"), "open until somebody looks at it");
        assert_eq!(decide(&portal, &portal.manager, "take_up_deal", &id, &[]).await.status, StatusCode::OK);
        let locked = portal.get(Some(&portal.rep), &page).await;
        assert!(locked.body.contains("審査のあいだは") && !locked.body.contains("move_deal"), "{}", locked.body);
        // The partner had the page open before it was taken up, or as it is now.
        for version in ["1", "2"] {
            let fields = [
                ("deal", id.as_str()),
                ("version", version),
                ("stage", "meeting"),
                ("next_step", "工場を見せてもらう"),
                ("amount", "9,000,000"),
            ];
            let answer = portal.post(Some(&portal.rep), &page, "move_deal", &fields).await;
            assert_eq!(answer.status, StatusCode::CONFLICT);
            assert!(answer.body.contains("審査中") && answer.body.contains("工場を見せてもらう"), "{}", answer.body);
            assert!(answer.body.contains("9,000,000"), "{}", answer.body);
            let english = portal.post(Some(&portal.rep), &format!("{page}?lang=en"), "move_deal", &fields).await;
            assert!(english.body.contains("In review") && english.body.contains("工場を見せてもらう"), "{}", english.body);
        }
        let mut tx = portal.office.store.read().await.unwrap();
        let deal = tx.deal(id.parse().unwrap()).await.unwrap().unwrap().deal;
        assert_eq!((deal.facts.amount.minor, deal.version), (2_400_000, 2));
    }
}
