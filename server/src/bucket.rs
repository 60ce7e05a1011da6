//! The address of a storage that speaks the language of S3.

use axum::http::Uri;
use percent_encoding::percent_decode_str;

/// A bucket and how to reach it.
#[derive(Clone, PartialEq, Eq)]
pub struct Bucket {
    /// By TLS.
    pub secure: bool,
    /// With the port, if it has one.
    pub host: String,
    /// Without it, the machine's own role is used.
    pub key: Option<(String, String)>,
    pub name: String,
    /// The folder inside it, perhaps empty.
    pub prefix: String,
    pub region: String,
}

impl Bucket {
    pub const EXPECTED: &str = "expected s3://KEY:SECRET@host/bucket?region=REGION, or s3+http:// without TLS";

    /// `s3://KEY:SECRET@host:port/bucket/folder?region=…`; in KEY and SECRET, `/`, `+` and `@` are percent-encoded.
    pub fn read(url: &str) -> Option<Self> {
        let (secure, rest) = match url.strip_prefix("s3://") {
            Some(rest) => (true, rest),
            None => (false, url.strip_prefix("s3+http://")?),
        };
        let (key, rest) = match rest.rsplit_once('@') {
            Some((key, rest)) => (Some(key_of(key)?), rest),
            None => (None, rest),
        };
        let uri: Uri = format!("https://{rest}").parse().ok()?;
        let host = uri.authority().filter(|host| !host.host().is_empty())?.as_str().to_owned();
        let path = uri.path().trim_matches('/');
        let (name, prefix) = path.split_once('/').unwrap_or((path, ""));
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/'));
        let region = match uri.query() {
            Some(query) => query.strip_prefix("region=").filter(|region| !region.is_empty() && plain(region))?,
            None => "us-east-1",
        };
        let right = !name.is_empty() && plain(path) && !prefix.split('/').any(|part| matches!(part, "." | ".."));
        right.then(|| Self { secure, host, key, name: name.to_owned(), prefix: prefix.to_owned(), region: region.to_owned() })
    }

    pub fn endpoint(&self) -> String {
        format!("{}://{}", if self.secure { "https" } else { "http" }, self.host)
    }

    /// For people: without what is secret.
    pub fn shown(&self) -> String {
        let folder = if self.prefix.is_empty() { String::new() } else { format!("/{}", self.prefix) };
        format!("{}/{}{folder}", self.endpoint(), self.name)
    }
}

impl std::fmt::Debug for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.shown())
    }
}

fn key_of(text: &str) -> Option<(String, String)> {
    let (key, secret) = text.split_once(':')?;
    let plain = |text: &str| percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned);
    let (key, secret) = (plain(key)?, plain(secret)?);
    (!key.is_empty() && !secret.is_empty()).then_some((key, secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_and_as_whom() {
        let bucket =
            Bucket::read("s3://AKIA:a%2Fb%2Bc@s3.ap-northeast-1.amazonaws.com/jiso/files?region=ap-northeast-1").unwrap();
        assert_eq!(bucket.key, Some(("AKIA".into(), "a/b+c".into())));
        assert_eq!((bucket.name.as_str(), bucket.prefix.as_str(), bucket.region.as_str()), ("jiso", "files", "ap-northeast-1"));
        assert_eq!(bucket.shown(), "https://s3.ap-northeast-1.amazonaws.com/jiso/files");
        assert!(!format!("{bucket:?}").contains("a/b"), "the secret is not shown");
        let near = Bucket::read("s3+http://minio:secret@127.0.0.1:9000/jiso").unwrap();
        assert_eq!(
            (near.endpoint().as_str(), near.region.as_str(), near.prefix.as_str()),
            ("http://127.0.0.1:9000", "us-east-1", "")
        );
        assert_eq!(Bucket::read("s3://s3.example/jiso/").unwrap().key, None);
    }

    #[test]
    fn what_is_no_such_address_is_refused() {
        for wrong in [
            "",
            "jiso",
            "https://s3.example/jiso",
            "s3://s3.example",
            "s3://s3.example/",
            "s3:///jiso",
            "s3://key@s3.example/jiso",
            "s3://key:@s3.example/jiso",
            "s3://s3.example/jiso?zone=x",
            "s3://s3.example/jiso?region=",
            "s3://s3.example/ji so",
            "s3://s3.example/jiso/../other",
        ] {
            assert_eq!(Bucket::read(wrong), None, "{wrong}");
        }
    }
}
