use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    caller::Caller,
};
use jiso_server::testing::{TestPortal, monday_morning, portal, portals};

use crate::learning::{LESSONS, answer, mark_read};

async fn register(portal: &TestPortal, who: &Caller, customer: &str) -> String {
    let fields = [
        ("idempotency_key", "key-of-the-home-test"),
        ("customer", customer),
        ("industry", "manufacturing"),
        ("size", "medium"),
        ("product", "standard"),
        ("amount", "2400000"),
        ("expected_close", "2027-01-29"),
        ("need", "問い合わせが共有メールに埋もれている"),
    ];
    let sent = portal.call(Some(who), "register_deal", &fields).await;
    let path = sent.location().strip_prefix("/deals/").unwrap_or_else(|| panic!("{}", sent.body));
    path.split('?').next().unwrap().to_owned()
}

async fn decide(portal: &TestPortal, action: &str, deal: &str) {
    let mut tx = portal.office.store.read().await.unwrap();
    let version = tx.deal(deal.parse().unwrap()).await.unwrap().unwrap().deal.version.to_string();
    drop(tx);
    let done = portal.call(Some(&portal.manager), action, &[("deal", deal), ("version", &version)]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
}

/// The headline of the next action, and where its one button leads.
fn next(body: &str) -> (String, String) {
    let card = body.split("class=\"next\"").nth(1).unwrap_or_else(|| panic!("no next action: {body}"));
    let title = card.split("<h1>").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(body.matches("btn go").count(), 1, "exactly one button to press: {body}");
    let before = card.split("class=\"btn go\"").next().unwrap();
    let href = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
    (title.to_owned(), href.replace("&amp;", "&"))
}

#[tokio::test]
async fn a_partner_is_led_from_the_first_lesson_to_the_first_deal() {
    for portal in portals().await {
        portal.import_content().await;
        let page = portal.get(Some(&portal.rep), "/").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("佐藤さん、おはようございます。今日の一手はこれだけです。"), "{}", page.body);
        let (title, href) = next(&page.body);
        assert!(title.starts_with("レッスン「") && href.starts_with("/learn/first-customer/"), "{title} {href}");
        assert!(href.ends_with("?from=next") && page.body.contains("レッスンの修了で ＋5 pt"), "{}", page.body);

        assert!(
            page.body.contains("12月16日までに最初の案件を登録すると、キャンペーンで＋100 ptがつきます。あと30日です。"),
            "{}",
            page.body
        );

        let (path, answers) = LESSONS[0];
        mark_read(&portal, &portal.rep, path).await;
        answer(&portal, &portal.rep, path, answers).await;
        let (title, href) = next(&portal.get(Some(&portal.rep), "/").await.body);
        assert!(title.starts_with("トークスクリプト「") && href.starts_with("/kits/"), "{title} {href}");
        assert!(href.contains("manufacturing"), "the one for the company's industry: {href}");
        portal.get(Some(&portal.rep), &href).await;

        let page = portal.get(Some(&portal.rep), "/").await;
        assert_eq!(next(&page.body), ("最初の案件を登録する".into(), "/deals/new?from=next".into()));
        assert!(
            page.body.contains("案件の登録で ＋150 pt（仮付与）")
                && page.body.contains("（あと30日）に登録すると、キャンペーンで＋100 pt"),
            "{}",
            page.body
        );
        let page = portal.get(Some(&portal.rep), "/?lang=en").await;
        assert_eq!(next(&page.body).0, "Register your first deal");
    }
}

#[tokio::test]
async fn a_registration_waits_on_the_vendor_with_its_clock() {
    for portal in portals().await {
        let deal = register(&portal, &portal.rep, "北浜製作所").await;
        let page = portal.get(Some(&portal.rep), "/").await;
        assert!(page.body.contains("案件登録 北浜製作所") && page.body.contains("あと1営業日"), "{}", page.body);
        assert!(page.body.contains("11月17日 10:00まで") && page.body.contains("仮付与 150 pt"));
        let vendor = portal.get(Some(&portal.manager), "/").await;
        assert!(vendor.body.contains("いま、私たちの番は1件。止まっているのは1社。"), "{}", vendor.body);
        assert!(vendor.body.contains("青葉商会 ・ 受付 ・ 11月17日 10:00まで"));
        assert!(vendor.body.contains("/console/partners?phase=onboarding&amp;stall=not_started"), "{}", vendor.body);

        portal.at(monday_morning().plus_days(1).plus_hours(1));
        let late = portal.get(Some(&portal.rep), "/").await;
        assert!(late.body.contains("遅れています"), "{}", late.body);
        let vendor = portal.get(Some(&portal.manager), "/").await;
        assert!(vendor.body.contains("期限切れ 1件") && vendor.body.contains("私たちの対応待ち"), "{}", vendor.body);

        decide(&portal, "approve_deal", &deal).await;
        portal.at(monday_morning().plus_days(4));
        let page = portal.get(Some(&portal.rep), "/").await;
        assert_eq!(next(&page.body), ("北浜製作所さまへ、初回提案の日程を打診する".into(), format!("/deals/{deal}?from=next")));
        assert!(page.body.contains("確定ポイント 150 pt") && !page.body.contains("仮付与 150 pt"));
        assert!(page.body.contains("いまお待たせしているものはありません"));
    }
}

#[tokio::test]
async fn news_is_told_for_ones_own_customers() {
    let portal = portal().await;
    portal.import_content().await;
    register(&portal, &portal.rep, "北浜製作所").await;
    let page = portal.get(Some(&portal.rep), "/").await;
    assert!(page.body.contains("あなたの案件に関わるお知らせ") && page.body.contains("北浜製作所に関わります"), "{}", page.body);
    let other = portal.get(Some(&portal.rival), "/").await;
    assert!(!other.body.contains("北浜製作所"), "a rival never sees the name");
}

#[tokio::test]
async fn favourites_past_their_day_are_told() {
    for portal in portals().await {
        portal.import_content().await;
        let form = [("slug", "retail-chain"), ("wanted", "yes")];
        assert_eq!(portal.call(Some(&portal.rep), "keep_favourite", &form).await.status, StatusCode::OK);
        let home = async |who: &Caller, address: &str| portal.get(Some(who), address).await.body.replace("<!>", "");
        let named = "<a href=\"/kits/retail-chain\">よく使う資料「小売チェーン向け提案書」が期限切れです</a>";
        assert!(!home(&portal.rep, "/").await.contains("期限切れです"), "it may still be used");
        portal.at(monday_morning().plus_days(700));
        assert!(home(&portal.rep, "/").await.contains(named));
        assert!(!home(&portal.lead, "/").await.contains("期限切れです"), "each person's own");
        let english = home(&portal.rep, "/?lang=en").await;
        assert!(english.contains("Your favourite “Proposal for a retail chain” is out of date"), "{english}");
        let second = [("slug", "first-proposal"), ("wanted", "yes")];
        assert_eq!(portal.call(Some(&portal.rep), "keep_favourite", &second).await.status, StatusCode::OK);
        let several = "<a href=\"/kits\">よく使う資料のうち2件が期限切れです</a>";
        assert!(home(&portal.rep, "/").await.contains(several));
        let list = portal.get(Some(&portal.rep), "/kits").await.body.replace("<!>", "");
        let row =
            list.split("aria-label=\"よく使う資料\"").nth(1).and_then(|rest| rest.split("</nav>").next()).unwrap_or_default();
        assert!(row.contains("/kits/retail-chain") && row.contains("期限切れ"), "{row}");
    }
}

#[tokio::test]
async fn the_vendor_sees_who_has_stopped_and_why() {
    for portal in portals().await {
        let page = portal.get(Some(&portal.manager), "/").await;
        assert!(page.body.contains("いま、お待たせしている案件はありません。止まっているのは2社。"), "{}", page.body);
        assert!(page.body.contains("「未着手」の2社に共通の一手"));
        portal.happen(&portal.rep, ActivityKind::KitOpened, Subject::None).await;
        let page = portal.get(Some(&portal.admin), "/").await;
        assert!(page.body.contains("自走率 100%（直近30日）"), "{}", page.body);
        let page = portal.get(Some(&portal.admin), "/?lang=en").await;
        assert!(page.body.contains("Self-start rate 100% (last 30 days)"), "{}", page.body);
    }
}

#[tokio::test]
async fn an_editor_sees_texts_to_finish() {
    for portal in portals().await {
        portal.import_content().await;
        let page = portal.get(Some(&portal.editor), "/").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("仕上げを待つ文章も、期限を過ぎた資料も、見つからなかった検索もありません"), "{}", page.body);
        portal.at(monday_morning().plus_days(3_650));
        let page = portal.get(Some(&portal.editor), "/").await;
        assert!(page.body.contains("期限切れ") && page.body.contains("/console/content/"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_search_without_result_waits_for_an_editor() {
    for portal in portals().await {
        portal.import_content().await;
        portal.follow().await;
        portal.get(Some(&portal.rep), "/kits?q=%E5%AE%87%E5%AE%99%E9%81%8A%E6%B3%B3").await;
        let page = portal.get(Some(&portal.editor), "/").await;
        for text in ["見つからなかった検索は1件。", "見つけられなかった言葉が1件"] {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        assert_eq!(page.body.matches("href=\"/console/searches\"").count(), 2, "in the navigation and beside it: {}", page.body);
        assert!(!page.body.contains("見つからなかった検索もありません"), "{}", page.body);
        let english = portal.get(Some(&portal.editor), "/?lang=en").await;
        assert!(english.body.contains("Searches without a result: 1."), "{}", english.body);

        let key = jiso_search::word_key("宇宙遊泳");
        let closed = portal.call(Some(&portal.editor), "close_miss", &[("miss", key.as_str()), ("outcome", "not_ours")]).await;
        assert_eq!(closed.status, StatusCode::OK, "{}", closed.body);
        let page = portal.get(Some(&portal.editor), "/?lang=ja").await;
        assert!(page.body.contains("見つからなかった検索もありません"), "{}", page.body);
    }
}

#[tokio::test]
async fn who_tends_content_is_led_to_what_was_not_found() {
    let portal = portal().await;
    for (who, led) in [(&portal.editor, true), (&portal.admin, true), (&portal.rep, false), (&portal.lead, false)] {
        let page = portal.get(Some(who), "/kits").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert_eq!(page.body.contains("href=\"/console/searches\""), led, "{}: {}", who.name, page.body);
    }
}
