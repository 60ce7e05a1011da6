//! Who gets in where: nobody who is not signed in but by the doors named here, and what each role gets of what no table of a
//! slice's own tests names.

use std::{fs, iter, path::Path};

use axum::http::StatusCode;
use jiso::proposals::ProposalSheet;
use jiso_server::testing::{TestPortal, portal};

use crate::{addresses::filled, foreign::all_of_aoba};

/// What is answered before anybody has signed in, or by a secret.
const OPEN: [&str; 14] = [
    "accept_invitation",
    "act_by_link",
    "act_sheet",
    "create_first_administrator",
    "customer_letter",
    "customer_plan",
    "demo_mails",
    "demo_personas",
    "forgot_password",
    "invitation",
    "reset_password",
    "sign_in",
    "sign_out",
    "switch_language",
];

struct ServerFunction {
    name: String,
    reads: bool,
    /// Something in the place of each argument.
    given: String,
}

/// Read from where they are declared, so that a new one is asked too.
fn server_functions() -> Vec<ServerFunction> {
    let screens = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src");
    let files = fs::read_dir(screens).unwrap().flatten().map(|slice| slice.path().join("api.rs"));
    let mut found = Vec::new();
    for text in files.filter_map(|file| fs::read_to_string(file).ok()) {
        for declared in text.split("#[server(").skip(1) {
            let (attribute, rest) = declared.split_once(")]").unwrap();
            let name = attribute.split("endpoint = \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            let (_, signature) = rest.split_once("pub async fn ").unwrap();
            let arguments = signature.split(['(', ')']).nth(1).unwrap().split(',').filter_map(|one| one.split_once(':'));
            let given = arguments.map(|(name, kind)| match kind.trim() {
                "String" | "Option<String>" | "u32" => format!("{}=1", name.trim()),
                // A form takes what is missing as empty.
                _ => format!("{}[nothing]=1", name.trim()),
            });
            let given = given.collect::<Vec<_>>().join("&");
            found.push(ServerFunction { name, reads: attribute.contains("GetUrl"), given });
        }
    }
    found
}

#[tokio::test]
async fn no_server_function_answers_a_stranger_but_those_that_are_for_strangers() {
    let portal = portal().await;
    let functions = server_functions();
    assert!(functions.len() > 200, "all are found: {}", functions.len());
    for open in OPEN {
        assert!(functions.iter().any(|function| function.name == open), "{open} is no server function any more");
    }
    for ServerFunction { name, reads, given } in &functions {
        let answer = if *reads {
            portal.get(None, &format!("/api/{name}?{given}")).await
        } else {
            portal.send(None, &format!("/api/{name}"), given).await
        };
        let refused = answer.status == StatusCode::UNAUTHORIZED;
        assert_eq!(refused, !OPEN.contains(&name.as_str()), "{name}: {}", answer.status);
    }
}

/// What everybody gets in turn: an address, what is posted there when something is, and the statuses.
type Row<'a> = (String, Option<&'a str>, [u16; 7]);

async fn asked_by_everybody(portal: &TestPortal, rows: &[Row<'_>]) {
    let people = [&portal.rep, &portal.lead, &portal.manager, &portal.editor, &portal.admin, &portal.rival];
    for (path, posted, expected) in rows {
        for (who, status) in iter::once(None).chain(people.map(Some)).zip(expected) {
            let answer = match posted {
                Some(body) => portal.send(who, path, body).await,
                None => portal.get(who, path).await,
            };
            let name = who.map_or("nobody", |who| who.name.as_str());
            assert_eq!(answer.status.as_u16(), *status, "{path} by {name}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn what_is_handed_over_is_for_whom_it_concerns() {
    let portal = portal().await;
    portal.import_content().await;
    let named = all_of_aoba(&portal).await;
    let id = named.iter().find(|(place, _)| *place == "/proposals").unwrap().1.clone();
    let sending = [
        ("id", id.as_str()),
        ("to", "総務部"),
        ("on", "2026-11-16"),
        ("idempotency_key", "key-000000000004"),
        ("with_gaps", "true"),
    ];
    let sent = portal.call(Some(&portal.rep), "send_proposal", &sending).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    let first = format!("form[id]={id}&form[version]=1");
    let first = Some(first.as_str());
    let at = |address: &str| filled(address, &named).0;

    // Nobody, rep, lead, manager, editor, administrator, and the rep of a rival.
    asked_by_everybody(
        &portal,
        &[
            (at("/proposals/*/pdf"), None, [303, 200, 200, 200, 403, 200, 404]),
            (at("/proposals/*/docx"), None, [303, 200, 200, 200, 403, 200, 404]),
            (at("/logos/*"), None, [401, 200, 200, 200, 403, 200, 404]),
            (at("/offline/wanted"), None, [401, 200, 200, 200, 200, 200, 200]),
            ("/api/share_proposal".into(), first, [401, 200, 200, 403, 403, 403, 404]),
        ],
    )
    .await;

    let sheet: ProposalSheet = portal.call_get(Some(&portal.rep), &format!("/api/proposal?id={id}")).await.read();
    let address = sheet.versions[0].link.as_ref().unwrap().address.clone().unwrap();
    let letter = address.strip_prefix("http://portal.test").unwrap();
    let secret = letter.strip_prefix("/letters/").unwrap();
    // Whoever has the link is taken for the customer.
    asked_by_everybody(
        &portal,
        &[
            (letter.to_owned(), None, [200; 7]),
            (format!("{letter}/pdf"), None, [200; 7]),
            (format!("{letter}/logo"), None, [200; 7]),
            (format!("/api/customer_letter?secret={secret}"), None, [200; 7]),
            ("/api/withdraw_letter".into(), first, [401, 200, 200, 403, 403, 403, 404]),
            (letter.to_owned(), None, [404; 7]),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_kit_was_used_for_a_deal_as_those_say_whose_deal_it_is() {
    let portal = portal().await;
    portal.import_content().await;
    let named = all_of_aoba(&portal).await;
    let deal = named.iter().find(|(place, _)| *place == "/deals").unwrap().1.clone();
    let form = format!("form[slug]=too-expensive&form[used_for]={deal}");
    let form = Some(form.as_str());
    // Nobody, rep, lead, manager, editor, administrator, and the rep of a rival.
    asked_by_everybody(
        &portal,
        &[
            (format!("/kits/too-expensive?deal={deal}"), None, [303, 200, 200, 404, 404, 404, 404]),
            ("/api/note_used".into(), form, [401, 200, 200, 403, 403, 403, 404]),
            ("/api/take_back_use".into(), form, [401, 200, 200, 403, 403, 403, 404]),
        ],
    )
    .await;
}
