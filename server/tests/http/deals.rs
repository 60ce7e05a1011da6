//! `/deals` and `/console/deals`.

use axum::http::StatusCode;
use jiso::{
    activity::ActivityKind,
    caller::Caller,
    deals::{DealStage, ReviewSheet, StatusKey, Verdict},
    failure::{Conflict, Failure},
    id::DealId,
    points::{Axis, Balance},
    time::Timestamp,
};
use jiso_server::{
    programme::replay,
    testing::{Answered, TestPortal, portal, portals},
};

/// A form that is right, under a key of its own.
fn form<'a>(key: &'a str, customer: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("idempotency_key", key),
        ("customer", customer),
        ("corporate_number", ""),
        ("domain", ""),
        ("industry", "manufacturing"),
        ("size", "medium"),
        ("product", "standard"),
        ("amount", "2,400,000"),
        ("expected_close", "2027-01-29"),
        ("need", "問い合わせが共有メールに埋もれている"),
        ("next_step", "工場長に電話"),
        ("next_step_on", "2026-11-20"),
    ]
}

fn with<'a>(mut form: Vec<(&'a str, &'a str)>, name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    form.iter_mut().filter(|(n, _)| *n == name).for_each(|field| field.1 = value);
    form
}

fn id_in(answer: &Answered) -> String {
    let path = answer.location();
    path.strip_prefix("/deals/")
        .and_then(|rest| rest.split('?').next())
        .unwrap_or_else(|| panic!("{path}: {}", answer.body))
        .to_owned()
}

pub async fn register(portal: &TestPortal, who: &Caller, key: &str, customer: &str) -> String {
    id_in(&portal.call(Some(who), "register_deal", &form(key, customer)).await)
}

async fn points(portal: &TestPortal, id: &str) -> (i64, i64) {
    let id: DealId = id.parse().unwrap();
    let mut tx = portal.office.store.read().await.unwrap();
    let company = tx.deal(id).await.unwrap().unwrap().deal.company;
    let lines = tx.entries_around(company, jiso::activity::Subject::Deal(id), &[]).await.unwrap();
    let sum = Balance::of(lines.iter().map(|line| &line.entry));
    (sum.provisional, sum.confirmed)
}

async fn status(portal: &TestPortal, id: &str) -> (StatusKey, i64) {
    let mut tx = portal.office.store.read().await.unwrap();
    let deal = tx.deal(id.parse().unwrap()).await.unwrap().unwrap().deal;
    (deal.status.key(), deal.version)
}

async fn decide(portal: &TestPortal, who: &Caller, action: &str, id: &str, more: &[(&str, &str)]) -> Answered {
    let version = status(portal, id).await.1.to_string();
    let mut fields = vec![("deal", id), ("version", version.as_str())];
    fields.extend_from_slice(more);
    portal.call(Some(who), action, &fields).await
}

pub async fn approve(portal: &TestPortal, id: &str) {
    let done = decide(portal, &portal.manager, "approve_deal", id, &[]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
}

pub async fn reject(portal: &TestPortal, id: &str) {
    let done = decide(portal, &portal.manager, "reject_deal", id, &WHY).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
}

pub async fn win(portal: &TestPortal, id: &str) {
    let done = decide(portal, &portal.rep, "win_deal", id, &[("amount", "864000")]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
}

const WHY: [(&str, &str); 3] =
    [("reason", "direct_sales_active"), ("text", "弊社の直販が商談中です"), ("what_would_change", "別部署の案件と分かる資料")];

#[tokio::test]
async fn a_deal_goes_from_registration_to_order() {
    for portal in portals().await {
        let sent = portal.call(Some(&portal.rep), "register_deal", &form("key-000000000001", "北浜製作所")).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        let id = id_in(&sent);
        assert!(sent.location().ends_with("?registered=1"));
        assert_eq!(points(&portal, &id).await, (150, 0), "50 and the campaign's 100");

        assert_eq!(decide(&portal, &portal.manager, "take_up_deal", &id, &[]).await.status, StatusCode::OK);
        assert_eq!(decide(&portal, &portal.manager, "approve_deal", &id, &[]).await.status, StatusCode::OK);
        assert_eq!(points(&portal, &id).await, (0, 150));
        let mails = portal.mails().await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].to, "rep@aoba.example");
        assert!(mails[0].text.contains(&format!("http://portal.test/deals/{id}")) && mails[0].text.contains("2027年2月14日"));

        let step =
            [("stage", "proposal"), ("next_step", "見積を送る"), ("next_step_on", ""), ("amount", ""), ("expected_close", "")];
        assert_eq!(decide(&portal, &portal.rep, "move_deal", &id, &step).await.status, StatusCode::OK);
        assert_eq!(decide(&portal, &portal.lead, "win_deal", &id, &[("amount", "864000")]).await.status, StatusCode::OK);
        assert_eq!(points(&portal, &id).await, (350, 150), "200 for the order and 150 for the first, both held");
        let mut tx = portal.office.store.read().await.unwrap();
        let deal = tx.deal(id.parse().unwrap()).await.unwrap().unwrap().deal;
        assert_eq!((deal.status.key(), deal.stage, deal.amount().minor), (StatusKey::Won, DealStage::Won, 864_000));
        let about = tx.activities_about(portal.aoba, deal.id.uuid()).await.unwrap();
        assert!(about.iter().all(|a| a.user == Some(portal.rep.user)), "an order is its owner's, and so is an approval");
    }
}

#[tokio::test]
async fn a_form_sent_twice_registers_once() {
    for portal in portals().await {
        let fields = form("key-000000000001", "北浜製作所");
        let (one, two) = tokio::join!(
            portal.call(Some(&portal.rep), "register_deal", &fields),
            portal.call(Some(&portal.rep), "register_deal", &fields),
        );
        let three = portal.call(Some(&portal.rep), "register_deal", &fields).await;
        assert_eq!([one.location(), two.location()], [three.location(); 2], "{} {}", one.body, two.body);
        let mut tx = portal.office.store.read().await.unwrap();
        assert_eq!(tx.count_open_deals(portal.aoba).await.unwrap(), 1);
        assert_eq!(tx.standing(portal.aoba).await.unwrap().count(ActivityKind::DealRegistered), 1);
    }
}

#[tokio::test]
async fn a_form_gone_back_to_registers_another_customer() {
    for portal in portals().await {
        let first = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let draft = form("key-000000000001", "南港運輸");
        assert_eq!(portal.call(Some(&portal.rep), "autosave_deal", &draft).await.status, StatusCode::OK);
        assert!(portal.get(Some(&portal.rep), "/deals/new").await.body.contains("value=\"南港運輸\""), "it is a draft again");
        let more = with(form("key-000000000001", "北浜製作所"), "amount", "5,000,000");
        let refused = portal.call(Some(&portal.rep), "register_deal", &more).await;
        assert!(refused.body.contains("already_ours"), "not silently the deal with the old amount: {}", refused.body);
        let second = register(&portal, &portal.rep, "key-000000000001", "南港運輸").await;
        assert_ne!(first, second);
        assert_eq!(portal.office.store.read().await.unwrap().count_open_deals(portal.aoba).await.unwrap(), 2);
        let page = portal.get(Some(&portal.rep), &format!("/deals/{second}")).await;
        assert!(page.body.contains("南港運輸"), "{}", page.body);
    }
}

#[tokio::test]
async fn two_people_of_a_company_cannot_register_one_customer_at_once() {
    for portal in portals().await {
        let (mine, hers) = (form("key-000000000001", "北浜製作所"), form("key-000000000002", "㈱北浜製作所"));
        let (one, two) = tokio::join!(
            portal.call(Some(&portal.rep), "register_deal", &mine),
            portal.call(Some(&portal.lead), "register_deal", &hers),
        );
        let mut answers = [one.status, two.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY]);
        let refused = if one.status == StatusCode::OK { two } else { one };
        assert!(refused.body.contains("already_ours") && refused.body.contains("customer"), "{}", refused.body);
    }
}

#[tokio::test]
async fn a_customer_that_is_protected_is_taken_and_nobody_is_named() {
    for portal in portals().await {
        let ask = |who: Caller, customer: &'static str| {
            let portal = &portal;
            async move {
                let fields = [("customer", customer), ("corporate_number", ""), ("domain", "")];
                let answer = portal.call(Some(&who), "deal_verdict", &fields).await;
                (answer.read::<Option<Verdict>>(), answer.body)
            }
        };
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        assert_eq!(ask(portal.rival.clone(), "北浜製作").await.0, Some(Verdict::Similar));
        assert_eq!(ask(portal.rival.clone(), "北").await.0, None);
        assert_eq!(ask(portal.rival.clone(), "青葉薬局").await.0, Some(Verdict::Clear));
        decide(&portal, &portal.manager, "approve_deal", &id, &[]).await;
        let (taken, said) = ask(portal.rival.clone(), "株式会社 北浜製作所").await;
        assert!(matches!(taken, Some(Verdict::TakenUntil { month }) if month.month() == 2), "{said}");
        assert!(!said.contains("青葉") && !said.contains(&id), "{said}");
        assert_eq!(ask(portal.rep.clone(), "北浜製作所").await.0, Some(Verdict::OursAlready { deal: id.parse().unwrap() }));

        let theirs = register(&portal, &portal.rival, "key-000000000002", "㈱北浜製作所").await;
        assert_eq!(status(&portal, &theirs).await.0, StatusKey::Conflicted);
        assert_eq!(points(&portal, &theirs).await, (0, 0), "what was granted is taken back");
        portal.at(portal.office.now().plus_hours(1));
        let sheet = portal.call_get(Some(&portal.rival), &format!("/api/deal?id={theirs}")).await;
        assert!(!sheet.body.contains("青葉商会") && !sheet.body.contains("佐藤"), "{}", sheet.body);
        let answer = decide(&portal, &portal.manager, "approve_deal", &theirs, &[]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "an appeal has to come first");
        let appeal = [("text", "別の事業所で、担当部署も予算も異なります")];
        assert_eq!(decide(&portal, &portal.rival, "appeal_deal", &theirs, &appeal).await.status, StatusCode::OK);
        let answer = decide(&portal, &portal.manager, "approve_deal", &theirs, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "one protection a customer: {}", answer.body);
        assert_eq!(decide(&portal, &portal.manager, "release_deal", &id, &[]).await.status, StatusCode::OK);
        assert_eq!(decide(&portal, &portal.manager, "approve_deal", &theirs, &[]).await.status, StatusCode::OK);
        assert_eq!(points(&portal, &theirs).await, (0, 150), "a second look pays after all");
        assert_eq!(decide(&portal, &portal.manager, "reject_deal", &theirs, &WHY).await.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn two_reviewers_cannot_approve_two_claims_to_one_customer() {
    for portal in portals().await {
        let ours = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let theirs = register(&portal, &portal.rival, "key-000000000002", "北浜製作所").await;
        let (one, two) = tokio::join!(
            decide(&portal, &portal.manager, "approve_deal", &ours, &[]),
            decide(&portal, &portal.admin, "approve_deal", &theirs, &[]),
        );
        let mut answers = [one.status, two.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY], "{} {}", one.body, two.body);
    }
}

#[tokio::test]
async fn the_slower_of_two_reviewers_is_told_who_decided_and_when() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let mut reject = vec![("deal", id.as_str()), ("version", "1")];
        reject.extend(WHY);
        let approve = [("deal", id.as_str()), ("version", "1")];
        let (one, two) = tokio::join!(
            portal.call(Some(&portal.manager), "approve_deal", &approve),
            portal.call(Some(&portal.admin), "reject_deal", &reject),
        );
        let (slower, faster) = if one.status == StatusCode::OK { (two, "田村 真") } else { (one, "渡辺 統") };
        assert_eq!(slower.status, StatusCode::CONFLICT, "{}", slower.body);
        let Failure::Conflict { conflict: Conflict::AlreadyDecided { by, at, .. } } = slower.failure() else {
            panic!("{}", slower.body);
        };
        assert_eq!((by.as_str(), at), (faster, portal.office.now()));
        assert_eq!(portal.mails().await.len(), 1, "one decision, one mail");
    }
}

#[tokio::test]
async fn a_plain_form_that_came_second_says_who_decided_and_that_it_was_not_applied() {
    let portal = portal().await;
    let cases = [("approve_deal", "reject_deal", "北浜製作所"), ("reject_deal", "approve_deal", "南港運輸")];
    for (first, second, customer) in cases {
        let id = register(&portal, &portal.rep, &format!("key-00000000000{}", customer.len()), customer).await;
        let page = format!("/console/deals/{id}");
        let mut fields = vec![("deal", id.as_str()), ("version", "1")];
        fields.extend(WHY);
        assert_eq!(portal.call(Some(&portal.manager), first, &fields).await.status, StatusCode::OK);
        let slower = portal.post(Some(&portal.admin), &page, second, &fields).await;
        assert_eq!(slower.status, StatusCode::CONFLICT);
        let told = slower.body.contains("田村 真さんが") && slower.body.contains("今回の操作は反映されていません");
        assert!(told, "{first}: {}", slower.body);
        let later = portal.get(Some(&portal.admin), &page).await;
        assert!(later.body.contains("担当 田村 真さん"), "whose decision it is stands on the page: {}", later.body);
        assert!(!later.body.contains("反映されていません"));
    }
}

#[tokio::test]
async fn only_what_was_asked_about_can_be_corrected() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let nothing = decide(&portal, &portal.manager, "return_deal", &id, &[("note", "何名で使いますか")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "a return names a field");
        let ask = [("fields[]", "amount"), ("fields[]", "need"), ("note", "何名で使いますか")];
        assert_eq!(decide(&portal, &portal.manager, "return_deal", &id, &ask).await.status, StatusCode::OK);
        assert!(portal.mails().await[0].text.contains("見込み金額（税別）、お客様の課題"));

        portal.at(portal.office.now().plus_days(1));
        let wrong =
            decide(&portal, &portal.rep, "correct_deal", &id, &[("amount", "たくさん"), ("need", "工場二つで三十名")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let meddling = [("customer", "別の会社"), ("amount", "1800000"), ("need", "工場二つで三十名が使います")];
        assert_eq!(decide(&portal, &portal.rep, "correct_deal", &id, &meddling).await.status, StatusCode::OK);
        let mut tx = portal.office.store.read().await.unwrap();
        let deal = tx.deal(id.parse().unwrap()).await.unwrap().unwrap().deal;
        assert_eq!((deal.facts.customer.name.as_str(), deal.facts.amount.minor), ("北浜製作所", 1_800_000));
        assert_eq!(deal.status.key(), StatusKey::InReview);
        let origins = tx.standing(portal.aoba).await.unwrap().origins;
        assert_eq!(origins.values().map(|o| o.requested).sum::<u64>(), 1, "an answer was asked for");
        assert_eq!(decide(&portal, &portal.rep, "correct_deal", &id, &meddling).await.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn a_no_has_a_reason_and_one_appeal() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        for missing in 0..3 {
            let mut why = WHY.to_vec();
            why[missing].1 = "";
            let answer = decide(&portal, &portal.manager, "reject_deal", &id, &why).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains(WHY[missing].0), "{}", answer.body);
        }
        assert_eq!(decide(&portal, &portal.manager, "reject_deal", &id, &WHY).await.status, StatusCode::OK);
        assert_eq!(points(&portal, &id).await, (0, 0));
        let appeal = [("text", "別部署の案件であることが議事録で分かります")];
        assert_eq!(decide(&portal, &portal.rep, "appeal_deal", &id, &appeal).await.status, StatusCode::OK);
        assert_eq!(status(&portal, &id).await.0, StatusKey::Submitted);
        assert_eq!(decide(&portal, &portal.manager, "reject_deal", &id, &WHY).await.status, StatusCode::OK);
        assert_eq!(decide(&portal, &portal.rep, "appeal_deal", &id, &appeal).await.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn a_deal_of_another_company_is_not_there() {
    let portal = portal().await;
    let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    let actions: [(&str, &[(&str, &str)]); 7] = [
        ("correct_deal", &[("amount", "1")]),
        ("appeal_deal", &[("text", "十文字以上の申し立ての文章です")]),
        ("withdraw_deal", &[]),
        ("extend_deal", &[]),
        ("move_deal", &[("stage", "quote")]),
        ("win_deal", &[("amount", "1")]),
        ("lose_deal", &[("reason", "price")]),
    ];
    for (action, more) in actions {
        assert_eq!(decide(&portal, &portal.rival, action, &id, more).await.status, StatusCode::NOT_FOUND, "{action}");
        assert_eq!(decide(&portal, &portal.manager, action, &id, more).await.status, StatusCode::FORBIDDEN, "{action}");
    }
    for action in ["take_up_deal", "approve_deal", "release_deal"] {
        assert_eq!(decide(&portal, &portal.rep, action, &id, &[]).await.status, StatusCode::FORBIDDEN, "{action}");
        let nowhere = [("deal", "00000000-0000-7000-8000-000000000000"), ("version", "1")];
        assert_eq!(portal.call(Some(&portal.manager), action, &nowhere).await.status, StatusCode::NOT_FOUND, "{action}");
    }
    for (who, path, expected) in [
        (&portal.rival, format!("/api/deal?id={id}"), StatusCode::NOT_FOUND),
        (&portal.rival, "/api/deal?id=nonsense".into(), StatusCode::NOT_FOUND),
        (&portal.rival, format!("/api/deal_to_review?id={id}"), StatusCode::FORBIDDEN),
        (&portal.rep, "/api/deals_to_review?filter[show]=".into(), StatusCode::FORBIDDEN),
        (&portal.editor, format!("/api/deal_to_review?id={id}"), StatusCode::FORBIDDEN),
        (&portal.manager, "/api/deal_to_review?id=00000000-0000-7000-8000-000000000000".into(), StatusCode::NOT_FOUND),
        (&portal.lead, format!("/api/deal?id={id}"), StatusCode::OK),
    ] {
        assert_eq!(portal.call_get(Some(who), &path).await.status, expected, "{path}");
    }
    assert_eq!(status(&portal, &id).await, (StatusKey::Submitted, 1), "nothing has changed");
}

#[tokio::test]
async fn a_reviewer_sees_similar_claims_with_their_names() {
    let portal = portal().await;
    let ours = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    let theirs = register(&portal, &portal.rival, "key-000000000002", "北浜製作").await;
    let sheet = portal.call_get(Some(&portal.manager), &format!("/api/deal_to_review?id={ours}")).await;
    let sheet: ReviewSheet = sheet.read();
    assert_eq!(sheet.verdict, Verdict::Similar);
    assert_eq!(
        sheet.rivals.iter().map(|r| (r.id.to_string(), r.company_name.as_str())).collect::<Vec<_>>(),
        [(theirs, "みなと情報")]
    );
}

#[tokio::test]
async fn drafts_are_kept_until_they_are_sent() {
    for portal in portals().await {
        let half = with(form("key-000000000001", "北浜"), "amount", "");
        assert_eq!(portal.call(Some(&portal.rep), "autosave_deal", &half).await.status, StatusCode::OK);
        let page = portal.call_get(Some(&portal.rep), "/api/new_deal").await;
        assert!(page.body.contains("北浜") && page.body.contains("key-000000000001"), "{}", page.body);
        assert!(!portal.call_get(Some(&portal.lead), "/api/new_deal").await.body.contains("北浜"), "a draft is one person's");
        register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        // An autosave that was on its way.
        assert_eq!(portal.call(Some(&portal.rep), "autosave_deal", &half).await.status, StatusCode::OK);
        assert!(!portal.call_get(Some(&portal.rep), "/api/new_deal").await.body.contains("北浜"));
    }
}

#[tokio::test]
async fn verdicts_are_rationed() {
    let portal = portal().await;
    let ask = [("customer", "北浜製作所"), ("corporate_number", ""), ("domain", "")];
    for _ in 0..60 {
        assert_eq!(portal.call(Some(&portal.rep), "deal_verdict", &ask).await.status, StatusCode::OK);
    }
    assert_eq!(portal.call(Some(&portal.rep), "deal_verdict", &ask).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(portal.call(Some(&portal.lead), "deal_verdict", &ask).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_protection_is_extended_once_and_ends() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        decide(&portal, &portal.manager, "approve_deal", &id, &[]).await;
        portal.at(portal.office.now().plus_days(60));
        assert_eq!(
            decide(&portal, &portal.rep, "extend_deal", &id, &[]).await.status,
            StatusCode::CONFLICT,
            "nothing has happened"
        );
        decide(&portal, &portal.rep, "move_deal", &id, &[("stage", "meeting")]).await;
        assert_eq!(decide(&portal, &portal.rep, "extend_deal", &id, &[]).await.status, StatusCode::OK);
        assert_eq!(decide(&portal, &portal.rep, "extend_deal", &id, &[]).await.status, StatusCode::CONFLICT, "once");
        portal.at(portal.office.now().plus_days(60));
        assert_eq!(portal.office.let_deals_age().await, Ok(0), "the last day is protected");
        portal.at(portal.office.now().plus_days(1));
        assert_eq!(portal.office.let_deals_age().await, Ok(1));
        assert_eq!(portal.office.let_deals_age().await, Ok(0));
        assert_eq!(status(&portal, &id).await.0, StatusKey::Expired);
        assert_eq!(points(&portal, &id).await, (0, 150), "what was confirmed stays");
    }
}

#[tokio::test]
async fn a_late_review_is_paid_for_once_a_promise() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let at = |days: i64, minutes: i64| Timestamp::from_seconds(portal.office.now().plus_days(days).seconds() + minutes * 60);
        portal.at(at(1, 0));
        assert_eq!(portal.office.let_deals_age().await, Ok(0), "due this very minute");
        portal.at(at(0, 1));
        assert_eq!(portal.office.let_deals_age().await, Ok(1));
        assert_eq!(portal.office.let_deals_age().await, Ok(0));
        assert_eq!(points(&portal, &id).await, (150, 20));
        decide(&portal, &portal.manager, "take_up_deal", &id, &[]).await;
        portal.at(at(1, 0));
        assert_eq!(portal.office.let_deals_age().await, Ok(1), "the decision was promised, too");
        assert_eq!(points(&portal, &id).await, (150, 40));
    }
}

#[tokio::test]
async fn the_form_keeps_what_was_typed() {
    for portal in portals().await {
        let page = portal.get(Some(&portal.rep), "/deals/new").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("1営業日以内") && page.body.contains("案件登録"), "{}", page.body);
        let wrong = with(with(form("key-000000000001", "北浜製作所"), "amount", "たくさん"), "need", "<b>短い");
        let answer = portal.post(Some(&portal.rep), "/deals/new", "register_deal", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("value=\"北浜製作所\"") && answer.body.contains("value=\"たくさん\""), "{}", answer.body);
        assert!(answer.body.contains("&lt;b&gt;短い"), "typed markup is text");
        assert!(answer.body.contains("数字で入力してください") && answer.body.contains("10文字以上"), "{}", answer.body);
        assert!(answer.body.contains("value=\"key-000000000001\""), "the key is the same, so that it is still one registration");

        let right = portal.post(Some(&portal.rep), "/deals/new", "register_deal", &form("key-000000000001", "北浜製作所")).await;
        assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.body);
        let page = portal.get(Some(&portal.rep), right.location()).await;
        assert!(page.body.contains("＋150 pt") && page.body.contains("案件登録 ＋50"), "{}", page.body);
        assert!(page.body.contains("11月17日 10:00") && page.body.contains("審査担当の番です"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_draft_is_saved_by_a_button_without_javascript() {
    let portal = portal().await;
    let mut half = with(form("key-000000000001", "北浜製作所"), "amount", "");
    half.push(("_action", "/api/save_deal_draft"));
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("_action", "/api/register_deal");
    for (name, value) in &half {
        body.append_pair(&if *name == "_action" { (*name).to_owned() } else { format!("form[{name}]") }, value);
    }
    let saved = portal.post_body(Some(&portal.rep), "/deals/new", body.finish()).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/deals/new?saved=1"), "{}", saved.body);
    let page = portal.get(Some(&portal.rep), saved.location()).await;
    assert!(page.body.contains("value=\"北浜製作所\"") && page.body.contains("下書き保存済み 11月16日 10:00"), "{}", page.body);
    assert!(page.body.contains("同じお客様の登録はほかにありません"), "a verdict without JavaScript, too");
    assert!(portal.get(Some(&portal.rep), "/deals").await.body.contains("続きを書く"));
    let gone = portal.post(Some(&portal.rep), "/deals", "save_deal_draft", &[("idempotency_key", "nothing-is-left-of-it")]).await;
    assert_eq!((gone.status, gone.location()), (StatusCode::SEE_OTHER, "/deals"), "{}", gone.body);
    assert!(!portal.get(Some(&portal.rep), "/deals").await.body.contains("続きを書く"));
}

#[tokio::test]
async fn a_draft_has_its_limits() {
    let portal = portal().await;
    let need = "あ".repeat(100_000);
    let fields = with(form("key-000000000001", "北浜製作所"), "need", &need);
    let answered = portal.call(Some(&portal.rep), "save_deal_draft", &fields).await;
    assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!portal.get(Some(&portal.rep), "/deals").await.body.contains("続きを書く"));
}

#[tokio::test]
async fn pages_of_deals_are_for_those_they_concern() {
    let portal = portal().await;
    let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    let (deal, review) = (format!("/deals/{id}"), format!("/console/deals/{id}"));
    for (who, path, expected) in [
        (&portal.rep, "/deals", StatusCode::OK),
        (&portal.rep, "/deals?show=closed&owner=mine", StatusCode::OK),
        (&portal.lead, deal.as_str(), StatusCode::OK),
        (&portal.rival, deal.as_str(), StatusCode::NOT_FOUND),
        (&portal.rival, "/deals/nonsense", StatusCode::NOT_FOUND),
        (&portal.manager, deal.as_str(), StatusCode::FORBIDDEN),
        (&portal.manager, "/deals", StatusCode::FORBIDDEN),
        (&portal.manager, "/deals/new", StatusCode::FORBIDDEN),
        (&portal.manager, "/console/deals", StatusCode::OK),
        (&portal.admin, "/console/deals?show=approved&page=2", StatusCode::OK),
        (&portal.manager, review.as_str(), StatusCode::OK),
        (&portal.rep, "/console/deals", StatusCode::FORBIDDEN),
        (&portal.rep, review.as_str(), StatusCode::FORBIDDEN),
        (&portal.editor, "/console/deals", StatusCode::FORBIDDEN),
    ] {
        let page = portal.get(Some(who), path).await;
        assert_eq!(page.status, expected, "{} {path}", who.name);
        assert!(expected == StatusCode::OK || !page.body.contains("北浜"), "{} {path}", who.name);
    }
    assert_eq!(portal.get(None, &deal).await.location(), format!("/sign-in?next=%2Fdeals%2F{id}"));
}

#[tokio::test]
async fn a_deal_is_worked_and_decided_by_plain_forms() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let (deal, review) = (format!("/deals/{id}"), format!("/console/deals/{id}"));
        let seen = [("deal", id.as_str()), ("version", "1")];
        let bad =
            portal.post(Some(&portal.manager), &review, "reject_deal", &[seen[0], seen[1], ("text", "直販が商談中です")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.body.contains("直販が商談中です"), "what was typed is kept");
        let fields = [seen[0], seen[1], ("fields[]", "need"), ("note", "何名で使いますか")];
        let asked = portal.post(Some(&portal.manager), &review, "return_deal", &fields).await;
        assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, format!("{review}?done=returned&after=1").as_str()));
        let page = portal.get(Some(&portal.rep), &deal).await;
        assert!(page.body.contains("何名で使いますか") && page.body.contains("name=\"form[need]\""), "{}", page.body);
        assert!(!page.body.contains("name=\"form[customer]\""), "what was not asked about is not open");
        let late = portal.post(Some(&portal.manager), &review, "approve_deal", &seen).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "an old sheet");
        assert!(late.body.contains("田村 真"), "{}", late.body);
        let answer = [("deal", id.as_str()), ("version", "2"), ("need", "工場二つで三十名が使います")];
        assert_eq!(portal.post(Some(&portal.rep), &deal, "correct_deal", &answer).await.status, StatusCode::SEE_OTHER);
        let seen = [("deal", id.as_str()), ("version", "3")];
        assert_eq!(portal.post(Some(&portal.manager), &review, "approve_deal", &seen).await.status, StatusCode::SEE_OTHER);
        let lost = portal
            .post(Some(&portal.rep), &deal, "lose_deal", &[("deal", id.as_str()), ("version", "4"), ("reason", "other")])
            .await;
        assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY, "other needs a word");
        let lost = [("deal", id.as_str()), ("version", "4"), ("reason", "price"), ("note", "")];
        assert_eq!(portal.post(Some(&portal.rep), &deal, "lose_deal", &lost).await.status, StatusCode::SEE_OTHER);
        let page = portal.get(Some(&portal.rep), &deal).await;
        assert!(page.body.contains("失注の理由") && page.body.contains("価格"), "{}", page.body);
        let english = portal.get(Some(&portal.rep), &format!("{deal}?lang=en")).await;
        assert!(english.body.contains("Recorded as lost."), "{}", english.body);
    }
}

#[tokio::test]
async fn what_colleagues_do_at_once_is_all_counted() {
    for portal in portals().await {
        let keys: Vec<String> = (0..12).map(|n| format!("key-0000000000{n:02}")).collect();
        let customers: Vec<String> = "あいうえおかきくけこさし".chars().map(|c| format!("{c}{c}商会")).collect();
        for pair in keys.iter().zip(&customers).collect::<Vec<_>>().chunks(2) {
            let (one, two) = (form(pair[0].0, pair[0].1), form(pair[1].0, pair[1].1));
            let (one, two) = tokio::join!(
                portal.call(Some(&portal.rep), "register_deal", &one),
                portal.call(Some(&portal.lead), "register_deal", &two),
            );
            let (one, two) = (id_in(&one), id_in(&two));
            let step = [("stage", "meeting")];
            let (one, two) = tokio::join!(
                decide(&portal, &portal.rep, "move_deal", &one, &step),
                decide(&portal, &portal.lead, "move_deal", &two, &step),
            );
            assert_eq!([one.status, two.status], [StatusCode::OK; 2], "{} {}", one.body, two.body);
        }
        let mut tx = portal.office.store.read().await.unwrap();
        let standing = tx.standing(portal.aoba).await.unwrap();
        assert_eq!(standing.count(ActivityKind::DealRegistered), 12);
        assert_eq!(standing.count(ActivityKind::StageMoved), 12, "{}", portal.office.store.kind());
    }
}

/// What a note about a customer has brought.
async fn managed(portal: &TestPortal, id: &str) -> i64 {
    let id: DealId = id.parse().unwrap();
    let mut tx = portal.office.store.read().await.unwrap();
    let lines = tx.entries_around(portal.aoba, jiso::activity::Subject::Deal(id), &[]).await.unwrap();
    lines.iter().map(|line| &line.entry).filter(|entry| entry.axis == Axis::Managed).map(|entry| entry.confirmed).sum()
}

#[tokio::test]
async fn what_becomes_of_a_customer_is_noted_and_taken_back() {
    for portal in portals().await {
        portal.import_content().await;
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        let (deal, review) = (format!("/deals/{id}"), format!("/console/deals/{id}"));
        let fields =
            |what: &'static str, undo: &'static str| [("deal", id.clone()), ("what", what.into()), ("undo", undo.into())];
        let note = async |who: &Caller, what, undo| {
            let fields = fields(what, undo);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            portal.post(Some(who), &review, "note_aftercare", &fields).await.status
        };
        assert_eq!(note(&portal.manager, "launch", "").await, StatusCode::CONFLICT, "nothing is won yet");
        win(&portal, &id).await;
        assert_eq!(note(&portal.rep, "launch", "").await, StatusCode::FORBIDDEN);
        assert_eq!(note(&portal.manager, "party", "").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(note(&portal.manager, "healthy", "").await, StatusCode::UNPROCESSABLE_ENTITY, "half a year is not over");
        portal.at(portal.office.now().plus_hours(1));
        for _ in 0..2 {
            assert_eq!(note(&portal.manager, "launch", "").await, StatusCode::SEE_OTHER);
            assert_eq!(managed(&portal, &id).await, 40, "noted twice, it is once");
        }
        let page = portal.get(Some(&portal.rep), &deal).await;
        assert!(page.body.contains("受注後の記録") && page.body.contains("導入の完了"), "{}", page.body);
        portal.at(portal.office.now().plus_hours(1));
        assert_eq!(note(&portal.admin, "launch", "yes").await, StatusCode::SEE_OTHER);
        assert_eq!(managed(&portal, &id).await, 0);
        portal.at(portal.office.now().plus_days(190));
        for (what, sum) in [("launch", 40), ("renewal", 100), ("healthy", 140)] {
            assert_eq!(note(&portal.manager, what, "").await, StatusCode::SEE_OTHER);
            assert_eq!(managed(&portal, &id).await, sum, "{what}");
        }
        assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
    }
}
