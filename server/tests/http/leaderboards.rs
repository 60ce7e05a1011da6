use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    id::DealId,
};
use jiso_server::testing::{TestPortal, portals};

use crate::points::a_week_passes;

/// Aoba has 40 points, Minato 20.
async fn compete(portal: &TestPortal) {
    portal.happen(&portal.rep, ActivityKind::AnswerAccepted, Subject::None).await;
    portal.happen(&portal.lead, ActivityKind::AnswerAccepted, Subject::None).await;
    portal.happen(&portal.rival, ActivityKind::AnswerAccepted, Subject::None).await;
}

#[tokio::test]
async fn companies_stand_in_the_order_of_their_confirmed_points() {
    for portal in portals().await {
        compete(&portal).await;
        let page = portal.get(Some(&portal.rep), "/leaderboard").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("同期で1位です"), "{}", page.body);
        assert!(page.body.contains("みなと情報") && page.body.contains("契約1〜3か月目"));
        let page = portal.get(Some(&portal.rival), "/leaderboard?period=month&cohort=everyone").await;
        assert!(page.body.contains("全社で2位です") && page.body.contains("次の順位まで、あと20 pt。"), "{}", page.body);
        let page = portal.get(Some(&portal.rival), "/leaderboard?period=month&cohort=everyone&lang=en").await;
        assert!(page.body.contains("Rank 2 among everyone"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_name_is_seen_only_by_agreement() {
    for portal in portals().await {
        compete(&portal).await;
        let page = portal.get(Some(&portal.rep), "/leaderboard?board=people").await;
        assert!(page.body.contains("社内で1位です") && page.body.contains("鈴木 恵"), "{}", page.body);
        assert!(!page.body.contains("高橋 翼"), "people compete inside their company");

        let hidden = portal.post(Some(&portal.lead), "/company", "name_on_boards", &[("named_on_boards", "false")]).await;
        assert_eq!((hidden.status, hidden.location()), (StatusCode::SEE_OTHER, "/company?saved=1"));
        let page = portal.get(Some(&portal.rival), "/leaderboard").await;
        assert!(page.body.contains("非公開") && !page.body.contains("青葉商会"), "{}", page.body);
        let page = portal.get(Some(&portal.rep), "/leaderboard").await;
        assert!(page.body.contains("青葉商会"), "one sees oneself");
        let page = portal.get(Some(&portal.manager), "/leaderboard").await;
        assert!(page.body.contains("青葉商会"), "and the vendor sees everybody");
    }
}

#[tokio::test]
async fn no_rank_has_a_reason() {
    for portal in portals().await {
        let page = portal.get(Some(&portal.rep), "/leaderboard").await;
        assert!(page.body.contains("確定したポイントがまだありません"), "{}", page.body);
        let deal: DealId = portal.office.new_id();
        portal.happen(&portal.rep, ActivityKind::DealRegistered, Subject::Deal(deal)).await;
        let page = portal.get(Some(&portal.rep), "/leaderboard").await;
        assert!(page.body.contains("まだ仮付与です（150 pt）"), "{}", page.body);
        portal.happen(&portal.rep, ActivityKind::DealApproved, Subject::Deal(deal)).await;
        let page = portal.get(Some(&portal.rep), "/leaderboard").await;
        assert!(page.body.contains("同期で1位です"), "{}", page.body);
        assert_eq!(portal.get(Some(&portal.editor), "/leaderboard").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn each_board_has_its_formula_and_its_reason_for_no_rank() {
    for portal in portals().await {
        compete(&portal).await;
        portal.happen(&portal.rep, ActivityKind::LessonCompleted, Subject::None).await;
        for (measure, head, formula) in [
            ("sales", "最初の案件登録が承認されると", "販売ポイントの合計"),
            ("learning", "同期で1位です", "レッスンとモジュールの修了"),
            ("helping", "同期で1位です", "貢献ポイントの合計"),
            ("growth", "自社のこれまでの平均を出すには", "直前3期の自社の平均"),
            ("nonsense", "同期で1位です", "すべてのポイントの合計"),
        ] {
            let path = format!("/leaderboard?measure={measure}");
            let page = portal.get(Some(&portal.rep), &path).await;
            assert!(page.body.contains(head) && page.body.contains(formula), "{measure}: {}", page.body);
            let page = portal.get(Some(&portal.manager), &path).await;
            assert!(page.body.contains(formula), "{measure}: {}", page.body);
        }
        let people = portal.get(Some(&portal.rep), "/leaderboard?measure=learning&board=people").await;
        assert!(people.body.contains("社内で1位です") && people.body.contains("5 pt"), "{}", people.body);
    }
}

#[tokio::test]
async fn growth_is_measured_against_oneself() {
    for portal in portals().await {
        // Aoba and Minato signed in October: November and December are whole, January is measured.
        for (month, times) in [("2026-11-17", 1), ("2026-12-01", 1), ("2027-01-12", 2)] {
            portal.at(month.parse::<jiso::time::Day>().unwrap().at_minute(600));
            for _ in 0..times {
                portal.happen(&portal.rival, ActivityKind::CaseShared, Subject::None).await;
            }
            portal.happen(&portal.rep, ActivityKind::DealWon, Subject::Deal(portal.office.new_id())).await;
            a_week_passes(&portal).await;
        }
        let board = "/leaderboard?measure=growth&period=month&cohort=everyone";
        let page = portal.get(Some(&portal.rival), board).await;
        assert!(page.body.contains("全社で1位です") && page.body.contains("200％"), "{}", page.body);
        let page = portal.get(Some(&portal.rep), board).await;
        assert!(page.body.contains("全社で2位です"), "more points, and less than one's own average: {}", page.body);
    }
}
