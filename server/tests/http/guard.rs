//! What every request passes, whatever it asks for.

use std::{
    io,
    os::unix::fs::PermissionsExt,
    sync::{Arc, Mutex},
};

use axum::{
    body::Body,
    http::{Request, StatusCode, header, request::Builder},
};
use jiso_server::testing::{TestPortal, portal};

const SECURITY: [&str; 4] = ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"];

fn form(path: &str) -> Builder {
    Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

async fn cookie_for(portal: &TestPortal, host: &str) -> String {
    let request = form("/demo/sign-in").header(header::HOST, host).body(Body::from("persona=rep")).unwrap();
    let answered = portal.ask(request).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    answered.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().to_owned()
}

#[tokio::test]
async fn cookies_travel_in_the_open_on_localhost_only() {
    let portal = portal().await;
    for host in ["localhost:3000", "127.0.0.1:3000", "[::1]:3000"] {
        assert!(!cookie_for(&portal, host).await.contains("Secure"), "{host}");
    }
    for host in ["192.0.2.7:3000", "portal.test", "localhost.evil.example"] {
        assert!(cookie_for(&portal, host).await.contains("; Secure"), "{host}");
    }
    let fields = [("lang", "en"), ("back", "/")];
    let switched = portal.post(None, "/sign-in", "switch_language", &fields).await;
    assert!(switched.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().contains("; Secure"));
}

#[tokio::test]
async fn refusals_speak_the_persons_language() {
    let portal = portal().await;
    let mut tx = portal.office.store.write().await.unwrap();
    tx.change_language(portal.rep.user, jiso::lang::Lang::En).await.unwrap();
    tx.commit().await.unwrap();
    let cookie = portal.cookie(&portal.rep).await;
    let from = |path: &str| form(path).header(header::COOKIE, &cookie).header(header::ACCEPT_LANGUAGE, "ja");

    let foreign = from("/me").header(header::ORIGIN, "https://evil.example").body(Body::from("_action=x")).unwrap();
    let foreign = portal.ask(foreign).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    assert!(foreign.body.contains("not sent from a page of this portal"), "{}", foreign.body);

    let large = portal.ask(from("/deals/new").body(Body::from(vec![b'a'; 1_400_000])).unwrap()).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.body.contains("too large to send"), "{}", large.body);

    let chosen = form("/me").header(header::COOKIE, "jiso_lang=en").header(header::ORIGIN, "https://evil.example");
    let chosen = portal.ask(chosen.body(Body::empty()).unwrap()).await;
    assert!(chosen.body.contains("lang=\"en\""), "somebody who is not signed in and chose English: {}", chosen.body);
}

#[tokio::test]
async fn what_cannot_be_read_is_said_to_be_so() {
    let portal = portal().await;
    for action in ["/api/no_such_thing", "/etc/passwd", "%00"] {
        let answered = portal.post_body(None, "/sign-in", format!("_action={action}")).await;
        assert_eq!(answered.status, StatusCode::BAD_REQUEST);
        assert!(answered.body.contains("送信内容を読み取れませんでした"), "{action}: {}", answered.body);
    }
    let garbage = Request::post("/api/register_deal")
        .header(header::CONTENT_TYPE, "application/x-postcard")
        .header(header::COOKIE, portal.cookie(&portal.rep).await)
        .body(Body::from(&b"\xff\xfe\x00garbage"[..]));
    assert_eq!(portal.ask(garbage.unwrap()).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_demos_door_takes_small_wishes_and_answers_in_pages() {
    let portal = portal().await;
    for (wish, status) in [
        ("persona=god".to_owned(), StatusCode::NOT_FOUND),
        ("x=1".to_owned(), StatusCode::BAD_REQUEST),
        (format!("persona=rep&x={}", "a".repeat(10_000)), StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let answered = portal.send(None, "/demo/sign-in", &wish).await;
        assert_eq!(answered.status, status);
        assert!(answered.body.starts_with("<!DOCTYPE html>") && answered.body.contains("ホームへ戻る"), "{}", answered.body);
    }
}

#[tokio::test]
async fn a_requests_own_name_is_taken_when_it_is_one() {
    let portal = portal().await;
    let name_of = async |given: &str| {
        let request = Request::get("/health").header("x-request-id", given).body(Body::empty()).unwrap();
        let answered = portal.ask(request).await;
        answered.headers.get("x-request-id").unwrap().to_str().unwrap().to_owned()
    };
    assert_eq!(name_of("proxy-0815_a.b").await, "proxy-0815_a.b");
    for forged in ["a\"b", "a b", &"a".repeat(65)] {
        let name = name_of(forged).await;
        assert!(name != forged && name.len() == 36, "{name}");
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_has_a_line_of_each_request_and_no_secret() {
    let portal = portal().await;
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    let logging = tracing::subscriber::set_default(subscriber);
    portal.get(None, "/invite/the-secret-of-a-link").await;
    portal.get(None, "/health").await;
    portal.send(None, "/demo/sign-in", "persona=rep").await;
    drop(logging);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("/invite/…") && text.contains("status=409"), "{text}");
    assert!(!text.contains("the-secret-of-a-link") && !text.contains("/health"), "{text}");
    assert!(text.contains("/demo/sign-in") && !text.contains("WARN"), "{text}");
}

#[tokio::test]
async fn what_failed_below_every_page_still_answers_with_one() {
    let portal = portal().await;
    portal.office.store.fill_disk(true).await.unwrap();
    let mut refused = None;
    for _ in 0..300 {
        let request = form("/demo/sign-in").header(header::ACCEPT_LANGUAGE, "en").body(Body::from("persona=rep")).unwrap();
        let answered = portal.ask(request).await;
        if answered.status != StatusCode::SEE_OTHER {
            refused = Some(answered);
            break;
        }
    }
    let refused = refused.expect("three hundred sessions do not fit");
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.body.contains("lang=\"en\"") && refused.body.contains("Please try again"), "{}", refused.body);
    assert!(!refused.headers.contains_key(header::SET_COOKIE));
    for name in SECURITY {
        assert!(refused.headers.contains_key(name), "{name}");
    }
    portal.office.store.fill_disk(false).await.unwrap();
    assert_eq!(portal.send(None, "/demo/sign-in", "persona=rep").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn health_notices_that_nothing_can_be_written() {
    let portal = portal().await;
    portal.office.store.fill_disk(true).await.unwrap();
    let ill = portal.get(None, "/health").await;
    assert_eq!(ill.status, StatusCode::SERVICE_UNAVAILABLE, "{}", ill.body);
    for part in ["\"cannot be written\"", "\"search\"", "\"lag\"", "\"jobs\"", "\"waiting\""] {
        assert!(ill.body.contains(part), "{part}: {}", ill.body);
    }
    portal.office.store.fill_disk(false).await.unwrap();
    portal.at(portal.office.now() + std::time::Duration::from_secs(6));
    assert_eq!(portal.get(None, "/health").await.status, StatusCode::OK);

    portal.office.store.close().await;
    let gone = portal.get(None, "/health").await;
    assert_eq!(gone.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(gone.body.contains("\"unreachable\"") && gone.body.contains("\"search\"") && gone.body.contains("\"jobs\""));
}

#[tokio::test]
async fn what_is_kept_in_files_is_for_the_portal_only() {
    let portal = portal().await;
    portal.post(None, "/forgot", "forgot_password", &[("email", "rep@aoba.example")]).await;
    assert_eq!(portal.mails().await.len(), 1);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&portal.settings.data.join("mail")), 0o700);
    let file = portal.settings.data.join("private.db");
    let office = jiso_server::testing::office_at(&file).await;
    jiso_server::testing::company(&office, "青葉商会").await;
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(&portal.settings.data.join("private.db-wal")), 0o600);
}

#[tokio::test]
async fn what_lessons_show_is_for_people_of_the_programme() {
    let portal = portal().await;
    let film = std::fs::read(portal.settings.content.join("media/fifteen-minute-demo.webm")).unwrap();
    for file in ["fifteen-minute-demo.webm", "fifteen-minute-demo.ja.vtt", "nothing.webm"] {
        let refused = portal.get(None, &format!("/media/{file}")).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{file}");
        assert_eq!(refused.headers[header::CACHE_CONTROL], "no-store");
        assert!(refused.body.starts_with("<!DOCTYPE html>"), "{}", refused.body);
    }
    let ask = async |file: &str, range: &str| {
        let request = Request::get(format!("/media/{file}")).header(header::COOKIE, portal.cookie(&portal.rep).await);
        portal.ask(request.header(header::RANGE, range).body(Body::empty()).unwrap()).await
    };
    let part = ask("fifteen-minute-demo.webm", "bytes=100-299").await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers[header::CONTENT_RANGE], format!("bytes 100-299/{}", film.len()));
    assert_eq!(part.headers[header::CONTENT_TYPE], "video/webm");
    assert_eq!(part.headers[header::CACHE_CONTROL], "private, max-age=3600", "no proxy shows it to others");
    assert_eq!(part.bytes, film[100..300]);
    assert_eq!(portal.get(Some(&portal.rep), "/media/fifteen-minute-demo.webm").await.bytes, film);
    let captions = portal.get(Some(&portal.rep), "/media/fifteen-minute-demo.ja.vtt").await;
    assert!(captions.status == StatusCode::OK && captions.body.starts_with("WEBVTT"), "{}", captions.body);
    assert_eq!(portal.get(Some(&portal.rep), "/media/nothing.webm").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn switching_the_language_keeps_what_was_asked_for() {
    let portal = portal().await;
    portal.import_content().await;
    portal.follow().await;
    let asked = "/kits?q=%E8%A6%8B%E7%A9%8D&kind=template";
    let page = portal.get(Some(&portal.rep), &format!("{asked}&lang=ja")).await.body;
    assert!(page.replace("&amp;", "&").contains(&format!("value=\"{asked}\"")), "{page}");
    let fields = [("lang", "en"), ("back", asked)];
    let switched = portal.post(Some(&portal.rep), asked, "switch_language", &fields).await;
    assert_eq!((switched.status, switched.location()), (StatusCode::SEE_OTHER, asked));
    let page = portal.get(Some(&portal.rep), asked).await.body;
    assert!(page.contains("<html lang=\"en\"") && page.contains("見積"), "{page}");
}
