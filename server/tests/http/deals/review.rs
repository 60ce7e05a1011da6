//! The vendor's answer: who decides, what is asked back, and what a late answer costs.

use axum::http::StatusCode;
use jiso::{
    deals::{ReviewSheet, StatusKey, Verdict},
    failure::{Conflict, Failure},
    time::Timestamp,
};
use jiso_server::testing::{portal, portals};

use super::{WHY, decide, points, register, status};

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
        if second == "reject_deal" {
            let kept = [WHY[1].1, WHY[2].1, "入力された文章（反映されていません）"];
            assert!(kept.iter().all(|text| slower.body.contains(text)), "what was typed is there to be copied: {}", slower.body);
        }
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
async fn the_reviewer_reads_whose_turn_it_is_from_the_vendors_side() {
    let portal = portal().await;
    let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    let (deal, review) = (format!("/deals/{id}"), format!("/console/deals/{id}"));
    let ask = [("fields[]", "need"), ("note", "何名で使いますか")];
    assert_eq!(decide(&portal, &portal.manager, "return_deal", &id, &ask).await.status, StatusCode::OK);
    let (theirs, ours) = (portal.get(Some(&portal.rep), &deal).await, portal.get(Some(&portal.manager), &review).await);
    assert!(theirs.body.contains("貴社の番です") && !ours.body.contains("貴社"), "{}", ours.body);
    assert!(ours.body.contains("パートナーの番です") && ours.body.contains("パートナーの回答を待っています"), "{}", ours.body);
    assert_eq!(
        decide(&portal, &portal.rep, "correct_deal", &id, &[("need", "工場二つで三十名が使います")]).await.status,
        StatusCode::OK
    );
    assert_eq!(decide(&portal, &portal.manager, "approve_deal", &id, &[]).await.status, StatusCode::OK);
    let ours = portal.get(Some(&portal.manager), &review).await;
    assert!(ours.body.contains("優先権はこのパートナーにあります") && !ours.body.contains("貴社"), "{}", ours.body);
}
