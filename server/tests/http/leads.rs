//! Leads: offered in turn on `/console/leads`, answered on `/leads`.

use axum::http::StatusCode;
use jiso::{
    activity::ActivityKind,
    caller::Caller,
    deals::NewDealSheet,
    failure::{Failure, Problem},
    leads::{DeclineReason, LeadDesk, LeadState, LeadsSheet, OfferState},
    time::Day,
};
use jiso_server::testing::{TestPortal, portal, portals};

use crate::deals::{approve, register};

const CONTACT: &str = "総務部 ひみつ様 06-0000-0000";

async fn offer(portal: &TestPortal, customer: &str, more: &[(&str, &str)]) -> String {
    let key = portal.office.new_id::<()>().to_string();
    let base = [
        ("idempotency_key", key.as_str()),
        ("customer", customer),
        ("industry", "manufacturing"),
        ("size", "medium"),
        ("note", "資料請求がありました。見積もりを急いでいます。"),
        ("contact", CONTACT),
    ];
    let mut fields: Vec<(&str, &str)> =
        base.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name)).collect();
    fields.extend(more);
    for _ in 0..2 {
        let offered = portal.post(Some(&portal.manager), "/console/leads", "offer_lead", &fields).await;
        assert_eq!(offered.status, StatusCode::SEE_OTHER, "{}", offered.body);
    }
    key
}

async fn mine(portal: &TestPortal, who: &Caller) -> LeadsSheet {
    portal.call_get(Some(who), "/api/leads").await.read()
}

async fn desk(portal: &TestPortal) -> LeadDesk {
    portal.call_get(Some(&portal.manager), "/api/lead_courses").await.read()
}

/// Whose turn it is first, and who comes next.
async fn turns(portal: &TestPortal) -> (Caller, Caller) {
    if mine(portal, &portal.rep).await.waiting.is_empty() {
        (portal.rival.clone(), portal.rep.clone())
    } else {
        (portal.rep.clone(), portal.rival.clone())
    }
}

#[tokio::test]
async fn a_lead_goes_to_the_next_when_it_is_declined_and_ends_with_who_accepts() {
    for portal in portals().await {
        portal.import_content().await;
        let before = portal.mails().await.len();
        let lead = offer(&portal, "株式会社北浜製作所", &[]).await;
        let (first, second) = turns(&portal).await;
        let told = portal.mails().await.split_off(before);
        assert_eq!(told.len(), 1, "who leads, or everybody where nobody does");
        assert!(told[0].subject.contains("リード"), "{}", told[0].subject);
        let seen = mine(&portal, &first).await;
        assert_eq!((seen.waiting[0].among, seen.waiting[0].weight, seen.of, seen.days), (2, 1, 2, 2));
        let page = portal.get(Some(&first), "/leads").await;
        assert!(page.body.contains("対象の2社のうち") && page.body.contains("御社の次の番は"), "{}", page.body);
        assert!(!page.body.contains("ひみつ"), "whom to ask is for who accepts");
        assert!(mine(&portal, &second).await.waiting.is_empty());

        let refused = portal.call(Some(&first), "decline_lead", &[("lead", &lead)]).await.failure();
        assert_eq!(refused, Failure::invalid("reason", Problem::Required));
        let form = [("lead", lead.as_str()), ("reason", "no_time"), ("note", "期末です")];
        let declined = portal.post(Some(&first), "/leads", "decline_lead", &form).await;
        assert_eq!(declined.status, StatusCode::SEE_OTHER, "{}", declined.body);
        assert_eq!(mine(&portal, &first).await.past.len(), 1);
        assert_eq!(mine(&portal, &second).await.waiting.len(), 1);
        let late = portal.call(Some(&first), "accept_lead", &[("lead", &lead)]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "an answer is an answer");

        let accepted = portal.post(Some(&second), "/leads", "accept_lead", &[("lead", &lead)]).await;
        assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.body);
        let seen = mine(&portal, &second).await;
        assert_eq!(seen.accepted[0].contact.as_deref(), Some(CONTACT));
        let path = format!("/api/new_deal?again=&lead={lead}");
        let begun: NewDealSheet = portal.call_get(Some(&second), &path).await.read();
        assert_eq!(begun.form.customer, "株式会社北浜製作所");
        let begun: NewDealSheet = portal.call_get(Some(&first), &path).await.read();
        assert_eq!(begun.form.customer, "", "of a lead that is another's nothing is told");

        let course = desk(&portal).await.leads.remove(0);
        let states: Vec<OfferState> = course.offers.iter().map(|offer| offer.state).collect();
        assert_eq!((course.state, states), (LeadState::Accepted, vec![OfferState::Declined, OfferState::Accepted]));
        assert_eq!(course.offers[0].reason, Some(DeclineReason::NoTime));
        let page = portal.get(Some(&portal.manager), "/console/leads").await;
        assert!(page.body.contains("期末です") && page.body.contains("手が足りない"), "{}", page.body);
        let mut tx = portal.office.store.read().await.unwrap();
        let standing = tx.standing(second.company.unwrap()).await.unwrap();
        assert_eq!((standing.count(ActivityKind::LeadOffered), standing.count(ActivityKind::LeadAccepted)), (1, 1));
    }
}

#[tokio::test]
async fn an_offer_lapses_after_two_business_days_and_nobody_is_left() {
    for portal in portals().await {
        portal.import_content().await;
        let lead = offer(&portal, "株式会社北浜製作所", &[]).await;
        let (first, second) = turns(&portal).await;
        assert_eq!(portal.office.let_offers_lapse().await.unwrap(), 0);
        portal.at(portal.office.now().plus_days(2));
        let late = portal.call(Some(&first), "accept_lead", &[("lead", &lead)]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "although the clock has not looked yet");
        assert_eq!(portal.office.let_offers_lapse().await.unwrap(), 1);
        assert_eq!(portal.office.let_offers_lapse().await.unwrap(), 0, "once");
        assert_eq!(mine(&portal, &first).await.past[0].state, OfferState::TimedOut);
        assert_eq!(mine(&portal, &second).await.waiting.len(), 1);
        let before = portal.mails().await.len();
        portal.at(portal.office.now().plus_days(4));
        assert_eq!(portal.office.let_offers_lapse().await.unwrap(), 1);
        assert_eq!(desk(&portal).await.leads[0].state, LeadState::Exhausted);
        let told = portal.mails().await.split_off(before);
        assert!(told.iter().any(|mail| mail.to == "manager@vendor.example"), "the vendor hears of it");
    }
}

#[tokio::test]
async fn what_the_clock_offers_on_the_last_day_of_a_year_is_due_in_the_next_and_says_so() {
    let portal = portal().await;
    portal.import_content().await;
    offer(&portal, "株式会社北浜製作所", &[]).await;
    let before = portal.mails().await.len();
    portal.at("2026-12-31".parse::<Day>().unwrap().at_minute(12 * 60));
    assert_eq!(portal.office.let_offers_lapse().await.unwrap(), 1);
    let told: Vec<String> = portal.mails().await.split_off(before).into_iter().map(|mail| mail.text).collect();
    assert!(told.iter().any(|text| text.contains("2027年1月")), "{told:?}");
}

#[tokio::test]
async fn an_answer_and_the_clock_at_once_have_one_outcome() {
    for portal in portals().await {
        portal.import_content().await;
        let lead = offer(&portal, "株式会社北浜製作所", &[]).await;
        let (first, second) = turns(&portal).await;
        let due = mine(&portal, &first).await.waiting[0].due;
        // Both nodes and both people of the company act in the last moment and the first after it.
        portal.at(due);
        let form = [("lead", lead.as_str())];
        let (accepted, one, two) = tokio::join!(
            portal.call(Some(&first), "accept_lead", &form),
            portal.office.let_offers_lapse(),
            portal.office.let_offers_lapse(),
        );
        let lapsed = one.unwrap() + two.unwrap();
        assert_eq!((accepted.status, lapsed), (StatusCode::CONFLICT, 1));
        let people = [portal.call(Some(&second), "accept_lead", &form), portal.call(Some(&second), "accept_lead", &form)];
        let [one, two] = people;
        let (one, two) = tokio::join!(one, two);
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT]);
        let course = desk(&portal).await.leads.remove(0);
        assert_eq!((course.state, course.offers.len()), (LeadState::Accepted, 2));
    }
}

#[tokio::test]
async fn turns_are_fair_and_what_does_not_fit_is_passed_over() {
    let portal = portal().await;
    portal.import_content().await;
    for number in 0..4 {
        offer(&portal, &format!("製作所その{number}号"), &[]).await;
    }
    let counts = [mine(&portal, &portal.rep).await.waiting.len(), mine(&portal, &portal.rival).await.waiting.len()];
    assert_eq!(counts, [2, 2], "of equal weight, each has as many");
    register(&portal, &portal.rival, "key-000000000001", "堂島運輸").await;
    let queue = desk(&portal).await.queue;
    assert_eq!((queue.len(), queue[0].place, queue[1].place), (2, Some(1), Some(2)));
    // Nobody has to do with education: then it is for all, and says so.
    offer(&portal, "学校法人つばさ学院", &[("industry", "education")]).await;
    let course = desk(&portal).await.leads.remove(0);
    assert!(course.offers[0].widened, "{course:?}");
}

#[tokio::test]
async fn what_is_protected_is_no_lead_and_what_is_withdrawn_is_over() {
    let portal = portal().await;
    portal.import_content().await;
    let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    approve(&portal, &deal).await;
    let key = portal.office.new_id::<()>().to_string();
    let fields = [
        ("idempotency_key", key.as_str()),
        ("customer", "株式会社北浜製作所"),
        ("industry", "retail"),
        ("size", "small"),
        ("note", "資料請求がありました。急いでいます。"),
        ("contact", CONTACT),
    ];
    let refused = portal.post(Some(&portal.manager), "/console/leads", "offer_lead", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("資料請求がありました。急いでいます。"), "what was typed stays");
    let lead = offer(&portal, "南港運輸", &[]).await;
    let (first, _) = turns(&portal).await;
    for _ in 0..2 {
        assert_eq!(portal.call(Some(&portal.manager), "withdraw_lead", &[("lead", &lead)]).await.status, StatusCode::OK);
    }
    assert_eq!(portal.call(Some(&first), "accept_lead", &[("lead", &lead)]).await.status, StatusCode::CONFLICT);
    assert_eq!(desk(&portal).await.leads[0].state, LeadState::Withdrawn);
}

#[tokio::test]
async fn a_lead_of_another_company_is_not_there() {
    for portal in portals().await {
        portal.import_content().await;
        let lead = offer(&portal, "株式会社北浜製作所", &[]).await;
        let (_, second) = turns(&portal).await;
        let form = [("lead", lead.as_str()), ("reason", "other")];
        for action in ["accept_lead", "decline_lead"] {
            assert_eq!(portal.call(Some(&second), action, &form).await.status, StatusCode::NOT_FOUND, "{action}");
            assert_eq!(portal.call(Some(&portal.manager), action, &form).await.status, StatusCode::FORBIDDEN, "{action}");
        }
        for who in [&portal.rep, &portal.lead, &portal.editor] {
            assert_eq!(portal.get(Some(who), "/console/leads").await.status, StatusCode::FORBIDDEN);
            assert_eq!(portal.call(Some(who), "withdraw_lead", &form).await.status, StatusCode::FORBIDDEN);
            assert_eq!(portal.call(Some(who), "offer_lead", &[("customer", "南港運輸")]).await.status, StatusCode::FORBIDDEN);
        }
        for who in [&portal.manager, &portal.editor] {
            assert_eq!(portal.get(Some(who), "/leads").await.status, StatusCode::FORBIDDEN);
        }
    }
}
