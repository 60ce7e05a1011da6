use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    id::DealId,
};
use jiso_server::testing::{portal, portals};

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
            page.body.contains("「案件の登録」で 50 pt。同じ対象には1回だけ。「登録の承認」までは仮付与です。"),
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
        assert!(page.body.contains("12か月の販売ポイントが 300 以上、かつ修了者が 1 名以上"));
        assert!(page.body.contains("標準的な受注(¥864,000)があと2件決まると、シルバーまで残り 修了者 1名になります。"));
        assert!(page.body.contains("現在 0 / 条件 300"));
        let page = portal.get(Some(&portal.rep), "/progress?lang=en").await;
        assert!(page.body.contains("300 pt, 1 certified person to Silver"), "{}", page.body);
        assert!(page.body.contains("at least 300 Sales points in 12 months and at least 1 certified people"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_long_ledger_is_paged() {
    let portal = portal().await;
    for _ in 0..31 {
        portal.happen(&portal.rep, ActivityKind::AnswerAccepted, Subject::None).await;
    }
    let first = portal.get(Some(&portal.rep), "/progress").await;
    assert!(first.body.contains("/progress?page=2#ledger"));
    assert_eq!(first.body.matches("<details><summary>").count(), 30);
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
