//! The same with a storage that speaks the language of S3: what the portal says to it, and what it does when it hears nothing.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiso_server::{
    jobs::clock::let_time_pass,
    objects::Objects,
    testing::{TestPortal, portals},
};
use tokio::net::TcpListener;

use super::{KEY, QUOTE, attach, files};
use crate::deals::register;

#[derive(Default)]
struct Bucket {
    objects: BTreeMap<String, Vec<u8>>,
    parts: BTreeMap<u32, Vec<u8>>,
    asked: Vec<String>,
    broken: bool,
}

type Shared = Arc<Mutex<Bucket>>;

async fn answer(State(bucket): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let signed = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !signed.starts_with("AWS4-HMAC-SHA256 Credential=minio/") || !signed.contains("/ap-northeast-1/s3/aws4_request") {
        return StatusCode::FORBIDDEN.into_response();
    }
    let bytes: Bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let (path, query) = (parts.uri.path().to_owned(), parts.uri.query().unwrap_or_default().to_owned());
    let mut bucket = bucket.lock().unwrap();
    if bucket.broken {
        return StatusCode::FORBIDDEN.into_response();
    }
    bucket.asked.push(format!("{} {path}", parts.method));
    let number = query.split('&').find_map(|pair| pair.strip_prefix("partNumber=")).and_then(|number| number.parse().ok());
    match (parts.method, number) {
        (Method::PUT, Some(number)) => {
            bucket.parts.insert(number, bytes.to_vec());
            (StatusCode::OK, [(header::ETAG, format!("\"{number}\""))]).into_response()
        }
        (Method::PUT, None) => {
            bucket.objects.insert(path, bytes.to_vec());
            (StatusCode::OK, [(header::ETAG, "\"1\"")]).into_response()
        }
        (Method::POST, _) if query.starts_with("uploads") => {
            let xml = "<InitiateMultipartUploadResult><Bucket>jiso</Bucket><Key>k</Key><UploadId>u</UploadId>\
                       </InitiateMultipartUploadResult>";
            xml.into_response()
        }
        (Method::POST, _) => {
            let whole = std::mem::take(&mut bucket.parts).into_values().flatten().collect();
            bucket.objects.insert(path, whole);
            "<CompleteMultipartUploadResult><Location>l</Location><Bucket>jiso</Bucket><Key>k</Key><ETag>\"1\"</ETag>\
             </CompleteMultipartUploadResult>"
                .into_response()
        }
        (Method::DELETE, _) => {
            bucket.objects.remove(&path);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => match bucket.objects.get(&path) {
            Some(object) => {
                let headers = [(header::ETAG, "\"1\""), (header::LAST_MODIFIED, "Mon, 16 Nov 2026 01:00:00 GMT")];
                (StatusCode::OK, headers, Body::from(object.clone())).into_response()
            }
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}

/// The portal with its files in a bucket.
async fn in_bucket(mut portal: TestPortal) -> (TestPortal, Shared) {
    let bucket = Shared::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("s3+http://minio:se%2Fcret@{}/jiso/files?region=ap-northeast-1", listener.local_addr().unwrap());
    let router = Router::new().fallback(answer).with_state(bucket.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    portal.settings.files_url = Some(url);
    portal.settings.check().unwrap();
    portal.office.objects = Objects::open(&portal.settings).unwrap();
    (portal.without_demo(), bucket)
}

#[tokio::test]
async fn a_bucket_keeps_files_as_a_folder_does() {
    for portal in portals().await {
        let (portal, bucket) = in_bucket(portal).await;
        portal.office.objects.try_out().await.unwrap();
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let large: Vec<u8> = "0123456789abcde\n".bytes().cycle().take(9_000_000).collect();
        for (key, name, bytes) in [(KEY, "quote.pdf", QUOTE), ("key-file-00000002", "large.txt", &large)] {
            let done = attach(&portal, &portal.rep, &id, key, name, bytes).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
            let file = files(&portal, &id).await.into_iter().find(|file| file.name.as_str() == name).unwrap();
            let path = format!("/jiso/files/deal_files/{}", file.id);
            assert!(bucket.lock().unwrap().objects[&path] == bytes, "{name} is not what was sent");
            let got = portal.get(Some(&portal.rep), &format!("/deals/{id}/files/{}", file.id)).await;
            assert!(got.status == StatusCode::OK && got.body.as_bytes() == bytes, "{name} is not what was sent");
        }
        let asked = bucket.lock().unwrap().asked.clone();
        assert_eq!(asked.iter().filter(|one| one.starts_with("POST")).count(), 2, "the large one goes in parts: {asked:?}");

        for file in files(&portal, &id).await {
            let file = file.id.to_string();
            portal.call(Some(&portal.rep), "remove_deal_file", &[("deal", &id), ("file", &file)]).await;
        }
        portal.at(portal.office.now() + std::time::Duration::from_mins(61));
        let_time_pass(&portal.office).await.unwrap();
        assert!(bucket.lock().unwrap().objects.is_empty());
        assert!(!portal.settings.files_folder().join("deal_files").exists(), "nothing is on the disk");
    }
}

#[tokio::test]
async fn a_storage_that_refuses_loses_nothing_and_names_no_file() {
    for portal in portals().await {
        let (portal, bucket) = in_bucket(portal).await;
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        bucket.lock().unwrap().broken = true;
        let failed = attach(&portal, &portal.rep, &id, KEY, "quote.pdf", QUOTE).await;
        assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(failed.body.contains("name=\"form[file]\"") && !failed.body.contains("minio"), "{}", failed.body);
        assert!(files(&portal, &id).await.is_empty());
        assert!(portal.office.objects.try_out().await.is_err());
        bucket.lock().unwrap().broken = false;
        assert_eq!(attach(&portal, &portal.rep, &id, KEY, "quote.pdf", QUOTE).await.status, StatusCode::SEE_OTHER);
        let file = files(&portal, &id).await.remove(0);
        bucket.lock().unwrap().objects.clear();
        let lost = portal.get(Some(&portal.rep), &format!("/deals/{id}/files/{}", file.id)).await;
        assert_eq!(lost.status, StatusCode::SERVICE_UNAVAILABLE);
    }
}
