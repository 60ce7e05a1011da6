//! Boards of first orders: on `/boards/:id` for both sides, `/plans/:secret` for the customer.

use axum::http::StatusCode;
use jiso::{
    activity::ActivityKind,
    boards::{BoardList, BoardSheet, CustomerPlan, StepState},
    caller::Caller,
    goals::Side,
    id::DealId,
};
use jiso_server::{
    programme::replay,
    testing::{TestPortal, portal, portals},
};

use crate::deals::{approve, register};

async fn approved(portal: &TestPortal, key: &str, customer: &str) -> String {
    let deal = register(portal, &portal.rep, key, customer).await;
    approve(portal, &deal).await;
    deal
}

async fn board(portal: &TestPortal, who: &Caller, deal: &str) -> BoardSheet {
    portal.call_get(Some(who), &format!("/api/first_order_board?id={deal}")).await.read()
}

async fn act(portal: &TestPortal, who: &Caller, action: &str, deal: &str, step: &str) -> StatusCode {
    portal.call(Some(who), action, &[("deal", deal), ("step", step)]).await.status
}

#[tokio::test]
async fn a_board_opens_with_the_approval_and_both_sides_tick_off_their_steps() {
    for portal in portals().await {
        portal.import_content().await;
        let deal = approved(&portal, "key-000000000001", "北浜製作所").await;
        let page = portal.get(Some(&portal.rep), &format!("/deals/{deal}")).await;
        assert!(page.body.contains(&format!("/boards/{deal}")), "{}", page.body);
        let opened = board(&portal, &portal.rep, &deal).await;
        assert_eq!((opened.reader, opened.steps.len(), opened.done), (Side::Partner, 11, 0));
        let first = &opened.steps[0];
        assert_eq!((first.key.as_str(), first.state, first.may), ("requirements", StepState::Turn, true));
        assert_eq!(first.owner.as_deref(), Some(portal.rep.name.as_str()), "the deal's owner does the partner's");
        assert_eq!((opened.steps[1].state, opened.steps[1].may), (StepState::Ahead, false), "the quote is the vendor's");
        assert_eq!(opened.partner.percent, None);

        assert_eq!(act(&portal, &portal.rep, "finish_step", &deal, "quote").await, StatusCode::FORBIDDEN);
        assert_eq!(act(&portal, &portal.rep, "finish_step", &deal, "nothing").await, StatusCode::NOT_FOUND);
        let before = portal.mails().await.len();
        let form = [("deal", deal.as_str()), ("step", "requirements")];
        let done = portal.post(Some(&portal.rep), &format!("/boards/{deal}"), "finish_step", &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        act(&portal, &portal.lead, "finish_step", &deal, "requirements").await;
        let now = board(&portal, &portal.manager, &deal).await;
        assert_eq!((now.done, now.steps[0].state, now.steps[1].state), (1, StepState::Done, StepState::Turn));
        assert_eq!(now.steps[0].done_by.as_deref(), Some(portal.rep.name.as_str()), "done twice, it is done once");
        assert_eq!((now.partner.percent, now.steps[1].may), (Some(100), true));
        let told = portal.mails().await.split_off(before);
        assert_eq!(told.len(), usize::from(now.steps[1].owner.is_some()), "whose turn it is hears of it once");

        assert_eq!(act(&portal, &portal.rep, "reopen_step", &deal, "requirements").await, StatusCode::OK);
        assert_eq!(board(&portal, &portal.rep, &deal).await.done, 0);
        assert_eq!(act(&portal, &portal.lead, "take_step", &deal, "requirements").await, StatusCode::OK);
        let taken = board(&portal, &portal.rep, &deal).await;
        assert_eq!(taken.steps[0].owner.as_deref(), Some(portal.lead.name.as_str()));
        let mut tx = portal.office.store.read().await.unwrap();
        let standing = tx.standing(portal.aoba).await.unwrap();
        let count = |kind| standing.count(kind);
        assert_eq!((count(ActivityKind::PartnerStepDone), count(ActivityKind::StepReopened)), (1, 1));
        drop(tx);
        assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
    }
}

#[tokio::test]
async fn an_overdue_step_stands_on_the_homes_and_costs_the_side_its_promise() {
    for portal in portals().await {
        portal.import_content().await;
        let deal = approved(&portal, "key-000000000001", "北浜製作所").await;
        act(&portal, &portal.rep, "finish_step", &deal, "requirements").await;
        act(&portal, &portal.manager, "take_step", &deal, "quote").await;
        assert_eq!(portal.office.remind_of_steps().await.unwrap(), 0);
        portal.at(portal.office.now().plus_days(2));
        for who in [&portal.rep, &portal.manager] {
            let home = portal.get(Some(who), "/").await;
            assert!(home.body.contains("初受注ボードの手順"), "{}", home.body);
        }
        let late = board(&portal, &portal.rep, &deal).await;
        assert_eq!((late.steps[1].state, late.vendor.percent, late.vendor.waited_tenths), (StepState::Late, Some(0), 20));
        assert_eq!(late.amount.map(|amount| amount.minor), Some(2_400_000), "so much waits");
        let list: BoardList = portal.call_get(Some(&portal.manager), "/api/first_order_boards").await.read();
        assert_eq!((list.yours.len(), list.yours[0].late, list.theirs.len()), (1, true, 0));
        let page = portal.get(Some(&portal.manager), "/boards").await;
        assert!(page.body.contains("・ 2営業日待ち"), "whole days: {}", page.body);
        let before = portal.mails().await.len();
        for _ in 0..2 {
            assert_eq!(portal.office.remind_of_steps().await.unwrap(), 1);
        }
        let told = portal.mails().await.split_off(before);
        assert_eq!(told.len(), 1, "once");
        assert!(told[0].subject.contains("期限を過ぎています"), "{}", told[0].subject);
    }
}

#[tokio::test]
async fn the_customer_sees_dates_and_no_person_by_a_link_that_can_be_withdrawn() {
    for portal in portals().await {
        portal.import_content().await;
        let deal = approved(&portal, "key-000000000001", "北浜製作所").await;
        act(&portal, &portal.rep, "finish_step", &deal, "requirements").await;
        let shared = portal.call(Some(&portal.rep), "share_board", &[("deal", &deal)]).await;
        assert_eq!(shared.status, StatusCode::OK);
        let link = board(&portal, &portal.manager, &deal).await.share.expect("shared").link;
        let path = link.strip_prefix("http://portal.test").unwrap().to_owned();
        let seen = portal.get(None, &path).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
        assert!(seen.body.contains("北浜製作所") && seen.body.contains("見積書を出す"), "{}", seen.body);
        for hidden in [&portal.rep.name, &portal.manager.name, "2,400,000", "約束", " pt"] {
            assert!(!seen.body.contains(hidden), "{hidden}");
        }
        let preview: CustomerPlan = portal.call_get(Some(&portal.lead), &format!("/api/customer_view?id={deal}")).await.read();
        assert_eq!((preview.done, preview.steps.len(), preview.until), (1, 11, None));

        assert_eq!(portal.get(None, &format!("{path}x")).await.status, StatusCode::NOT_FOUND);
        let again = portal.call(Some(&portal.manager), "share_board", &[("deal", &deal)]).await;
        assert_eq!(again.status, StatusCode::OK);
        assert_eq!(portal.get(None, &path).await.status, StatusCode::NOT_FOUND, "another link voids the first");
        let link = board(&portal, &portal.rep, &deal).await.share.expect("shared").link;
        let path = link.strip_prefix("http://portal.test").unwrap().to_owned();
        portal.at(portal.office.now().plus_days(61));
        assert_eq!(portal.get(None, &path).await.status, StatusCode::NOT_FOUND, "it has expired");
        portal.call(Some(&portal.rep), "share_board", &[("deal", &deal)]).await;
        portal.call(Some(&portal.rep), "withdraw_share", &[("deal", &deal)]).await;
        assert_eq!(board(&portal, &portal.rep, &deal).await.share, None);
    }
}

#[tokio::test]
async fn boards_are_for_a_companys_first_deals() {
    let portal = portal().await;
    portal.import_content().await;
    for (key, customer, has) in [
        ("key-000000000001", "北浜製作所", true),
        ("key-000000000002", "堂島物流", true),
        ("key-000000000003", "天満薬局", true),
        ("key-000000000004", "中之島建設", false),
    ] {
        let deal = approved(&portal, key, customer).await;
        let found = portal.get(Some(&portal.rep), &format!("/boards/{deal}")).await.status;
        assert_eq!(found == StatusCode::OK, has, "{customer}: {found}");
    }
}

#[tokio::test]
async fn a_board_of_another_company_is_not_there() {
    let portal = portal().await;
    portal.import_content().await;
    let deal = approved(&portal, "key-000000000001", "北浜製作所").await;
    for action in ["finish_step", "reopen_step", "take_step"] {
        assert_eq!(act(&portal, &portal.rival, action, &deal, "requirements").await, StatusCode::NOT_FOUND, "{action}");
        assert_eq!(act(&portal, &portal.editor, action, &deal, "requirements").await, StatusCode::FORBIDDEN, "{action}");
    }
    for action in ["share_board", "withdraw_share"] {
        let status = portal.call(Some(&portal.rival), action, &[("deal", &deal)]).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{action}");
    }
    for page in [format!("/boards/{deal}"), format!("/boards/{deal}/customer"), "/boards/nonsense".into()] {
        assert_eq!(portal.get(Some(&portal.rival), &page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let list: BoardList = portal.call_get(Some(&portal.rival), "/api/first_order_boards").await.read();
    assert!(list.yours.is_empty() && list.theirs.is_empty());
    assert_eq!(portal.get(Some(&portal.editor), "/boards").await.status, StatusCode::FORBIDDEN);
    let mut tx = portal.office.store.read().await.unwrap();
    assert!(tx.has_board(deal.parse::<DealId>().unwrap()).await.unwrap());
}
