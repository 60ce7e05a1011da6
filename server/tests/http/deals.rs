//! `/deals` and `/console/deals`: a deal's whole life, whose it is, and what the files below share.

mod aftercare;
mod approval;
mod drafts;
mod grant;
mod machine;
mod more_time;
mod pipeline;
mod protection;
mod registration;
mod review;
mod split;
mod wrong;

use axum::http::StatusCode;
use jiso::{
    caller::Caller,
    deals::{DealStage, StatusKey},
    id::DealId,
    points::Balance,
    time::Day,
};
use jiso_server::testing::{Answered, TestPortal, portal, portals};

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
    let lines = tx.entries_around(company, jiso::activity::Subject::Deal(id), &[], None).await.unwrap();
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

pub async fn lose(portal: &TestPortal, id: &str) {
    let done = decide(portal, &portal.rep, "lose_deal", id, &[("reason", "price"), ("note", "")]).await;
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
async fn a_deal_of_another_company_is_not_there() {
    for portal in portals().await {
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
        for (lang, word) in [("ja", "ページが見つかりません"), ("en", "Page not found")] {
            let page = format!("/deals/{id}?lang={lang}");
            let fields = [("deal", id.as_str()), ("version", "1"), ("stage", "quote"), ("next_step", "見積を送る")];
            for answer in [
                portal.get(Some(&portal.rival), &page).await,
                portal.post(Some(&portal.rival), &page, "move_deal", &fields).await,
            ] {
                assert_eq!(answer.status, StatusCode::NOT_FOUND);
                assert!(answer.body.contains(word) && !answer.body.contains("北浜製作所"), "{lang}: {}", answer.body);
            }
        }
        assert_eq!(status(&portal, &id).await, (StatusKey::Submitted, 1), "nothing has changed");
    }
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
        let moved = [
            ("deal", id.as_str()),
            ("version", "4"),
            ("stage", "proposal"),
            ("next_step", "見積を送る"),
            ("next_step_on", "2026-12-15"),
        ];
        let moved = portal.post(Some(&portal.rep), &deal, "move_deal", &moved).await;
        let told = portal.get(Some(&portal.rep), moved.location()).await;
        assert!(told.body.contains("更新しました。") && told.body.contains("見積を送る（12月15日）"), "{}", told.body);
        assert!(told.body.contains(&format!("action=\"{deal}\"")), "the next form is not told of this one: {}", told.body);
        let lost = portal
            .post(Some(&portal.rep), &deal, "lose_deal", &[("deal", id.as_str()), ("version", "5"), ("reason", "other")])
            .await;
        assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY, "other needs a word");
        let lost = [("deal", id.as_str()), ("version", "5"), ("reason", "price"), ("note", "")];
        assert_eq!(portal.post(Some(&portal.rep), &deal, "lose_deal", &lost).await.status, StatusCode::SEE_OTHER);
        let page = portal.get(Some(&portal.rep), &deal).await;
        assert!(page.body.contains("失注の理由") && page.body.contains("価格"), "{}", page.body);
        let english = portal.get(Some(&portal.rep), &format!("{deal}?lang=en")).await;
        assert!(english.body.contains("Recorded as lost."), "{}", english.body);
    }
}

#[tokio::test]
async fn what_happened_in_another_year_says_which() {
    let portal = portal().await;
    let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    approve(&portal, &id).await;
    let (deal, review) = (format!("/deals/{id}"), format!("/console/deals/{id}"));
    let page = portal.get(Some(&portal.rep), &deal).await;
    assert!(page.body.contains("11月16日 10:00") && !page.body.contains("2026年11月16日 10:00"), "{}", page.body);
    portal.at(Day::from_ymd(2027, 2, 10).unwrap().at_minute(787));
    win(&portal, &id).await;
    for (who, path) in [(&portal.rep, &deal), (&portal.manager, &review)] {
        let page = portal.get(Some(who), path).await;
        assert!(page.body.contains("2026年11月16日 10:00"), "{path}: {}", page.body);
        assert!(page.body.contains("2月10日 13:07") && !page.body.contains("2027年2月10日 13:07"), "{path}: {}", page.body);
    }
    // The first minute of the next year in Japan.
    portal.at(Day::from_ymd(2028, 1, 1).unwrap().start());
    for (query, registered, won) in
        [("", "2026年11月16日 10:00", "2027年2月10日 13:07"), ("?lang=en", "16 Nov 2026 10:00", "10 Feb 2027 13:07")]
    {
        let page = portal.get(Some(&portal.rep), &format!("{deal}{query}")).await;
        assert!(page.body.contains(registered) && page.body.contains(won), "{}", page.body);
    }
}
