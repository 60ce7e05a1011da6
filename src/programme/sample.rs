//! The numbers of the starter programme, for tests.

use serde_json::{Value, json};

use super::{Programme, ProgrammeFile};

pub(crate) fn programme() -> Programme {
    let file: ProgrammeFile = serde_json::from_value(json()).expect("the sample's shape");
    file.check().expect("the sample is sound")
}

pub(crate) fn json() -> Value {
    json!({
        "version": 1,
        "effective_from": "2026-01-01",
        "vendor": { "name": both("クモワークス", "Kumoworks"), "product": both("クモデスク", "Kumo Desk"), "desk_email": "partner@kumoworks.example" },
        "typical_deal_yen": 864_000,
        "promises": promises(),
        "phases": phases(),
        "stalls": stalls(),
        "health": health(),
        "products": [{ "key": "standard", "name": both("スタンダード", "Standard"), "user_month_yen": 3_600, "min_users": 5 }],
        "industries": [
            { "key": "manufacturing", "name": both("製造", "Manufacturing") },
            { "key": "it_services", "name": both("ITサービス", "IT services") },
        ],
        "partner_types": [
            { "kind": "referral", "name": both("紹介", "Referral"), "margin_percent": 10 },
            { "kind": "reseller", "name": both("販売店", "Reseller"), "margin_percent": 20, "tier_adds": true },
        ],
        "axes": [
            { "axis": "sales", "name": both("販売ポイント", "Sales points") },
            { "axis": "managed", "name": both("管理ポイント", "Managed points") },
            { "axis": "helping", "name": both("貢献ポイント", "Helping points") },
        ],
        "tiers": tiers(),
        "tier_review": { "upgrade_every_months": 1, "downgrade_every_months": 6, "grace_days": 90, "first_month": 4 },
        "quality": {
            "min_decided": 3,
            "steps": [
                { "approved_percent": 80, "points_percent": 100 },
                { "approved_percent": 50, "points_percent": 60 },
                { "approved_percent": 0, "points_percent": 30 },
            ],
        },
        "incentives": incentives(),
        "campaigns": campaigns(),
        "calendar": calendar(),
    })
}

fn both(ja: &str, en: &str) -> Value {
    json!({ "ja": ja, "en": en })
}

fn promises() -> Value {
    json!({
        "first_response_business_days": 1,
        "decision_business_days": 2,
        "answer_business_days": 1,
        "joint_visit_business_days": 5,
        "joint_visit_deals": 2,
        "protection_days": 90,
        "extension_days": 30,
        "extension_activity_days": 21,
        "reminder_days": [30, 14, 7, 1],
        "lookback_days": 366,
        "stale_days": 21,
        "contact_days": 2,
        "invitation_days": 14,
        "rookie_months": 18,
    })
}

fn phases() -> Value {
    json!({
        "onboarding": {
            "name": both("オンボーディング", "Onboarding"), "leave_on": ["deal_registered"], "target_days": 30, "quiet_days": 21,
        },
        "activation": { "name": both("アクティベーション", "Activation"), "leave_on": ["deal_won"], "target_days": 90, "quiet_days": 30 },
        "retention": { "name": both("リテンション", "Retention"), "target_days": 90, "quiet_days": 45 },
    })
}

/// The starter programme's reasons and limits; of its words only the names.
fn stalls() -> Value {
    let reasons = [
        ("waiting_for_vendor", "私たちの対応待ち", "Waiting for us", json!({})),
        ("not_started", "未着手", "Not started", json!({ "days": 7 })),
        ("champion_left", "旗振り役が不在", "Champion left", json!({ "days": 45, "percent": 50 })),
        (
            "support_gone",
            "支援が途切れた",
            "Support gone",
            json!({ "days": 60, "support": ["joint_visit_held", "benefit_used"] }),
        ),
        ("contact_lost", "接点が途切れた", "Contact lost", json!({})),
        ("first_step_heavy", "最初の一歩が重い", "First step too heavy", json!({ "days": 5 })),
        ("benefit_unseen", "メリットが見えていない", "Benefit not seen", json!({ "days": 14 })),
        ("no_goal", "目標が合意されていない", "No goal agreed", json!({ "days": 14 })),
        ("product_unclear", "製品の理解が途中", "Product not understood", json!({ "days": 14, "count": 3 })),
        ("buyer_unclear", "誰に売るか不明", "Unclear whom to sell to", json!({})),
        ("customer_unclear", "顧客像が不明", "Customer profile unclear", json!({})),
        ("no_first_meeting", "最初の商談がない", "No first meeting", json!({ "days": 21 })),
        ("meeting_without_proposal", "提案に進まない", "Meeting without proposal", json!({ "days": 21 })),
        ("proposal_without_order", "受注に届かない", "Proposal without order", json!({ "days": 30 })),
        ("tier_unreachable", "次のランクが遠い", "Next tier out of reach", json!({ "days": 45, "percent": 50 })),
        ("material_outdated", "資料が古い", "Material outdated", json!({ "days": 14 })),
        ("priority_dropped", "優先度が下がった", "Priority dropped", json!({ "days": 45, "count": 4 })),
        ("one_person_only", "一人に依存", "Depends on one person", json!({ "days": 90 })),
        ("no_first_success", "初受注がまだ", "No first win yet", json!({})),
    ];
    let rule = |(key, ja, en, mut rule): (&str, &str, &str, Value)| {
        rule["key"] = json!(key);
        for field in ["name", "missing", "remedy", "partner"] {
            rule[field] = both(ja, en);
        }
        rule
    };
    reasons.map(rule).into_iter().collect()
}

fn health() -> Value {
    let parts = [
        ("activity", 25, 7, "活動", "Activity"),
        ("self_start", 20, 70, "自走", "Self-start"),
        ("people", 15, 3, "動いている人", "Active people"),
        ("deals", 20, 30, "新しい案件", "New deals"),
        ("learning", 10, 10, "学び", "Learning"),
        ("promises", 10, 2, "私たちの約束", "Our promises"),
    ];
    let part = |(part, weight, full, ja, en)| json!({ "part": part, "weight": weight, "full": full, "name": both(ja, en) });
    json!({ "good": 80, "watch": 50, "parts": parts.map(part).to_vec() })
}

fn tiers() -> Value {
    let criteria = |points: i64, people: i64, won: i64| {
        let mut criteria = vec![
            json!({ "points": { "axis": "sales", "min": points, "months": 12 } }),
            json!({ "certified_people": { "min": people } }),
        ];
        criteria.extend((won > 0).then(|| json!({ "won_deals": { "min": won, "months": 12 } })));
        criteria
    };
    json!([
        { "key": "registered", "name": both("レジスタード", "Registered"), "open_registrations": 25 },
        { "key": "silver", "name": both("シルバー", "Silver"), "criteria": criteria(300, 1, 0), "open_registrations": 40 },
        { "key": "gold", "name": both("ゴールド", "Gold"), "criteria": criteria(1_200, 2, 3), "open_registrations": 60, "extra_margin_percent": 3 },
        { "key": "platinum", "name": both("プラチナ", "Platinum"), "criteria": criteria(3_000, 4, 8), "open_registrations": 100 },
    ])
}

fn incentives() -> Value {
    let refused = json!(["deal_rejected", "deal_conflicted", "deal_withdrawn"]);
    json!([
        {
            "key": "lesson_completed", "name": both("レッスン修了", "Lesson finished"), "on": "lesson_completed", "axis": "managed",
            "points": 5, "once_per": "person_and_subject", "to": "person",
        },
        {
            "key": "module_completed", "name": both("モジュール修了", "Module finished"), "on": "module_completed", "axis": "managed",
            "points": 20, "once_per": "person_and_subject", "to": "person",
        },
        {
            "key": "deal_registered", "name": both("案件登録", "Deal registered"), "on": "deal_registered", "axis": "sales",
            "points": 50, "once_per": "subject", "to": "person",
            "provisional_until": "deal_approved", "reversed_by": refused, "expires_on": ["deal_expired"],
        },
        {
            "key": "joint_visit", "name": both("商談同行", "Joint visit"), "on": "joint_visit_held", "axis": "sales",
            "points": 80, "once_per": "subject", "to": "person",
        },
        {
            "key": "deal_won", "name": both("受注", "Won order"), "on": "deal_won", "axis": "sales",
            "points": 200, "once_per": "subject", "to": "person",
        },
        {
            "key": "first_win", "name": both("初受注", "First won order"), "on": "deal_won", "axis": "sales",
            "points": 150, "once_per": "company", "to": "person",
        },
        {
            "key": "answer_accepted", "name": both("回答の採用", "Answer accepted"), "on": "answer_accepted", "axis": "helping",
            "points": 20, "once_per": "event", "to": "person",
        },
        {
            "key": "late_review", "name": both("審査の遅れ", "Late review"), "on": "review_late", "axis": "sales",
            "points": 20, "once_per": "event", "to": "company",
        },
    ])
}

fn campaigns() -> Value {
    json!([{
        "starts": "2026-01-01",
        "rule": {
            "key": "first_deal", "name": both("最初の案件", "First deal"), "on": "deal_registered", "axis": "sales",
            "points": 100, "once_per": "company", "to": "person", "within_days_of_joining": 60, "provisional_until": "deal_approved",
            "reversed_by": ["deal_rejected", "deal_conflicted", "deal_withdrawn"], "expires_on": ["deal_expired"],
        },
    }])
}

fn calendar() -> Value {
    let holidays =
        ["2026-11-23", "2026-09-23", "2026-09-22", "2026-09-21", "2026-05-06", "2026-05-05", "2026-05-04", "2026-04-29"];
    let named: Vec<Value> = holidays.iter().map(|day| json!({ "day": day, "name": both("休日", "Public holiday") })).collect();
    json!({ "opens": "09:00", "closes": "18:00", "year_end": { "from": "12-29", "to": "01-03" }, "holidays": named })
}
