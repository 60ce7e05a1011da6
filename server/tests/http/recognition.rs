use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    caller::Role,
    id::{DealId, KudosId, UserId},
};
use jiso_server::testing::{Answered, TestPortal, person, portal, portals};

use crate::points::a_week_passes;

async fn thank(portal: &TestPortal, who: &jiso::caller::Caller, to: UserId, text: &str) -> Answered {
    let key: KudosId = portal.office.new_id();
    let (key, to) = (key.to_string(), to.to_string());
    let fields = [("idempotency_key", &*key), ("to", &*to), ("text", text)];
    portal.post(Some(who), "/recognition", "give_kudos", &fields).await
}

#[tokio::test]
async fn thanks_reach_a_colleague_and_the_company_reads_them() {
    for portal in portals().await {
        let page = portal.get(Some(&portal.rep), "/recognition").await;
        assert!(page.status == StatusCode::OK && page.body.contains("今月はあと10回"), "{}", page.body);
        let sent = thank(&portal, &portal.rep, portal.lead.user, "資料の確認、助かりました。").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(sent.location().starts_with("/recognition?after="));
        let page = portal.get(Some(&portal.lead), "/recognition").await;
        assert!(page.body.contains("資料の確認、助かりました。") && page.body.contains("あなた"), "{}", page.body);
        let home = portal.get(Some(&portal.lead), "/").await;
        assert!(home.body.contains("資料の確認、助かりました。"), "and finds them on the first page");
        let rival = portal.get(Some(&portal.rival), "/recognition").await;
        assert!(!rival.body.contains("資料の確認"), "nobody else does");
    }
}

#[tokio::test]
async fn a_form_sent_twice_thanks_once_and_the_quota_holds() {
    for portal in portals().await {
        let key: KudosId = portal.office.new_id();
        let (key, to) = (key.to_string(), portal.manager.user.to_string());
        let fields = [("idempotency_key", &*key), ("to", &*to), ("text", "ありがとうございます。")];
        for _ in 0..2 {
            let sent = portal.post(Some(&portal.rep), "/recognition", "give_kudos", &fields).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        }
        let page = portal.get(Some(&portal.rep), "/recognition").await;
        assert!(page.body.contains("今月はあと9回"), "{}", page.body);
        for _ in 0..9 {
            assert_eq!(thank(&portal, &portal.rep, portal.lead.user, "助かりました。").await.status, StatusCode::SEE_OTHER);
        }
        let refused = thank(&portal, &portal.rep, portal.lead.user, "もう一度").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        portal.at(portal.office.now().plus_days(31));
        assert_eq!(thank(&portal, &portal.rep, portal.lead.user, "来月も").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn nobody_thanks_oneself_or_people_of_another_partner() {
    for portal in portals().await {
        for to in [portal.rep.user, portal.rival.user, portal.office.new_id()] {
            let refused = thank(&portal, &portal.rep, to, "ありがとう").await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{to}");
        }
        let refused = thank(&portal, &portal.editor, portal.rep.user, "ありがとう").await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "an editor sees no partners");
        assert_eq!(thank(&portal, &portal.manager, portal.rep.user, "ありがとう").await.status, StatusCode::SEE_OTHER);
        let theirs = format!("/recognition?company={}", portal.minato);
        let page = portal.get(Some(&portal.rep), &theirs).await;
        assert!(!page.body.contains("高橋 翼"), "another company's people are not to be had by its id: {}", page.body);
        let page = portal.get(Some(&portal.manager), &theirs).await;
        assert!(page.body.contains("高橋 翼") && page.body.contains("みなと情報"), "{}", page.body);
        assert_eq!(portal.get(Some(&portal.editor), &theirs).await.status, StatusCode::FORBIDDEN);
        let unknown = format!("/recognition?company={}", portal.rep.user);
        assert_eq!(portal.get(Some(&portal.manager), &unknown).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_was_typed_is_kept() {
    let portal = portal().await;
    let key: KudosId = portal.office.new_id();
    let key = key.to_string();
    let fields = [("idempotency_key", &*key), ("to", ""), ("text", "だれに送るか選び忘れました")];
    let page = portal.post(Some(&portal.rep), "/recognition", "give_kudos", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("だれに送るか選び忘れました") && page.body.contains("選んでください"), "{}", page.body);
}

#[tokio::test]
async fn a_small_step_is_noticed_once_and_praised_once() {
    for portal in portals().await {
        let office = &portal.office;
        portal.happen(&portal.rep, ActivityKind::LessonCompleted, Subject::None).await;
        assert_eq!(office.notice_small_steps().await.unwrap(), 1);
        portal.happen(&portal.rep, ActivityKind::LessonCompleted, Subject::None).await;
        assert_eq!(office.notice_small_steps().await.unwrap(), 0);
        let desk = portal.get(Some(&portal.manager), "/console/recognition").await;
        assert_eq!(desk.status, StatusCode::OK, "{}", desk.body);
        assert!(
            desk.body.contains("初めてレッスンを修了しました") && desk.body.contains("最初のレッスンの修了"),
            "{}",
            desk.body
        );

        let mut tx = office.store.read().await.unwrap();
        let step = tx.open_small_steps(jiso::time::Timestamp::EPOCH, 10).await.unwrap().remove(0);
        drop(tx);
        let id = step.id.to_string();
        let decide = |text: &'static str, decision: &'static str| {
            let fields = [("step", id.clone()), ("text", text.to_owned()), ("decision", decision.to_owned())];
            let portal = &portal;
            async move {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, &**value)).collect();
                portal.post(Some(&portal.manager), "/console/recognition", "decide_step", &fields).await
            }
        };
        assert_eq!(decide("", "").await.status, StatusCode::UNPROCESSABLE_ENTITY, "praise needs words");
        let praised = decide("最初の一歩、うれしく拝見しました。", "").await;
        assert_eq!(praised.status, StatusCode::SEE_OTHER, "{}", praised.body);
        assert_eq!(decide("もう一度", "").await.status, StatusCode::CONFLICT);
        let home = portal.get(Some(&portal.rep), "/").await;
        assert!(home.body.contains("最初の一歩、うれしく拝見しました。"), "{}", home.body);
        let desk = portal.get(Some(&portal.manager), "/console/recognition").await;
        assert!(desk.body.contains("ことばを待っている一歩は、今はありません"), "{}", desk.body);

        let foreign = [("step", portal.rep.user.to_string()), ("text", "x".to_owned())];
        let foreign: Vec<(&str, &str)> = foreign.iter().map(|(name, value)| (*name, &**value)).collect();
        let answer = portal.post(Some(&portal.manager), "/console/recognition", "decide_step", &foreign).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_desk_is_the_managers() {
    for portal in portals().await {
        for who in [&portal.rep, &portal.lead, &portal.editor] {
            assert_eq!(portal.get(Some(who), "/console/recognition").await.status, StatusCode::FORBIDDEN);
            let fields = [("month", "2026-10"), ("company", &*portal.aoba.to_string()), ("reason", "")];
            let refused = portal.post(Some(who), "/console/recognition", "confirm_mvp", &fields).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(portal.get(Some(&portal.admin), "/console/recognition").await.status, StatusCode::OK);
        for month in ["2026-12", "nonsense"] {
            let path = format!("/console/recognition?month={month}");
            assert_eq!(portal.get(Some(&portal.manager), &path).await.status, StatusCode::NOT_FOUND, "{month}");
        }
    }
}

/// Aoba sells, Minato learns; both in October and November, and then it is December.
async fn two_months(portal: &TestPortal) {
    let start = "2026-10-05".parse::<jiso::time::Day>().unwrap().at_minute(600);
    for month in 0..2 {
        portal.at(start.plus_days(31 * month));
        let deal: DealId = portal.office.new_id();
        portal.happen(&portal.rep, ActivityKind::DealWon, Subject::Deal(deal)).await;
        portal.happen(&portal.rival, ActivityKind::AnswerAccepted, Subject::None).await;
        a_week_passes(portal).await;
    }
    portal.at("2026-12-03".parse::<jiso::time::Day>().unwrap().at_minute(600));
}

async fn confirm(portal: &TestPortal, month: &str, company: &str, reason: &str) -> Answered {
    let fields = [("month", month), ("company", company), ("reason", reason)];
    portal.post(Some(&portal.manager), "/console/recognition", "confirm_mvp", &fields).await
}

#[tokio::test]
async fn the_partner_of_a_month_is_proposed_confirmed_once_and_announced() {
    for portal in portals().await {
        two_months(&portal).await;
        let (aoba, minato) = (portal.aoba.to_string(), portal.minato.to_string());
        let desk = portal.get(Some(&portal.manager), "/console/recognition").await;
        assert!(desk.body.contains("2026年11月の月間MVPの候補は、青葉商会です"), "{}", desk.body);
        assert!(desk.body.contains("販売 40％"), "the formula is published: {}", desk.body);
        let outsider = confirm(&portal, "2026-11", &portal.rep.user.to_string(), "").await;
        assert_eq!(outsider.status, StatusCode::UNPROCESSABLE_ENTITY, "only who is proposed");
        let confirmed = confirm(&portal, "2026-11", &aoba, "").await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.body);
        assert_eq!(confirm(&portal, "2026-11", &aoba, "").await.status, StatusCode::SEE_OTHER, "again is no mistake");
        assert_eq!(confirm(&portal, "2026-11", &minato, "別の理由").await.status, StatusCode::CONFLICT);

        for who in [&portal.rep, &portal.rival, &portal.editor] {
            let page = portal.get(Some(who), "/recognition").await;
            assert!(page.body.contains("2026年11月の月間MVPは、青葉商会です"), "{}", page.body);
        }
        let home = portal.get(Some(&portal.rival), "/").await;
        assert!(home.body.contains("2026年11月の月間MVPは、青葉商会です"), "{}", home.body);
        let events = portal.office.store.read().await.unwrap().activities_of_company(portal.aoba, 5).await.unwrap();
        assert!(events.iter().any(|event| event.kind == ActivityKind::MvpConfirmed), "and is an event");

        portal.post(Some(&portal.lead), "/company", "name_on_boards", &[("named_on_boards", "false")]).await;
        let page = portal.get(Some(&portal.rival), "/recognition").await;
        assert!(page.body.contains("社名を公開していない会社") && !page.body.contains("青葉商会"), "{}", page.body);
        let page = portal.get(Some(&portal.rep), "/recognition?lang=en").await;
        assert!(page.body.contains("Partner of the month, Nov 2026: 青葉商会"), "one sees oneself: {}", page.body);
        assert_eq!(confirm(&portal, "2025-10", &aoba, "").await.status, StatusCode::NOT_FOUND, "before anything happened");
    }
}

/// Figures of 2025, and then it is 2026.
async fn a_year(portal: &TestPortal) {
    portal.at("2025-06-02".parse::<jiso::time::Day>().unwrap().at_minute(600));
    portal.happen(&portal.rep, ActivityKind::DealWon, Subject::Deal(portal.office.new_id())).await;
    portal.happen(&portal.rival, ActivityKind::StageMoved, Subject::None).await;
    portal.at("2026-11-16".parse::<jiso::time::Day>().unwrap().at_minute(600));
}

#[tokio::test]
async fn a_partner_names_itself_once_a_category() {
    for portal in portals().await {
        let name = |who: &'static str, category: &'static str, text: &'static str| {
            let key: KudosId = portal.office.new_id();
            let company = portal.minato.to_string();
            let portal = &portal;
            async move {
                let caller = if who == "manager" { &portal.manager } else { &portal.lead };
                let key = key.to_string();
                let fields = [("idempotency_key", &*key), ("company", &*company), ("category", category), ("text", text)];
                portal.post(Some(caller), "/recognition", "name_for_award", &fields).await
            }
        };
        assert_eq!(name("lead", "launch", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(name("lead", "unheard-of", "x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let named = name("lead", "launch", "提案書の型を広げました。").await;
        assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.body);
        assert_eq!(name("lead", "launch", "もう一度").await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
        let page = portal.get(Some(&portal.rep), "/recognition").await;
        assert!(page.body.contains("推薦済み：立ち上げ賞"), "{}", page.body);
        let rival = portal.get(Some(&portal.rival), "/recognition").await;
        assert!(!rival.body.contains("推薦済み"), "a partner names nobody else, whatever company the form holds");
        assert_eq!(name("manager", "launch", "数字に出ない取り組みです。").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn an_award_is_decided_once_with_a_reason_and_a_gift_follows() {
    for portal in portals().await {
        a_year(&portal).await;
        for who in [&portal.rep, &portal.editor] {
            assert_eq!(portal.get(Some(who), "/console/recognition/awards").await.status, StatusCode::FORBIDDEN);
        }
        let aoba = portal.aoba.to_string();
        let grant = |year: &'static str, category: &'static str, company: String, reason: &'static str| {
            let portal = &portal;
            async move {
                let fields = [("year", year), ("category", category), ("company", &*company), ("reason", reason)];
                portal.post(Some(&portal.manager), "/console/recognition/awards", "grant_award", &fields).await
            }
        };
        // Both signed in October 2026, so 2025 admits nobody.
        assert_eq!(grant("2025", "impact", aoba.clone(), "よい年でした").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(grant("2026", "impact", aoba.clone(), "まだ終わっていません").await.status, StatusCode::NOT_FOUND);
        assert_eq!(grant("2025", "unheard-of", aoba.clone(), "x").await.status, StatusCode::NOT_FOUND);

        portal.happen(&portal.rep, ActivityKind::DealWon, Subject::Deal(portal.office.new_id())).await;
        portal.at("2027-02-03".parse::<jiso::time::Day>().unwrap().at_minute(600));
        let desk = portal.get(Some(&portal.manager), "/console/recognition/awards").await;
        assert!(desk.body.contains("2026年の年間表彰") && desk.body.contains("インパクト賞"), "{}", desk.body);
        assert!(desk.body.contains("青葉商会") && desk.body.contains("1社中1位"), "with its evidence: {}", desk.body);
        assert_eq!(grant("2026", "impact", aoba.clone(), "").await.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason");
        let granted = grant("2026", "impact", aoba.clone(), "導入後の定着まで見届けました。").await;
        assert_eq!(granted.status, StatusCode::SEE_OTHER, "{}", granted.body);
        assert_eq!(grant("2026", "impact", aoba, "もう一度").await.status, StatusCode::SEE_OTHER, "again is no mistake");
        let hall = portal.get(Some(&portal.rival), "/recognition").await;
        assert!(hall.body.contains("インパクト賞") && hall.body.contains("導入後の定着まで見届けました。"), "{}", hall.body);
        let page = portal.get(Some(&portal.rep), "/recognition").await;
        assert!(page.body.contains("自社への記念品") && page.body.contains("準備中"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_gift_is_sent_with_a_note_or_the_note_alone() {
    for portal in portals().await {
        let minato_lead = person(&portal.office, "木村 葵", "lead@minato.example", Role::PartnerLead, Some(portal.minato)).await;
        for (accepts, month, state) in [("true", "2026-10", "発送済"), ("false", "2026-11", "お礼状のみ")] {
            if accepts == "true" {
                two_months(&portal).await;
            }
            // The one of October rests in November.
            let (lead, rep) = if accepts == "true" { (&portal.lead, &portal.rep) } else { (&minato_lead, &portal.rival) };
            let policy = [("accepts_gifts", accepts)];
            let saved = portal.post(Some(lead), "/company", "accept_gifts", &policy).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
            let company = rep.company.unwrap().to_string();
            let confirmed = confirm(&portal, month, &company, "").await;
            assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.body);
            let gifts = portal.office.store.read().await.unwrap().gifts_of_company(rep.company.unwrap(), 5).await.unwrap();
            let id = gifts[0].activity.to_string();
            let change = async |note: &str, yen: &str, decision: &str| {
                let fields = [("gift", &*id), ("note", note), ("yen", yen), ("decision", decision)];
                portal.post(Some(&portal.manager), "/console/recognition/awards", "change_gift", &fields).await
            };
            assert_eq!(change("", "3000", "send").await.status, StatusCode::UNPROCESSABLE_ENTITY, "a note is needed");
            assert_eq!(change("おめでとう", "99999", "send").await.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(change("おめでとう", "3000", "send").await.status, StatusCode::SEE_OTHER);
            let page = portal.get(Some(rep), "/recognition").await;
            assert!(page.body.contains(state) && page.body.contains("「おめでとう」"), "{}", page.body);
        }
        assert_eq!(
            portal.post(Some(&portal.rep), "/company", "accept_gifts", &[("accepts_gifts", "false")]).await.status,
            StatusCode::FORBIDDEN
        );
        for gift in ["00000000-0000-7000-8000-000000000000", "nonsense"] {
            let fields = [("gift", gift), ("note", "おめでとう"), ("yen", "0"), ("decision", "send")];
            let foreign = portal.post(Some(&portal.manager), "/console/recognition/awards", "change_gift", &fields).await;
            assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{gift}");
        }
    }
}
