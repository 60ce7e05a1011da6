//! Deals by their number, however it is written, and by how it begins.

use axum::http::StatusCode;
use jiso::caller::Caller;
use jiso_server::testing::{TestPortal, portals};

use super::{query, suggested};
use crate::deals;

const CUSTOMERS: [&str; 4] = ["北浜製作所", "東都電装", "青葉薬局", "江東精密工業"];

/// DR-1001 to DR-1004 of one company, and DR-1005 of another, as the ends of their addresses.
async fn numbered(portal: &TestPortal) -> Vec<String> {
    portal.follow().await;
    let mut deals = Vec::new();
    for (n, customer) in CUSTOMERS.into_iter().enumerate() {
        deals.push(deals::register(portal, &portal.rep, &format!("key-00000000000{n}"), customer).await);
    }
    deals.push(deals::register(portal, &portal.rival, "key-000000000009", "みずほ運輸").await);
    deals
}

/// The deals above the texts of a search, as a page has them, and the page.
async fn found(portal: &TestPortal, who: &Caller, typed: &str) -> (Vec<String>, String) {
    let page = portal.get(Some(who), &format!("/kits?{}", query(typed))).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let above = page.body.split("class=\"sheet texts\"").next().unwrap_or_default();
    let deals = above.split("id=\"found-deals\"").nth(1).unwrap_or_default();
    let deals = deals.split("</section>").next().unwrap_or_default();
    let ends = deals.split("deals/").skip(1).filter_map(|rest| rest.split('"').next());
    (ends.map(str::to_owned).collect(), page.body)
}

async fn offered(portal: &TestPortal, who: &Caller, typed: &str) -> Vec<String> {
    let lines = suggested(portal, who, typed).await.into_iter();
    lines.filter_map(|line| Some(line.url.split_once("deals/")?.1.to_owned())).collect()
}

#[tokio::test]
async fn a_number_leads_to_ones_own_deal_however_it_is_written() {
    for portal in portals().await {
        portal.import_content().await;
        let all = numbered(&portal).await;
        let kind = portal.office.store.kind();
        for typed in ["DR-1002", "ＤＲ－１００２", "dr 1002", "DR1002", "dr-1002", "DR−1002", "1002", "１００２"] {
            for who in [&portal.rep, &portal.lead, &portal.manager] {
                let (deals, page) = found(&portal, who, typed).await;
                assert_eq!(deals, all[1..2], "{kind}: {typed}");
                assert!(!page.contains("お探しの言葉すべてに答える資料は"), "{kind}: {typed}: {page}");
                assert_eq!(offered(&portal, who, typed).await, all[1..2], "{kind}: {typed}");
            }
            for who in [&portal.rival, &portal.editor] {
                let (_, page) = found(&portal, who, typed).await;
                assert!(!page.contains("found-deals") && !page.contains(&all[1]), "{kind}: {typed}: {page}");
                assert_eq!(offered(&portal, who, typed).await, [] as [String; 0], "{kind}: {typed}");
            }
        }
    }
}

#[tokio::test]
async fn a_beginning_of_a_number_offers_ones_own_newest_deals() {
    for portal in portals().await {
        portal.import_content().await;
        let all = numbered(&portal).await;
        let kind = portal.office.store.kind();
        let newest = |deals: &[usize]| -> Vec<String> { deals.iter().map(|n| all[*n].clone()).collect() };
        for typed in ["DR", "DR-", "DR-1", "DR-10", "ｄｒ　１００", "10", "100", "１００"] {
            assert_eq!(offered(&portal, &portal.rep, typed).await, newest(&[3, 2, 1]), "{kind}: {typed}");
            assert_eq!(offered(&portal, &portal.rival, typed).await, newest(&[4]), "{kind}: {typed}");
            assert_eq!(offered(&portal, &portal.manager, typed).await, newest(&[4, 3, 2]), "{kind}: {typed}");
            assert_eq!(offered(&portal, &portal.editor, typed).await, newest(&[]), "{kind}: {typed}");
        }
        for typed in ["DR-2", "20", "DR-1005", "1005", "1", "DR-10025"] {
            assert_eq!(offered(&portal, &portal.rep, typed).await, newest(&[]), "{kind}: {typed}");
        }
        for typed in ["DR-1", "ＤＲ１００"] {
            assert_eq!(found(&portal, &portal.rep, typed).await.0, newest(&[3, 2, 1, 0]), "{kind}: {typed}");
            assert_eq!(found(&portal, &portal.rival, typed).await.0, newest(&[4]), "{kind}: {typed}");
        }
        for typed in ["100", "DR-2", "DR-1005"] {
            let (_, page) = found(&portal, &portal.rep, typed).await;
            assert!(!page.contains("found-deals"), "{kind}: {typed}: {page}");
        }
    }
}
