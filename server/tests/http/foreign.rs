//! Every address that names something, asked by a partner whose it is not. The addresses are read from where they are declared,
//! so that a new one is asked too.

use axum::{body::Bytes, http::StatusCode};
use jiso::{
    caller::Caller,
    deal_files::{AttachForm, DealFiles},
    lang::Lang,
    publishing::DocumentKind,
    targets::TargetsSheet,
};
use jiso_server::testing::{TestPortal, portal};

use crate::deals::{approve, register};

const PAGES: &str = include_str!("../../../app/src/routes.rs");
const OTHERS: &str = include_str!("../../src/http/router.rs");
/// An id, and a slug too, of nothing.
const NOBODYS: &str = "0199c000-0000-7000-8000-000000000001";

/// Names by what stands before them: `/deals/*/files` for the file in `/deals/{id}/files/{file}`.
type Named = Vec<(&'static str, String)>;

/// Addresses with a part that names something, which is `*`. What a secret opens is for whoever has it.
fn addresses() -> Vec<String> {
    let between = |text: &'static str, before: &'static str| text.split(before).skip(1).filter_map(|rest| rest.split('"').next());
    let all = between(PAGES, "path!(\"").chain(between(OTHERS, ".route(\""));
    let naming = all.filter(|path| path.contains([':', '{']) && !path.contains(":token") && !path.contains(":secret"));
    let starred = |path: &str| {
        let parts = path.split('/').map(|part| if part.starts_with([':', '{']) { "*" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    naming.map(starred).collect()
}

/// The address with a name in each of its places, and whether all of them are among `named`.
fn filled(address: &str, named: &[(&str, String)]) -> (String, bool) {
    let (mut path, mut place, mut known) = (String::new(), String::new(), true);
    for part in address.split('/').skip(1) {
        path.push('/');
        if part == "*" {
            let found = named.iter().find(|(there, _)| *there == place);
            known &= found.is_some();
            path.push_str(found.map_or(NOBODYS, |(_, name)| name.as_str()));
            place.push_str("/*");
        } else {
            path.push_str(part);
            place.push('/');
            place.push_str(part);
        }
    }
    (path, known)
}

async fn done(portal: &TestPortal, who: &Caller, action: &str, fields: &[(&str, &str)]) -> String {
    let answer = portal.call(Some(who), action, fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{action}: {}", answer.body);
    answer.location().to_owned()
}

/// One of everything that Aoba has, and what the vendor has of it.
async fn of_aoba(portal: &TestPortal) -> Named {
    let (rep, manager) = (&portal.rep, &portal.manager);
    let new = || portal.office.new_id::<()>().to_string();
    let deal = register(portal, rep, "key-000000000001", "北浜製作所").await;
    approve(portal, &deal).await;

    let form = [("deal", deal.as_str()), ("template", "first-proposal"), ("idempotency_key", "key-000000000002")];
    let made = done(portal, rep, "make_proposal", &form).await;
    let proposal = made.trim_start_matches("/proposals/").split('?').next().unwrap().to_owned();

    done(portal, rep, "report_visit", &[("deal", &deal), ("visited_on", "2026-11-16"), ("note", "")]).await;
    let mut tx = portal.office.store.read().await.unwrap();
    let visit = tx.visits_of_deal(deal.parse().unwrap()).await.unwrap().remove(0).id.to_string();
    let kit = tx.published_by_slug(&DocumentKind::KITS, "first-proposal", Lang::Ja).await.unwrap().unwrap();
    drop(tx);
    done(portal, manager, "answer_visit", &[("visit", &visit), ("held", "yes")]).await;
    for who in [rep, manager] {
        let lines = [("visit", visit.as_str()), ("wish", "早く"), ("obstacle", "稟議"), ("next_step", "見積")];
        done(portal, who, "debrief_visit", &lines).await;
    }
    let play = new();
    let text = [
        ("idempotency_key", play.as_str()),
        ("visit", visit.as_str()),
        ("credit", "named"),
        ("title", "現場の15分デモから稟議の日程へ"),
        ("situation", "納期の問い合わせに追われるお客様"),
        ("opening", "朝礼の風景の話から入る"),
        ("question", "納期の問い合わせは一日に何件ですか"),
        ("material", "15分のデモ"),
        ("close", "稟議の日程を先に決める"),
        ("lesson", "減る電話の数で話す"),
    ];
    done(portal, rep, "propose_play", &text).await;

    let question = new();
    let asked = [("idempotency_key", question.as_str()), ("topic", "deals"), ("title", "保護期間は延ばせますか"), ("text", "")];
    done(portal, rep, "ask_question", &asked).await;

    let (list, aoba) = (new(), portal.aoba.to_string());
    let fields = [("idempotency_key", list.as_str()), ("name", "関西の小売"), ("companies[]", aoba.as_str())];
    done(portal, manager, "make_target_list", &fields).await;
    let reason = "拠点間の問い合わせを一つにまとめたいと話しています。";
    let base = [("list", list.as_str()), ("customer", "堂島ストア"), ("industry", "retail"), ("size", "medium")];
    let fields = [base.as_slice(), &[("reason", reason)]].concat();
    done(portal, manager, "save_target", &fields).await;
    let targets: TargetsSheet = portal.call_get(Some(rep), "/api/targets").await.read();

    let mut upload = portal.office.expect_file(rep, &deal, "見積.pdf").await.unwrap();
    upload.take(Bytes::from_static(b"%PDF-1.7\nquote")).await.unwrap();
    let arrived = upload.end().await.unwrap();
    let file = arrived.id.to_string();
    let form = AttachForm { deal: deal.clone(), key: "key-000000000003".into(), shared: false };
    portal.office.attach(rep, form, Some(arrived)).await.unwrap();

    let logo = portal.office.new_id();
    let mut tx = portal.office.store.write().await.unwrap();
    tx.put_logo(logo, portal.aoba, &picture(), rep.user, portal.office.now()).await.unwrap();
    tx.commit().await.unwrap();

    vec![
        ("/deals", deal.clone()),
        ("/deals/*/files", file),
        ("/boards", deal.clone()),
        ("/proposals", proposal),
        ("/logos", logo.to_string()),
        ("/visits", visit),
        ("/plays", play),
        ("/questions", question),
        ("/targets", targets.open[0].id.to_string()),
        ("/console/deals", deal),
        ("/console/partners", aoba),
        ("/console/content", kit.document.id.to_string()),
        ("/console/targets", list),
    ]
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
    let (named, addresses) = (of_aoba(&portal).await, addresses());
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
