//! What people get wrong: said beside the field, in their language, and nothing that was typed is lost.

use axum::http::StatusCode;
use jiso_server::testing::portals;

use super::{decide, form, register, with};

#[tokio::test]
async fn each_mistake_of_the_form_is_told_in_both_languages_and_kept() {
    for portal in portals().await {
        for (field, typed, ja, en) in [
            ("corporate_number", "7000012050003", "法人番号は13桁です", "13 digits"),
            ("expected_close", "2020-01-31", "今日以降の日付", "later date"),
            ("amount", "10,000,000,001", "1から10", "from 1 to 10"),
            ("product", "rocket", "一覧から選", "choose from the list"),
            ("need", "短い", "10文字以上", "at least 10 characters"),
        ] {
            let wrong = with(form("key-000000000001", "北浜製作所"), field, typed);
            for (page, word) in [("/deals/new?lang=ja", ja), ("/deals/new?lang=en", en)] {
                let answer = portal.post(Some(&portal.rep), page, "register_deal", &wrong).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
                let body = answer.body.to_lowercase();
                assert!(body.contains("aria-invalid=\"true\"") && body.contains(word), "{field} {page}: {}", answer.body);
                assert!(body.contains("北浜製作所"), "the rest is kept");
                assert!(field == "product" || answer.body.contains(typed), "{field}: and so is the mistake: {}", answer.body);
            }
        }
        assert_eq!(portal.office.store.read().await.unwrap().count_open_deals(portal.aoba).await.unwrap(), 0);
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
