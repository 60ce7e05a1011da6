//! What nobody types: characters that not every database takes, and addresses that are no text.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiso::{
    caller::Caller,
    failure::{Failure, Problem},
    lang::Lang,
    publishing::DocumentKind,
};
use jiso_server::testing::{TestPortal, portal, portals};

const NOBODYS: &str = "0199c000-0000-7000-8000-000000000001";
const KEY: &str = "key-000000000001";

/// A registration with one field in other words.
fn registration<'a>(field: &str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("idempotency_key", KEY),
        ("customer", "北浜製作所"),
        ("industry", "manufacturing"),
        ("size", "medium"),
        ("product", "standard"),
        ("amount", "2,400,000"),
        ("expected_close", "2027-01-29"),
        ("need", "問い合わせが共有メールに埋もれている。"),
    ];
    for (name, value) in &mut form {
        if *name == field {
            *value = text;
        }
    }
    form
}

fn problem(failure: &Failure, field: &str) -> Option<Problem> {
    match failure {
        Failure::Invalid { errors } => errors.of(field).cloned(),
        _ => None,
    }
}

#[tokio::test]
async fn a_character_that_nobody_types_names_no_page() {
    for portal in portals().await {
        portal.import_content().await;
        let nowhere = [
            "/kits/%00",
            "/kits/%00/play",
            "/news/%00",
            "/learn/%00",
            "/learn/%00/%00",
            "/plans/%00",
            "/letters/%00",
            "/letters/%00/pdf",
            "/letters/%00/logo",
        ];
        for path in nowhere {
            let page = portal.get(Some(&portal.rep), path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}: {}", page.body);
        }
        for path in ["/console/content?text=%00%E5%B0%8F%E5%A3%B2%E6%A5%AD", "/console/partners?text=%00&tier=%00"] {
            let page = portal.get(Some(&portal.admin), path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn a_character_that_nobody_types_is_told_beside_its_field() {
    for portal in portals().await {
        portal.import_content().await;
        let email = [("email", "a\u{0}@b.example"), ("password", "0123456789")];
        let register = registration("customer", "北\u{0}浜");
        let [nobody, rep] = [None, Some(&portal.rep)];
        for (who, page, action, fields) in [
            (nobody, "/sign-in", "sign_in", email.as_slice()),
            (nobody, "/forgot", "forgot_password", email.as_slice()),
            (rep, "/deals/new", "register_deal", register.as_slice()),
            (rep, "/deals/new", "save_deal_draft", register.as_slice()),
        ] {
            let answer = portal.post(who, page, action, fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}: {}", answer.body);
            assert!(answer.body.contains("入力できない制御文字が含まれています。"), "{action}: {}", answer.body);
        }
        let need = "一行目です。\r\n\t二行目は字下げです。";
        let lines = portal.post(rep, "/deals/new", "register_deal", &registration("need", need)).await;
        assert_eq!(lines.status, StatusCode::SEE_OTHER, "lines and columns are typed: {}", lines.body);
    }
}

/// Texts that are kept as they stand, and keys that no person types.
#[tokio::test]
async fn no_other_field_takes_it_either() {
    for portal in portals().await {
        portal.import_content().await;
        let mut tx = portal.office.store.read().await.unwrap();
        let kit = tx.published_by_slug(&DocumentKind::KITS, "first-proposal", Lang::Ja).await.unwrap().unwrap().document;
        drop(tx);
        let (document, base) = (kit.id.to_string(), kit.revision.to_string());
        let draft = [("document", document.as_str()), ("base", base.as_str()), ("title", "\u{0}"), ("body", "a\u{0}b")];
        let refused = portal.call(Some(&portal.editor), "save_draft", &draft).await.failure();
        for field in ["title", "body"] {
            assert_eq!(problem(&refused, field), Some(Problem::ControlCharacter), "{field}: {refused:?}");
        }
        for (who, action, fields) in [
            (&portal.admin, "save_synonyms", [("version", "0"), ("text", "# \u{0}\n案件 = 商談")]),
            (&portal.admin, "save_programme_draft", [("base", "1"), ("text", "# \u{0}")]),
        ] {
            let refused = portal.call(Some(who), action, &fields).await.failure();
            assert_eq!(problem(&refused, "text"), Some(Problem::ControlCharacter), "{action}: {refused:?}");
        }
        let miss = [("miss", "a\u{0}"), ("outcome", "not_ours")];
        assert_eq!(portal.call(Some(&portal.admin), "close_miss", &miss).await.failure(), Failure::NotFound);
        let kept = [("address", "q=\u{0}")];
        assert_eq!(portal.call(Some(&portal.rep), "forget_search", &kept).await.failure(), Failure::Malformed);
        let made = [("deal", NOBODYS), ("template", "first-proposal"), ("idempotency_key", "key-00000\u{0}")];
        assert_eq!(portal.call(Some(&portal.rep), "make_proposal", &made).await.failure(), Failure::Malformed);
        for action in ["keep_favourite", "note_used", "take_back_use"] {
            let fields = [("slug", "\u{0}"), ("used_for", NOBODYS), ("wanted", "yes")];
            assert_eq!(portal.call(Some(&portal.rep), action, &fields).await.failure(), Failure::NotFound, "{action}");
        }
    }
}

async fn in_english(portal: &TestPortal, who: &Caller) -> String {
    let mut tx = portal.office.store.write().await.unwrap();
    tx.change_language(who.user, Lang::En).await.unwrap();
    tx.commit().await.unwrap();
    portal.cookie(who).await
}

#[tokio::test]
async fn a_file_that_is_not_there_is_told_in_the_readers_own_language() {
    let portal = portal().await;
    let (rep, manager) = (in_english(&portal, &portal.rep).await, in_english(&portal, &portal.manager).await);
    let get = |cookie: &str, path: &str| {
        let request = Request::get(path).header(header::COOKIE, cookie).header(header::ACCEPT_LANGUAGE, "ja");
        portal.ask(request.header(header::HOST, "portal.test").body(Body::empty()).unwrap())
    };
    for id in ["%FF", "nonsense", NOBODYS] {
        for path in [
            format!("/proposals/{id}/pdf"),
            format!("/proposals/{id}/docx"),
            format!("/logos/{id}"),
            format!("/letters/{id}/pdf"),
            format!("/letters/{id}/logo"),
            format!("/visits/{id}/calendar.ics"),
            format!("/targets/{id}/kit.html"),
            format!("/deals/{id}/files/{id}"),
            format!("/deals/{id}/files/x"),
        ] {
            let page = get(&rep, &path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}: {}", page.body);
            assert!(page.body.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{path}: {}", page.body);
            // A customer is told more of a link than somebody of the portal of an address.
            let is_for_customer = path.starts_with("/letters/") && path.ends_with("/pdf");
            let told = if is_for_customer { "This link has expired or was withdrawn." } else { "We could not find that page." };
            assert!(page.body.contains(told), "{path}: {}", page.body);
        }
    }
    let refused = get(&manager, "/deals/export").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{}", refused.body);
}
