//! Key persons: on `/people`, and `/console/partners/:id/people` for the vendor.

use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    caller::{Caller, Role},
    failure::{Conflict, Failure, Problem},
    goals::{GoalState, GoalsSheet},
    key_persons::{KeyRole, PeopleSheet},
    phases::{PhaseVerdict, StallReason},
};
use jiso_server::{
    programme::replay,
    testing::{TestPortal, person, portal, portals},
};

use crate::deals::{approve, register};

fn key(number: u32) -> String {
    format!("0199b000-0000-7000-8000-{number:012}")
}

async fn people(portal: &TestPortal, who: &Caller) -> PeopleSheet {
    let company = who.company.map_or_else(|| portal.aoba.to_string(), |_| String::new());
    portal.call_get(Some(who), &format!("/api/key_people?company={company}")).await.read()
}

async fn propose(portal: &TestPortal, who: &Caller, key: &str, target: &str) -> StatusCode {
    let (company, champion) = (portal.aoba.to_string(), portal.rep.user.to_string());
    let form = [
        ("idempotency_key", key),
        ("company", company.as_str()),
        ("champion", champion.as_str()),
        ("counted", "registered_deals"),
        ("target", target),
        ("hours", "4"),
        ("promise1", "最初の3件に同行する"),
        ("promise1_by", "2026-12-01"),
    ];
    portal.call(Some(who), "propose_pact", &form).await.status
}

pub async fn leave(portal: &TestPortal, who: &Caller, user: &Caller, to: &Caller) -> StatusCode {
    let (company, user, to) = (portal.aoba.to_string(), user.user.to_string(), to.user.to_string());
    portal.call(Some(who), "person_left", &[("company", &company), ("user", &user), ("to", &to)]).await.status
}

#[tokio::test]
async fn roles_are_given_by_lead_and_manager_and_seen_by_the_company() {
    for portal in portals().await {
        let (company, rep) = (portal.aoba.to_string(), portal.rep.user.to_string());
        let form = [("company", company.as_str()), ("user", rep.as_str()), ("role", "champion")];
        let given = portal.post(Some(&portal.lead), "/people", "give_role", &form).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        let role = |sheet: &PeopleSheet| sheet.people.iter().find(|one| one.id == portal.rep.user).and_then(|one| one.role);
        assert_eq!(role(&people(&portal, &portal.rep).await), Some(KeyRole::Champion));
        let sponsor = [("company", company.as_str()), ("user", rep.as_str()), ("role", "sponsor")];
        assert_eq!(portal.call(Some(&portal.manager), "give_role", &sponsor).await.status, StatusCode::OK);
        assert_eq!(role(&people(&portal, &portal.manager).await), Some(KeyRole::Sponsor));
        for (who, page) in [(&portal.rep, "/people".to_owned()), (&portal.manager, format!("/console/partners/{company}/people"))]
        {
            let page = portal.get(Some(who), &page).await;
            assert!(page.status == StatusCode::OK && page.body.contains("経営層スポンサー"), "{}", page.body);
        }
        assert_eq!(portal.call(Some(&portal.rep), "give_role", &form).await.status, StatusCode::FORBIDDEN);
        let none = [("company", company.as_str()), ("user", rep.as_str()), ("role", "")];
        assert_eq!(portal.call(Some(&portal.lead), "give_role", &none).await.status, StatusCode::OK);
        assert_eq!(role(&people(&portal, &portal.rep).await), None);
    }
}

#[tokio::test]
async fn a_champion_is_suggested_and_a_company_that_hangs_on_one_is_warned() {
    for portal in portals().await {
        for kind in [ActivityKind::DealRegistered, ActivityKind::KitOpened, ActivityKind::KitOpened] {
            portal.happen(&portal.rep, kind, Subject::None).await;
        }
        let seen = people(&portal, &portal.lead).await;
        assert_eq!(seen.suggestion.map(|one| (one.user, one.signs.len())), Some((portal.rep.user, 2)));
        assert_eq!(seen.warning.map(|one| (one.name, one.percent)), Some((portal.rep.name.clone(), None)));
        let own = people(&portal, &portal.rep).await;
        assert!(own.suggestion.is_none() && own.warning.is_none() && own.people[0].share_percent.is_none(), "for those who lead");
        for _ in 0..2 {
            portal.happen(&portal.lead, ActivityKind::KitOpened, Subject::None).await;
        }
        assert_eq!(people(&portal, &portal.lead).await.warning, None);
        let page = portal.get(Some(&portal.lead), "/people").await;
        assert!(page.body.contains("旗振り役に向いていそうです"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_pact_is_agreed_by_both_checked_every_week_and_met() {
    for portal in portals().await {
        portal.import_content().await;
        for _ in 0..2 {
            assert_eq!(propose(&portal, &portal.manager, &key(1), "1").await, StatusCode::OK, "sent twice, it is one");
        }
        assert_eq!(propose(&portal, &portal.lead, &key(2), "3").await, StatusCode::CONFLICT, "one at a time");
        let pact = people(&portal, &portal.lead).await.pact.expect("proposed");
        let form = [("pact", pact.id.to_string())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(portal.call(Some(&portal.manager), "agree_pact", &form).await.status, StatusCode::FORBIDDEN, "one side alone");
        assert_eq!(portal.call(Some(&portal.rep), "agree_pact", &form).await.status, StatusCode::FORBIDDEN);
        assert_eq!(portal.call(Some(&portal.rival), "agree_pact", &form).await.status, StatusCode::FORBIDDEN);
        for _ in 0..2 {
            let agreed = portal.post(Some(&portal.lead), "/people", "agree_pact", &form).await;
            assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
        }
        let agreed = people(&portal, &portal.rep).await;
        assert_eq!(agreed.people[0].role, Some(KeyRole::Champion), "whoever makes the pact carries it");
        assert_eq!(agreed.pact.map(|pact| (pact.state, pact.hours, pact.done)), Some((GoalState::Agreed, 4, 0)));

        assert_eq!(portal.office.look_at_pacts().await.unwrap(), 0);
        let before = portal.mails().await.len();
        portal.at(portal.office.now().plus_days(8));
        for expected in [1, 0] {
            assert_eq!(portal.office.look_at_pacts().await.unwrap(), expected, "once a week");
        }
        assert_eq!(portal.mails().await.split_off(before).len(), 1);
        let keep = [("pact", form[0].1), ("promise", "0")];
        assert_eq!(portal.call(Some(&portal.lead), "keep_pact_promise", &keep).await.status, StatusCode::FORBIDDEN);
        assert_eq!(portal.call(Some(&portal.manager), "keep_pact_promise", &keep).await.status, StatusCode::OK);
        let none = [("pact", form[0].1), ("promise", "2")];
        assert_eq!(portal.call(Some(&portal.manager), "keep_pact_promise", &none).await.status, StatusCode::NOT_FOUND);
        portal.happen(&portal.rep, ActivityKind::DealRegistered, Subject::None).await;
        assert_eq!(portal.office.look_at_pacts().await.unwrap(), 1);
        let met = people(&portal, &portal.lead).await;
        assert!(met.pact.is_none());
        assert_eq!((met.past[0].state, met.past[0].promises[0].kept_on.is_some()), (GoalState::Met, true));
        let replayed = replay(&portal.office.store, |line| eprintln!("{line}")).await;
        assert_eq!(replayed.unwrap().differences, 0);
    }
}

#[tokio::test]
async fn the_work_of_somebody_who_left_goes_on_with_a_colleague() {
    for portal in portals().await {
        portal.import_content().await;
        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &deal).await;
        let asked = [("idempotency_key", key(7)), ("topic", "deals".into()), ("title", "保護期間は延ばせますか".into())];
        let asked: Vec<(&str, &str)> = asked.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(portal.call(Some(&portal.rep), "ask_question", &asked).await.status, StatusCode::OK);
        let (company, rep) = (portal.aoba.to_string(), portal.rep.user.to_string());
        let champion = [("company", company.as_str()), ("user", rep.as_str()), ("role", "champion")];
        assert_eq!(portal.call(Some(&portal.lead), "give_role", &champion).await.status, StatusCode::OK);

        assert_eq!(leave(&portal, &portal.rep, &portal.lead, &portal.rep).await, StatusCode::FORBIDDEN);
        assert_eq!(leave(&portal, &portal.lead, &portal.lead, &portal.rep).await, StatusCode::FORBIDDEN, "not oneself");
        assert_eq!(leave(&portal, &portal.lead, &portal.rep, &portal.rival).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(portal.get(Some(&portal.rep), "/").await.status, StatusCode::OK);
        for _ in 0..2 {
            assert_eq!(leave(&portal, &portal.lead, &portal.rep, &portal.lead).await, StatusCode::OK, "again");
        }
        let seen = people(&portal, &portal.lead).await;
        assert_eq!((seen.people.len(), seen.champion_left), (1, true));
        let heir = seen.suggestion.clone().expect("whoever goes on with it");
        assert_eq!((heir.user, heir.after.as_ref()), (portal.lead.user, Some(&portal.rep.name)));
        let left = &seen.departures[0];
        assert_eq!((left.to.as_str(), left.champion, left.deals, left.questions), (portal.lead.name.as_str(), true, 1, 1));
        assert!(left.steps > 0);
        let mut tx = portal.office.store.read().await.unwrap();
        let found = tx.deal(deal.parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(found.deal.owner, portal.lead.user);
        let board = tx.board(deal.parse().unwrap()).await.unwrap().unwrap();
        assert!(board.steps.iter().all(|step| step.owner != Some(portal.rep.user)));
        assert_eq!(tx.question(key(7).parse().unwrap()).await.unwrap().unwrap().asker, portal.lead.user);
        drop(tx);

        // The role is offered to who goes on with the work, and taken by one button without a script.
        let page = portal.get(Some(&portal.lead), "/people").await;
        assert!(page.body.contains("鈴木 恵さんが佐藤 健さんの仕事を引き継いでいます"), "{}", page.body);
        assert!(page.body.contains("鈴木 恵さんにお願いする"), "{}", page.body);
        let english = portal.get(Some(&portal.lead), "/people?lang=en").await;
        assert!(english.body.contains("Make 鈴木 恵 the champion"), "{}", english.body);
        let user = heir.user.to_string();
        let role = [("company", company.as_str()), ("user", user.as_str()), ("role", "champion")];
        assert_eq!(portal.post(Some(&portal.lead), "/people", "give_role", &role).await.status, StatusCode::SEE_OTHER);
        let seen = people(&portal, &portal.lead).await;
        assert_eq!((seen.suggestion, seen.champion_left), (None, false));

        // Whoever left is a stranger now.
        let door = portal.get(Some(&portal.rep), "/deals").await;
        assert!(door.status.is_redirection() || door.status == StatusCode::UNAUTHORIZED, "{}", door.status);
        let form = [("email", "rep@aoba.example"), ("password", "rep@aoba.example")];
        let refused = portal.call(None, "sign_in", &form).await.failure();
        assert_eq!(refused, Failure::invalid("password", Problem::WrongSignIn));
        let replayed = replay(&portal.office.store, |line| eprintln!("{line}")).await;
        assert_eq!(replayed.unwrap().differences, 0);
    }
}

#[tokio::test]
async fn a_pact_and_a_goal_go_on_with_who_was_chosen() {
    for portal in portals().await {
        assert_eq!(propose(&portal, &portal.manager, &key(1), "9").await, StatusCode::OK);
        let pact = [("pact", key(1))];
        let pact: Vec<(&str, &str)> = pact.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(portal.call(Some(&portal.lead), "agree_pact", &pact).await.status, StatusCode::OK);
        let company = portal.aoba.to_string();
        let third = person(&portal.office, "原 凪", "nagi@aoba.example", Role::PartnerLead, Some(portal.aoba)).await;
        let goal = key(2);
        let goal = [
            ("idempotency_key", goal.as_str()),
            ("company", company.as_str()),
            ("counted", "registered_deals"),
            ("target", "5"),
            ("by", "2026-12-31"),
            ("why", "製造業の柱を一つ増やす"),
        ];
        assert_eq!(portal.call(Some(&third), "propose_goal", &goal).await.status, StatusCode::OK);
        let goals = async || -> GoalsSheet { portal.call_get(Some(&portal.lead), "/api/goals").await.read() };
        assert_eq!(goals().await.alive[0].taken_over_by, None);

        // The goal's first person leaves for the champion, and the champion for the lead.
        assert_eq!(leave(&portal, &portal.lead, &third, &portal.rep).await, StatusCode::OK);
        assert_eq!(goals().await.alive[0].taken_over_by, Some(portal.rep.name.clone()));
        assert_eq!(leave(&portal, &portal.lead, &portal.rep, &portal.lead).await, StatusCode::OK);
        let seen = goals().await;
        assert_eq!((seen.alive.len(), seen.alive[0].taken_over_by.clone()), (1, Some(portal.lead.name.clone())));
        assert_eq!(seen.alive[0].proposed.by, "原 凪", "what happened stays");
        let page = portal.get(Some(&portal.lead), "/goals").await;
        assert!(page.body.contains("鈴木 恵さんが引き継いでいます"), "{}", page.body);
        let pact = people(&portal, &portal.lead).await.pact.expect("it goes on");
        assert_eq!((pact.state, pact.champion.as_str()), (GoalState::Agreed, portal.lead.name.as_str()));
        let before = portal.mails().await.len();
        portal.at(portal.office.now().plus_days(8));
        assert_eq!(portal.office.look_at_pacts().await.unwrap(), 1, "told how it stands");
        assert!(portal.mails().await.split_off(before).iter().all(|mail| mail.to != "rep@aoba.example"));
    }
}

#[tokio::test]
async fn a_champion_who_left_is_why_a_company_stops() {
    for portal in portals().await {
        for kind in [ActivityKind::DealRegistered, ActivityKind::DealWon] {
            portal.happen(&portal.rep, kind, Subject::None).await;
        }
        portal.happen(&portal.lead, ActivityKind::DealRegistered, Subject::None).await;
        let (company, rep, lead) = (portal.aoba.to_string(), portal.rep.user.to_string(), portal.lead.user.to_string());
        let champion = |user: &str| [("company", company.clone()), ("user", user.to_owned()), ("role", "champion".to_owned())];
        let give = async |user: &str| {
            let form = champion(user);
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(portal.call(Some(&portal.manager), "give_role", &form).await.status, StatusCode::OK);
        };
        let reason = async || -> Option<StallReason> {
            let sheet = portal.office.store.read().await.unwrap();
            drop(sheet);
            let sheet: jiso::partners::PartnerSheet =
                portal.call_get(Some(&portal.manager), &format!("/api/partner?id={company}")).await.read();
            let phase: PhaseVerdict = sheet.phase;
            phase.reason()
        };
        give(&rep).await;
        let before = reason().await;
        assert_ne!(before, Some(StallReason::ChampionLeft));
        assert_eq!(leave(&portal, &portal.manager, &portal.rep, &portal.lead).await, StatusCode::OK);
        assert_eq!(reason().await, Some(StallReason::ChampionLeft));
        give(&lead).await;
        assert_eq!(reason().await, before, "another carries it on");
    }
}

#[tokio::test]
async fn people_of_another_company_are_not_there() {
    let portal = portal().await;
    assert_eq!(propose(&portal, &portal.manager, &key(1), "1").await, StatusCode::OK);
    let pact = people(&portal, &portal.manager).await.pact.unwrap().id.to_string();
    let rival_lead = jiso_server::testing::person(
        &portal.office,
        "港 みなと",
        "lead@minato.example",
        jiso::caller::Role::PartnerLead,
        Some(portal.minato),
    )
    .await;
    for action in ["agree_pact", "end_pact", "keep_pact_promise"] {
        let status = portal.call(Some(&rival_lead), action, &[("pact", &pact), ("promise", "0")]).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{action}");
    }
    // A lead's forms are about the own company, whatever they say.
    let (company, rep) = (portal.aoba.to_string(), portal.rep.user.to_string());
    let role = [("company", company.as_str()), ("user", rep.as_str()), ("role", "champion")];
    assert_eq!(portal.call(Some(&rival_lead), "give_role", &role).await.status, StatusCode::NOT_FOUND);
    assert_eq!(leave(&portal, &rival_lead, &portal.rep, &portal.lead).await, StatusCode::NOT_FOUND);
    let own: PeopleSheet = portal.call_get(Some(&rival_lead), "/api/key_people?company=").await.read();
    assert_eq!(own.company, portal.minato);
    for named in [company.clone(), portal.minato.to_string()] {
        let page = portal.get(Some(&rival_lead), &format!("/console/partners/{named}/people")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "the console is the vendor's");
    }
    assert_eq!(
        portal.get(Some(&portal.editor), &format!("/console/partners/{company}/people")).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(portal.get(Some(&portal.manager), "/console/partners/nonsense/people").await.status, StatusCode::NOT_FOUND);
    let again = portal.call(Some(&portal.lead), "end_pact", &[("pact", &pact)]).await.status;
    assert_eq!(again, StatusCode::OK);
    let late = portal.call(Some(&portal.lead), "agree_pact", &[("pact", &pact)]).await.failure();
    assert!(matches!(late, Failure::Conflict { conflict: Conflict::Decided { .. } }), "{late:?}");
}
