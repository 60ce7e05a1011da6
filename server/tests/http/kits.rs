use axum::http::StatusCode;
use jiso::activity::{ActivityKind, Origin};
use jiso_server::testing::{TestPortal, portal, portals};

use crate::deals;

async fn done(portal: &TestPortal) -> Vec<(ActivityKind, Origin)> {
    let mut tx = portal.office.store.read().await.unwrap();
    let all = tx.activities_of_company(portal.aoba, 100).await.unwrap();
    let mut own: Vec<_> = all.into_iter().filter(|a| a.user == Some(portal.rep.user)).map(|a| (a.kind, a.origin)).collect();
    own.reverse();
    own
}

#[tokio::test]
async fn kits_are_listed_by_kind_and_narrowed_by_links() {
    for portal in portals().await {
        portal.import_content().await;
        let all = portal.get(Some(&portal.rep), "/kits").await;
        assert_eq!(all.status, StatusCode::OK, "{}", all.body);
        for text in
            ["提案書テンプレート", "トークスクリプト", "切り返しトーク", "成功事例", "/kits/first-proposal", "/kits/clinic-group"]
        {
            assert!(all.body.contains(text), "{text}");
        }
        let cases = portal.get(Some(&portal.rep), "/kits?kind=case&industry=healthcare").await;
        assert!(cases.body.contains("/kits/clinic-group\"") && !cases.body.contains("/kits/logistics-hub\""), "{}", cases.body);
        assert!(cases.body.contains("絞り込み中：医療・介護"));
        let odd = portal.get(Some(&portal.rep), "/kits?kind=lesson&industry=moon").await;
        assert!(odd.body.contains("/kits/first-proposal"), "an old link shows more, never an error");
        let none = portal.get(Some(&portal.rep), "/kits?kind=case&industry=real_estate&phase=onboarding&size=large").await;
        assert!(none.body.contains("条件に合う資料がありません"), "{}", none.body);
    }
}

#[tokio::test]
async fn a_search_shows_what_it_found() {
    let portal = portal().await;
    portal.import_content().await;
    portal.follow().await;
    let found = portal.get(Some(&portal.rep), "/kits?q=%E3%82%BB%E3%82%AD%E3%83%A5%E3%83%AA%E3%83%86%E3%82%A3").await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.body);
    assert!(found.body.contains("data-testid=\"results\"") && found.body.contains("<li data-doc=\""), "{}", found.body);
    assert!(found.body.contains("<mark>セキュリティ"), "{}", found.body);
    let nasty = portal.get(Some(&portal.rep), "/kits?q=%3C%2Ftitle%3E%3Cscript%3Equote%22").await;
    assert_eq!(nasty.status, StatusCode::OK);
    assert!(
        nasty.body.contains("<title>「&lt;/title&gt;&lt;script&gt;quote"),
        "typed is text, even in the title: {}",
        nasty.body
    );
    let miss = portal.get(Some(&portal.rep), "/kits?q=qqqqzzzz+xxxxyyyy").await;
    assert_eq!(miss.status, StatusCode::OK);
    assert!(
        miss.body.contains("見つかりませんでした")
            && miss.body.contains("href=\"/questions/new?about=%2Fkits&amp;title=qqqqzzzz%20xxxxyyyy\" class=\"btn\""),
        "{}",
        miss.body
    );
}

#[tokio::test]
async fn a_template_is_filled_by_its_address() {
    for portal in portals().await {
        portal.import_content().await;
        let blank = portal.get(Some(&portal.rep), "/kits/first-proposal").await;
        assert_eq!(blank.status, StatusCode::OK, "{}", blank.body);
        assert!(blank.body.contains("href=\"#f-customer\">お客様の会社名</a>"), "a blank leads to its field: {}", blank.body);
        assert!(blank.body.contains("2026年11月16日") && blank.body.contains("佐藤 健"), "what the portal knows is there");
        assert_eq!(done(&portal).await, [(ActivityKind::KitOpened, Origin::SelfStarted)]);

        let filled =
            "/kits/first-proposal?customer=%3Cscript%3Ealert(1)%3C%2Fscript%3E%20*%E5%B1%B1%E7%94%B0*&date=2026-12-01&contact=";
        let page = portal.get(Some(&portal.rep), filled).await;
        assert_eq!(page.status, StatusCode::OK);
        let article = page.body.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
        assert!(article.contains("&lt;script&gt;alert(1)&lt;/script&gt; *山田*"), "typed is text, never markup: {article}");
        assert!(!page.body.contains("<script>alert"), "nowhere on the page");
        assert!(article.contains("2026年12月1日"));
        assert!(page.body.contains("value=\"2026-12-01\""), "the date field keeps what it sends");
        assert!(page.body.contains("未入力の項目が"), "what is left is counted");
        portal.get(Some(&portal.rep), filled).await;
        let mut kinds: Vec<_> = done(&portal).await.into_iter().map(|(kind, _)| kind).collect();
        kinds.sort();
        assert_eq!(kinds, [ActivityKind::KitOpened, ActivityKind::TemplateFilled], "once a day each");

        portal.at(portal.office.now().plus_days(1));
        portal.get(Some(&portal.rep), "/kits/first-call-healthcare?from=next").await;
        assert_eq!(done(&portal).await.last(), Some(&(ActivityKind::KitOpened, Origin::Nudged)));
    }
}

#[tokio::test]
async fn a_deal_fills_what_is_left_empty() {
    for portal in portals().await {
        portal.import_content().await;
        let ours = deals::register(&portal, &portal.lead, "key-000000000001", "株式会社 北浜製作所").await;
        let theirs = deals::register(&portal, &portal.rival, "key-000000000002", "みずほ運輸").await;
        let page = portal.get(Some(&portal.rep), &format!("/kits/first-proposal?deal={ours}&amount=500")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let article = page.body.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
        assert!(
            article.contains("北浜製作所") && article.contains("<strong>500</strong>"),
            "typed goes before the deal: {article}"
        );
        assert!(page.body.contains(&format!("value=\"{ours}\" selected")) && !page.body.contains("みずほ運輸"), "{}", page.body);
        let foreign = portal.get(Some(&portal.rep), &format!("/kits/first-proposal?deal={theirs}")).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        let vendor = portal.get(Some(&portal.manager), &format!("/kits/first-proposal?deal={ours}")).await;
        assert_eq!(vendor.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_case_names_its_kits_and_a_kit_its_cases() {
    let portal = portal().await;
    portal.import_content().await;
    let case = portal.get(Some(&portal.rep), "/kits/clinic-group?customer=x").await;
    assert!(case.body.contains("62日") && case.body.contains("href=\"/kits/healthcare-clinic\""), "{}", case.body);
    assert!(!case.body.contains("id=\"f-customer\""), "a story is not filled in");
    assert_eq!(done(&portal).await, [(ActivityKind::KitOpened, Origin::SelfStarted)]);
    let kit = portal.get(Some(&portal.rep), "/kits/healthcare-clinic").await;
    assert!(kit.body.contains("href=\"/kits/clinic-group\""), "{}", kit.body);
}

#[tokio::test]
async fn an_old_kit_warns_and_a_missing_one_is_not_found() {
    let portal = portal().await;
    portal.import_content().await;
    assert!(!portal.get(Some(&portal.rep), "/kits/first-proposal").await.body.contains("を過ぎています"));
    portal.at(portal.office.now().plus_days(700));
    let old = portal.get(Some(&portal.rep), "/kits/first-proposal").await;
    assert!(
        old.body.contains("有効期限（2027年9月30日）を過ぎています") && old.body.contains("パートナー営業部"),
        "{}",
        old.body
    );
    for path in [
        "/kits/nothing",
        "/kits/before-the-demo",
        "/kits/first-proposal?deal=019a0000-0000-7000-8000-000000000000",
        "/kits/first-proposal?deal=x",
    ] {
        assert_eq!(portal.get(Some(&portal.rep), path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_vendor_reads_kits_and_nothing_is_counted() {
    let portal = portal().await;
    portal.import_content().await;
    let page = portal.get(Some(&portal.editor), "/kits/first-proposal?customer=x").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("ベンダーの方の閲覧は記録されません"));
}

#[tokio::test]
async fn a_question_without_end_is_cut_and_says_so() {
    let portal = portal().await;
    let long = "%E6%A4%9C".repeat(5_000);
    let page = portal.get(Some(&portal.rep), &format!("/kits?q={long}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("はじめの200文字でさがしました"), "{}", page.body);
    assert!(page.body.contains(&format!("「{}…」", "検".repeat(60))) && !page.body.contains(&"検".repeat(201)), "{}", page.body);
    let short = portal.get(Some(&portal.rep), "/kits?q=%E6%A4%9C").await;
    assert!(!short.body.contains("文字でさがしました"));
    let suggested = portal.call_get(Some(&portal.rep), &format!("/api/suggest?typed={long}")).await;
    assert_eq!(suggested.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_not_found_is_asked_with_the_same_words() {
    let portal = portal().await;
    portal.import_content().await;
    portal.follow().await;
    let words = "qqqqzzzz&\"xxxxyyyy\"";
    let query = jiso::address::address("/kits", [("q", words)]);
    let none = portal.get(Some(&portal.rep), &query).await;
    let ask = jiso::address::address("/questions/new", [("about", "/kits"), ("title", words)]);
    assert!(none.body.contains(&format!("href=\"{}\"", ask.replace('&', "&amp;"))), "{ask}: {}", none.body);
    let form = portal.get(Some(&portal.rep), &ask).await;
    assert!(form.body.contains("value=\"qqqqzzzz&amp;&quot;xxxxyyyy&quot;\""), "{}", form.body);
    assert!(form.body.contains("value=\"/kits\""), "the page it is about: {}", form.body);
}
