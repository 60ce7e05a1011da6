//! Visits that are asked for, fixed, moved, confirmed by both sides and summed up.

use super::*;

/// Asks for a visit to a deal of Aoba; answers the visit's id.
pub(super) async fn ask(portal: &TestPortal, who: &Caller, deal: &str, more: &[(&str, &str)]) -> Answered {
    let key = portal.office.new_id::<()>().to_string();
    let mut fields = vec![
        ("idempotency_key", key.as_str()),
        ("deal", deal),
        ("purpose", "決裁者に効果を説明する"),
        ("meets", "工場長"),
        ("partner_role", "進行"),
        ("vendor_role", "実演"),
        ("place", "https://meet.example/kitahama"),
        ("minutes", "60"),
        ("day1", "2026-11-18"),
        ("time1", "14:00"),
        ("day2", "2026-11-19"),
        ("time2", "10:30"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    portal.post(Some(who), &format!("/visits/new?deal={deal}"), "request_visit", &fields).await
}

pub(super) fn id_in(answer: &Answered) -> String {
    let rest = answer.location().strip_prefix("/visits/").unwrap_or_else(|| panic!("{}", answer.body));
    rest.split('?').next().unwrap_or_default().to_owned()
}

pub(super) async fn act(portal: &TestPortal, who: &Caller, visit: &str, action: &str, more: &[(&str, &str)]) -> StatusCode {
    let mut fields = vec![("visit", visit)];
    fields.extend_from_slice(more);
    portal.call(Some(who), action, &fields).await.status
}

pub(super) async fn sheet(portal: &TestPortal, who: &Caller, visit: &str) -> VisitSheet {
    portal.call_get(Some(who), &format!("/api/visit?id={visit}")).await.read()
}

pub(super) async fn slot(portal: &TestPortal, visit: &str, place: usize) -> String {
    sheet(portal, &portal.manager, visit).await.slots[place].micros().to_string()
}

pub(super) async fn approved(portal: &TestPortal) -> String {
    portal.import_content().await;
    let deal = register(portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    approve(portal, &deal).await;
    deal
}

const LINES: [(&str, &str); 3] = [("wish", "納期をすぐ答えたい"), ("obstacle", "稟議に3週間"), ("next_step", "見積を木曜までに")];

#[tokio::test]
async fn a_visit_is_asked_for_fixed_held_and_summed_up() {
    for portal in portals().await {
        let deal = approved(&portal).await;
        let page = portal.get(Some(&portal.rep), &format!("/visits/new?deal={deal}")).await;
        assert!(page.body.contains("1営業日以内に、同行する担当者と日時をお返事します"), "{}", page.body);
        let wrong = ask(&portal, &portal.rep, &deal, &[("day1", "2026-11-15")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("決裁者に効果を説明する"), "what was typed is kept");
        let visit = id_in(&ask(&portal, &portal.rep, &deal, &[]).await);
        let second = ask(&portal, &portal.lead, &deal, &[]).await;
        assert_eq!(second.status, StatusCode::CONFLICT, "one visit is on its way");

        let home = portal.get(Some(&portal.rep), "/").await;
        assert!(home.body.contains("商談同行の日程への回答"), "it is on the vendor's clock: {}", home.body);
        let list: VisitList = portal.call_get(Some(&portal.manager), "/api/visits").await.read();
        assert_eq!((list.yours.len(), list.yours[0].company_name.is_some()), (1, true));
        let before = portal.get(Some(&portal.rep), &format!("/visits/{visit}/calendar.ics")).await;
        assert_eq!(before.status, StatusCode::NOT_FOUND, "no time is fixed");
        let chosen = slot(&portal, &visit, 1).await;
        assert_eq!(act(&portal, &portal.rep, &visit, "accept_visit", &[("slot", &chosen)]).await, StatusCode::CONFLICT);
        assert_eq!(
            act(&portal, &portal.manager, &visit, "accept_visit", &[("slot", "1")]).await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(act(&portal, &portal.manager, &visit, "accept_visit", &[("slot", &chosen)]).await, StatusCode::OK);
        let fixed = sheet(&portal, &portal.rep, &visit).await;
        assert_eq!((fixed.state, fixed.host.as_deref()), (VisitState::Agreed, Some(portal.manager.name.as_str())));
        assert_eq!(act(&portal, &portal.admin, &visit, "substitute_visit", &[]).await, StatusCode::OK);
        assert_eq!(act(&portal, &portal.rep, &visit, "substitute_visit", &[]).await, StatusCode::FORBIDDEN);

        let calendar = portal.get(Some(&portal.rep), &format!("/visits/{visit}/calendar.ics")).await;
        assert_eq!(calendar.status, StatusCode::OK);
        assert!(calendar.body.contains("DTSTART;TZID=Asia/Tokyo:20261119T103000") && calendar.body.contains("SEQUENCE:3"));
        let yes = [("held", "yes")];
        assert_eq!(act(&portal, &portal.rep, &visit, "confirm_visit", &yes).await, StatusCode::OK);
        assert_eq!(points(&portal, &deal).await, (0, 0), "not before it began");

        portal.at(fixed.starts_at.unwrap().plus_hours(2));
        assert_eq!(act(&portal, &portal.manager, &visit, "confirm_visit", &yes).await, StatusCode::OK);
        assert_eq!(points(&portal, &deal).await, (130, 0), "the vendor's word is the first");
        assert_eq!(act(&portal, &portal.rep, &visit, "debrief_visit", &LINES).await, StatusCode::CONFLICT);
        assert_eq!(act(&portal, &portal.lead, &visit, "confirm_visit", &yes).await, StatusCode::OK);
        assert_eq!(points(&portal, &deal).await, (0, 130));
        assert_eq!(act(&portal, &portal.rep, &visit, "debrief_visit", &LINES).await, StatusCode::OK);
        assert_eq!(act(&portal, &portal.manager, &visit, "debrief_visit", &LINES).await, StatusCode::OK);
        let page = portal.get(Some(&portal.rep), &format!("/visits/{visit}")).await;
        assert!(page.body.contains("稟議に3週間") && page.body.contains("双方の確認"), "{}", page.body);

        let mut tx = portal.office.store.read().await.unwrap();
        let about = tx.activities_about(portal.aoba, deal.parse::<DealId>().unwrap().uuid()).await.unwrap();
        drop(tx);
        let first = about.iter().find(|a| a.kind == ActivityKind::JointVisitReported).unwrap();
        assert_eq!((first.user, first.is_partners_own()), (Some(portal.rep.user), false), "the vendor spoke first");
        assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
    }
}

#[tokio::test]
async fn times_are_named_back_and_forth_and_a_visit_is_called_off() {
    for portal in portals().await {
        let deal = approved(&portal).await;
        let visit = id_in(&ask(&portal, &portal.manager, &deal, &[]).await);
        assert_eq!(sheet(&portal, &portal.rep, &visit).await.host.as_deref(), Some(portal.manager.name.as_str()));
        let times = [("day1", "2026-11-24"), ("time1", "16:00"), ("note", "連休明けで")];
        assert_eq!(act(&portal, &portal.rep, &visit, "propose_visit_times", &times).await, StatusCode::OK);
        let asked = sheet(&portal, &portal.manager, &visit).await;
        assert_eq!((asked.slots.len(), asked.note.as_deref(), asked.host), (1, Some("連休明けで"), None));
        assert!(asked.due.is_some(), "now the vendor is asked");
        let chosen = slot(&portal, &visit, 0).await;
        act(&portal, &portal.manager, &visit, "accept_visit", &[("slot", &chosen)]).await;
        act(&portal, &portal.manager, &visit, "cancel_visit", &[("note", "インフルエンザ")]).await;
        let page = portal.get(Some(&portal.rep), &format!("/visits/{visit}")).await;
        assert!(page.body.contains("インフルエンザ") && page.body.contains("取りやめ"), "{}", page.body);
        let calendar = portal.get(Some(&portal.rep), &format!("/visits/{visit}/calendar.ics")).await;
        assert!(calendar.body.contains("STATUS:CANCELLED"), "{}", calendar.body);
        assert_eq!(act(&portal, &portal.rep, &visit, "cancel_visit", &[]).await, StatusCode::CONFLICT);
        assert_eq!(ask(&portal, &portal.rep, &deal, &[]).await.status, StatusCode::SEE_OTHER, "another may be asked for");
    }
}

#[tokio::test]
async fn a_later_visit_takes_nothing_from_the_first() {
    let portal = portal().await;
    let deal = approved(&portal).await;
    report(&portal, &portal.rep, &deal, "2026-11-16").await;
    answer(&portal, &portal.manager, &deal, "yes").await;
    let visit = id_in(&ask(&portal, &portal.rep, &deal, &[]).await);
    let chosen = slot(&portal, &visit, 0).await;
    act(&portal, &portal.manager, &visit, "accept_visit", &[("slot", &chosen)]).await;
    portal.at(portal.office.now().plus_days(3));
    act(&portal, &portal.rep, &visit, "confirm_visit", &[("held", "yes")]).await;
    act(&portal, &portal.manager, &visit, "confirm_visit", &[("held", "no")]).await;
    assert_eq!(points(&portal, &deal).await, (0, 130));
    assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
}

#[tokio::test]
async fn a_visit_of_another_company_is_not_there() {
    let portal = portal().await;
    let deal = approved(&portal).await;
    assert_eq!(ask(&portal, &portal.rival, &deal, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ask(&portal, &portal.editor, &deal, &[]).await.status, StatusCode::FORBIDDEN);
    let visit = id_in(&ask(&portal, &portal.rep, &deal, &[]).await);
    let actions: [(&str, &[(&str, &str)]); 5] = [
        ("propose_visit_times", &[("day1", "2026-11-24"), ("time1", "16:00")]),
        ("accept_visit", &[("slot", "1")]),
        ("cancel_visit", &[]),
        ("confirm_visit", &[("held", "yes")]),
        ("debrief_visit", &LINES),
    ];
    for (action, more) in actions {
        assert_eq!(act(&portal, &portal.rival, &visit, action, more).await, StatusCode::NOT_FOUND, "{action}");
        assert_eq!(act(&portal, &portal.editor, &visit, action, more).await, StatusCode::FORBIDDEN, "{action}");
        let nowhere = "00000000-0000-7000-8000-000000000000";
        assert_eq!(act(&portal, &portal.manager, nowhere, action, more).await, StatusCode::NOT_FOUND, "{action}");
    }
    for page in [format!("/visits/{visit}"), format!("/visits/{visit}/calendar.ics"), format!("/visits/new?deal={deal}")] {
        assert_eq!(portal.get(Some(&portal.rival), &page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert_eq!(portal.get(Some(&portal.rep), "/visits/nonsense").await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.get(Some(&portal.editor), "/visits").await.status, StatusCode::FORBIDDEN);
    assert_eq!(portal.get(None, &format!("/visits/{visit}/calendar.ics")).await.status, StatusCode::UNAUTHORIZED);
    let list: VisitList = portal.call_get(Some(&portal.rival), "/api/visits").await.read();
    assert!(list.yours.is_empty() && list.theirs.is_empty() && list.past.is_empty());
}

#[tokio::test]
async fn the_other_side_is_told_each_thing_once() {
    for portal in portals().await {
        let deal = approved(&portal).await;
        let told = async |portal: &TestPortal, to: &str| {
            portal.mails().await.into_iter().filter(|mail| mail.to == to && mail.subject.contains("商談同行")).count()
        };
        let visit = id_in(&ask(&portal, &portal.manager, &deal, &[]).await);
        assert_eq!(told(&portal, "rep@aoba.example").await, 1, "the deal's owner is asked");
        let chosen = slot(&portal, &visit, 0).await;
        act(&portal, &portal.rep, &visit, "accept_visit", &[("slot", &chosen)]).await;
        let host = portal
            .mails()
            .await
            .into_iter()
            .filter(|mail| mail.subject.contains("商談同行") && mail.text.contains("日時が決まりました"));
        assert_eq!(host.count(), 1, "and who comes hears the time");
        assert_eq!(portal.office.remind_of_visits().await.unwrap(), 0, "it is not tomorrow");
        portal.at(portal.office.now().plus_days(1));
        for _ in 0..2 {
            assert_eq!(portal.office.remind_of_visits().await.unwrap(), 1);
        }
        let reminded = portal.mails().await.into_iter().filter(|mail| mail.subject.contains("明日は北浜製作所様への同行です"));
        assert_eq!(reminded.count(), 2, "both sides, once");
    }
}
