//! What the vendor does for the search: synonyms, and searches without a result.

use axum::http::StatusCode;
use jiso::{
    address::address,
    caller::{Audience, Role},
    lang::Lang,
    search::SearchQuery,
};
use jiso_search::SearchIndex;
use jiso_server::{
    jobs::follower::Follower,
    testing::{person, portal, portals},
};

use super::query;
use crate::deals;

const MISSED: &str = "/kits?q=%E5%AE%87%E5%AE%99%E9%81%8A%E6%B3%B3";

#[tokio::test]
async fn a_search_without_result_becomes_a_task() {
    for portal in portals().await {
        portal.import_content().await;
        portal.follow().await;
        for who in [&portal.rep, &portal.rep, &portal.rival, &portal.editor] {
            assert!(portal.get(Some(who), MISSED).await.body.contains("見つかりませんでした"));
        }
        for silly in ["/kits?q=((((", "/kits?q=%F0%9F%98%80", "/kits?q=%E6%A1%88%E4%BB%B6", "/kits?q=%E5%AE%87%E5%AE%99&kind=faq"]
        {
            portal.get(Some(&portal.rep), silly).await;
        }
        // What is only typed into a question is no search.
        portal.get(Some(&portal.rep), "/api/similar_questions?typed=%E5%AE%87%E5%AE%99%E9%A3%9B%E8%A1%8C%E5%A3%AB").await;
        let sheet = portal.get(Some(&portal.editor), "/console/searches").await;
        assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.body);
        for text in ["宇宙遊泳", "2回（2人）", "青葉商会", "みなと情報"] {
            assert!(sheet.body.contains(text), "{text}: {}", sheet.body);
        }
        assert!(!sheet.body.contains("宇宙飛行士") && !sheet.body.contains("😀"), "{}", sheet.body);
        assert_eq!(sheet.body.matches("name=\"form[miss]\"").count(), 1, "{}", sheet.body);

        portal.at(portal.office.now().plus_days(1));
        portal.get(Some(&portal.rep), "/kits?q=%20%E5%AE%87%E5%AE%99%E9%81%8A%E6%B3%B3%20").await;
        assert!(portal.get(Some(&portal.manager), "/console/searches").await.body.contains("3回（2人）"));
    }
}

#[tokio::test]
async fn what_has_only_a_part_of_the_words_becomes_a_task_too() {
    for portal in portals().await {
        portal.import_content().await;
        portal.follow().await;
        let asked = format!("/kits?{}", query("見積 宇宙遊泳"));
        let near = portal.get(Some(&portal.rep), &asked).await;
        let ask = address("/questions/new", [("about", "/kits"), ("title", "見積 宇宙遊泳")]).replace('&', "&amp;");
        for text in ["<li data-doc=\"", "お探しの言葉すべてに答える資料は見つかりませんでした", "近いものが", ask.as_str()]
        {
            assert!(near.body.contains(text), "{text}: {}", near.body);
        }
        assert!(!near.body.contains("見つからないときは、担当者に質問できます"), "once is enough: {}", near.body);
        let vendors = portal.get(Some(&portal.editor), &asked).await;
        assert!(vendors.body.contains("お探しの言葉すべて") && !vendors.body.contains("/questions/new?about=%2Fkits&amp;title"));
        portal.get(Some(&portal.rep), MISSED).await;
        let sheet = portal.get(Some(&portal.editor), "/console/searches").await.body.replace("<!>", "");
        assert_eq!(sheet.matches("name=\"form[miss]\"").count(), 2, "{sheet}");
        assert_eq!(sheet.matches("近い資料のみ表示").count(), 1, "{sheet}");

        let whole = portal.get(Some(&portal.rep), &format!("/kits?{}", query("見積"))).await;
        assert!(whole.body.contains("見つからないときは、担当者に質問できます"), "{}", whole.body);
        assert!(!whole.body.contains("お探しの言葉すべてに答える資料は"), "{}", whole.body);
        // A deal of this name is what was looked for, a single sign or particles ask for nothing, and no text answers a number.
        deals::register(&portal, &portal.rep, "key-000000000001", "宇宙遊泳商会").await;
        let numbers = ["DR-1001", "DR-9999", "ＤＲ－９９９９", "dr 9999", "9999"];
        for silly in ["宇宙遊泳商会", "龘", " ", "\u{202e}\u{200b}", "がのを", "ですか"].into_iter().chain(numbers) {
            portal.get(Some(&portal.rep), &format!("/kits?{}", query(silly))).await;
        }
        let sheet = portal.get(Some(&portal.editor), "/console/searches").await;
        assert_eq!(sheet.body.matches("name=\"form[miss]\"").count(), 2, "{}", sheet.body);
    }
}

#[tokio::test]
async fn a_task_says_who_asked() {
    for portal in portals().await {
        portal.follow().await;
        for n in 0..6 {
            let (name, email) = (format!("社員{n}"), format!("{n}@aoba.example"));
            let who = person(&portal.office, &name, &email, Role::PartnerRep, Some(portal.aoba)).await;
            portal.get(Some(&who), MISSED).await;
        }
        portal.at(portal.office.now().plus_days(1));
        for who in [&portal.rep, &portal.rival] {
            portal.get(Some(who), MISSED).await;
        }
        let sheet = portal.get(Some(&portal.editor), "/console/searches").await.body.replace("<!>", "");
        for text in ["8回（8人）", "佐藤 健さん（青葉商会）", "高橋 翼さん（みなと情報）", "、ほか2名"]
        {
            assert!(sheet.contains(text), "{text}: {sheet}");
        }
        assert_eq!(sheet.matches("さん（青葉商会）").count(), 5, "of six names, the last ones: {sheet}");
        assert_eq!(portal.get(Some(&portal.rep), "/console/searches").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_task_is_closed_once_and_comes_back() {
    for portal in portals().await {
        portal.follow().await;
        portal.get(Some(&portal.rep), MISSED).await;
        let key = jiso_search::word_key("宇宙遊泳");
        let close = async |outcome: &str| {
            let fields = [("miss", key.as_str()), ("outcome", outcome)];
            portal.post(Some(&portal.editor), "/console/searches", "close_miss", &fields).await
        };
        let blank = close("").await;
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(blank.body.contains("選んでください。"), "{}", blank.body);
        assert_eq!(close("new_content").await.status, StatusCode::SEE_OTHER);
        assert_eq!(close("new_content").await.status, StatusCode::SEE_OTHER, "said twice, said once");
        assert_eq!(close("not_ours").await.status, StatusCode::CONFLICT);
        let sheet = portal.get(Some(&portal.editor), "/console/searches").await;
        assert!(!sheet.body.contains("name=\"form[miss]\"") && sheet.body.contains("資料を用意した"), "{}", sheet.body);

        portal.at(portal.office.now().plus_days(1));
        portal.get(Some(&portal.rep), MISSED).await;
        let again = portal.get(Some(&portal.editor), "/console/searches").await;
        assert!(again.body.contains("1回（1人）") && again.body.contains("前回の対応：資料を用意した"), "{}", again.body);
        assert_eq!(close("not_ours").await.status, StatusCode::SEE_OTHER);
        portal.at(portal.office.now().plus_days(1));
        portal.get(Some(&portal.rep), MISSED).await;
        assert!(!portal.get(Some(&portal.editor), "/console/searches").await.body.contains("name=\"form[miss]\""));

        let nothing =
            portal.post(Some(&portal.editor), "/console/searches", "close_miss", &[("miss", "nobody"), ("outcome", "synonym")]);
        assert_eq!(nothing.await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_is_not_found_is_for_the_vendors_eyes() {
    let portal = portal().await;
    for who in [&portal.rep, &portal.lead] {
        for page in ["/console/searches", "/console/synonyms"] {
            assert_eq!(portal.get(Some(who), page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
        let close = portal.call(Some(who), "close_miss", &[("miss", "x"), ("outcome", "synonym")]).await;
        assert_eq!(close.status, StatusCode::FORBIDDEN);
        let save = portal.call(Some(who), "save_synonyms", &[("version", "0"), ("text", "案件 = 商談")]).await;
        assert_eq!(save.status, StatusCode::FORBIDDEN);
    }
    for who in [&portal.editor, &portal.manager, &portal.admin] {
        for page in ["/console/searches", "/console/synonyms"] {
            assert_eq!(portal.get(Some(who), page).await.status, StatusCode::OK, "{page}");
        }
    }
}

#[tokio::test]
async fn nobody_fills_the_list_alone() {
    let portal = portal().await;
    portal.follow().await;
    for n in 0..60 {
        portal.get(Some(&portal.rep), &format!("/kits?q=qqqq{n}zzzz")).await;
    }
    let mut tx = portal.office.store.read().await.unwrap();
    assert_eq!(tx.count_open_misses().await.unwrap(), 50);
}

#[tokio::test]
async fn synonyms_are_the_vendors_and_hold_on_every_node() {
    for portal in portals().await {
        portal.import_content().await;
        portal.follow().await;
        let starter = portal.get(Some(&portal.editor), "/console/synonyms").await;
        assert!(starter.body.contains("案件 = 商談 = ディール"), "{}", starter.body);
        let found = portal.get(Some(&portal.rep), "/kits?q=%E3%83%87%E3%82%A3%E3%83%BC%E3%83%AB").await;
        assert!(found.body.replace("<!>", "").contains("<mark>案件</mark>"), "ディール finds 案件: {}", found.body);

        // Another node, with an index of its own.
        let other = std::sync::Arc::new(SearchIndex::open(&portal.settings.data.join("other")).unwrap());
        let follower = Follower { store: portal.office.store.clone(), index: other.clone() };
        follower.catch_up().await.unwrap();
        let asks =
            |index: &SearchIndex| index.search(&Audience::Partner, Lang::Ja, &SearchQuery::words("ぱるぱる")).unwrap().total;
        assert_eq!(asks(&other), 0);

        let save = async |version: &str, text: &str| {
            let fields = [("version", version), ("text", text)];
            portal.post(Some(&portal.manager), "/console/synonyms", "save_synonyms", &fields).await
        };
        let saved = save("1", "案件 = ぱるぱる\r\n").await;
        assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/console/synonyms?done=saved&after=2"));
        assert!(asks(portal.office.index.as_deref().unwrap()) > 0, "this node at once");
        follower.catch_up().await.unwrap();
        assert!(asks(&other) > 0, "another with its next look at the feed");
        assert_eq!(
            save("2", "案件 = ぱるぱる").await.location(),
            "/console/synonyms?done=saved&after=2",
            "the same is no version"
        );

        let late = save("1", "見積 = quote").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("見積 = quote") && late.body.contains("田村 真"), "what was typed stays: {}", late.body);

        // A later import leaves alone what the vendor wrote.
        portal.import_content().await;
        let kept = portal.get(Some(&portal.editor), "/console/synonyms").await;
        assert!(kept.body.contains("ぱるぱる") && !kept.body.contains("ディール"), "{}", kept.body);
    }
}

#[tokio::test]
async fn a_loop_of_synonyms_is_refused_by_its_lines() {
    let portal = portal().await;
    let save = async |text: &str| {
        portal.post(Some(&portal.editor), "/console/synonyms", "save_synonyms", &[("version", "0"), ("text", text)]).await
    };
    let refused = save("案件 = 商談\n商談 = deal\ndeals = 案件\n").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    for text in ["2行目：「商談」は1行目にもあります", "3行目：「deals」は2行目にもあります", "deals = 案件"]
    {
        assert!(refused.body.contains(text), "{text}: {}", refused.body);
    }
    for (text, why) in [
        ("案件", "「=」でつないでください"),
        ("案件 = 商", "1文字なので"),
        ("案件 = ((((", "検索できる言葉ではありません"),
        (&format!("案件 = {}", "長".repeat(10_000)), "40文字以内"),
        (&"案件 = 商談\n".repeat(10_000), "60,000文字以内"),
    ] {
        let refused = save(text).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(refused.body.contains(why), "{why}");
    }
    assert_eq!(save("").await.status, StatusCode::SEE_OTHER, "no synonyms are fine, too");
}

#[tokio::test]
async fn a_mistyped_word_is_offered_right() {
    let portal = portal().await;
    portal.import_content().await;
    portal.follow().await;
    let page = portal.get(Some(&portal.rep), "/kits?q=%E3%82%BB%E3%82%AD%E3%83%AA%E3%83%86%E3%82%A3").await;
    assert!(page.body.contains("もしかして："), "{}", page.body);
    assert!(page.body.contains("href=\"/kits?q=%E3%82%BB%E3%82%AD%E3%83%A5%E3%83%AA%E3%83%86%E3%82%A3\""), "{}", page.body);
}
