//! A draft tried on what has happened.

use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    failure::Failure,
    id::{DealId, DocumentId, WhatIfId},
    programme::{Pair, RunLine, RunState, Way, WhatIfSheet, WhatIfTold},
    time::Day,
};
use jiso_server::testing::{TestPortal, portal};
use tokio::sync::watch;

use super::{dearer, ready, save, starter};

const PAGE: &str = "/console/programme/what-if";

async fn ask(portal: &TestPortal) -> String {
    let asked = portal.post(Some(&portal.admin), PAGE, "begin_what_if", &[]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    asked.location().strip_prefix("/console/programme/what-if?run=").unwrap().to_owned()
}

async fn run(portal: &TestPortal) -> bool {
    let (_stop, stopping) = watch::channel(false);
    portal.office.run_what_if(&stopping).await.unwrap()
}

async fn line(portal: &TestPortal, run: &str) -> RunLine {
    portal.call_get(Some(&portal.manager), &format!("/api/what_if_line?run={run}")).await.read()
}

async fn outcome(portal: &TestPortal, run: &str) -> WhatIfTold {
    let sheet: WhatIfSheet = portal.call_get(Some(&portal.admin), &format!("/api/what_if?run={run}")).await.read();
    sheet.shown.unwrap().outcome.expect("done")
}

/// Aoba finishes the curriculum and wins three orders within the last months; reviews are held since.
async fn a_year(portal: &TestPortal) {
    let modules = portal.office.store.read().await.unwrap().curriculum().await.unwrap();
    for who in [&portal.rep, &portal.lead] {
        for _ in 0..modules {
            let module: DocumentId = portal.office.new_id();
            portal.happen(who, ActivityKind::ModuleCompleted, Subject::Document(module)).await;
        }
    }
    for day in ["2026-12-07", "2027-01-12", "2027-02-08", "2027-03-08"] {
        portal.at(day.parse::<Day>().unwrap().at_minute(600));
        portal.office.end_holds().await.unwrap();
        portal.office.review_tiers().await.unwrap();
        let deal: DealId = portal.office.new_id();
        for kind in [ActivityKind::DealRegistered, ActivityKind::DealApproved, ActivityKind::DealWon] {
            portal.happen(&portal.rep, kind, Subject::Deal(deal)).await;
        }
    }
    portal.at("2027-04-20".parse::<Day>().unwrap().at_minute(600));
    portal.office.end_holds().await.unwrap();
    portal.office.review_tiers().await.unwrap();
}

#[tokio::test]
async fn a_draft_is_tried_on_what_has_happened() {
    for portal in ready().await {
        a_year(&portal).await;
        let held = portal.office.store.read().await.unwrap().tier_standing(portal.aoba).await.unwrap().unwrap();
        save(&portal, &dearer(&portal).replacen("points = 200", "points = 210", 1), "1").await;
        let id = ask(&portal).await;
        assert_eq!(ask(&portal).await, id, "asked twice, it is one");
        let waiting = portal.get(Some(&portal.admin), &format!("{PAGE}?run={id}")).await;
        assert!(waiting.body.contains("順番を待っています。") && waiting.body.contains("中止する"), "{}", waiting.body);

        assert!(run(&portal).await);
        assert!(!run(&portal).await, "nobody waits any more");
        let done = line(&portal, &id).await;
        assert_eq!((done.state, done.done, done.total), (RunState::Done, 2, 2));
        let found = outcome(&portal, &id).await;
        assert_eq!(held.tier, "gold", "150 for the first order and 250 for each");
        let moved: Vec<_> =
            found.movers.iter().map(|one| (one.way, one.name.as_str(), one.from.as_str(), one.to.as_str())).collect();
        assert_eq!(moved, [(Way::Down, "青葉商会", "ゴールド", "シルバー")], "{found:?}");
        assert!(found.movers[0].why.contains("ゴールドには、あと"), "{}", found.movers[0].why);
        let orders = found.rules.iter().find(|(name, _)| name == "受注").unwrap();
        assert_eq!(orders.1, Pair { now: 800, draft: 840 });
        assert_eq!((found.won_yen, found.companies), (4 * 864_000, 2));

        let page = portal.get(Some(&portal.manager), &format!("{PAGE}?run={id}")).await;
        for told in ["ランクが下がる会社は1社", "ゴールド → シルバー", "2社の", "月ごとのポイント", "800", "840", "＋40"]
        {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let english = portal.get(Some(&portal.admin), &format!("{PAGE}?run={id}&lang=en")).await;
        assert!(english.body.contains("Gold → Silver"), "{}", english.body);
    }
}

#[tokio::test]
async fn the_programme_in_force_changes_nothing() {
    for portal in ready().await {
        a_year(&portal).await;
        save(&portal, &starter(&portal), "1").await;
        let id = ask(&portal).await;
        run(&portal).await;
        let found = outcome(&portal, &id).await;
        assert!(found.movers.is_empty() && found.rules.iter().all(|(_, points)| points.now == points.draft), "{found:?}");
        let mut tx = portal.office.store.read().await.unwrap();
        let entries = tx.entries_of_company(portal.aoba).await.unwrap();
        let since = found.from.start();
        let real: i64 = entries
            .iter()
            .map(|line| &line.entry)
            .filter(|entry| entry.at >= since)
            .map(|entry| entry.provisional + entry.confirmed)
            .sum();
        let tried: i64 = found.months.iter().map(|(_, month)| month.draft).sum();
        assert_eq!(tried, real, "what the ledger really holds");
        assert!(real > 0);
    }
}

#[tokio::test]
async fn a_run_can_be_cancelled_and_what_comes_later_is_thrown_away() {
    for portal in ready().await {
        save(&portal, &dearer(&portal), "1").await;
        let id = ask(&portal).await;
        let run_id: WhatIfId = id.parse().unwrap();
        let mut tx = portal.office.store.write().await.unwrap();
        let lease = portal.office.now().plus_hours(1);
        let job = tx.claim_what_if(portal.office.now(), lease).await.unwrap().unwrap();
        assert_eq!(job.id, run_id);
        assert!(tx.note_what_if(run_id, (1, 2), lease).await.unwrap());
        tx.commit().await.unwrap();
        let page = portal.get(Some(&portal.admin), &format!("{PAGE}?run={id}")).await;
        assert!(page.body.contains("2社のうち1社まで計算しました。"), "{}", page.body);

        let fields = [("run", id.as_str())];
        assert_eq!(portal.call(Some(&portal.manager), "cancel_what_if", &fields).await.failure(), Failure::Forbidden);
        let cancelled = portal.post(Some(&portal.admin), PAGE, "cancel_what_if", &fields).await;
        assert_eq!(cancelled.location(), format!("{PAGE}?run={id}&seen=cancelled"), "{}", cancelled.body);
        let page = portal.get(Some(&portal.admin), cancelled.location()).await;
        assert!(page.body.contains("試算は中止されました"), "{}", page.body);
        let mut tx = portal.office.store.write().await.unwrap();
        assert!(!tx.note_what_if(run_id, (2, 2), lease).await.unwrap(), "whoever runs it is told");
        assert!(!tx.finish_what_if(run_id, "{}", lease).await.unwrap());
        tx.commit().await.unwrap();
        assert_ne!(ask(&portal).await, id, "there may be another now");
    }
}

#[tokio::test]
async fn a_run_whose_node_was_killed_begins_anew_and_is_given_up_in_the_end() {
    for portal in ready().await {
        save(&portal, &dearer(&portal), "1").await;
        let id = ask(&portal).await;
        let killed = async || {
            let now = portal.office.now();
            let mut tx = portal.office.store.write().await.unwrap();
            let job = tx.claim_what_if(now, now.plus_hours(1)).await.unwrap();
            tx.commit().await.unwrap();
            portal.at(now.plus_hours(2));
            job.map(|job| job.id.to_string())
        };
        assert_eq!(killed().await, Some(id.clone()));
        assert!(run(&portal).await, "another node takes it when the lease has ended");
        assert_eq!(line(&portal, &id).await.state, RunState::Done);

        let id = ask(&portal).await;
        for _ in 0..3 {
            assert_eq!(killed().await, Some(id.clone()));
        }
        assert!(!run(&portal).await, "three times are enough");
        assert_eq!(line(&portal, &id).await.state, RunState::Failed);
        let page = portal.get(Some(&portal.admin), &format!("{PAGE}?run={id}")).await;
        assert!(page.body.contains("試算を終えられませんでした"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_node_that_stops_leaves_its_run_to_the_next() {
    let portal = portal().await;
    portal.import_content().await;
    save(&portal, &dearer(&portal), "1").await;
    let id = ask(&portal).await;
    let (_stop, stopping) = watch::channel(true);
    assert!(portal.office.run_what_if(&stopping).await.unwrap());
    assert_eq!(line(&portal, &id).await.state, RunState::Queued);
    assert!(run(&portal).await);
    assert_eq!(line(&portal, &id).await.state, RunState::Done);
}

#[tokio::test]
async fn only_a_sound_draft_is_tried_and_only_by_the_vendors_own() {
    let portal = portal().await;
    portal.import_content().await;
    let none = portal.post(Some(&portal.admin), PAGE, "begin_what_if", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "there is no draft");
    save(&portal, "version = ", "1").await;
    let broken = portal.post(Some(&portal.admin), PAGE, "begin_what_if", &[]).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(broken.body.contains("誤りのない改定案を保存すると、試算できます。"), "{}", broken.body);
    for who in [&portal.rep, &portal.lead, &portal.editor] {
        assert_eq!(portal.get(Some(who), PAGE).await.status, StatusCode::FORBIDDEN);
        for action in ["begin_what_if", "cancel_what_if"] {
            assert_eq!(portal.call(Some(who), action, &[("run", "x")]).await.failure(), Failure::Forbidden, "{action}");
        }
        let some = portal.office.new_id::<()>();
        assert_eq!(portal.call_get(Some(who), &format!("/api/what_if_line?run={some}")).await.status, StatusCode::FORBIDDEN);
    }
    let foreign = portal.office.new_id::<()>();
    for page in [format!("{PAGE}?run={foreign}"), format!("{PAGE}?run=x")] {
        assert_eq!(portal.get(Some(&portal.manager), &page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
}
