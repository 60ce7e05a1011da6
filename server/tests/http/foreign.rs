//! Every address that names something, asked by a partner whose it is not.

use axum::{body::Bytes, http::StatusCode};
use jiso::deal_files::{AttachForm, DealFiles};
use jiso_server::testing::{TestPortal, portal};

use crate::addresses::{Named, declared, filled, of_aoba, pages};

const OTHERS: &str = include_str!("../../src/http/router.rs");

/// Addresses with a part that names something.
fn addresses() -> Vec<String> {
    pages().chain(declared(OTHERS, ".route(\"")).filter(|address| address.contains('*')).collect()
}

/// One of everything that Aoba has, also of what stands on no page of its own.
pub async fn all_of_aoba(portal: &TestPortal) -> Named {
    let mut named = of_aoba(portal).await;
    let deal = named.iter().find(|(place, _)| *place == "/deals").unwrap().1.clone();

    let mut upload = portal.office.expect_file(&portal.rep, &deal, "見積.pdf").await.unwrap();
    upload.take(Bytes::from_static(b"%PDF-1.7\nquote")).await.unwrap();
    let arrived = upload.end().await.unwrap();
    named.push(("/deals/*/files", arrived.id.to_string()));
    let form = AttachForm { deal, key: "key-000000000003".into(), shared: false };
    portal.office.attach(&portal.rep, form, Some(arrived)).await.unwrap();

    let logo = portal.office.new_id();
    let mut tx = portal.office.store.write().await.unwrap();
    tx.put_logo(logo, portal.aoba, &picture(), portal.rep.user, portal.office.now()).await.unwrap();
    tx.commit().await.unwrap();
    named.push(("/logos", logo.to_string()));
    named
}

fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&[90; 8 * 8 * 3]).unwrap();
    bytes
}

#[tokio::test]
async fn whatever_an_address_names_is_not_another_partners() {
    let portal = portal().await;
    portal.import_content().await;
    let (named, addresses) = (all_of_aoba(&portal).await, addresses());
    assert!(addresses.len() > 25, "all are found: {addresses:?}");
    for (place, _) in &named {
        assert!(addresses.iter().any(|address| address.starts_with(&format!("{place}/*"))), "{place} is no place any more");
    }
    for address in &addresses {
        let ((theirs, known), (nobodys, _)) = (filled(address, &named), filled(address, &[]));
        for path in [&theirs, &nobodys] {
            let page = portal.get(Some(&portal.rival), path).await;
            let refused = matches!(page.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN);
            assert!(refused, "{path}: {} {}", page.status, page.body);
        }
        // A visit that was reported only has no time to write into a calendar.
        if known && !address.ends_with("/calendar.ics") {
            let owner = if address.starts_with("/console/") { &portal.admin } else { &portal.rep };
            let page = portal.get(Some(owner), &theirs).await;
            assert_eq!(page.status, StatusCode::OK, "{theirs} is there for whom it concerns: {}", page.body);
        }
    }
}
