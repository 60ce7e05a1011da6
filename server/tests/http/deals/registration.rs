//! Registering a customer: one registration for one form, one customer for one company.

use axum::http::StatusCode;
use jiso::{
    activity::ActivityKind,
    deals::{Deals, StatusKey, VerdictQuery},
};
use jiso_server::testing::{portal, portals};

use super::{approve, decide, form, id_in, register, status, with};

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
async fn an_add_on_rivals_no_edition() {
    for portal in portals().await {
        let ours = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &ours).await;
        for (product, verdict) in
            [("", "taken_until"), ("enterprise", "taken_until"), ("voice", "clear"), ("gone", "taken_until")]
        {
            let query =
                VerdictQuery { customer: "㈱北浜製作所".into(), product: product.into(), ..VerdictQuery::default() };
            let answer = portal.office.verdict(&portal.rival, query).await.unwrap().unwrap();
            assert!(serde_json::to_string(&answer).unwrap().contains(verdict), "{product}: {answer:?}");
        }
        let add_on = with(form("key-000000000002", "北浜製作所"), "product", "voice");
        let add_on = id_in(&portal.call(Some(&portal.rival), "register_deal", &add_on).await);
        assert_eq!(status(&portal, &add_on).await.0, StatusKey::Submitted);
        let page = portal.get(Some(&portal.manager), &format!("/console/deals/{add_on}")).await;
        assert!(page.body.contains("似た登録はありません"), "{}", page.body);
        approve(&portal, &add_on).await;
        let edition = with(form("key-000000000003", "北浜製作所"), "product", "lite");
        let edition = id_in(&portal.call(Some(&portal.rival), "register_deal", &edition).await);
        assert_eq!(status(&portal, &edition).await.0, StatusKey::Conflicted);
    }
}

#[tokio::test]
async fn who_asks_about_too_many_customers_is_shown_to_the_vendor() {
    for portal in portals().await {
        let ask = [("customer", "北浜製作所"), ("corporate_number", ""), ("domain", ""), ("product", "lite")];
        for _ in 0..2 {
            assert_eq!(portal.call(Some(&portal.rep), "deal_verdict", &ask).await.status, StatusCode::OK);
        }
        let now = portal.office.now();
        let mut tx = portal.office.store.write().await.unwrap();
        let found = tx.many_questions(now.day(), 1, 9).await.unwrap();
        assert_eq!(
            found.iter().map(|one| (one.name.as_str(), one.customers)).collect::<Vec<_>>(),
            [(portal.rep.name.as_str(), 1)]
        );
        for n in 1..100 {
            tx.note_question(portal.rep.user, [n; 32], "clear", now).await.unwrap();
        }
        tx.commit().await.unwrap();
        let desk = portal.get(Some(&portal.manager), "/console/deals").await;
        assert!(desk.body.contains("100社について") && desk.body.contains(&portal.rep.name), "{}", desk.body);
        portal.at(now.plus_days(91));
        jiso_server::jobs::clock::let_time_pass(&portal.office).await.unwrap();
        assert!(portal.office.store.read().await.unwrap().many_questions(now.day(), 1, 9).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn verdicts_are_rationed() {
    let portal = portal().await;
    let ask = [("customer", "北浜製作所"), ("corporate_number", ""), ("domain", "")];
    for n in 0.. {
        match portal.call(Some(&portal.rep), "deal_verdict", &ask).await.status {
            StatusCode::OK => assert!(n < 150, "one more with every second that passes"),
            refused => {
                assert_eq!((refused, n >= 60), (StatusCode::TOO_MANY_REQUESTS, true));
                break;
            }
        }
    }
    assert_eq!(portal.call(Some(&portal.lead), "deal_verdict", &ask).await.status, StatusCode::OK);
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
        assert!(answer.body.contains("autofocus"), "the page begins at what is wrong");
        assert!(answer.body.contains("同じお客様の登録はほかにありません"), "the customer is judged although no script asks");
        assert!(portal.get(Some(&portal.rep), "/deals").await.body.contains("続きを書く"), "a form that was refused is a draft");
        let unchosen = with(form("key-000000000001", "北浜製作所"), "size", "");
        let answer = portal.post(Some(&portal.rep), "/deals/new", "register_deal", &unchosen).await;
        assert!(
            answer.body.contains("選んでください") && answer.body.contains("role=\"radiogroup\" aria-invalid=\"true\""),
            "{}",
            answer.body
        );

        let right = portal.post(Some(&portal.rep), "/deals/new", "register_deal", &form("key-000000000001", "北浜製作所")).await;
        assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.body);
        let page = portal.get(Some(&portal.rep), right.location()).await;
        assert!(page.body.contains("＋150 pt") && page.body.contains("案件登録 ＋50"), "{}", page.body);
        assert!(page.body.contains("11月17日 10:00") && page.body.contains("審査担当の番です"), "{}", page.body);
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
