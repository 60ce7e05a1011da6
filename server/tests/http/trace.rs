//! `/console/trace`: from content to won deals.

use axum::http::StatusCode;
use jiso::{
    caller::Caller,
    id::Id,
    scripts::PlaySheet,
    trace::{Reached, TraceRow, TraceSheet},
};
use jiso_server::testing::{TestPortal, portal, portals};

use crate::{
    deals::{approve, lose, register, win},
    learning::{answer, mark_read},
};

const LESSON: &str = "/learn/demo/before-the-demo";
const SCRIPT: &str = "first-call-manufacturing";

const CUSTOMERS: [&str; 12] = [
    "北浜製作所",
    "大山商会",
    "みずほ運輸",
    "東光電機",
    "西海建設",
    "南風学園",
    "白鳥病院",
    "黒川不動産",
    "青空銀行",
    "赤城食品",
    "緑川印刷",
    "紫野織物",
];

async fn finish(portal: &TestPortal, who: &Caller) {
    mark_read(portal, who, LESSON).await;
    let answered = answer(portal, who, LESSON, crate::learning::LESSONS[0].1).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
}

async fn deal(portal: &TestPortal, number: usize) -> String {
    let id = register(portal, &portal.rep, &format!("key-{number:012}"), CUSTOMERS[number - 1]).await;
    approve(portal, &id).await;
    id
}

async fn trace(portal: &TestPortal, who: &Caller, query: &str) -> TraceSheet {
    portal.call_get(Some(who), &format!("/api/trace?{query}")).await.read()
}

fn row<'a>(sheet: &'a TraceSheet, key: &str) -> &'a TraceRow {
    sheet.rows.iter().find(|row| row.key == key).unwrap_or_else(|| panic!("{key} of {:?}", sheet.rows))
}

#[tokio::test]
async fn a_lesson_counts_for_what_is_registered_after_it() {
    for portal in portals().await {
        portal.import_content().await;
        let before = deal(&portal, 1).await;
        win(&portal, &before).await;
        portal.at(portal.office.now().plus_hours(1));
        finish(&portal, &portal.rep).await;
        let sheet = trace(&portal, &portal.editor, "form[kind]=lesson").await;
        let lesson = row(&sheet, "demo.before-the-demo");
        assert_eq!((lesson.uses, lesson.ever), (0, 1), "finished, and no deal of the period it counts for");
        portal.at(portal.office.now().plus_hours(1));
        for number in 2..12 {
            let id = deal(&portal, number).await;
            if number % 2 == 0 { win(&portal, &id).await } else { lose(&portal, &id).await }
        }
        let open = deal(&portal, 12).await;

        let sheet = trace(&portal, &portal.editor, "form[kind]=lesson").await;
        assert_eq!((sheet.all.deals, sheet.all.won, sheet.all.lost), (12, 6, 5));
        let lesson = row(&sheet, "demo.before-the-demo");
        assert_eq!((lesson.uses, lesson.funnel.deals, lesson.funnel.won, lesson.funnel.lost), (1, 11, 5, 5));
        assert_eq!((lesson.funnel.win_percent(), lesson.funnel.yen), (Some(50), 5 * 864_000));
        assert_eq!(sheet.rows[0].key, lesson.key, "what has a rate comes first");
        assert_eq!((lesson.funnel.above(&sheet.all), lesson.funnel.stands_out(&sheet.all)), (Some(-5), false));

        let page = portal.get(Some(&portal.editor), "/console/trace").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let numbers = ["50%（10件中）", "55%（11件中）", "全体より−5ポイント", "¥4,320,000"];
        for text in numbers.into_iter().chain(["結果が出た案件11件のうち、6件を受注", "案件登録より前に修了"])
        {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        assert!(page.body.contains("of=demo.before-the-demo&amp;reached=won#deals"), "{}", page.body);

        // Half a year later the last quarter has the open deal alone.
        portal.at(portal.office.now().plus_days(100));
        let quarter = trace(&portal, &portal.editor, "form[period]=90").await;
        assert_eq!((quarter.all.decided(), quarter.all.deals), (0, u32::from(is_open(&portal, &open).await)));
        let lesson = row(&quarter, "demo.before-the-demo");
        assert_eq!((lesson.uses, lesson.ever), (u32::from(quarter.all.deals > 0), 1), "as many as count for the period's deals");
        let all = trace(&portal, &portal.editor, "form[period]=all").await;
        assert_eq!((all.all.decided(), row(&all, "demo.before-the-demo").uses), (11, 1));
    }
}

async fn is_open(portal: &TestPortal, id: &str) -> bool {
    let found = portal.office.store.read().await.unwrap().deal(id.parse().unwrap()).await.unwrap().unwrap();
    matches!(found.deal.status.key().as_str(), "submitted" | "in_review" | "needs_info" | "approved")
}

#[tokio::test]
async fn branches_and_versions_count_for_their_deals() {
    for portal in portals().await {
        portal.import_content().await;
        let about = deal(&portal, 1).await;
        let other = deal(&portal, 2).await;
        portal.at(portal.office.now().plus_hours(1));
        let script: PlaySheet = portal.call_get(Some(&portal.rep), &format!("/api/script?slug={SCRIPT}&deal=")).await.read();
        let talk = |n: u8| Id::<jiso::id::of::Talk>::new(portal.office.now(), [n; 10]).to_string();
        let line = |n: u8, deal: &str| {
            let millis = portal.office.now().micros() / 1_000;
            format!("{}\t0\t{SCRIPT}\tja\t{}\topening\tpurpose\t{deal}\t{millis}\t", talk(n), script.version)
        };
        let lines = [line(1, &about), line(2, "")].join("\n");
        let kept: u32 = portal.call(Some(&portal.rep), "keep_taps", &[("lines", &lines)]).await.read();
        assert_eq!(kept, 2);
        // Made for one deal, and sent.
        let form = [("deal", about.as_str()), ("template", "first-proposal"), ("idempotency_key", "key-000000000099")];
        let made = portal.post(Some(&portal.rep), &format!("/proposals/new?deal={about}"), "make_proposal", &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let id = made.location().strip_prefix("/proposals/").unwrap().split('?').next().unwrap().to_owned();
        let today = portal.office.now().day().to_string();
        let key = "key-000000000098";
        let form = [("id", id.as_str()), ("to", "大西様"), ("on", &today), ("idempotency_key", key), ("with_gaps", "true")];
        assert_eq!(
            portal.post(Some(&portal.rep), &format!("/proposals/{id}"), "send_proposal", &form).await.status,
            StatusCode::SEE_OTHER
        );

        let sheet = trace(&portal, &portal.editor, "form[kind]=branch").await;
        let branch = row(&sheet, "first-call-manufacturing.opening.purpose");
        assert_eq!((branch.uses, branch.funnel.deals, branch.funnel.sent), (2, 1, 1), "no step follows the talk about no deal");
        portal.at(portal.office.now().plus_days(13));
        win(&portal, &other).await;
        let sheet = trace(&portal, &portal.editor, "form[kind]=branch").await;
        let branch = row(&sheet, "first-call-manufacturing.opening.purpose");
        assert_eq!((branch.funnel.deals, branch.funnel.won), (2, 1), "its owner's other deal was won within two weeks");
        let page = portal.get(Some(&portal.editor), "/console/trace?kind=branch").await;
        assert!(page.body.contains("会話より案件のほうが多い場合があります"), "{}", page.body);
        let page = portal.get(Some(&portal.editor), "/console/trace?kind=template").await;
        assert!(page.body.contains("資料のページの数字は、版と期間を問わず"), "{}", page.body);

        let sheet = trace(&portal, &portal.editor, "form[kind]=template").await;
        let version = row(&sheet, "first-proposal.ja.1");
        assert_eq!((version.uses, version.funnel.deals, version.funnel.proposal, version.funnel.won), (1, 1, 1, 0));
        assert!(row(&sheet, "retail-chain.ja.1").funnel.deals == 0, "what is out and not used yet stands there too");
    }
}

#[tokio::test]
async fn the_deals_behind_a_number_have_names_for_reviewers_only() {
    for portal in portals().await {
        portal.import_content().await;
        finish(&portal, &portal.rep).await;
        portal.at(portal.office.now().plus_hours(1));
        let id = deal(&portal, 1).await;
        win(&portal, &id).await;
        deal(&portal, 2).await;
        let query = "of=demo.before-the-demo&reached=won";
        for who in [&portal.manager, &portal.admin] {
            let page = portal.get(Some(who), &format!("/console/trace?{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
            for text in ["北浜製作所", "青葉商会", &format!("href=\"/console/deals/{id}\"")] {
                assert!(page.body.contains(text), "{text}: {}", page.body);
            }
            assert!(!page.body.contains("大山商会"), "not won: {}", page.body);
        }
        let page = portal.get(Some(&portal.editor), &format!("/console/trace?{query}")).await;
        for text in ["審査する担当者にだけ", "に登録", "51〜300名"] {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        for name in ["北浜", "大山商会", "青葉商会", id.as_str(), "DR-"] {
            assert!(!page.body.contains(name), "{name}: {}", page.body);
        }
        let sheet = trace(&portal, &portal.editor, "form[of]=all&form[reached]=deals").await;
        let behind = sheet.behind.unwrap();
        assert_eq!((behind.total, behind.deals.items.len()), (2, 2));
        assert!(behind.deals.items.iter().all(|deal| deal.named.is_none()));
        assert_eq!(sheet.query.reached, Reached::Deals);
    }
}

#[tokio::test]
async fn it_is_the_vendors_and_its_rows_are_known() {
    let portal = portal().await;
    portal.import_content().await;
    for who in [&portal.rep, &portal.lead, &portal.rival] {
        assert_eq!(portal.get(Some(who), "/console/trace").await.status, StatusCode::FORBIDDEN);
        assert_eq!(portal.call_get(Some(who), "/api/trace?form[kind]=").await.status, StatusCode::FORBIDDEN);
    }
    for query in ["of=demo.nothing", "kind=template&of=demo.before-the-demo", "of=%27%3B--"] {
        assert_eq!(portal.get(Some(&portal.editor), &format!("/console/trace?{query}")).await.status, StatusCode::NOT_FOUND);
    }
    for kind in ["lesson", "branch", "template", "paragraph"] {
        let page = portal.get(Some(&portal.editor), &format!("/console/trace?kind={kind}&period=x&page=-3")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("まだ案件につながっていません"), "{}", page.body);
    }
    for page in ["/console/content", "/console/scripts", "/kits/first-proposal"] {
        assert!(portal.get(Some(&portal.editor), page).await.body.contains("href=\"/console/trace"), "{page}");
    }
}
