//! How many people say yes, by the programme's rules, and that a customer is protected once whoever registers and approves at once.

use std::sync::Arc;

use axum::http::StatusCode;
use futures::future::join_all;
use jiso::{
    activity::ActivityKind,
    caller::Caller,
    deals::{ApprovalRule, ApproveForm, DealRegistration, Deals, RegistrationForm, StatusKey},
    failure::Failure,
    id::DealId,
    programme::Programme,
};
use jiso_server::testing::{TestPortal, portals};
use jiso_store::{partners::Company, testing};

use super::{decide, form, id_in, points, status, with};

/// Everything is approved at once that nothing similar stands in the way of.
fn approve_at_once(portal: &TestPortal) {
    let all =
        ApprovalRule { products: vec![], tiers: vec![], territories: vec![], from_yen: 0, below_yen: None, steps: 1, auto: true };
    let programme = Programme { approvals: vec![all], ..(*portal.office.programme()).clone() };
    portal.office.programme.store(Arc::new(programme));
}

#[tokio::test]
async fn a_large_deal_needs_the_yes_of_two_people() {
    for portal in portals().await {
        let page = portal.get(Some(&portal.rep), "/deals/new").await;
        assert!(page.body.contains("¥5,000,000以上の案件") && page.body.contains("担当者2人が順に承認"), "{}", page.body);
        assert!(!page.body.contains("その場で承認"), "a rule for other tiers is not this company's");
        let short = with(with(form("key-000000000001", "北浜製作所"), "amount", "5,000,000"), "need", "短い");
        let refused = portal.post(Some(&portal.rep), "/deals/new", "register_deal", &short).await;
        assert!(refused.body.contains("いまの内容：担当者2人が順に承認"), "{}", refused.body);
        let large = with(form("key-000000000001", "北浜製作所"), "amount", "5,000,000");
        let id = id_in(&portal.call(Some(&portal.rep), "register_deal", &large).await);
        let (deal, review) = (format!("/deals/{id}"), format!("/console/deals/{id}"));
        assert!(portal.get(Some(&portal.rep), &deal).await.body.contains("2人目の承認"), "the way is known from the beginning");
        let page = portal.get(Some(&portal.manager), &review).await;
        assert!(page.body.contains("承認して次の担当者へ回す"), "{}", page.body);

        let seen = [("deal", id.as_str()), ("version", "1")];
        let once = portal.post(Some(&portal.manager), &review, "approve_deal", &seen).await;
        assert_eq!(once.status, StatusCode::SEE_OTHER, "{}", once.body);
        assert_eq!(status(&portal, &id).await, (StatusKey::InReview, 2));
        assert_eq!(points(&portal, &id).await, (150, 0), "one yes confirms nothing");
        assert_eq!(portal.mails().await.len(), 0);
        let page = portal.get(Some(&portal.manager), &review).await;
        assert!(page.body.contains("別の担当者の承認を待っています") && !page.body.contains("approve_deal"), "{}", page.body);
        assert!(portal.get(Some(&portal.admin), "/console/deals").await.body.contains("1人が承認済み"));
        let again = decide(&portal, &portal.manager, "approve_deal", &id, &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the second is another person: {}", again.body);

        let page = portal.get(Some(&portal.admin), &review).await;
        assert!(page.body.contains("田村 真さんが承認しました"), "{}", page.body);
        assert_eq!(decide(&portal, &portal.admin, "approve_deal", &id, &[]).await.status, StatusCode::OK);
        assert_eq!((status(&portal, &id).await.0, points(&portal, &id).await), (StatusKey::Approved, (0, 150)));
        let page = portal.get(Some(&portal.rep), &deal).await;
        assert!(page.body.contains("2人目の承認") && page.body.contains("1人目が承認"), "{}", page.body);
        let english = portal.get(Some(&portal.rep), &format!("{deal}?lang=en")).await;
        assert!(english.body.contains("Approval 2") && english.body.contains("Approved by the first person"), "{}", english.body);
    }
}

#[tokio::test]
async fn a_rule_may_approve_at_once_what_nothing_similar_stands_in_the_way_of() {
    for portal in portals().await {
        approve_at_once(&portal);
        let page = portal.get(Some(&portal.rep), "/deals/new").await;
        assert!(page.body.contains("似た登録がなければ、その場で承認"), "{}", page.body);
        let sent = portal.call(Some(&portal.rep), "register_deal", &form("key-000000000001", "北浜製作所")).await;
        let id = id_in(&sent);
        assert_eq!((status(&portal, &id).await, points(&portal, &id).await), ((StatusKey::Approved, 2), (0, 150)));
        let page = portal.get(Some(&portal.rep), sent.location()).await;
        assert!(page.body.contains("2027年2月14日まで"), "{}", page.body);
        let page = portal.get(Some(&portal.manager), &format!("/console/deals/{id}")).await;
        assert!(page.body.contains("決まりにより自動で承認"), "{}", page.body);
        let similar = id_in(&portal.call(Some(&portal.rival), "register_deal", &form("key-000000000002", "北浜製作")).await);
        assert_eq!(status(&portal, &similar).await.0, StatusKey::Submitted, "a person looks at what is similar");
        let same = id_in(&portal.call(Some(&portal.rival), "register_deal", &form("key-000000000003", "㈱北浜製作所")).await);
        assert_eq!(status(&portal, &same).await.0, StatusKey::Conflicted);
    }
}

const PARTNERS: u8 = 200;

/// So many companies with a rep each.
async fn partners(portal: &TestPortal) -> Vec<Caller> {
    let now = portal.office.now();
    let mut tx = portal.office.store.write().await.unwrap();
    let mut reps = Vec::new();
    for n in 0..PARTNERS {
        let company =
            Company { name: format!("パートナー{n}"), contract_day: now.day(), created_at: now, ..testing::company(n) };
        tx.insert_company(&company).await.unwrap();
        let user = testing::user(n, Some(company.id));
        tx.insert_user(&user).await.unwrap();
        reps.push(user.caller());
    }
    tx.commit().await.unwrap();
    reps
}

async fn register_all(portal: &TestPortal, reps: &[Caller]) -> Vec<DealId> {
    let fields = form("key-000000000001", "北浜製作所");
    let value = |name: &str| fields.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()).unwrap();
    let form = |n: usize| RegistrationForm {
        idempotency_key: format!("key-{n:012}"),
        // Each writes the name in a way of their own.
        customer: ["北浜製作所", "㈱北浜製作所", "株式会社 北浜製作所"][n % 3].into(),
        industry: value("industry"),
        size: value("size"),
        product: ["standard", "lite"][n % 2].into(),
        amount: "300,000".into(),
        expected_close: value("expected_close"),
        need: value("need"),
        ..RegistrationForm::default()
    };
    // Whoever waited too long for the database sends the same form again.
    let send = async |n: usize, rep: &Caller| {
        loop {
            match portal.office.register(rep, form(n)).await {
                Err(Failure::Unavailable { .. }) => {}
                answer => return answer.unwrap(),
            }
        }
    };
    join_all(reps.iter().enumerate().map(|(n, rep)| send(n, rep))).await
}

async fn found(portal: &TestPortal, ids: &[DealId]) -> Vec<DealRegistration> {
    let mut tx = portal.office.store.read().await.unwrap();
    let mut deals = Vec::new();
    for id in ids {
        deals.push(tx.deal(*id).await.unwrap().unwrap().deal);
    }
    deals
}

fn count(deals: &[DealRegistration], status: StatusKey) -> usize {
    deals.iter().filter(|deal| deal.status.key() == status).count()
}

#[tokio::test]
async fn of_two_hundred_who_register_a_customer_at_once_one_is_approved_at_once() {
    for portal in portals().await {
        approve_at_once(&portal);
        let reps = partners(&portal).await;
        let ids = register_all(&portal, &reps).await;
        let deals = found(&portal, &ids).await;
        assert_eq!(count(&deals, StatusKey::Approved), 1);
        assert_eq!(count(&deals, StatusKey::Conflicted), usize::from(PARTNERS) - 1);
        let first = deals.iter().min_by_key(|deal| deal.number).unwrap();
        assert_eq!(first.status.key(), StatusKey::Approved, "the first to register");
    }
}

#[tokio::test]
async fn of_two_hundred_claims_approved_at_once_one_is_protected() {
    for portal in &portals().await {
        let reps = partners(portal).await;
        let ids = register_all(portal, &reps).await;
        assert_eq!(count(&found(portal, &ids).await, StatusKey::Submitted), usize::from(PARTNERS));
        let all = ids.iter().enumerate().map(|(n, id)| {
            let reviewer = if n % 2 == 0 { &portal.manager } else { &portal.admin };
            async move {
                loop {
                    let form = ApproveForm { deal: id.to_string(), version: "1".into() };
                    match portal.office.approve(reviewer, form).await {
                        Err(Failure::Unavailable { .. }) => {}
                        answer => return answer,
                    }
                }
            }
        });
        let yes = join_all(all).await.into_iter().flatten().count();
        let deals = found(portal, &ids).await;
        assert_eq!((yes, count(&deals, StatusKey::Approved)), (1, 1));
        let mut tx = portal.office.store.read().await.unwrap();
        let mut approved = 0;
        for rep in &reps {
            approved += tx.standing(rep.company.unwrap()).await.unwrap().count(ActivityKind::DealApproved);
        }
        assert_eq!(approved, 1, "nobody else's ledger was told of an approval");
    }
}
