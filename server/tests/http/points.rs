//! What becomes of points: quality, holds, and what comes late.

use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    points::{Entry, EntryState, in_effect},
    progress::Progress,
};
use jiso_server::{
    programme::replay,
    testing::{TestPortal, portals},
};

use crate::deals::{approve, register, reject, win};

/// After a week what was won is beyond recall.
pub async fn a_week_passes(portal: &TestPortal) {
    portal.at(portal.office.now().plus_days(7));
    portal.office.end_holds().await.unwrap();
}

async fn of_rule(portal: &TestPortal, rule: &str) -> Vec<Entry> {
    let lines = portal.office.store.read().await.unwrap().entries_of_company(portal.aoba).await.unwrap();
    in_effect(&lines).map(|line| line.entry.clone()).filter(|entry| entry.rule == rule).collect()
}

async fn verified(portal: &TestPortal) {
    assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
}

#[tokio::test]
async fn junk_does_not_pay() {
    for portal in portals().await {
        portal.import_content().await;
        for (number, customer) in ["一番商店", "二番工業", "三番運輸"].iter().enumerate() {
            portal.at(portal.office.now().plus_hours(1));
            let id = register(&portal, &portal.rep, &format!("key-00000000000{number}"), customer).await;
            portal.at(portal.office.now().plus_hours(1));
            reject(&portal, &id).await;
        }
        portal.at(portal.office.now().plus_hours(1));
        let form = portal.get(Some(&portal.rep), "/deals/new").await;
        assert!(form.body.contains("登録3件のうち承認は0件（0％）のため、30％の付与です。"), "{}", form.body);
        register(&portal, &portal.rep, "key-000000000009", "四番電機").await;
        let last = of_rule(&portal, "deal_registered").await.pop().unwrap();
        assert_eq!(
            (last.provisional, last.cut.map(|cut| (cut.record.decided, cut.record.approved, cut.percent))),
            (15, Some((3, 0, 30)))
        );
        let page = portal.get(Some(&portal.rep), "/progress").await;
        assert!(page.body.contains("登録3件のうち承認は0件（0％）のため、30％の付与です。"), "{}", page.body);
        // A colleague's registrations are another matter.
        portal.at(portal.office.now().plus_hours(1));
        register(&portal, &portal.lead, "key-000000000010", "五番建設").await;
        assert_eq!(of_rule(&portal, "deal_registered").await.pop().unwrap().provisional, 50);
        verified(&portal).await;
    }
}

#[tokio::test]
async fn an_order_is_held_for_a_week() {
    for portal in portals().await {
        portal.import_content().await;
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        portal.at(portal.office.now().plus_hours(1));
        win(&portal, &id).await;
        let until = portal.office.now().plus_days(7);
        let won = of_rule(&portal, "deal_won").await;
        assert_eq!((won.len(), won[0].provisional, won[0].confirmed, won[0].hold_until), (1, 200, 0, Some(until)));
        let sheet = portal.office.sheet(&portal.rep, 1).await.unwrap();
        assert!(sheet.ledger.items.iter().any(|line| line.hold_until == Some(until) && line.rule == "first_win"));
        let page = portal.get(Some(&portal.rep), "/progress").await;
        assert!(page.body.contains("までは取り消されることがあり、その後に確定します。"), "{}", page.body);

        portal.at(until.plus_hours(-1));
        assert_eq!(portal.office.end_holds().await, Ok(0));
        portal.at(until.plus_hours(3));
        let (one, two) = tokio::join!(portal.office.end_holds(), portal.office.end_holds());
        assert!(one.is_ok() && two.is_ok());
        let won = of_rule(&portal, "deal_won").await;
        let last = &won[1];
        assert_eq!((won.len(), last.state, last.provisional, last.confirmed), (2, EntryState::Confirmed, -200, 200));
        assert_eq!(last.at, until, "in its own time, however late the clock looks");
        assert_eq!(of_rule(&portal, "first_win").await.len(), 2);
        assert_eq!(portal.office.end_holds().await, Ok(0));
        let mut tx = portal.office.store.read().await.unwrap();
        assert_eq!(tx.standing(portal.aoba).await.unwrap().count(ActivityKind::HoldEnded), 1, "one deal, one end");
        drop(tx);
        verified(&portal).await;
    }
}

#[tokio::test]
async fn what_comes_late_is_judged_as_if_it_had_come_in_time() {
    for portal in portals().await {
        portal.import_content().await;
        let morning = portal.office.now();
        let text = |n: u8| Subject::Document(jiso::id::Id::new(morning, [n; 10]));
        let known = [(3, 1), (1, 2), (2, 1), (4, 2), (0, 3)];
        for (hours, document) in known {
            portal.at(morning.plus_hours(hours));
            portal.happen(&portal.rep, ActivityKind::LessonCompleted, text(document)).await;
            portal.happen(&portal.rep, ActivityKind::DealWon, Subject::Deal(jiso::id::Id::new(morning, [document; 10]))).await;
        }
        let first: Vec<_> = of_rule(&portal, "first_win").await.into_iter().map(|entry| entry.at).collect();
        assert_eq!(first, [morning], "the first order is the first that was won");
        let lessons: Vec<_> = of_rule(&portal, "lesson_completed").await.iter().map(|entry| entry.at).collect();
        assert_eq!(lessons.len(), 3);
        let lines = portal.office.store.read().await.unwrap().entries_of_company(portal.aoba).await.unwrap();
        assert!(lines.iter().any(|line| line.entry.cancels.is_some()), "by further lines");
        let sums = |lines: &mut dyn Iterator<Item = &Entry>| lines.map(|entry| entry.provisional + entry.confirmed).sum::<i64>();
        assert_eq!(sums(&mut lines.iter().map(|line| &line.entry)), sums(&mut in_effect(&lines).map(|line| &line.entry)));
        verified(&portal).await;
        let page = portal.get(Some(&portal.rep), "/progress").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("訂正した明細です。"), "{}", page.body);
    }
}

#[tokio::test]
async fn answers_that_colleagues_accept_earn_so_often_a_month_and_the_rule_says_so() {
    for portal in portals().await {
        portal.import_content().await;
        for _ in 0..7 {
            portal.happen(&portal.rep, ActivityKind::AnswerAccepted, Subject::None).await;
        }
        portal.happen(&portal.lead, ActivityKind::AnswerAccepted, Subject::None).await;
        let earned = of_rule(&portal, "answer_accepted").await;
        let by = |user| earned.iter().filter(|entry| entry.user == Some(user)).count();
        assert_eq!((by(portal.rep.user), by(portal.lead.user)), (5, 1));
        portal.at(portal.office.now().plus_days(30));
        portal.happen(&portal.rep, ActivityKind::AnswerAccepted, Subject::None).await;
        assert_eq!(of_rule(&portal, "answer_accepted").await.len(), 7, "a new month");
        let page = portal.get(Some(&portal.rep), "/progress?rules=open").await;
        let rule = page.body.split("回答の採用").find(|part| part.contains("1か月に5回まで。"));
        assert!(rule.is_some(), "{}", page.body);
        verified(&portal).await;
    }
}
