//! Numbers that the vendor notes and a tier asks for.

use axum::http::StatusCode;
use jiso::failure::Failure;
use jiso_server::testing::portals;

use super::{announced::announce, earn_silver, on, replays};

/// Silver and gold ask for a joint marketing plan, as platinum does.
const WITH_PLAN: [(&str, &str); 4] = [
    ("version = 1", "version = 2"),
    ("effective_from = \"2026-04-01\"", "valid_from = \"2026-11-24\""),
    (
        "{ certified_people = { min = 1 } },",
        "{ certified_people = { min = 1 } },\n  { custom = { key = \"joint_plan\", min = 1 } },",
    ),
    (
        "{ certified_people = { min = 2 } },",
        "{ certified_people = { min = 2 } },\n  { custom = { key = \"joint_plan\", min = 1 } },",
    ),
];

#[tokio::test]
async fn what_the_vendor_notes_counts_for_the_tier() {
    for portal in portals().await {
        earn_silver(&portal).await;
        announce(&portal, &WITH_PLAN).await;
        assert_eq!(on(&portal, "2026-12-01").await, 0, "no plan, no silver");
        let progress = portal.get(Some(&portal.rep), "/progress").await.body;
        assert!(progress.contains("共同販促計画が1件以上"), "{progress}");

        let path = format!("/console/partners/{}", portal.aoba);
        let sheet = portal.get(Some(&portal.manager), &path).await.body;
        assert!(sheet.contains("ランクの指標") && sheet.contains("共同販促計画：まだ記録がありません"), "{sheet}");
        let (company, key) = (portal.aoba.to_string(), portal.office.new_id::<()>().to_string());
        let fields = |value: &'static str, since: &'static str| {
            let [company, key] = [&company, &key].map(String::as_str);
            [("idempotency_key", key), ("company", company), ("measure", "joint_plan"), ("value", value), ("since", since)]
        };
        for (value, since, problem) in [
            ("なし", "2026-12-01", "数字で入力してください。"),
            ("-1", "2026-12-01", "0から1,000,000,000までの数字で入力してください。"),
            ("1", "2026-12-02", "今日までの日付を入力してください。"),
            ("1", "きのう", "日付は2026-11-23のように入力してください。"),
        ] {
            let refused = portal.post(Some(&portal.manager), &path, "note_measure", &fields(value, since)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
            assert!(refused.body.contains(problem), "{problem}: {}", refused.body);
        }
        for _ in 0..2 {
            let noted = portal.post(Some(&portal.manager), &path, "note_measure", &fields("１", "2026-11-20")).await;
            assert_eq!((noted.status, noted.location()), (StatusCode::SEE_OTHER, format!("{path}?noted=1").as_str()));
        }
        let notes = portal.office.store.read().await.unwrap().measure_notes(portal.aoba).await.unwrap();
        assert_eq!(notes.len(), 1, "sent twice, it is one note");
        let sheet = portal.get(Some(&portal.manager), &format!("{path}?noted=1")).await.body;
        for part in ["指標を記録しました。", "共同販促計画：1件（11月20日から、田村 真さんが記録）", "指標の記録"]
        {
            assert!(sheet.contains(part), "{part}: {sheet}");
        }
        assert_eq!(on(&portal, "2027-01-04").await, 1, "the next review counts it");
        let held = portal.office.store.read().await.unwrap().tier_standing(portal.aoba).await.unwrap().unwrap();
        assert_eq!((held.tier.as_str(), held.since.to_string().as_str()), ("silver", "2027-01-04"));
        replays(&portal).await;
    }
}

#[tokio::test]
async fn numbers_are_the_vendors_to_note() {
    for portal in portals().await {
        portal.import_content().await;
        let (company, key) = (portal.aoba.to_string(), portal.office.new_id::<()>().to_string());
        let note = |company: &str| {
            let fields = [("idempotency_key", &*key), ("measure", "joint_plan"), ("value", "1"), ("since", "2026-11-16")];
            fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .chain([("company".to_owned(), company.to_owned())])
                .collect::<Vec<_>>()
        };
        let call = async |who, company: &str| {
            let fields = note(company);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            portal.call(Some(who), "note_measure", &fields).await.failure()
        };
        for who in [&portal.rep, &portal.lead, &portal.editor] {
            assert_eq!(call(who, &company).await, Failure::Forbidden, "{:?}", who.role);
        }
        let foreign = portal.office.new_id::<()>().to_string();
        for unknown in ["nobody", foreign.as_str()] {
            assert_eq!(call(&portal.manager, unknown).await, Failure::NotFound);
        }
    }
}
