//! The fields of a plain form, as browsers encode it: with or without files.

use std::{borrow::Cow, convert::Infallible};

use axum::{
    body::Bytes,
    http::{HeaderMap, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use encoding_rs::{SHIFT_JIS, UTF_8};
use futures::stream;

/// How the bytes of a picture travel as a field.
pub const PICTURE: &str = "data:image;base64,";

/// `None` for what no browser sends.
pub async fn fields(headers: &HeaderMap, body: Bytes) -> Option<Vec<(String, String)>> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let Ok(boundary) = multer::parse_boundary(kind) else {
        return Some(form_urlencoded::parse(&body).into_owned().collect());
    };
    let mut parts = multer::Multipart::new(stream::iter([Ok::<_, Infallible>(body)]), boundary);
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.ok()? {
        let (name, is_file) = (part.name()?.to_owned(), part.file_name().is_some());
        let is_picture = part.content_type().is_some_and(|kind| kind.type_() == "image");
        let bytes = part.bytes().await.ok()?;
        let text = match (is_file, is_picture) {
            (true, true) => format!("{PICTURE}{}", STANDARD.encode(&bytes)),
            (true, false) => text_of(&bytes).into_owned(),
            // As a form without files is read: what can be read is shown again.
            (false, _) => String::from_utf8_lossy(&bytes).into_owned(),
        };
        fields.push((name, text));
    }
    Some(fields)
}

/// What a file says: spreadsheets in Japan still write Shift_JIS.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let (text, _, broken) = UTF_8.decode(bytes);
    if broken { SHIFT_JIS.decode(bytes).0 } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_in_either_encoding() {
        let (bytes, ..) = SHIFT_JIS.encode("会社名,業種");
        for bytes in [bytes.as_ref(), "会社名,業種".as_bytes(), "\u{feff}会社名,業種".as_bytes()] {
            assert_eq!(text_of(bytes), "会社名,業種");
        }
    }

    #[tokio::test]
    async fn broken_letters_cost_no_other_field() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("multipart/form-data; boundary=b"));
        let part = |name: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").into_bytes();
        let body = [&part("a")[..], b"\x83A\r\n", &part("b")[..], "北浜\r\n--b--\r\n".as_bytes()].concat();
        let read = fields(&headers, body.into()).await.unwrap();
        assert_eq!(read, [("a".to_owned(), "\u{fffd}A".to_owned()), ("b".to_owned(), "北浜".to_owned())]);
    }
}
