//! Sixteen clients, a third of whose answers are cut off midway, over all pages: nothing may panic.
//!
//! Rendering on the server once panicked exactly then, when a response was aborted while a resource was still being read. And each
//! page names the script of its own chunks, once: what one page rendered was sometimes lost, or got into another.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "http/addresses.rs"]
mod addresses;

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::http::StatusCode;
use jiso::caller::Caller;
use jiso_server::testing::{TestPortal, portal};
use jiso_store::testing::fresh_folder;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::addresses::{approved, filled, of_aoba, pages, summed_up};

const CLIENTS: usize = 16;
/// Of each client, which goes round the pages as often as that lets it.
const REQUESTS: usize = 180;

/// Texts of the starter by what stands before them. The kit is one that is played.
const TEXTS: [(&str, &str); 4] = [
    ("/learn", "first-customer"),
    ("/learn/*", "who-buys"),
    ("/kits", "first-call-manufacturing"),
    ("/news", "first-deal-campaign"),
];

/// What a partner sees on other pages' addresses: what is found, and a kit with blanks.
const MORE: [&str; 2] = ["/kits?q=%E8%A3%BD%E9%80%A0", "/kits/first-proposal"];

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
    let pages = Arc::new(all_pages(&portal).await);
    assert!(pages.len() < REQUESTS, "every client comes to every page");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = portal.router.clone();
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let whole = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (pages, whole) = (pages.clone(), whole.clone());
            tokio::spawn(async move {
                for number in client..client + REQUESTS {
                    let (page, cookie) = &pages[number % pages.len()];
                    // A page that is cut off in one round, or for one client, is whole in another.
                    let turn = number % pages.len() + number / pages.len() + client;
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
    assert!(whole.load(Ordering::Relaxed) > CLIENTS * REQUESTS / 2, "most answers arrive whole");
}

/// Every page with the cookie of each side's first who may open it.
async fn all_pages(portal: &TestPortal) -> Vec<(String, String)> {
    let mut named = of_aoba(portal).await;
    named.extend(TEXTS.map(|(place, slug)| (place, slug.to_owned())));
    // The first visit has a play already.
    let deal = approved(portal, "key-000000000009", "堂島電機").await;
    let visit = summed_up(portal, &deal).await;
    let mut all = Vec::new();
    for address in pages() {
        let (path, known) = filled(&address, &named);
        assert!(known, "{address}: what it names is missing among what Aoba has, or among the texts");
        let query = match address.as_str() {
            "/visits/new" | "/proposals/new" => format!("?deal={deal}"),
            "/plays/new" => format!("?visit={visit}"),
            _ => String::new(),
        };
        let page = path + &query;
        let cookies = cookies(portal, &page).await;
        assert!(!cookies.is_empty(), "{page}: nobody may open it");
        all.extend(cookies.into_iter().map(|cookie| (page.clone(), cookie)));
    }
    let rep = portal.cookie(&portal.rep).await;
    all.extend(MORE.map(|page| (page.to_owned(), rep.clone())));
    all
}

/// Of a partner and of somebody of the vendor, as far as they may open a page; an empty one where nobody needs to sign in.
async fn cookies(portal: &TestPortal, page: &str) -> Vec<String> {
    let opens = async |who: Option<&Caller>| portal.get(who, page).await.status == StatusCode::OK;
    if opens(None).await {
        return vec![String::new()];
    }
    let sides = [vec![&portal.rep, &portal.lead], vec![&portal.manager, &portal.editor, &portal.admin]];
    let mut cookies = Vec::new();
    for side in sides {
        for who in side {
            if opens(Some(who)).await {
                cookies.push(portal.cookie(who).await);
                break;
            }
        }
    }
    cookies
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
