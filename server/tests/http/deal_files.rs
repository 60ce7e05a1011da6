//! Files on `/deals/:id`: in by a plain form, out as a download, and for nobody else.

mod bucket;
mod refused;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiso::{
    activity::ActivityKind,
    caller::{Caller, Role},
    deal_files::{FileLine, FileSheet},
    deals::{DealSheet, Happening, ReviewSheet},
    failure::Failure,
};
use jiso_server::{
    jobs::clock::let_time_pass,
    testing::{Answered, TestPortal, person, portals},
};

use crate::deals::register;

const KEY: &str = "key-file-00000001";
const QUOTE: &[u8] = b"%PDF-1.7\nquote";
const BOUNDARY: &str = "----portal";

/// A form with a file, as a browser sends it; an empty name is that of no file.
fn multipart(fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    if let Some((name, bytes)) = file {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"form[file]\"; filename=\"{name}\"\r\n");
        body.extend(head.into_bytes());
        body.extend(b"Content-Type: application/octet-stream\r\n\r\n");
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

async fn post(portal: &TestPortal, who: &Caller, id: &str, body: impl Into<Body>) -> Answered {
    let request = Request::post(format!("/deals/{id}"))
        .header(header::HOST, "portal.test")
        .header(header::COOKIE, portal.cookie(who).await)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    portal.ask(request.body(body.into()).unwrap()).await
}

async fn attach_as(
    portal: &TestPortal,
    who: &Caller,
    id: &str,
    key: &str,
    shared: bool,
    file: Option<(&str, &[u8])>,
) -> Answered {
    let mut fields = vec![("_action", "/api/attach_deal_file"), ("form[deal]", id), ("form[key]", key)];
    if shared {
        fields.push(("form[shared]", "true"));
    }
    post(portal, who, id, multipart(&fields, file)).await
}

async fn attach(portal: &TestPortal, who: &Caller, id: &str, key: &str, name: &str, bytes: &[u8]) -> Answered {
    attach_as(portal, who, id, key, false, Some((name, bytes))).await
}

async fn sheet(portal: &TestPortal, who: &Caller, id: &str) -> DealSheet {
    portal.call_get(Some(who), &format!("/api/deal?id={id}")).await.read()
}

async fn review(portal: &TestPortal, who: &Caller, id: &str) -> ReviewSheet {
    portal.call_get(Some(who), &format!("/api/deal_to_review?id={id}")).await.read()
}

async fn files(portal: &TestPortal, id: &str) -> Vec<FileLine> {
    sheet(portal, &portal.lead, id).await.files.unwrap().files
}

fn told(timeline: &[jiso::deals::TimelineEntry]) -> Vec<String> {
    let told = timeline.iter().filter_map(|entry| match &entry.what {
        Happening::Filed(name) => Some(format!("+{name} {}", entry.who.clone().unwrap())),
        Happening::Unfiled(name) => Some(format!("-{name} {}", entry.who.clone().unwrap())),
        _ => None,
    });
    told.collect()
}

#[tokio::test]
async fn a_file_is_attached_read_and_removed_without_a_script() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let page = format!("/deals/{id}");
        let empty = portal.get(Some(&portal.rep), &page).await.body;
        assert!(empty.contains("enctype=\"multipart/form-data\"") && empty.contains("type=\"file\""), "{empty}");
        assert!(empty.contains(".pdf,.docx,.xlsx,.pptx,.png,.jpg,.webp,.csv,.txt,.jpeg"), "{empty}");

        let done = attach(&portal, &portal.rep, &id, KEY, "御見積書 (案).pdf", QUOTE).await;
        assert_eq!(
            (done.status, done.location()),
            (StatusCode::SEE_OTHER, format!("{page}?done=filed&after={KEY}").as_str()),
            "{}",
            done.body
        );
        let shown = portal.get(Some(&portal.lead), done.location()).await.body;
        for part in ["ファイルを添付しました。", "御見積書 (案).pdf", "14 B ・ 佐藤 健さん", "ファイルを添付：御見積書 (案).pdf"]
        {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        let file = files(&portal, &id).await.remove(0);
        let address = format!("{page}/files/{}", file.id);
        assert!(shown.contains(&format!("href=\"{address}\"")), "{shown}");

        let got = portal.get(Some(&portal.rep), &address).await;
        assert_eq!((got.status, got.body.as_bytes()), (StatusCode::OK, QUOTE));
        for (name, value) in [
            (header::CONTENT_TYPE, "application/pdf"),
            (header::CONTENT_LENGTH, "14"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"file.pdf\"; \
                 filename*=UTF-8''%E5%BE%A1%E8%A6%8B%E7%A9%8D%E6%9B%B8%20%28%E6%A1%88%29.pdf",
            ),
            (header::CACHE_CONTROL, "private, no-cache"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        ] {
            assert_eq!(got.headers[&name], value, "{name}");
        }

        let file_id = file.id.to_string();
        for _ in 0..2 {
            let fields = [("deal", id.as_str()), ("file", file_id.as_str())];
            let gone = portal.post(Some(&portal.lead), &page, "remove_deal_file", &fields).await;
            assert_eq!(
                (gone.status, gone.location()),
                (StatusCode::SEE_OTHER, format!("{page}?done=unfiled&after={file_id}").as_str())
            );
        }
        assert_eq!(portal.get(Some(&portal.rep), &address).await.status, StatusCode::NOT_FOUND);
        let after = sheet(&portal, &portal.rep, &id).await;
        assert_eq!(told(&after.timeline), ["-御見積書 (案).pdf 鈴木 恵", "+御見積書 (案).pdf 佐藤 健"]);
        assert!(after.files.unwrap().files.is_empty());

        let mut tx = portal.office.store.read().await.unwrap();
        let happened = tx.activities_about(portal.aoba, id.parse::<jiso::id::DealId>().unwrap().uuid()).await.unwrap();
        let of = |kind| happened.iter().filter(|one| one.kind == kind).count();
        assert_eq!((of(ActivityKind::DealFiled), of(ActivityKind::DealUnfiled)), (1, 1));
        drop(tx);

        // What was in it is swept when nobody can be reading it any more.
        let_time_pass(&portal.office).await.unwrap();
        assert!(portal.office.objects.read(file.id).await.is_ok());
        portal.at(portal.office.now() + std::time::Duration::from_mins(61));
        let_time_pass(&portal.office).await.unwrap();
        assert!(portal.office.objects.read(file.id).await.is_err());
    }
}

#[tokio::test]
async fn only_who_works_on_a_deal_has_its_files_and_the_vendor_what_it_is_shown() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let foreign = register(&portal, &portal.rival, "key-000000000002", "南浜製作所").await;
        let other = person(&portal.office, "中村 蓮", "ren@aoba.example", Role::PartnerRep, Some(portal.aoba)).await;
        let third = person(&portal.office, "原 凪", "nagi@aoba.example", Role::PartnerRep, Some(portal.aoba)).await;
        let on = [("deal", id.as_str()), ("colleague", &other.user.to_string())];
        portal.call(Some(&portal.rep), "add_colleague", &on).await;
        attach(&portal, &portal.rep, &id, KEY, "議事録.txt", "社内だけ".as_bytes()).await;
        attach_as(&portal, &portal.rep, &id, "key-file-00000002", true, Some(("提案.txt", "見せる".as_bytes()))).await;
        attach(&portal, &portal.rival, &foreign, KEY, "theirs.txt", b"theirs").await;
        let lines = files(&portal, &id).await;
        let find = |name: &str| lines.iter().find(|one| one.name.as_str() == name).unwrap();
        let (private, shared) = (find("議事録.txt").id.to_string(), find("提案.txt").id.to_string());
        let theirs = sheet(&portal, &portal.rival, &foreign).await.files.unwrap().files[0].id.to_string();

        //                              read the private one, the shared one, attach, remove
        let (yes, forbidden, unknown) = (StatusCode::OK, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND);
        let table: [(&Caller, [StatusCode; 4]); 8] = [
            (&third, [forbidden; 4]),
            (&portal.rival, [unknown; 4]),
            (&portal.manager, [unknown, yes, forbidden, forbidden]),
            (&portal.admin, [unknown, yes, forbidden, forbidden]),
            (&portal.editor, [forbidden; 4]),
            (&other, [yes; 4]),
            (&portal.lead, [yes; 4]),
            (&portal.rep, [yes; 4]),
        ];
        for (place, (who, expected)) in table.into_iter().enumerate() {
            let key = format!("key-by-0000000000{place}");
            let tried = attach(&portal, who, &id, &key, "attempt.txt", key.as_bytes()).await.status;
            let mine = files(&portal, &id).await.into_iter().find(|one| one.name.as_str() == "attempt.txt");
            let target = mine.map_or_else(|| private.clone(), |file| file.id.to_string());
            let fields = [("deal", id.as_str()), ("file", target.as_str())];
            let found = [
                portal.get(Some(who), &format!("/deals/{id}/files/{private}")).await.status,
                portal.get(Some(who), &format!("/deals/{id}/files/{shared}")).await.status,
                if tried == StatusCode::SEE_OTHER { yes } else { tried },
                portal.call(Some(who), "remove_deal_file", &fields).await.status,
            ];
            assert_eq!(found, expected, "{}", who.name);
        }
        assert_eq!(files(&portal, &id).await.len(), 2);

        // One company's file is not found under another's deal, nor anything under what is no id.
        for (who, deal, file) in [
            (&portal.rep, id.as_str(), theirs.as_str()),
            (&portal.rival, foreign.as_str(), private.as_str()),
            (&portal.manager, foreign.as_str(), shared.as_str()),
            (&portal.rep, id.as_str(), "x"),
            (&portal.rep, "x", private.as_str()),
        ] {
            assert_eq!(portal.get(Some(who), &format!("/deals/{deal}/files/{file}")).await.status, unknown, "{deal} {file}");
            let fields = [("deal", deal), ("file", file)];
            let refused = portal.call(Some(who), "remove_deal_file", &fields).await.failure();
            assert!(matches!(refused, Failure::NotFound | Failure::Forbidden), "{deal} {file}: {refused:?}");
        }
        let stranger = portal.get(None, &format!("/deals/{id}/files/{private}")).await;
        assert_eq!(
            (stranger.status, stranger.location()),
            (StatusCode::SEE_OTHER, format!("/sign-in?next=%2Fdeals%2F{id}").as_str())
        );

        // Pages tell of them as little as the downloads.
        let outside = sheet(&portal, &third, &id).await;
        assert_eq!((outside.files, told(&outside.timeline).len()), (None, 0));
        let seen = review(&portal, &portal.manager, &id).await;
        assert_eq!(told(&seen.timeline), ["+提案.txt 佐藤 健"]);
        let FileSheet { files, key } = seen.files;
        assert_eq!((files.len(), files[0].name.as_str(), key), (1, "提案.txt", None));
        let page = portal.get(Some(&portal.manager), &format!("/console/deals/{id}")).await.body;
        assert!(page.contains("提案.txt") && !page.contains("議事録.txt") && !page.contains("type=\"file\""), "{page}");
        let page = portal.get(Some(&portal.manager), &format!("/console/deals/{foreign}")).await.body;
        assert!(!page.contains("id=\"files\""), "no heading over nothing");
    }
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_one_file() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let (first, second) = tokio::join!(
            attach(&portal, &portal.rep, &id, KEY, "quote.pdf", QUOTE),
            attach(&portal, &portal.rep, &id, KEY, "quote.pdf", QUOTE)
        );
        let third = attach(&portal, &portal.rep, &id, KEY, "quote.pdf", QUOTE).await;
        assert_eq!([first.status, second.status, third.status], [StatusCode::SEE_OTHER; 3]);
        assert_eq!(files(&portal, &id).await.len(), 1);

        // Gone back, and another one chosen.
        assert_eq!(attach(&portal, &portal.rep, &id, KEY, "quote-2.pdf", QUOTE).await.status, StatusCode::SEE_OTHER);
        let names: Vec<_> = files(&portal, &id).await.iter().map(|file| file.name.to_string()).collect();
        assert_eq!(names, ["quote-2.pdf", "quote.pdf"]);

        // What the second and third time had stored is swept, and the file stays.
        portal.at(portal.office.now() + std::time::Duration::from_mins(61));
        let_time_pass(&portal.office).await.unwrap();
        let mut tx = portal.office.store.read().await.unwrap();
        assert!(tx.loose_objects(portal.office.now().plus_days(1), 9).await.unwrap().is_empty());
        drop(tx);
        for file in files(&portal, &id).await {
            let got = portal.get(Some(&portal.rep), &format!("/deals/{id}/files/{}", file.id)).await;
            assert_eq!((got.status, got.body.as_bytes()), (StatusCode::OK, QUOTE), "{}", file.name);
        }
        let folder = portal.settings.files_folder().join("deal_files");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), 2);
    }
}

#[tokio::test]
async fn an_upload_that_never_ends_leaves_nothing() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let whole = multipart(
            &[("_action", "/api/attach_deal_file"), ("form[deal]", &id), ("form[key]", KEY)],
            Some(("long.txt", &vec![b'a'; 2_000_000])),
        );
        // The connection breaks in the middle of the file.
        let cut = post(&portal, &portal.rep, &id, whole[..1_500_000].to_vec()).await;
        assert_eq!(cut.status, StatusCode::BAD_REQUEST);
        // The power fails while it is stored.
        let mut upload = portal.office.expect_file(&portal.rep, &id, "long.txt").await.unwrap();
        upload.take(vec![b'a'; 1_000_000].into()).await.unwrap();
        std::mem::forget(upload);
        // It is stored, and then the row is not.
        let mut upload = portal.office.expect_file(&portal.rep, &id, "whole.txt").await.unwrap();
        upload.take(vec![b'a'; 1_000].into()).await.unwrap();
        let stored = upload.end().await.unwrap().id;
        let folder = portal.settings.files_folder().join("deal_files");
        assert!(std::fs::read_dir(&folder).unwrap().count() >= 2);
        assert!(files(&portal, &id).await.is_empty());

        let_time_pass(&portal.office).await.unwrap();
        assert!(portal.office.objects.read(stored).await.is_ok(), "somebody may still be sending it");
        portal.at(portal.office.now() + std::time::Duration::from_mins(61));
        let_time_pass(&portal.office).await.unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    }
}
