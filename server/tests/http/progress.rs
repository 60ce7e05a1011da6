use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    id::DealId,
    time::Day,
};
use jiso_server::testing::{monday_morning, portal, portals};

use crate::deals::register;

#[tokio::test]
async fn points_are_provisional_until_the_registration_is_approved() {
    for portal in portals().await {
        let deal: DealId = portal.office.new_id();
        portal.happen(&portal.rep, ActivityKind::DealRegistered, Subject::Deal(deal)).await;
        let page = portal.get(Some(&portal.rep), "/progress").await;
        assert_eq!(page.status, StatusCode::OK);
        // 50 for the registration, 100 for being the first within 60 days.
        assert!(page.body.contains("仮付与 150 pt"), "{}", page.body);
        assert!(page.body.contains("参加60日以内の最初の案件"), "the ledger names the rule");
        assert!(
            page.body.contains("「案件の登録」で50 pt。同じ対象には1回だけ。「登録の承認」までは仮付与です。"),
            "and says it"
        );

        portal.happen(&portal.rep, ActivityKind::DealApproved, Subject::Deal(deal)).await;
        let page = portal.get(Some(&portal.lead), "/progress").await;
        assert!(!page.body.contains("仮付与 150 pt"), "confirmed now, for a colleague too");
        assert!(page.body.contains(">150<small>pt"), "{}", page.body);
    }
}

#[tokio::test]
async fn the_next_tier_is_asked_for_in_sentences() {
    for portal in portals().await {
        let page = portal.get(Some(&portal.rep), "/progress").await;
        assert!(page.body.contains("シルバーまで、あと 300 pt・修了者 1名"), "{}", page.body);
        assert!(page.body.contains("12か月の販売ポイントが300以上、かつ修了者が1名以上"));
        assert!(page.body.contains("標準的な受注（¥864,000）があと2件決まると、シルバーまで残り 修了者 1名になります。"));
        assert!(page.body.contains("現在 0 / 条件 300"));
        let page = portal.get(Some(&portal.rep), "/progress?lang=en").await;
        assert!(page.body.contains("300 pt, 1 certified person to Silver"), "{}", page.body);
        assert!(page.body.contains("at least 300 Sales points in 12 months and at least 1 certified person"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_long_ledger_is_paged() {
    let portal = portal().await;
    for _ in 0..11 {
        portal.happen(&portal.rep, ActivityKind::CaseShared, Subject::None).await;
    }
    let first = portal.get(Some(&portal.rep), "/progress").await;
    assert!(first.body.contains("/progress?page=2#ledger"));
    assert_eq!(first.body.matches("<details><summary>").count(), 10);
    let second = portal.get(Some(&portal.rep), "/progress?page=2").await;
    assert_eq!(second.body.matches("<details><summary>").count(), 1);
}

#[tokio::test]
async fn points_are_a_companys_own() {
    for portal in portals().await {
        portal.happen(&portal.rep, ActivityKind::AnswerAccepted, Subject::None).await;
        let page = portal.get(Some(&portal.rival), "/progress").await;
        assert!(page.body.contains("最初のポイントは"), "a rival sees its own empty ledger");
        assert_eq!(portal.get(Some(&portal.manager), "/progress").await.status, StatusCode::FORBIDDEN);
        assert_eq!(portal.get(Some(&portal.editor), "/progress").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn what_if_is_answered_without_javascript() {
    for portal in portals().await {
        let deal = register(&portal, &portal.rep, "key-000000000001", "株式会社みどり電機").await;
        let theirs = register(&portal, &portal.rival, "key-000000000002", "有限会社ひみつ商店").await;
        let page = portal.get(Some(&portal.rep), "/progress").await;
        assert!(page.body.contains("株式会社みどり電機"), "{}", page.body);
        assert!(!page.body.contains("有限会社ひみつ商店"), "a rival's deals are nobody's business");
        assert!(page.body.contains("レジスタードのままです。シルバーまで、あと 300 pt・修了者 1名です。"), "{}", page.body);

        // 200 for the order and 150 for the first one.
        let page = portal.get(Some(&portal.rep), &format!("/progress?win={deal}&certified=1&months=3")).await;
        assert!(page.body.contains("シルバーに届きます。ゴールドまで、あと 850 pt・修了者 1名・受注 2件です。"), "{}", page.body);
        assert!(page.body.contains("0 → 350 pt"));
        assert_eq!(page.body.matches("checked").count(), 2, "the deal and the date stay chosen");

        let page = portal.get(Some(&portal.rep), &format!("/progress?win={theirs}&certified=1")).await;
        assert!(page.body.contains("レジスタードのままです。シルバーまで、あと 300 ptです。"), "{}", page.body);
        let page = portal.get(Some(&portal.rep), &format!("/progress?lang=en&win={deal}")).await;
        assert!(page.body.contains("you stay Registered. 1 certified person to Silver."), "{}", page.body);
    }
}

#[tokio::test]
async fn points_leave_the_window_as_time_goes_by() {
    for portal in portals().await {
        portal.at(Day::from_ymd(2025, 12, 20).expect("day").at_minute(600));
        portal.happen(&portal.rep, ActivityKind::AnswerAccepted, Subject::None).await;
        portal.at(monday_morning());
        portal.happen(&portal.rep, ActivityKind::AnswerAccepted, Subject::None).await;
        for (months, points) in [(0, "40 → 40 pt"), (1, "40 → 40 pt"), (3, "40 → 20 pt"), (6, "40 → 20 pt")] {
            let page = portal.get(Some(&portal.rep), &format!("/progress?months={months}")).await;
            assert!(page.body.contains(points), "{months}: {}", page.body);
            assert_eq!(page.body.contains("期間を過ぎる分 −20"), months > 1, "{}", page.body);
        }
    }
}
