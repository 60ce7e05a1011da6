//! Files of deals, in and out. A form with a file is read as it comes: its bytes go to the storage, its fields to the form's
//! server function.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use futures::StreamExt;
use jiso::{
    caller::Caller,
    deal_files::{Arrived, BYTES_MAX, FileLine},
    failure::{Answer, Failure},
};
use jiso_app::deal_files::ATTACH;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tower_sessions::Session;

use super::{
    guard::FORM_LIMIT,
    named::Named,
    pages::{self, Posted},
    plain::plain_page,
    router::Web,
    visitor::{Visitor, language},
};
use crate::deal_files::Upload;

/// So much is read of a request, and thrown away behind what a file may have: a browser listens to the answer only then.
const READ_MAX: u64 = 6 * BYTES_MAX;
/// Nothing but letters, digits and what RFC 5987 lets stand.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a form brought.
#[derive(Default)]
struct Taken {
    fields: Vec<(String, String)>,
    text_bytes: usize,
    arrived: Option<Arrived>,
    failure: Option<Failure>,
}

/// A form of a deal's page, perhaps with a file.
pub async fn post(state: State<Arc<Web>>, session: Session, request: Request) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let Ok(boundary) = multer::parse_boundary(kind) else {
        return pages::post(state, session, request).await;
    };
    let State(web) = state;
    let (parts, body) = request.into_parts();
    let visitor = match Visitor::of(&web, &session, &parts).await {
        Ok(visitor) => visitor,
        Err(failure) => return plain_page(&web, language(&parts.uri, &parts.headers), &failure),
    };
    let Some(caller) = &visitor.caller else { return pages::to_sign_in(&parts.uri) };
    match read(&web, caller, boundary, body).await {
        Ok(Taken { fields, arrived, failure, .. }) => {
            pages::answer(&web, &session, parts, &visitor, Posted { fields, arrived, failure }).await
        }
        Err(failure) => plain_page(&web, visitor.visit.lang, &failure),
    }
}

/// # Errors
/// [`Failure::Malformed`] for what no browser sends.
async fn read(web: &Web, caller: &Caller, boundary: String, body: Body) -> Answer<Taken> {
    let mut left = READ_MAX;
    let stream = body.into_data_stream().map(move |bytes| {
        let bytes = bytes.map_err(|_| Cut)?;
        left = left.checked_sub(bytes.len() as u64).ok_or(Cut)?;
        Ok::<_, Cut>(bytes)
    });
    let mut form = multer::Multipart::new(stream, boundary);
    let mut taken = Taken::default();
    loop {
        match form.next_field().await {
            Ok(Some(part)) => taken.part(web, caller, part).await?,
            Ok(None) => return Ok(taken),
            // Enough of the form has come to say so beside its field.
            Err(_) if taken.failure.is_some() => return Ok(taken),
            Err(_) => return Err(Failure::Malformed),
        }
    }
}

impl Taken {
    async fn part(&mut self, web: &Web, caller: &Caller, mut part: multer::Field<'_>) -> Answer<()> {
        let name = part.name().ok_or(Failure::Malformed)?.to_owned();
        let Some(file) = part.file_name().map(str::to_owned) else {
            let mut text = Vec::new();
            while let Some(bytes) = part.chunk().await.map_err(|_| Failure::Malformed)? {
                self.text_bytes += bytes.len();
                if self.text_bytes > FORM_LIMIT {
                    _ = read_past(&mut part).await;
                    return Err(Failure::TooLarge { max_kilobytes: FORM_LIMIT / 1024 });
                }
                text.extend_from_slice(&bytes);
            }
            self.fields.push((name, String::from_utf8(text).map_err(|_| Failure::Malformed)?));
            return Ok(());
        };
        // Nothing was chosen, or it is not wanted.
        let wanted =
            !file.is_empty() && self.arrived.is_none() && self.failure.is_none() && self.field("_action") == Some(ATTACH);
        if !wanted {
            return read_past(&mut part).await.map_err(|_| Failure::Malformed);
        }
        let received = match web.office.expect_file(caller, self.field("form[deal]").unwrap_or_default(), &file).await {
            Ok(upload) => receive(upload, &mut part).await,
            Err(failure) => Err(failure),
        };
        match received {
            Ok(arrived) => self.arrived = Some(arrived),
            Err(failure) => {
                self.failure = Some(failure);
                // The answer is heard when the request was read.
                _ = read_past(&mut part).await;
            }
        }
        Ok(())
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

async fn receive(mut upload: Upload, part: &mut multer::Field<'_>) -> Answer<Arrived> {
    loop {
        let step = match part.chunk().await {
            Ok(Some(bytes)) => upload.take(bytes).await,
            Ok(None) => return upload.end().await,
            Err(_) => Err(Failure::Malformed),
        };
        if let Err(failure) = step {
            upload.give_up().await;
            return Err(failure);
        }
    }
}

async fn read_past(part: &mut multer::Field<'_>) -> Result<(), multer::Error> {
    while part.chunk().await?.is_some() {}
    Ok(())
}

/// The client went away, or sent more than anybody reads.
#[derive(Debug, thiserror::Error)]
#[error("cut off")]
struct Cut;

/// `/deals/{id}/files/{file}`
pub async fn download(
    State(web): State<Arc<Web>>,
    session: Session,
    Named((deal, file)): Named<(String, String)>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let answer = async {
        let visitor = Visitor::of(&web, &session, &parts).await?;
        let caller = visitor.caller.ok_or(Failure::SignedOut)?;
        web.office.open_file(&caller, &deal, &file).await
    };
    match answer.await {
        Ok(opened) => {
            let mut response = (StatusCode::OK, Body::from_stream(opened.bytes)).into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(opened.file.kind.media_type()));
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(opened.file.bytes));
            headers.insert(header::CONTENT_DISPOSITION, disposition(&opened.file));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
            headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
            // Whoever opens it in the browser all the same gives it nothing of the portal.
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
            response
        }
        Err(Failure::SignedOut) => {
            Redirect::to(&format!("/sign-in?next=%2Fdeals%2F{}", utf8_percent_encode(&deal, ESCAPED))).into_response()
        }
        Err(failure) => plain_page(&web, Visitor::lang(&web, Some(&session), &parts).await, &failure),
    }
}

/// Saved, and not shown; under its name, which old programmes read without what is not ASCII.
fn disposition(file: &FileLine) -> HeaderValue {
    let name = file.name.as_str();
    let simple = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b' '));
    let plain = if simple { name.to_owned() } else { format!("file.{}", file.kind.as_str()) };
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, ESCAPED));
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}
