//! What is not taken, and how that is said.

use axum::http::{Request, StatusCode, header};
use jiso::{
    deal_files::{BYTES_MAX, FILES_MAX},
    failure::Failure,
};
use jiso_server::testing::{portal, portals};

use super::{BOUNDARY, KEY, QUOTE, attach, attach_as, files, multipart, post};
use crate::deals::register;

/// The message beside the field, and what was ticked is kept.
#[tokio::test]
async fn what_cannot_be_taken_is_said_beside_the_field() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let too_large = vec![b'a'; usize::try_from(BYTES_MAX).unwrap() + 1];
        let cases: [(&str, &[u8], &str); 7] = [
            ("tool.exe", b"MZ\x90", "この形式のファイルは添付できません。"),
            ("見積\u{202e}fdp.exe", b"MZ\x90", "この形式のファイルは添付できません。"),
            ("macro.docm", b"PK\x03\x04", "この形式のファイルは添付できません。"),
            ("quote.pdf", b"MZ\x90\0", "ファイルの中身が「.pdf」の形式ではありません。"),
            ("page.txt", b"<html><script>", "ファイルの中身が「.txt」の形式ではありません。"),
            ("quote.pdf", b"", "このファイルは空です。"),
            ("large.txt", &too_large, "ファイルが大きすぎます。10 MB以内のファイルを選んでください。"),
        ];
        for (name, bytes, message) in cases {
            let refused = attach_as(&portal, &portal.rep, &id, KEY, true, Some((name, bytes))).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            let beside = refused.body.split("id=\"f-file-problem\"").nth(1).unwrap_or_default();
            assert!(beside.split("</p>").next().unwrap_or_default().contains(message), "{name}: {}", refused.body);
            assert!(
                refused.body.contains("aria-invalid=\"true\"") && refused.body.contains(&format!("value=\"{KEY}\"")),
                "{name}"
            );
            assert!(refused.body.contains("name=\"form[shared]\" value=\"true\" checked"), "{name}: {}", refused.body);
        }
        for nothing in [None, Some(("", &b""[..]))] {
            let refused = attach_as(&portal, &portal.rep, &id, KEY, false, nothing).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains("ファイルを選んでください。"), "{}", refused.body);
        }
        let english = format!("{id}?lang=en");
        for (name, bytes, message) in [
            ("tool.exe", &b"MZ\x90"[..], "Files of this type cannot be attached."),
            ("large.txt", &too_large, "This file is too large. Please choose one of at most 10 MB."),
        ] {
            let fields = [("_action", "/api/attach_deal_file"), ("form[deal]", id.as_str()), ("form[key]", KEY)];
            let refused = post(&portal, &portal.rep, &english, multipart(&fields, Some((name, bytes)))).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(refused.body.contains(message), "{name}: {}", refused.body);
        }
        let english = portal.call(Some(&portal.rep), "attach_deal_file", &[("deal", &id), ("key", KEY)]).await;
        assert!(matches!(english.failure(), Failure::Invalid { .. }), "a call brings no file");
        assert!(files(&portal, &id).await.is_empty());
        let folder = portal.settings.files_folder().join("deal_files");
        assert_eq!(std::fs::read_dir(folder).map_or(0, Iterator::count), 0, "nothing of it was kept");
    }
}

#[tokio::test]
async fn a_deal_holds_so_many_files() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        for number in 0..FILES_MAX {
            let done = attach(&portal, &portal.rep, &id, &format!("key-file-{number:08}"), "memo.txt", b"memo").await;
            assert_eq!(done.status, StatusCode::SEE_OTHER);
        }
        let full = attach(&portal, &portal.rep, &id, KEY, "memo.txt", b"memo").await;
        assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(full.body.contains("1つの案件に添付できるファイルは20件までです。"), "{}", full.body);
        let one = files(&portal, &id).await.remove(0).id.to_string();
        portal.call(Some(&portal.rep), "remove_deal_file", &[("deal", &id), ("file", &one)]).await;
        assert_eq!(attach(&portal, &portal.rep, &id, KEY, "memo.txt", b"memo").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn only_this_form_may_be_so_large() {
    let portal = portal().await;
    let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    let large = "あ".repeat(700_000);
    let note = [("_action", "/api/note_on_deal"), ("form[deal]", &id), ("form[key]", KEY), ("form[text]", &large)];
    let refused = post(&portal, &portal.rep, &id, multipart(&note, None)).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let urlencoded = portal.post(Some(&portal.rep), &format!("/deals/{id}"), "note_on_deal", &[("text", &large)]).await;
    assert_eq!(urlencoded.status, StatusCode::PAYLOAD_TOO_LARGE);
    let elsewhere = Request::post("/deals/new")
        .header(header::HOST, "portal.test")
        .header(header::COOKIE, portal.cookie(&portal.rep).await)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    let elsewhere = elsewhere.body(multipart(&[], Some(("a.txt", large.as_bytes()))).into()).unwrap();
    assert_eq!(portal.ask(elsewhere).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    // A file with a form that wants none is read past.
    let fields = [("_action", "/api/note_on_deal"), ("form[deal]", &id), ("form[key]", KEY), ("form[text]", "メモ")];
    let taken = post(&portal, &portal.rep, &id, multipart(&fields, Some(("a.txt", large.as_bytes())))).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    assert!(files(&portal, &id).await.is_empty());
}

#[tokio::test]
async fn what_no_browser_sends_is_refused_in_order() {
    let portal = portal().await;
    let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    let action = ("_action", "/api/attach_deal_file");
    // From another site, signed out, without an end, without a known action, for no deal.
    let body = || multipart(&[action, ("form[deal]", &id), ("form[key]", KEY)], Some(("quote.pdf", QUOTE)));
    let request = |site: &str, cookie: String| {
        Request::post(format!("/deals/{id}"))
            .header(header::HOST, "portal.test")
            .header("sec-fetch-site", site)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(body().into())
            .unwrap()
    };
    let cookie = portal.cookie(&portal.rep).await;
    assert_eq!(portal.ask(request("cross-site", cookie.clone())).await.status, StatusCode::FORBIDDEN);
    let nobody = portal.ask(request("same-origin", String::new())).await;
    assert_eq!((nobody.status, nobody.location()), (StatusCode::SEE_OTHER, format!("/sign-in?next=%2Fdeals%2F{id}").as_str()));
    assert_eq!(portal.ask(request("same-origin", cookie)).await.status, StatusCode::SEE_OTHER);
    for (fields, status) in [
        (vec![("_action", "/api/no_such"), ("form[deal]", &id), ("form[key]", KEY)], StatusCode::BAD_REQUEST),
        (vec![action, ("form[key]", KEY)], StatusCode::BAD_REQUEST),
        (vec![action, ("form[deal]", "00000000-0000-7000-8000-000000000000"), ("form[key]", KEY)], StatusCode::NOT_FOUND),
        (vec![action, ("form[deal]", &id), ("form[key]", "short")], StatusCode::BAD_REQUEST),
    ] {
        let refused = post(&portal, &portal.rep, &id, multipart(&fields, Some(("quote.pdf", QUOTE)))).await;
        assert_eq!(refused.status, status, "{fields:?}");
    }
    assert_eq!(post(&portal, &portal.rep, &id, b"no form".to_vec()).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(files(&portal, &id).await.len(), 1);
}
