use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Origin},
    caller::Caller,
    kits::{KitFilter, Kits},
};
use jiso_server::testing::{Answered, TestPortal, portal, portals};

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
        portal.follow().await;
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
        for address in ["/kits?competitor=spreadsheet", "/kits?q=Excel&competitor=spreadsheet"] {
            let against = portal.get(Some(&portal.rep), address).await;
            assert!(against.body.contains("/kits/excel-is-enough"), "{address}: {}", against.body);
            assert!(!against.body.contains("/kits/we-use-a-groupware\""), "{address}: what names another competitor");
        }
        let odd = portal.get(Some(&portal.rep), "/kits?kind=lesson&industry=moon").await;
        assert!(odd.body.contains("/kits/first-proposal"), "an old link shows more, never an error");
        let none = portal.get(Some(&portal.rep), "/kits?kind=case&industry=real_estate&phase=onboarding&size=large").await;
        assert!(none.body.contains("条件に合う資料がありません"), "{}", none.body);
    }
}

#[tokio::test]
async fn a_narrowed_list_is_named_and_begins_with_what_is_made_for_it() {
    let portal = portal().await;
    portal.import_content().await;
    for (address, name) in [
        ("/kits?industry=manufacturing", "製造業向けの営業資料"),
        ("/kits?industry=manufacturing&lang=en", "Kits for manufacturing"),
        ("/kits?kind=script&industry=healthcare&size=small", "医療・介護・50名までの企業向けのトークスクリプト"),
        ("/kits?competitor=spreadsheet&lang=en", "Kits for customers who use spreadsheets"),
        ("/kits?kind=case", "成功事例"),
        ("/kits", "そのまま使える営業資料"),
    ] {
        let page = portal.get(Some(&portal.rep), address).await;
        let headline = page.body.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap();
        assert!(headline.contains(&format!(">{name}")), "{address}: {headline}");
        assert!(address == "/kits" || page.body.contains(&format!("<title>{name}")), "{address}: {}", page.body);
    }
    let asked = KitFilter { industry: "manufacturing".into(), ..KitFilter::default() };
    let list = Kits::list(&portal.office, &portal.rep, asked).await.unwrap();
    let breadths: Vec<_> = list.cards.iter().map(|card| list.asked.breadth(&card.facets)).collect();
    assert!(breadths.is_sorted() && breadths.first() < breadths.last(), "{breadths:?}");
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
    let whole = found.body.matches("<li data-doc=\"").count();
    assert!(found.body.contains("id=\"found-lesson\"") && found.body.contains("「レッスン」をすべて見る"), "{}", found.body);
    let list = portal.get(Some(&portal.rep), "/kits?q=%E3%82%BB%E3%82%AD%E3%83%A5%E3%83%AA%E3%83%86%E3%82%A3&list=1").await;
    assert!(list.body.contains("種類ごとに分けて並べる") && !list.body.contains("found-lesson"), "{}", list.body);
    assert!(list.body.matches("<li data-doc=\"").count() == 10 && whole > 3, "ten a page in one list");
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
        assert!(blank.body.contains("href=\"#f-customer\">【お客様の会社名】</a>"), "a blank leads to its field: {}", blank.body);
        assert!(blank.body.contains("2026年11月16日") && blank.body.contains("佐藤 健"), "what the portal knows is there");
        assert_eq!(done(&portal).await, [(ActivityKind::KitOpened, Origin::SelfStarted)]);
        let plain = blank.body.split("<textarea readonly").nth(1).unwrap().split("</textarea>").next().unwrap();
        assert!(plain.contains("【お客様の会社名】") && plain.contains('\t'), "{plain}");
        for mark in ["{{", "**", "\n|", "\n#", "\\"] {
            assert!(!plain.contains(mark), "{mark}: {plain}");
        }

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
async fn the_list_prices_stand_in_the_section_of_the_price() {
    let portal = portal().await;
    portal.import_content().await;
    for slug in ["first-proposal", "executive-one-page"] {
        let page = portal.get(Some(&portal.rep), &format!("/kits/{slug}")).await.body;
        let article = page.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
        let section = article.split("費用（税別）</h2>").nth(1).unwrap().split("<h2").next().unwrap();
        let lead = "<strong>定価（税別、1名あたりの月額）</strong><br>";
        assert!(section.contains(lead) && section.contains("名から）"), "{slug}: {article}");
        assert_eq!(article.matches("#f-amount").count(), 1, "{slug}: {article}");
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

#[tokio::test]
async fn favourites_stand_first_in_ones_own_list() {
    for portal in portals().await {
        portal.import_content().await;
        let form = [("slug", "retail-chain"), ("wanted", "yes"), ("query", "customer=x")];
        let kept = portal.post(Some(&portal.rep), "/kits/retail-chain?customer=x", "keep_favourite", &form).await;
        assert_eq!((kept.status, kept.location()), (StatusCode::SEE_OTHER, "/kits/retail-chain?customer=x&done=kept"));
        let first = |body: &str| body.split("href=\"/kits/").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        let list = portal.get(Some(&portal.rep), "/kits?kind=template").await.body;
        let list = list.split("class=\"groups\"").nth(1).unwrap();
        assert_eq!(first(list).as_deref(), Some("retail-chain"));
        let others = portal.get(Some(&portal.lead), "/kits?kind=template").await.body;
        assert_ne!(first(others.split("class=\"groups\"").nth(1).unwrap()).as_deref(), Some("retail-chain"), "one's own");
        let row = |body: &str| {
            let row = body.split("aria-label=\"よく使う資料\"").nth(1).and_then(|rest| rest.split("</nav>").next());
            row.is_some_and(|row| row.contains("href=\"/kits/retail-chain\""))
        };
        assert!(row(&portal.get(Some(&portal.rep), "/kits").await.body), "over all");
        assert!(!row(&portal.get(Some(&portal.lead), "/kits").await.body), "one's own");
        let page = portal.get(Some(&portal.rep), "/kits/retail-chain").await;
        assert!(page.body.contains("よく使う資料から外す"), "{}", page.body);
        let drop = [("slug", "retail-chain"), ("wanted", "no")];
        assert_eq!(portal.call(Some(&portal.rep), "keep_favourite", &drop).await.status, StatusCode::OK);
        assert!(portal.get(Some(&portal.rep), "/kits/retail-chain").await.body.contains("よく使う資料に加える"));
        let missing = portal.call(Some(&portal.rep), "keep_favourite", &[("slug", "nothing"), ("wanted", "yes")]).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
    }
}

async fn note(portal: &TestPortal, who: &Caller, slug: &str, deal: &str) -> Answered {
    let fields = [("slug", slug), ("used_for", deal)];
    portal.post(Some(who), &format!("/kits/{slug}"), "note_used", &fields).await
}

#[tokio::test]
async fn whoever_reads_a_kit_for_a_deal_has_not_used_it() {
    for portal in portals().await {
        portal.import_content().await;
        let ours = deals::register(&portal, &portal.lead, "key-000000000001", "株式会社 北浜製作所").await;
        let address = format!("/kits/first-proposal?deal={ours}");
        for _ in 0..2 {
            let read = portal.get(Some(&portal.rep), &address).await.body;
            for text in ["北浜製作所の案件では、まだ使った記録がありません", "この案件で使う", "まだ記録がありません"]
            {
                assert!(read.contains(text), "{text}: {read}");
            }
        }
        assert_eq!(done(&portal).await, [(ActivityKind::KitOpened, Origin::SelfStarted)]);
        let mut tx = portal.office.store.read().await.unwrap();
        assert!(tx.kits_used_for(ours.parse().unwrap()).await.unwrap().is_empty());
        drop(tx);

        let sent = note(&portal, &portal.rep, "first-proposal", &ours).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, format!("{address}&done=used").as_str()));
        assert!(done(&portal).await.contains(&(ActivityKind::TemplateFilled, Origin::SelfStarted)));
        for who in [&portal.rep, &portal.lead] {
            let read = portal.get(Some(who), &address).await.body;
            assert!(read.contains("北浜製作所の案件で使った資料として記録されています"), "{read}");
            assert!(read.contains("記録を取り消す") && !read.contains("この案件で使う"), "{read}");
        }
    }
}

#[tokio::test]
async fn what_was_noted_by_mistake_is_taken_back_and_a_proposal_stays_a_use() {
    for portal in portals().await {
        portal.import_content().await;
        let ours = deals::register(&portal, &portal.rep, "key-000000000001", "株式会社 北浜製作所").await;
        let theirs = deals::register(&portal, &portal.rival, "key-000000000002", "みずほ運輸").await;
        let (slug, address) = ("first-proposal", format!("/kits/first-proposal?deal={ours}"));
        let take_back = async |who: &Caller, deal: &str| {
            let fields = [("slug", slug), ("used_for", deal), ("query", "customer=x")];
            portal.post(Some(who), "/kits/first-proposal", "take_back_use", &fields).await
        };
        let counted = async || portal.get(Some(&portal.rival), "/kits/first-proposal").await.body.contains("1件（うち受注0件）");
        note(&portal, &portal.rep, slug, &ours).await;
        assert_eq!(take_back(&portal.rival, &ours).await.status, StatusCode::NOT_FOUND);
        assert_eq!(take_back(&portal.rep, &theirs).await.status, StatusCode::NOT_FOUND, "another company's");
        assert!(counted().await);
        for _ in 0..2 {
            let taken = take_back(&portal.lead, &ours).await;
            assert_eq!(taken.location(), format!("{address}&customer=x&done=use_taken_back"), "{}", taken.body);
        }
        assert!(!counted().await);

        let made = [("deal", ours.as_str()), ("template", slug), ("idempotency_key", "key-000000000003")];
        assert_eq!(portal.call(Some(&portal.rep), "make_proposal", &made).await.status, StatusCode::OK);
        let read = portal.get(Some(&portal.rep), &address).await.body;
        assert!(read.contains("使った資料として記録されています") && !read.contains("記録を取り消す"), "{read}");
        take_back(&portal.rep, &ours).await;
        assert!(counted().await, "as long as there is the proposal");
    }
}

#[tokio::test]
async fn a_kit_tells_for_how_many_deals_it_was_used() {
    for portal in portals().await {
        portal.import_content().await;
        let ours = deals::register(&portal, &portal.lead, "key-000000000001", "株式会社 北浜製作所").await;
        let theirs = deals::register(&portal, &portal.rival, "key-000000000002", "みずほ運輸").await;
        let before = portal.get(Some(&portal.rep), "/kits/first-proposal").await;
        assert!(before.body.contains("まだ記録がありません"), "{}", before.body);
        for _ in 0..2 {
            assert_eq!(note(&portal, &portal.rep, "first-proposal", &ours).await.status, StatusCode::SEE_OTHER);
        }
        let used = portal.get(Some(&portal.rival), "/kits/first-proposal").await;
        assert!(used.body.contains("1件（うち受注0件）"), "noted twice, it is one deal, whoever asks: {}", used.body);
        assert!(used.body.contains("結果の出た案件が0件のため、まだ出しません"), "no share of so few");

        let send = async |who: &Caller, deal: &str| note(&portal, who, "too-expensive", deal).await;
        let noted = send(&portal.rep, &ours).await;
        assert_eq!(noted.location(), format!("/kits/too-expensive?deal={ours}&done=used"));
        assert_eq!(send(&portal.rep, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(send(&portal.rep, &theirs).await.status, StatusCode::NOT_FOUND, "another company's");
        assert_eq!(send(&portal.manager, &ours).await.status, StatusCode::FORBIDDEN);
        let page = portal.get(Some(&portal.rep), "/kits/too-expensive").await;
        assert!(page.body.contains("1件（うち受注0件）") && page.body.contains("関連する学習"), "{}", page.body);
        let counted = "期間と版を問わず、使った記録（";
        assert!(page.body.contains(counted) && !before.body.contains(counted), "what is counted: {}", page.body);
    }
}

#[tokio::test]
async fn whoever_looks_after_a_kit_hears_once_that_it_ran_out() {
    for portal in portals().await {
        portal.import_content().await;
        assert_eq!(portal.office.remind_of_stale_kits().await.unwrap(), 0);
        // The day after the first of them: 2027-07-01.
        portal.at(jiso::time::Day::from_ymd(2027, 7, 1).unwrap().at_minute(600));
        let stale = portal.office.remind_of_stale_kits().await.unwrap();
        assert!(stale > 0);
        assert_eq!(portal.office.remind_of_stale_kits().await.unwrap(), stale);
        let told = portal.get(Some(&portal.editor), "/notifications").await;
        assert_eq!(told.body.matches("資料の有効期限が過ぎました：医療機関への最初の電話").count(), 1, "{}", told.body);
        assert!(told.body.contains("作成元はパートナー営業部です"), "{}", told.body);
        assert!(!portal.get(Some(&portal.rep), "/notifications").await.body.contains("資料の有効期限"));
    }
}
