//! Proposals: made for a deal on `/proposals/new`, written on `/proposals/:id`, handed over as PDF and DOCX.

mod again;
mod links;
mod printed;
mod sent;
mod together;
mod written;

use std::{io::Read, time::Instant};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiso::{
    activity::ActivityKind,
    caller::Caller,
    failure::{Conflict, Failure, Problem},
    lang::Lang,
    proposals::{NewProposalSheet, ProposalPart, ProposalSheet, ProposalText},
    publishing::{DocumentKind, DocumentPath, Revision},
    time::Day,
};
use jiso_server::testing::{Answered, TestPortal, portal, portals};
use lopdf::Document;

use crate::deals::{approve, register, win};

const KEY: &str = "key-000000000009";

async fn made(portal: &TestPortal) -> (String, String) {
    portal.import_content().await;
    let deal = register(portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    let id = make(portal, &deal, "first-proposal", KEY).await;
    (deal, id)
}

async fn make(portal: &TestPortal, deal: &str, template: &str, key: &str) -> String {
    let form = [("deal", deal), ("template", template), ("idempotency_key", key)];
    let page = portal.post(Some(&portal.rep), &format!("/proposals/new?deal={deal}"), "make_proposal", &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.location().strip_prefix("/proposals/").unwrap().split('?').next().unwrap().to_owned()
}

async fn sheet(portal: &TestPortal, who: &Caller, id: &str) -> ProposalSheet {
    portal.call_get(Some(who), &format!("/api/proposal?id={id}")).await.read()
}

/// What a browser sends of an untouched form, with `changed` in place of what it says.
fn fields(sheet: &ProposalSheet, changed: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = &sheet.form;
    let mut fields: Vec<(String, String)> = [
        ("id", &form.id),
        ("seen", &form.seen),
        ("title", &form.title),
        ("customer", &form.customer),
        ("contact", &form.contact),
        ("industry", &form.industry),
        ("employees", &form.employees),
        ("amount", &form.amount),
        ("rep", &form.rep),
        ("date", &form.date),
    ]
    .map(|(name, value)| (name.to_owned(), value.clone()))
    .into();
    for (place, own) in form.own.iter().enumerate() {
        for (name, value) in [("name", &own.name), ("line", &own.line), ("price", &own.price)] {
            fields.push((format!("own.{place}.{name}"), value.clone()));
        }
    }
    for (place, text) in form.regions.iter().enumerate() {
        fields.push((format!("regions.{place}"), text.clone()));
    }
    for (name, value) in changed {
        match fields.iter_mut().find(|(one, _)| one == name) {
            Some(field) => (*value).clone_into(&mut field.1),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

async fn save(portal: &TestPortal, who: &Caller, sheet: &ProposalSheet, changed: &[(&str, &str)]) -> Answered {
    let fields = fields(sheet, changed);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    portal.post(Some(who), &format!("/proposals/{}", sheet.id), "save_proposal", &fields).await
}

async fn send(portal: &TestPortal, who: &Caller, id: &str, on: &str, key: &str) -> Answered {
    let form = [("id", id), ("to", "総務部 髙﨑様"), ("on", on), ("idempotency_key", key), ("with_gaps", "true")];
    portal.call(Some(who), "send_proposal", &form).await
}

/// The text of a PDF without its spaces.
fn text_of(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect()
}

fn docx_text(docx: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

fn png(side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgb);
    let data = vec![90; (side * side * 3) as usize];
    encoder.write_header().unwrap().write_image_data(&data).unwrap();
    bytes
}

/// A file as a browser sends it.
async fn put_logo(portal: &TestPortal, who: &Caller, page: &str, media_type: &str, file: &[u8]) -> Answered {
    let head = "--line\r\nContent-Disposition: form-data; name=\"_action\"\r\n\r\n/api/put_logo\r\n--line\r\n";
    let part =
        format!("Content-Disposition: form-data; name=\"form[file]\"; filename=\"logo\"\r\nContent-Type: {media_type}\r\n\r\n");
    let body = [head.as_bytes(), part.as_bytes(), file, b"\r\n--line--\r\n"].concat();
    let request = Request::post(page)
        .header(header::HOST, "portal.test")
        .header(header::COOKIE, portal.cookie(who).await)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=line")
        .body(Body::from(body))
        .unwrap();
    portal.ask(request).await
}

#[tokio::test]
async fn a_proposal_is_made_written_printed_and_sent() {
    for portal in portals().await {
        let (deal, id) = made(&portal).await;
        let page = portal.get(Some(&portal.rep), &format!("/deals/{deal}")).await;
        assert!(page.body.contains(&format!("/proposals/{id}")) && page.body.contains("提案書を作る"), "{}", page.body);
        assert_eq!(make(&portal, &deal, "first-proposal", KEY).await, id, "made twice with one key, it is made once");

        let new = sheet(&portal, &portal.rep, &id).await;
        assert_eq!((new.form.title.as_str(), new.form.customer.as_str()), ("お客様対応の改善のご提案", "北浜製作所"));
        assert!(new.may && new.versions.is_empty() && new.gaps > 0);
        let locked =
            new.parts.iter().filter(|part| matches!(part, ProposalPart::Locked(html, _) if html.contains("92%減"))).count();
        assert_eq!(locked, 1, "what was measured is locked");
        let pdf = portal.get(Some(&portal.rep), &format!("/proposals/{id}/pdf")).await;
        let text = text_of(&pdf.bytes);
        assert!(text.contains("【従業員数】名") && !text.contains("{{"), "what a deal does not say stands as a gap: {text}");

        let changed = [
            ("contact", "総務部 髙﨑"),
            ("own.0.name", "LAN工事"),
            ("own.0.line", "全拠点の配線"),
            ("own.0.price", "480,000円"),
            ("regions.0", "{{customer}}の**3拠点**で、返信漏れが週に5件ありました。"),
        ];
        let saved = save(&portal, &portal.rep, &new, &changed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let written = sheet(&portal, &portal.rep, &id).await;
        assert_eq!((written.form.own[0].name.as_str(), written.kept), ("LAN工事", false));

        let pdf = portal.get(Some(&portal.rep), &format!("/proposals/{id}/pdf")).await;
        assert_eq!((pdf.status, pdf.headers[header::CONTENT_TYPE].to_str().unwrap()), (StatusCode::OK, "application/pdf"));
        let text = text_of(&pdf.bytes);
        for said in [
            "北浜製作所御中",
            "総務部髙﨑様",
            "2026年11月16日",
            "返信漏れが週に5件",
            "LAN工事",
            "対応漏れは92%減",
            "青葉商会",
            "1/",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains("{{"), "{text}");
        let document = Document::load_mem(&pdf.bytes).unwrap();
        let embedded = document.objects.values().filter_map(|one| one.as_dict().ok()).filter(|one| one.has(b"FontFile2"));
        let names: Vec<_> =
            embedded.map(|one| String::from_utf8_lossy(one.get(b"FontName").unwrap().as_name().unwrap()).into_owned()).collect();
        assert!(names.len() == 2 && names.iter().all(|name| name.as_bytes()[6] == b'+'), "{names:?}");
        assert!(pdf.bytes.len() < 250_000, "of 7 MB of fonts what is used: {}", pdf.bytes.len());
        let docx = portal.get(Some(&portal.lead), &format!("/proposals/{id}/docx")).await;
        assert!(docx_text(&docx.bytes).contains("LAN工事"), "{}", docx.status);
        let read: ProposalText = portal.call_get(Some(&portal.rep), &format!("/api/proposal_text?id={id}&version=")).await.read();
        assert!(read.html.contains("<strong>3拠点</strong>") && read.html.contains("480,000円"), "{}", read.html);
        assert_eq!(read.addressee, ["北浜製作所 御中", "総務部 髙﨑 様"]);

        for _ in 0..2 {
            assert_eq!(send(&portal, &portal.rep, &id, "2026-11-16", KEY).await.status, StatusCode::OK);
        }
        let later = save(&portal, &portal.rep, &sheet(&portal, &portal.rep, &id).await, &[("title", "改めてのご提案")]).await;
        assert_eq!(later.status, StatusCode::SEE_OTHER, "{}", later.body);
        let now = sheet(&portal, &portal.manager, &id).await;
        assert_eq!((now.versions.len(), now.versions[0].sent.len(), now.kept, now.may), (1, 1, false, false));
        let kept = portal.get(Some(&portal.rep), &format!("/proposals/{id}/pdf?version=1")).await;
        assert!(text_of(&kept.bytes).contains("お客様対応の改善のご提案"), "what was sent stays as it was");
        portal.call(Some(&portal.rep), "keep_proposal", &[("id", &id)]).await;
        portal.call(Some(&portal.rep), "keep_proposal", &[("id", &id)]).await;
        let now = sheet(&portal, &portal.manager, &id).await;
        assert_eq!((now.versions.len(), now.kept), (2, true), "the same text is one version");
        let opened: Vec<&str> = now.openings.iter().filter_map(|one| one.who.as_deref()).collect();
        assert!(opened.contains(&portal.rep.name.as_str()) && opened.contains(&portal.lead.name.as_str()), "{opened:?}");

        let mut tx = portal.office.store.read().await.unwrap();
        let standing = tx.standing(portal.aoba).await.unwrap();
        let count = |kind| standing.count(kind);
        assert_eq!((count(ActivityKind::TemplateFilled), count(ActivityKind::ProposalMade)), (1, 1));
    }
}

#[tokio::test]
async fn a_proposal_is_a_use_of_its_template() {
    for portal in portals().await {
        let (deal, id) = made(&portal).await;
        portal.at(portal.office.now().plus_hours(1));
        save(&portal, &portal.rep, &sheet(&portal, &portal.rep, &id).await, &[("contact", "髙﨑")]).await;
        assert_ne!(make(&portal, &deal, "first-proposal", "key-000000000010").await, id);
        let kit = portal.get(Some(&portal.rival), "/kits/first-proposal").await;
        assert!(kit.body.contains("1件（うち受注0件）"), "made twice, it is one deal: {}", kit.body);
        approve(&portal, &deal).await;
        win(&portal, &deal).await;
        let kit = portal.get(Some(&portal.rival), "/kits/first-proposal").await;
        assert!(kit.body.contains("1件（うち受注1件）"), "{}", kit.body);
        let list = portal.get(Some(&portal.rival), "/kits?kind=template").await;
        assert_eq!(list.body.replace("<!>", "").matches("受注1件で使用").count(), 1, "{}", list.body);
    }
}

#[tokio::test]
async fn a_template_past_its_last_day_is_offered_last_and_says_so() {
    for portal in portals().await {
        portal.import_content().await;
        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let (page, api) = (format!("/proposals/new?deal={deal}"), format!("/api/proposal_templates?deal={deal}"));
        assert!(!portal.get(Some(&portal.rep), &page).await.body.contains("期限切れ"));

        // What fits a manufacturer ran out two weeks ago; there is something for everybody that did not.
        portal.at(Day::from_ymd(2027, 10, 15).unwrap().at_minute(600));
        let choices: NewProposalSheet = portal.call_get(Some(&portal.rep), &api).await.read();
        let fresh = choices.templates.iter().take_while(|one| !one.stale).count();
        assert!((1..choices.templates.len()).contains(&fresh), "{choices:?}");
        assert!(choices.templates[fresh..].iter().all(|one| one.stale) && choices.templates[fresh].fits, "{choices:?}");
        let shown = portal.get(Some(&portal.rep), &page).await.body;
        assert!(shown.contains(&format!("value=\"{}\" checked", choices.templates[0].slug)), "{shown}");
        assert_eq!(shown.matches("期限切れ").count(), choices.templates.len() - fresh, "{shown}");

        portal.at(Day::from_ymd(2028, 1, 15).unwrap().at_minute(600));
        let choices: NewProposalSheet = portal.call_get(Some(&portal.rep), &api).await.read();
        assert!(choices.templates[0].fits && choices.templates.iter().all(|one| one.stale), "{choices:?}");
    }
}

#[tokio::test]
async fn what_is_locked_cannot_be_written_and_what_is_wrong_is_named() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        let new = sheet(&portal, &portal.rep, &id).await;
        let forged = format!("regions.{}", new.form.regions.len());
        let answer = save(&portal, &portal.rep, &new, &[(&forged, "効果は200%です。")]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "there is no field for what is locked");
        for (field, text, problem) in [
            ("regions.0", "一行目\n{{custmer}}様", "2行目：差し込み項目 {{custmer}} はありません"),
            ("regions.1", "{{edit}}", "1行目：差し込み項目 {{edit}} はありません"),
            ("regions.0", "# 大見出し", "見出しは「## 」から"),
            ("date", "あした", "日付は2026-11-23のように"),
            ("title", "", "入力してください"),
        ] {
            let answer = save(&portal, &portal.rep, &new, &[(field, text), ("contact", "残る名前")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", answer.body);
            assert!(answer.body.contains(problem) && answer.body.contains("残る名前"), "{field}: {problem}");
        }
        assert_eq!(sheet(&portal, &portal.rep, &id).await.form, new.form, "nothing of it is kept");
        let tomorrow = send(&portal, &portal.rep, &id, "2026-11-17", KEY).await;
        assert_eq!(tomorrow.failure(), Failure::invalid("on", Problem::DateAhead));

        portal.at(portal.office.now().plus_hours(1));
        assert_eq!(save(&portal, &portal.lead, &new, &[("contact", "課長")]).await.status, StatusCode::SEE_OTHER);
        let late = fields(&new, &[("contact", "部長")]);
        let late: Vec<(&str, &str)> = late.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let Failure::Conflict { conflict: Conflict::EditedMeanwhile { by, .. } } =
            portal.call(Some(&portal.rep), "autosave_proposal", &late).await.failure()
        else {
            panic!("what a colleague wrote is not written over")
        };
        assert_eq!(by, portal.lead.name);
    }
}

/// Publishes a text past the check, as an older version of the portal may have done.
async fn spoil(portal: &TestPortal, slug: &str, body: &str) {
    let (mut tx, at) = (portal.office.store.write().await.unwrap(), portal.office.now());
    let path = DocumentPath::single(DocumentKind::Template, slug, Lang::Ja).unwrap();
    let before = tx.document_at(&path).await.unwrap().unwrap();
    let newest = before.standing.newest();
    let good = tx.revision(newest).await.unwrap().unwrap();
    let meta = good.front.check(DocumentKind::Template).unwrap();
    let number = tx.next_number(before.id).await.unwrap();
    let bad = Revision { id: portal.office.new_id(), number, at, body: body.into(), ..good };
    let document = before.save(newest, bad.id).unwrap();
    assert!(tx.save_draft(&document, &bad).await.unwrap());
    let document = document.publish(bad.id).unwrap();
    assert!(tx.save_published(&document, &bad, &meta, at, "test").await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_template_with_an_unknown_placeholder_makes_no_proposal() {
    for portal in portals().await {
        portal.import_content().await;
        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        spoil(&portal, "first-proposal", "## 題\n\n{{custmer}}様\n").await;
        let form = [("deal", deal.as_str()), ("template", "first-proposal"), ("idempotency_key", KEY)];
        let page = portal.post(Some(&portal.rep), &format!("/proposals/new?deal={deal}"), "make_proposal", &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        assert!(page.body.contains("3行目：差し込み項目 {{custmer}} はありません"), "{}", page.body);
        let none = portal
            .call(Some(&portal.rep), "make_proposal", &[("deal", &deal), ("template", "nothing"), ("idempotency_key", KEY)])
            .await;
        assert_eq!(none.failure(), Failure::invalid("template", Problem::NotOffered));
    }
}

#[tokio::test]
async fn a_logo_stands_on_the_paper_or_is_refused() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        let page = format!("/proposals/{id}");
        for (media_type, file, problem) in [
            ("image/png", b"no picture".to_vec(), "PNGまたはJPEG"),
            ("image/svg+xml", b"<svg onload=\"alert(1)\"/>".to_vec(), "PNGまたはJPEG"),
            ("image/png", png(80)[..60].to_vec(), "PNGまたはJPEG"),
            ("image/png", [png(8), vec![0; 201 * 1024]].concat(), "200KB以下"),
            ("image/png", Vec::new(), "PNGまたはJPEG"),
            ("text/plain", b"text".to_vec(), "PNGまたはJPEG"),
        ] {
            let answer = put_logo(&portal, &portal.rep, &page, media_type, &file).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{media_type}: {}", answer.body);
            assert!(answer.body.contains(problem) && !answer.body.contains("base64"), "{media_type} {problem}: {}", answer.body);
        }
        let without = portal.get(Some(&portal.rep), &format!("{page}/pdf")).await.bytes;
        let put = put_logo(&portal, &portal.rep, &page, "image/png", &png(80)).await;
        assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
        let with = portal.get(Some(&portal.rep), &format!("{page}/pdf")).await.bytes;
        let pictures = |pdf: &[u8]| {
            let document = Document::load_mem(pdf).unwrap();
            let is = |one: &&lopdf::Object| {
                one.as_stream()
                    .is_ok_and(|one| one.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Image")))
            };
            document.objects.values().filter(is).count()
        };
        assert_eq!((pictures(&without), pictures(&with)), (0, 1));
        let logo = sheet(&portal, &portal.rep, &id).await.logo.unwrap();
        let file = portal.get(Some(&portal.manager), &logo).await;
        assert_eq!((file.status, file.bytes), (StatusCode::OK, png(80)));
        assert_eq!(portal.get(Some(&portal.rival), &logo).await.status, StatusCode::NOT_FOUND);
        assert_eq!(portal.get(None, &logo).await.status, StatusCode::UNAUTHORIZED);
        portal.call(Some(&portal.rep), "put_logo", &[("remove", "yes")]).await;
        assert_eq!(sheet(&portal, &portal.rep, &id).await.logo, None);
    }
}

#[tokio::test]
async fn a_proposal_of_another_company_is_not_there() {
    let portal = portal().await;
    let (deal, id) = made(&portal).await;
    let written = sheet(&portal, &portal.rep, &id).await;
    for page in ["", "/read", "/pdf", "/docx", "/read?version=1"] {
        let page = format!("/proposals/{id}{page}");
        assert_eq!(portal.get(Some(&portal.rival), &page).await.status, StatusCode::NOT_FOUND, "{page}");
        assert_eq!(portal.get(Some(&portal.editor), &page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    for page in ["/proposals/nonsense/pdf", &format!("/proposals/{id}/pdf?version=1"), &format!("/proposals/{id}/pdf?version=x")]
    {
        assert_eq!(portal.get(Some(&portal.rep), page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert_eq!(portal.get(None, &format!("/proposals/{id}/pdf")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(portal.get(Some(&portal.rival), &format!("/proposals/new?deal={deal}")).await.status, StatusCode::NOT_FOUND);
    let make = [("deal", deal.as_str()), ("template", "first-proposal"), ("idempotency_key", "key-000000000002")];
    for (who, status) in [(&portal.rival, StatusCode::NOT_FOUND), (&portal.manager, StatusCode::FORBIDDEN)] {
        assert_eq!(portal.call(Some(who), "make_proposal", &make).await.status, status);
        assert_eq!(send(&portal, who, &id, "2026-11-16", KEY).await.status, status);
        assert_eq!(portal.call(Some(who), "keep_proposal", &[("id", &id)]).await.status, status);
        let fields = fields(&written, &[("title", "x")]);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(portal.call(Some(who), "save_proposal", &fields).await.status, status);
    }
    assert_eq!(portal.call(Some(&portal.manager), "put_logo", &[("remove", "yes")]).await.status, StatusCode::FORBIDDEN);
    let page = portal.get(Some(&portal.manager), &format!("/console/deals/{deal}")).await;
    assert!(page.body.contains(&format!("/proposals/{id}")) && !page.body.contains("提案書を作る"), "the vendor reads");
    let choices: NewProposalSheet =
        portal.call_get(Some(&portal.rep), &format!("/api/proposal_templates?deal={deal}")).await.read();
    assert!(choices.templates.len() >= 6 && choices.templates[0].fits, "what fits comes first: {choices:?}");
    // An outsider of the deal within the company sees it, and writes nothing.
    let other =
        jiso_server::testing::person(&portal.office, "別の 担当", "other@aoba.example", portal.rep.role, portal.rep.company)
            .await;
    assert!(!sheet(&portal, &other, &id).await.may);
    assert_eq!(portal.call(Some(&other), "keep_proposal", &[("id", &id)]).await.status, StatusCode::FORBIDDEN);
}

/// `cargo test --release --test http -- proposals::how_long --ignored --nocapture`
#[tokio::test]
#[ignore = "a measurement"]
#[allow(clippy::disallowed_methods, reason = "it measures")]
async fn how_long_a_pdf_takes() {
    let portal = portal().await;
    let (_, id) = made(&portal).await;
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        let pdf = portal.get(Some(&portal.rep), &format!("/proposals/{id}/pdf")).await;
        times.push(begun.elapsed());
        assert_eq!(pdf.status, StatusCode::OK);
    }
    times.sort();
    println!("p50 {:?}, p99 {:?}", times[100], times[198]);
}
