//! Sixteen clients, a third of whose answers are cut off midway, over all main pages: nothing may panic.
//!
//! Rendering on the server once panicked exactly then, when a response was aborted while a resource was still being read. And each
//! page names the script of its own chunks, once: what one page rendered was sometimes lost, or got into another.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use jiso::deals::{Deals, RegistrationForm};
use jiso_server::testing::{TestPortal, portal};
use jiso_store::testing::fresh_folder;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const CLIENTS: usize = 16;
const ROUNDS: usize = 5;

/// Of a partner.
const PORTAL: [&str; 20] = [
    "/",
    "/learn",
    "/learn/first-customer",
    "/learn/first-customer/who-buys",
    "/kits",
    "/kits?q=%E8%A3%BD%E9%80%A0",
    "/kits/first-proposal",
    "/deals",
    "/deals/new",
    "/progress",
    "/leaderboard",
    "/me",
    "/targets",
    "/leads",
    "/visits",
    "/boards",
    "/questions",
    "/goals",
    "/recognition",
    "/notifications",
];

/// Of the vendor.
const CONSOLE: [&str; 12] = [
    "/console/deals",
    "/console/partners",
    "/console/content",
    "/console/scripts",
    "/console/trace",
    "/console/searches",
    "/console/synonyms",
    "/console/programme",
    "/console/recognition",
    "/console/recognition/awards",
    "/console/leads",
    "/console/targets",
];

static PANICS: AtomicUsize = AtomicUsize::new(0);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_panics_when_answers_are_cut_off() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        before(info);
    }));
    let site = fresh_folder("site");
    fs::create_dir(site.join("pkg")).unwrap();
    fs::write(site.join("pkg/__wasm_split_manifest.json"), "{}").unwrap();
    let portal = portal().await.with_site(site);
    portal.import_content().await;
    let (rep, admin) = (portal.cookie(&portal.rep).await, portal.cookie(&portal.admin).await);
    let [deal, others @ ..] = single(&portal).await;
    let mut pages = vec![(deal, rep.clone())];
    pages.extend(PORTAL.map(|page| (page.to_owned(), rep.clone())));
    pages.extend(CONSOLE.map(str::to_owned).into_iter().chain(others).map(|page| (page, admin.clone())));
    let pages = Arc::new(pages);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = portal.router.clone();
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let whole = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (pages, whole) = (pages.clone(), whole.clone());
            tokio::spawn(async move {
                for round in 0..ROUNDS * pages.len() {
                    let number = client + round;
                    let (page, cookie) = &pages[number % pages.len()];
                    // A page that is cut off in one round is whole in another.
                    let turn = number + number / pages.len();
                    let cut_after = (turn % 3 == 0).then_some(turn % 5 * 400);
                    if ask(address, page, cookie, cut_after).await {
                        whole.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
    server.abort();
    assert_eq!(PANICS.load(Ordering::Relaxed), 0, "something panicked");
    assert!(whole.load(Ordering::Relaxed) > CLIENTS * ROUNDS * pages.len() / 2, "most answers arrive whole");
}

/// Pages of one thing each: a deal as its partner sees it, and as the vendor does, its company, and a document.
async fn single(portal: &TestPortal) -> [String; 4] {
    let form = RegistrationForm {
        idempotency_key: "key-000000000001".into(),
        customer: "北浜製作所".into(),
        industry: "manufacturing".into(),
        size: "medium".into(),
        product: "standard".into(),
        amount: "864000".into(),
        expected_close: portal.office.now().day().plus(60).to_string(),
        need: "問い合わせが共有メールに埋もれている。".into(),
        ..RegistrationForm::default()
    };
    let deal = portal.office.register(&portal.rep, form).await.unwrap();
    let document = portal.office.store.read().await.unwrap().documents().await.unwrap()[0].id;
    [
        format!("/deals/{deal}"),
        format!("/console/deals/{deal}"),
        format!("/console/partners/{}", portal.aoba),
        format!("/console/content/{document}"),
    ]
}

/// Whether the page arrived whole; with `cut_after`, the connection is closed after so many bytes.
async fn ask(address: std::net::SocketAddr, page: &str, cookie: &str, cut_after: Option<usize>) -> bool {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {page} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    if let Some(bytes) = cut_after {
        let mut some = vec![0; bytes];
        _ = tokio::time::timeout(std::time::Duration::from_millis(3), stream.read_exact(&mut some)).await;
        return false;
    }
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 200"), "{page}: {}", answer.lines().next().unwrap_or_default());
    let whole = answer.contains("</html>");
    if whole && page != "/" {
        let nonce = answer.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\'')).map(|(nonce, _)| nonce).unwrap();
        let scripts: Vec<&str> = answer.split("<link ").filter(|link| link.starts_with("rel=\"modulepreload\"")).collect();
        assert_eq!(scripts.len(), 1, "{page}: the script of its chunks\n{answer}");
        assert!(scripts[0].contains(nonce), "{page}: another page's nonce, {}", scripts[0]);
    }
    whole
}
