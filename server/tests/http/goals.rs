//! Shared goals: on `/goals` for partners, on `/console/partners/:id` for the vendor.

use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Origin, Subject},
    caller::{Caller, Role},
    goals::{GoalState, GoalsSheet},
    partners::PartnerSheet,
    phases::{Gap, StallReason},
};
use jiso_server::{
    programme::replay,
    testing::{Answered, TestPortal, person, portals},
};

const FIRST: &str = "019a8b5c-0000-7000-8000-000000000001";
const SECOND: &str = "019a8b5c-0000-7000-8000-000000000002";
const THIRD: &str = "019a8b5c-0000-7000-8000-000000000003";

/// The page of the company's goals, as one sees it.
fn page(portal: &TestPortal, who: &Caller) -> String {
    if who.role.is_partner() { "/goals".into() } else { format!("/console/partners/{}", portal.aoba) }
}

async fn propose(portal: &TestPortal, who: &Caller, key: &str, target: &str) -> Answered {
    let company = portal.aoba.to_string();
    let fields = [
        ("idempotency_key", key),
        ("company", company.as_str()),
        ("counted", "registered_deals"),
        ("target", target),
        ("by", "2026-12-31"),
        ("why", "製造業の柱を一つ増やす"),
    ];
    portal.post(Some(who), &page(portal, who), "propose_goal", &fields).await
}

async fn counter(portal: &TestPortal, who: &Caller, key: &str, replaces: &str, target: &str) -> Answered {
    let company = portal.aoba.to_string();
    let fields = [
        ("idempotency_key", key),
        ("company", company.as_str()),
        ("replaces", replaces),
        ("counted", "registered_deals"),
        ("target", target),
        ("by", "2026-12-31"),
        ("why", "まず1件の手応えを得る"),
    ];
    portal.post(Some(who), &page(portal, who), "counter_goal", &fields).await
}

async fn on(portal: &TestPortal, who: &Caller, action: &str, goal: &str) -> Answered {
    portal.post(Some(who), &page(portal, who), action, &[("goal", goal)]).await
}

async fn goals(portal: &TestPortal) -> GoalsSheet {
    portal.call_get(Some(&portal.rep), "/api/goals").await.read()
}

async fn handover(portal: &TestPortal) -> PartnerSheet {
    portal.call_get(Some(&portal.manager), &format!("/api/partner?id={}", portal.aoba)).await.read()
}

#[tokio::test]
async fn both_sides_agree_and_see_the_same_progress() {
    for portal in portals().await {
        portal.import_content().await;
        assert!(handover(&portal).await.gaps.contains(&Gap::NoGoalProposed));
        let wrong = propose(&portal, &portal.manager, FIRST, "many").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("value=\"many\"") && wrong.body.contains("製造業の柱を一つ増やす"), "what was typed is kept");
        let sent = propose(&portal, &portal.manager, FIRST, "5").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert_eq!(propose(&portal, &portal.manager, FIRST, "5").await.status, StatusCode::SEE_OTHER, "sent twice");
        let letter = portal.mails().await.remove(0);
        assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("lead@aoba.example", "目標のご提案：案件を5件登録する"));
        assert!(letter.text.contains("http://portal.test/goals?from=asked"), "{}", letter.text);

        let seen = portal.get(Some(&portal.lead), "/goals?from=asked").await;
        assert!(seen.body.contains("案件を5件登録する") && seen.body.contains("お返事をお待ちしています"), "{}", seen.body);
        let read_only = portal.get(Some(&portal.rep), "/goals").await;
        assert!(read_only.body.contains("案件を5件登録する") && !read_only.body.contains("この目標に合意する"));

        // Smaller numbers, to which the vendor says yes.
        let wrong = counter(&portal, &portal.lead, SECOND, FIRST, "0").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("まず1件の手応えを得る"), "what was typed is kept");
        assert_eq!(counter(&portal, &portal.lead, SECOND, FIRST, "2").await.status, StatusCode::SEE_OTHER);
        assert!(handover(&portal).await.gaps.iter().any(|gap| matches!(gap, Gap::GoalUnanswered { .. })));
        assert_eq!(on(&portal, &portal.lead, "agree_goal", SECOND).await.status, StatusCode::FORBIDDEN, "one's own");
        assert_eq!(on(&portal, &portal.manager, "agree_goal", FIRST).await.status, StatusCode::FORBIDDEN, "one's own");
        let late = counter(&portal, &portal.lead, THIRD, FIRST, "3").await;
        assert_eq!(late.status, StatusCode::CONFLICT, "the first was answered");
        let agreed = on(&portal, &portal.manager, "agree_goal", SECOND).await;
        assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
        assert_eq!(on(&portal, &portal.admin, "agree_goal", SECOND).await.status, StatusCode::SEE_OTHER, "again is no mistake");

        // What happens counts, for both.
        let deal = || Subject::Deal(portal.office.new_id());
        portal.happen(&portal.rep, ActivityKind::DealRegistered, deal()).await;
        let sheet = goals(&portal).await;
        assert_eq!((sheet.alive.len(), sheet.alive[0].done, sheet.alive[0].state), (1, 1, GoalState::Agreed));
        let vendor = portal.get(Some(&portal.manager), &page(&portal, &portal.manager)).await;
        assert!(vendor.body.contains("案件を2件登録する") && vendor.body.contains("1 / 2"), "{}", vendor.body);
        assert_eq!(portal.office.close_goals().await.unwrap(), 0);
        portal.happen(&portal.lead, ActivityKind::DealRegistered, deal()).await;
        assert_eq!(portal.office.close_goals().await.unwrap(), 1);
        assert_eq!(portal.office.close_goals().await.unwrap(), 0, "met once");
        let sheet = goals(&portal).await;
        assert_eq!((sheet.alive.len(), sheet.past.len(), sheet.past[0].state), (0, 1, GoalState::Met));
        let mut tx = portal.office.store.read().await.unwrap();
        let standing = tx.standing(portal.aoba).await.unwrap();
        let counts = [ActivityKind::GoalProposed, ActivityKind::GoalAgreed, ActivityKind::GoalMet, ActivityKind::GoalEnded];
        assert_eq!(counts.map(|kind| standing.count(kind)), [2, 1, 1, 0]);
        drop(tx);
        assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
    }
}

#[tokio::test]
async fn one_proposal_waits_at_a_time_and_any_goal_can_be_ended() {
    for portal in portals().await {
        portal.import_content().await;
        assert_eq!(propose(&portal, &portal.lead, FIRST, "3").await.status, StatusCode::SEE_OTHER);
        assert_eq!(propose(&portal, &portal.manager, SECOND, "4").await.status, StatusCode::CONFLICT);
        assert_eq!(on(&portal, &portal.lead, "end_goal", FIRST).await.status, StatusCode::SEE_OTHER);
        assert_eq!(on(&portal, &portal.lead, "end_goal", FIRST).await.status, StatusCode::SEE_OTHER, "again is no mistake");
        assert_eq!(on(&portal, &portal.manager, "agree_goal", FIRST).await.status, StatusCode::CONFLICT);
        assert_eq!(propose(&portal, &portal.manager, SECOND, "4").await.status, StatusCode::SEE_OTHER);
        assert_eq!(on(&portal, &portal.lead, "agree_goal", SECOND).await.status, StatusCode::SEE_OTHER);
        // Its day passes.
        portal.at("2027-01-01".parse::<jiso::time::Day>().unwrap().at_minute(600));
        assert_eq!(portal.office.close_goals().await.unwrap(), 1);
        let states: Vec<GoalState> = goals(&portal).await.past.iter().map(|goal| goal.state).collect();
        assert_eq!(states, [GoalState::Missed, GoalState::Ended]);
    }
}

#[tokio::test]
async fn without_a_goal_onboarding_has_stopped_and_the_next_action_answers_one() {
    for portal in portals().await {
        portal.import_content().await;
        portal.happen(&portal.lead, ActivityKind::BenefitSeen, Subject::None).await;
        portal.happen(&portal.lead, ActivityKind::KitOpened, Subject::Document(portal.office.new_id())).await;
        let sheet = handover(&portal).await;
        assert_eq!(sheet.phase.reason(), Some(StallReason::NoGoal), "{:?}", sheet.phase);
        assert_eq!(sheet.gaps.first(), Some(&Gap::NoGoalProposed), "the missing mechanism first: {:?}", sheet.gaps);
        let page = portal.get(Some(&portal.manager), &page(&portal, &portal.manager)).await;
        assert!(page.body.contains("目標が合意されていない") && page.body.contains("目標の提案がまだです"), "{}", page.body);
        propose(&portal, &portal.manager, FIRST, "1").await;
        assert_eq!(handover(&portal).await.phase.reason(), Some(StallReason::NoGoal), "proposed is not agreed");
        let home = portal.get(Some(&portal.lead), "/").await;
        assert!(home.body.contains("提案された目標に返事をする") && home.body.contains("/goals?from=next"), "{}", home.body);
        let home = portal.get(Some(&portal.rep), "/").await;
        assert!(!home.body.contains("提案された目標に返事をする"), "a lead answers");
        let fields = [("goal", FIRST)];
        portal.post(Some(&portal.lead), "/goals?from=next", "agree_goal", &fields).await;
        assert_ne!(handover(&portal).await.phase.reason(), Some(StallReason::NoGoal));
        let mut tx = portal.office.store.read().await.unwrap();
        let newest = tx.activities_of_company(portal.aoba, 10).await.unwrap();
        let origin = |kind| newest.iter().find(|one| one.kind == kind).map(|one| one.origin);
        assert_eq!(origin(ActivityKind::GoalProposed), Some(Origin::Vendor));
        assert_eq!(origin(ActivityKind::GoalAgreed), Some(Origin::Nudged), "came by the portal's suggestion");
    }
}

#[tokio::test]
async fn goals_are_for_those_they_concern() {
    for portal in portals().await {
        portal.import_content().await;
        propose(&portal, &portal.manager, FIRST, "3").await;
        let stranger = person(&portal.office, "木村 葵", "lead@minato.example", Role::PartnerLead, Some(portal.minato)).await;
        for action in ["agree_goal", "end_goal"] {
            assert_eq!(on(&portal, &stranger, action, FIRST).await.status, StatusCode::NOT_FOUND, "{action}");
            assert_eq!(on(&portal, &portal.manager, action, "nonsense").await.status, StatusCode::NOT_FOUND, "{action}");
            assert_eq!(on(&portal, &portal.manager, action, THIRD).await.status, StatusCode::NOT_FOUND, "{action}");
            for who in [&portal.rep, &portal.editor] {
                assert_eq!(on(&portal, who, action, FIRST).await.status, StatusCode::FORBIDDEN, "{action}");
            }
        }
        assert_eq!(counter(&portal, &stranger, SECOND, FIRST, "1").await.status, StatusCode::NOT_FOUND);
        assert_eq!(propose(&portal, &portal.rep, SECOND, "1").await.status, StatusCode::FORBIDDEN);
        let nowhere = [
            ("idempotency_key", SECOND),
            ("company", THIRD),
            ("counted", "won_deals"),
            ("target", "1"),
            ("by", "2026-12-31"),
            ("why", "x"),
        ];
        assert_eq!(portal.call(Some(&portal.manager), "propose_goal", &nowhere).await.status, StatusCode::NOT_FOUND);
        assert_eq!(portal.get(Some(&portal.manager), "/goals").await.status, StatusCode::FORBIDDEN);
        let theirs: GoalsSheet = portal.call_get(Some(&stranger), "/api/goals").await.read();
        assert!(theirs.alive.is_empty());
        // The company that a partner names is its own, whatever it sends.
        assert_eq!(propose(&portal, &stranger, THIRD, "2").await.status, StatusCode::SEE_OTHER);
        assert_eq!(goals(&portal).await.alive.len(), 1);
    }
}
