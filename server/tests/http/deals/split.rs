//! A deal that is divided: what stays and what goes stand beside each other, and neither company learns of the other.

use axum::http::StatusCode;
use jiso::{
    activity::ActivityKind,
    deals::{DealRegistration, DealStage, StatusKey},
    time::Day,
};
use jiso_server::{
    programme::replay,
    testing::{Answered, TestPortal, portals},
};

use super::{approve, decide, form, points, register, status, with};

const KEY: (&str, &str) = ("key", "split-key-000000001");
const WHY: (&str, &str) = ("reason", "電話連携だけ別の拠点で進むため");

fn filled<'a>(company: &'a str, amount: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![KEY, ("product", "voice"), ("amount", amount), ("company", company), WHY]
}

/// The deal of Aoba's rep, approved and at a proposal.
async fn approved(portal: &TestPortal) -> String {
    portal.import_content().await;
    let id = register(portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    approve(portal, &id).await;
    let moved = decide(portal, &portal.rep, "move_deal", &id, &[("stage", "proposal")]).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.body);
    portal.at(portal.office.now().plus_hours(1));
    id
}

fn part_in(answer: &Answered) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.location().strip_prefix("/console/deals/").and_then(|rest| rest.split('?').next()).unwrap().to_owned()
}

async fn split(portal: &TestPortal, id: &str, company: &str, amount: &str) -> String {
    part_in(&decide(portal, &portal.manager, "split_deal", id, &filled(company, amount)).await)
}

async fn deal(portal: &TestPortal, id: &str) -> DealRegistration {
    portal.office.store.read().await.unwrap().deal(id.parse().unwrap()).await.unwrap().unwrap().deal
}

fn until(deal: &DealRegistration) -> Day {
    deal.status.approval().unwrap().protection.last_day
}

async fn kinds(portal: &TestPortal, id: &str) -> Vec<ActivityKind> {
    let deal = deal(portal, id).await;
    let mut tx = portal.office.store.read().await.unwrap();
    tx.activities_about(deal.company, deal.id.uuid()).await.unwrap().into_iter().map(|one| one.kind).collect()
}

async fn replays(portal: &TestPortal) {
    let mut lines = Vec::new();
    replay(&portal.office.store, |line| lines.push(line)).await.unwrap();
    assert_eq!(lines, Vec::<String>::new(), "what is stored is what follows from the events");
}

#[tokio::test]
async fn a_part_goes_on_at_another_company_and_neither_learns_of_the_other() {
    for portal in portals().await {
        let id = approved(&portal).await;
        let before = deal(&portal, &id).await;
        let there = split(&portal, &id, "みなと情報", "400,000").await;
        let (stays, goes) = (deal(&portal, &id).await, deal(&portal, &there).await);
        assert_eq!((stays.facts.amount.minor, goes.facts.amount.minor), (2_000_000, 400_000));
        assert_eq!((stays.facts.product.as_str(), goes.facts.product.as_str()), ("standard", "voice"));
        assert_eq!((goes.company, goes.owner, stays.company), (portal.minato, portal.rival.user, portal.aoba));
        assert_eq!((until(&stays), until(&goes)), (until(&before), until(&before)));
        assert_eq!((stays.status.key(), goes.status.key()), (StatusKey::Approved, StatusKey::Approved));
        assert_eq!((stays.stage, goes.stage), (DealStage::Proposal, DealStage::Proposal));
        assert_eq!(goes.facts.customer, before.facts.customer);

        let whole = portal.get(Some(&portal.rep), &format!("/deals/{id}")).await;
        let told = [goes.number.to_string(), "へ分割".into(), "電話連携".into(), "¥400,000（残り ¥2,000,000）".into()];
        for word in told.iter().map(String::as_str).chain([WHY.1, portal.manager.name.as_str()]) {
            assert!(whole.body.contains(word), "{word}: {}", whole.body);
        }
        let there_page = format!("/deals/{there}");
        assert!(!whole.body.contains("みなと情報") && !whole.body.contains(&there_page), "{}", whole.body);
        let part = portal.get(Some(&portal.rival), &there_page).await;
        let told = [stays.number.to_string(), "から分割".into(), "電話連携".into(), "¥400,000".into()];
        for word in told.iter().map(String::as_str).chain([WHY.1, portal.manager.name.as_str()]) {
            assert!(part.body.contains(word), "{word}: {}", part.body);
        }
        for word in ["青葉商会", "佐藤 健", "2,000,000", "2,400,000", "工場長に電話", "案件を登録<", id.as_str()]
        {
            assert!(!part.body.contains(word), "{word} is not theirs: {}", part.body);
        }
        assert_eq!(portal.get(Some(&portal.rival), &format!("/deals/{id}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(portal.get(Some(&portal.rep), &there_page).await.status, StatusCode::NOT_FOUND);
        for (page, other) in [(&id, &there), (&there, &id)] {
            let review = portal.get(Some(&portal.manager), &format!("/console/deals/{page}?lang=en")).await;
            assert!(review.body.contains(&format!("href=\"/console/deals/{other}\"")), "{}", review.body);
        }
        let mails: Vec<String> = portal.mails().await.into_iter().map(|mail| format!("{} {}", mail.to, mail.subject)).collect();
        assert!(mails.iter().any(|line| line.starts_with("rep@aoba.example") && line.contains("分割しました")), "{mails:?}");
        assert!(mails.iter().any(|line| line.starts_with("rep@minato.example") && line.contains("ご担当")), "{mails:?}");
        assert!(portal.mails().await.iter().all(|mail| !mail.text.contains("みなと情報") && !mail.text.contains("青葉商会")));
        replays(&portal).await;
    }
}

#[tokio::test]
async fn a_split_earns_nothing_and_each_order_counts_by_its_own_amount() {
    for portal in portals().await {
        let id = approved(&portal).await;
        let earned = points(&portal, &id).await;
        let there = split(&portal, &id, "青葉商会", "400,000").await;
        assert_eq!((points(&portal, &id).await, points(&portal, &there).await), (earned, (0, 0)));
        assert_eq!(kinds(&portal, &there).await, [ActivityKind::DealSplitOff], "no second registration, no second yes");
        assert_eq!(deal(&portal, &there).await.owner, portal.rep.user, "in the same company the owner goes on");
        let page = portal.get(Some(&portal.rep), &format!("/deals/{id}")).await;
        assert!(page.body.contains(&format!("href=\"/deals/{there}\"")), "{}", page.body);
        let told =
            portal.mails().await.into_iter().filter(|mail| mail.subject.contains("分割") || mail.subject.contains("ご担当"));
        assert_eq!(told.count(), 1, "whoever has both is told once");

        // The meeting and the proposal were the whole's.
        assert_eq!(decide(&portal, &portal.rep, "move_deal", &there, &[("stage", "quote")]).await.status, StatusCode::OK);
        let taken = kinds(&portal, &there).await;
        assert!(!taken.contains(&ActivityKind::MeetingHeld) && !taken.contains(&ActivityKind::ProposalMade), "{taken:?}");
        for (deal, amount) in [(&id, "2000000"), (&there, "400000")] {
            assert_eq!(decide(&portal, &portal.rep, "win_deal", deal, &[("amount", amount)]).await.status, StatusCode::OK);
        }
        let mut tx = portal.office.store.read().await.unwrap();
        let standing = tx.standing(portal.aoba).await.unwrap();
        assert_eq!((standing.count(ActivityKind::DealWon), standing.won_yen), (2, 2_400_000));
        assert_eq!(standing.count(ActivityKind::DealRegistered), 1);
        drop(tx);
        replays(&portal).await;
    }
}

#[tokio::test]
async fn what_is_missing_stands_beside_its_field_and_what_was_typed_stays() {
    for portal in portals().await {
        let id = approved(&portal).await;
        let review = format!("/console/deals/{id}");
        let page = portal.get(Some(&portal.manager), &review).await;
        assert!(page.body.contains("案件を分割する") && page.body.contains("value=\"青葉商会\""), "{}", page.body);
        assert!(page.body.contains("電話連携") && page.body.contains("value=\"voice\"") && !page.body.contains("value=\"lite\""));
        let version = status(&portal, &id).await.1.to_string();
        let seen = [("deal", id.as_str()), ("version", version.as_str())];
        for (name, typed, problem) in [
            ("product", "", "入力してください"),
            ("product", "standard", "一覧から選んでください"),
            ("product", "lite", "一覧から選んでください"),
            ("product", "nothing", "一覧から選んでください"),
            ("amount", "", "入力してください"),
            ("amount", "0", "1から"),
            ("amount", "2,400,000", "1から2,399,999まで"),
            ("amount", "9,000,000", "1から2,399,999まで"),
            ("company", "", "入力してください"),
            ("company", "どこにもない会社", "一覧から選んでください"),
            ("reason", "", "入力してください"),
            ("reason", "別件", "文字以上"),
        ] {
            let fields = [seen.to_vec(), with(filled("みなと情報", "400,000"), name, typed)].concat();
            let bad = portal.post(Some(&portal.manager), &review, "split_deal", &fields).await;
            assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {typed}: {}", bad.body);
            assert!(bad.body.contains(problem), "{name} {typed}: {problem}: {}", bad.body);
            assert!(name == "reason" || bad.body.contains(WHY.1), "what was typed is kept: {}", bad.body);
        }
        assert_eq!(status(&portal, &id).await.1.to_string(), version, "nothing has changed");
        let fields = [seen.to_vec(), filled("みなと情報", "400,000")].concat();
        let done = portal.post(Some(&portal.manager), &review, "split_deal", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let told = portal.get(Some(&portal.manager), done.location()).await;
        assert!(told.body.contains("案件を分割しました"), "{}", told.body);
    }
}

#[tokio::test]
async fn a_form_that_is_sent_twice_splits_once() {
    for portal in portals().await {
        let id = approved(&portal).await;
        let version = status(&portal, &id).await.1.to_string();
        let fields = [vec![("deal", id.as_str()), ("version", version.as_str())], filled("みなと情報", "400,000")].concat();
        let send = || portal.call(Some(&portal.manager), "split_deal", &fields);
        let (one, two) = tokio::join!(send(), send());
        assert_eq!(part_in(&one), part_in(&two));
        assert_eq!(part_in(&send().await), part_in(&one));
        assert_eq!(deal(&portal, &id).await.facts.amount.minor, 2_000_000);
        // With another key it is another split, of a sheet that is old by now.
        let late = portal.call(Some(&portal.manager), "split_deal", &with(fields, "key", "split-key-000000002")).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    }
}

#[tokio::test]
async fn a_customer_is_protected_once_for_each_product() {
    for portal in portals().await {
        let id = approved(&portal).await;
        let there = split(&portal, &id, "みなと情報", "400,000").await;
        let again = with(filled("青葉商会", "100,000"), "key", "split-key-000000002");
        let refused = decide(&portal, &portal.manager, "split_deal", &id, &again).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        let version = status(&portal, &id).await.1.to_string();
        let fields = [vec![("deal", id.as_str()), ("version", version.as_str())], again].concat();
        let page = portal.post(Some(&portal.manager), &format!("/console/deals/{id}"), "split_deal", &fields).await;
        assert!(page.body.contains("別の登録で保護されています"), "{}", page.body);
        // Whoever registers either product now is told that it is taken.
        for product in ["standard", "voice"] {
            let key = format!("key-00000000000{product}");
            let other = with(form(&key, "北浜製作所"), "product", product);
            let who = if product == "voice" { &portal.rep } else { &portal.rival };
            let sent = portal.call(Some(who), "register_deal", &other).await;
            assert_eq!(status(&portal, &super::id_in(&sent)).await.0, StatusKey::Conflicted, "{product}");
        }
        // Each ends for itself.
        assert_eq!(decide(&portal, &portal.rival, "withdraw_deal", &there, &[]).await.status, StatusCode::OK);
        assert_eq!(status(&portal, &id).await.0, StatusKey::Approved);
    }
}

#[tokio::test]
async fn only_who_decides_on_registrations_splits_and_only_what_is_protected() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let fields = filled("みなと情報", "400,000");
        for who in [&portal.rep, &portal.lead, &portal.rival, &portal.editor] {
            assert_eq!(decide(&portal, who, "split_deal", &id, &fields).await.status, StatusCode::FORBIDDEN, "{}", who.name);
        }
        assert_eq!(decide(&portal, &portal.manager, "split_deal", &id, &fields).await.status, StatusCode::CONFLICT);
        let page = portal.get(Some(&portal.manager), &format!("/console/deals/{id}")).await;
        assert!(!page.body.contains("案件を分割する"), "{}", page.body);
        let nowhere = [vec![("deal", "00000000-0000-7000-8000-000000000000"), ("version", "1")], fields].concat();
        assert_eq!(portal.call(Some(&portal.manager), "split_deal", &nowhere).await.status, StatusCode::NOT_FOUND);
    }
}
