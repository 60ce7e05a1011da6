//! Every page of the portal, and one of everything that their addresses name, for tests that ask all of them. The addresses
//! are read from where they are declared, so that a new one is asked too.

use axum::http::StatusCode;
use jiso::{
    caller::Caller,
    deals::{Deals, RegistrationForm},
    lang::Lang,
    publishing::DocumentKind,
    targets::TargetsSheet,
};
use jiso_server::testing::TestPortal;

const PAGES: &str = include_str!("../../../app/src/routes.rs");
/// An id, and a slug too, of nothing.
const NOBODYS: &str = "0199c000-0000-7000-8000-000000000001";

/// Names by what stands before them: `/deals/*/files` for the file in `/deals/{id}/files/{file}`.
pub type Named = Vec<(&'static str, String)>;

/// Every page. What a secret opens is for whoever has it.
pub fn pages() -> impl Iterator<Item = String> {
    declared(PAGES, "path!(\"")
}

/// The addresses that a source text declares, each after `before`; a part that names something is `*`.
pub fn declared(text: &'static str, before: &'static str) -> impl Iterator<Item = String> {
    let all = text.split(before).skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|path| ![":token", ":secret", "{secret}"].iter().any(|secret| path.contains(secret))).map(|path| {
        let parts = path.split('/').map(|part| if part.starts_with([':', '{']) { "*" } else { part });
        parts.collect::<Vec<_>>().join("/")
    })
}

/// The address with a name in each of its places, and whether all of them are among `named`.
pub fn filled(address: &str, named: &[(&str, String)]) -> (String, bool) {
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

/// A deal of Aoba's that the vendor has approved.
pub async fn approved(portal: &TestPortal, key: &str, customer: &str) -> String {
    let form = RegistrationForm {
        idempotency_key: key.into(),
        customer: customer.into(),
        industry: "manufacturing".into(),
        size: "medium".into(),
        product: "standard".into(),
        amount: "2,400,000".into(),
        expected_close: portal.office.now().day().plus(60).to_string(),
        need: "問い合わせが共有メールに埋もれている。".into(),
        ..RegistrationForm::default()
    };
    let deal = portal.office.register(&portal.rep, form).await.unwrap();
    let version = portal.office.store.read().await.unwrap().deal(deal).await.unwrap().unwrap().deal.version.to_string();
    let deal = deal.to_string();
    done(portal, &portal.manager, "approve_deal", &[("deal", &deal), ("version", &version)]).await;
    deal
}

/// A visit about a deal, which both sides have summed up.
pub async fn summed_up(portal: &TestPortal, deal: &str) -> String {
    let (rep, manager) = (&portal.rep, &portal.manager);
    done(portal, rep, "report_visit", &[("deal", deal), ("visited_on", "2026-11-16"), ("note", "")]).await;
    let mut tx = portal.office.store.read().await.unwrap();
    let visit = tx.visits_of_deal(deal.parse().unwrap()).await.unwrap().remove(0).id.to_string();
    drop(tx);
    done(portal, manager, "answer_visit", &[("visit", &visit), ("held", "yes")]).await;
    for who in [rep, manager] {
        let lines = [("visit", visit.as_str()), ("wish", "早く"), ("obstacle", "稟議"), ("next_step", "見積")];
        done(portal, who, "debrief_visit", &lines).await;
    }
    visit
}

/// One of everything that Aoba has and shows on a page, and what the vendor has of it.
pub async fn of_aoba(portal: &TestPortal) -> Named {
    let (rep, manager) = (&portal.rep, &portal.manager);
    let new = || portal.office.new_id::<()>().to_string();
    let deal = approved(portal, "key-000000000001", "北浜製作所").await;

    let form = [("deal", deal.as_str()), ("template", "first-proposal"), ("idempotency_key", "key-000000000002")];
    let made = done(portal, rep, "make_proposal", &form).await;
    let proposal = made.trim_start_matches("/proposals/").split('?').next().unwrap().to_owned();

    let visit = summed_up(portal, &deal).await;
    let mut tx = portal.office.store.read().await.unwrap();
    let kit = tx.published_by_slug(&DocumentKind::KITS, "first-proposal", Lang::Ja).await.unwrap().unwrap();
    drop(tx);
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

    vec![
        ("/deals", deal.clone()),
        ("/boards", deal.clone()),
        ("/proposals", proposal),
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
