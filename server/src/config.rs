//! Every setting of the portal in one struct; `jiso serve --help` is its documentation.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use crate::bucket::Bucket;
use axum::http::uri::Authority;
use clap::Args;
use jiso_paper::FontFiles;
use jiso_store::{StoreError, StoreOptions};
use lettre::{AsyncSmtpTransport, Tokio1Executor, message::Mailbox};

/// How the portal is run. Each setting is a flag or an environment variable.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Address and port to listen on
    #[arg(long, env = "JISO_LISTEN", default_value = "127.0.0.1:3000", value_name = "ADDR", value_parser = address)]
    pub listen: SocketAddr,
    /// Folder for the embedded database, the search index, files on deals and mail that is not sent
    #[arg(long, env = "JISO_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// PostgreSQL address (postgres://user:password@host/database); without it, SQLite in the data folder
    #[arg(long, env = "JISO_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// S3-compatible storage for files on deals (s3://KEY:SECRET@host/bucket?region=REGION, or s3+http:// without TLS; without
    /// KEY:SECRET@ by the machine's role); without it, they are in the folder `files` of the data folder, which several nodes
    /// must share
    #[arg(long, env = "JISO_FILES_URL", value_name = "URL", hide_env_values = true)]
    pub files_url: Option<String>,
    /// Public address of the portal, as in links of mails; `https` also turns on HSTS
    #[arg(long, env = "JISO_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Folder with the built site (wasm, CSS, icons)
    #[arg(long, env = "JISO_SITE", default_value = "target/site", value_name = "DIR")]
    pub site: PathBuf,
    /// Folder with the starter programme, imported into an empty database
    #[arg(long, env = "JISO_CONTENT", default_value = "content", value_name = "DIR")]
    pub content: PathBuf,
    /// Folder with the fonts of what is printed
    #[arg(long, env = "JISO_FONTS", default_value = "fonts", value_name = "DIR")]
    pub fonts: PathBuf,
    /// SMTP server for mail (smtp://user:password@host:587); without it, mail is written to the data folder
    #[arg(long, env = "JISO_SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of mail
    #[arg(long, env = "JISO_MAIL_FROM", default_value = "Jiso <no-reply@localhost>", value_name = "MAILBOX")]
    pub mail_from: String,
    /// Trust the X-Forwarded-For header of a proxy in front of the portal
    #[arg(long, env = "JISO_BEHIND_PROXY", value_parser = yes_or_no)]
    pub behind_proxy: bool,
    /// Fill an empty database with a demo world, and let everybody become one of five demo personas
    #[arg(long, env = "JISO_DEMO", value_parser = yes_or_no)]
    pub demo: bool,
    /// Write logs as JSON
    #[arg(long, env = "JISO_LOG_JSON", value_parser = yes_or_no)]
    pub log_json: bool,
}

/// A setting that cannot work.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("setting --{name}: {value:?} is not allowed; {allowed}")]
pub struct WrongSetting {
    pub name: &'static str,
    pub value: String,
    pub allowed: &'static str,
}

fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "expected an address and a port, such as 127.0.0.1:3000 or [::]:3000".to_owned())
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" | "" => Ok(false),
        _ => Err("expected true or false".to_owned()),
    }
}

/// An address that holds a password, without it: mistakes are printed.
fn without_password(url: &str) -> &str {
    url.rsplit_once('@').map_or(url, |(_, host)| host)
}

fn is_database(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://")) else { return false };
    let host = without_password(rest).split(['/', '?']).next().unwrap_or_default();
    // A socket is named behind the question mark.
    !host.is_empty() || rest.contains("host=")
}

/// A scheme and a host, with a port or without, and nothing else.
fn is_origin(url: &str) -> bool {
    let Some(host) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else { return false };
    host.parse::<Authority>().is_ok_and(|read| !read.host().is_empty() && read.as_str() == host && !host.contains('@'))
}

impl Settings {
    /// Why the database cannot be opened, with the setting that says where it is.
    pub fn not_opened(&self, error: &StoreError) -> String {
        match &self.database_url {
            Some(url) => format!("setting --database-url: {}: {error}", without_password(url)),
            None => format!("setting --data: {}: {error}", self.data.join("jiso.db").display()),
        }
    }

    /// Looks at every setting that clap cannot judge.
    ///
    /// # Errors
    /// The first wrong one, with what is allowed.
    pub fn check(&self) -> Result<(), WrongSetting> {
        self.mistakes().into_iter().next().map_or(Ok(()), Err)
    }

    /// Everything that [`Settings::check`] would stop at.
    pub fn mistakes(&self) -> Vec<WrongSetting> {
        let mut mistakes = Vec::new();
        let mut expect = |right: bool, name, value: &str, allowed| {
            if !right {
                mistakes.push(WrongSetting { name, value: value.to_owned(), allowed });
            }
        };
        if let Some(url) = &self.database_url {
            expect(is_database(url), "database-url", without_password(url), "expected postgres://user:password@host/database");
        }
        if let Some(url) = &self.public_url {
            expect(is_origin(url), "public-url", url, "expected https://host without a path");
        }
        if let Some(url) = &self.files_url {
            expect(Bucket::read(url).is_some(), "files-url", without_password(url), Bucket::EXPECTED);
        }
        if let Some(url) = &self.smtp_url {
            let right = (url.starts_with("smtp://") || url.starts_with("smtps://"))
                && AsyncSmtpTransport::<Tokio1Executor>::from_url(url).is_ok();
            expect(
                right,
                "smtp-url",
                without_password(url),
                "expected smtp://user:password@host:587 or smtps://user:password@host",
            );
        }
        let right = self.mail_from.parse::<Mailbox>().is_ok();
        expect(right, "mail-from", &self.mail_from, "expected Name <address@host>");
        let data = self.data.display().to_string();
        expect(!self.data.exists() || self.data.is_dir(), "data", &data, "expected a folder, which may be missing");
        let content = self.content.display().to_string();
        let right = self.content.join("programme.toml").is_file();
        expect(right, "content", &content, "expected a folder with programme.toml");
        mistakes
    }

    /// Looks at what is printed with. Only a portal that runs prints: every other command works without, from any folder.
    ///
    /// # Errors
    /// With what is allowed.
    pub fn check_fonts(&self) -> Result<(), WrongSetting> {
        FontFiles::check(&self.fonts).map_err(|_| WrongSetting {
            name: "fonts",
            value: self.fonts.display().to_string(),
            allowed: "expected a folder with BIZUDPGothic-Regular.ttf and BIZUDPGothic-Bold.ttf, whole and readable",
        })
    }

    /// Where files are, when they are on this machine.
    pub fn files_folder(&self) -> PathBuf {
        self.data.join("files")
    }

    pub fn store(&self) -> StoreOptions {
        match &self.database_url {
            Some(url) => StoreOptions::Postgres { url: url.clone() },
            None => StoreOptions::Sqlite { file: self.data.join("jiso.db") },
        }
    }

    /// `https://partner.example`, without a slash at the end.
    pub fn origin(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| {
            let host = match self.listen.ip() {
                IpAddr::V4(ip) if ip.is_unspecified() => "localhost".to_owned(),
                IpAddr::V6(ip) if ip.is_unspecified() => "localhost".to_owned(),
                IpAddr::V6(ip) => format!("[{ip}]"),
                IpAddr::V4(ip) => ip.to_string(),
            };
            format!("http://{host}:{}", self.listen.port())
        })
    }

    /// The portal is known to be reached by https: HSTS is sent, and cookies are `Secure` whatever host a proxy asks for.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Others than this machine reach the portal, and nothing says that they do so by https: signing in will not work for them.
    pub fn is_plain_beyond_localhost(&self) -> bool {
        match &self.public_url {
            Some(url) => url.strip_prefix("http://").is_some_and(|host| !is_localhost(host)),
            None => !self.listen.ip().is_loopback(),
        }
    }
}

/// Whether `host`, with or without a port, is the machine itself, where plain HTTP is no risk and the only way.
pub fn is_localhost(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");

    fn settings(args: &[&str]) -> Settings {
        Line::parse_from(["jiso", "--content", CONTENT].iter().chain(args)).settings
    }

    #[test]
    fn a_wrong_setting_names_itself() {
        for (name, value, shown) in [
            ("database-url", "mysql://jiso:secret@db/jiso", "db/jiso"),
            ("database-url", "postgres://", "postgres://"),
            ("database-url", "postgres:///jiso", "postgres:///jiso"),
            ("public-url", "https://a.example/path", "https://a.example/path"),
            ("public-url", "https://a b?x#y", "https://a b?x#y"),
            ("public-url", "https://a.example?x", "https://a.example?x"),
            ("public-url", "https://me@a.example", "https://me@a.example"),
            ("public-url", "https://:443", "https://:443"),
            ("smtp-url", "mail.example", "mail.example"),
            ("smtp-url", "smtp://user:secret@mail.example:many", "mail.example:many"),
            ("files-url", "https://key:secret@s3.example/jiso", "s3.example/jiso"),
            ("files-url", "s3://key:secret@s3.example", "s3.example"),
            ("mail-from", "nobody", "nobody"),
            ("data", "/dev/null", "/dev/null"),
        ] {
            let error = settings(&[&format!("--{name}"), value]).check().unwrap_err();
            assert_eq!((error.name, error.value.as_str()), (name, shown));
            assert!(!error.to_string().contains("secret") && error.to_string().contains("expected"), "{error}");
        }
        let elsewhere = Line::parse_from(["jiso", "--content", "/nowhere"]).settings;
        assert_eq!(elsewhere.check().unwrap_err().name, "content");
        assert_eq!(settings(&[]).check(), Ok(()));
    }

    #[test]
    fn fonts_are_looked_at_before_anything_is_printed() {
        const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fonts");
        assert_eq!(settings(&["--fonts", FONTS]).check_fonts(), Ok(()));
        for folder in ["/nowhere", CONTENT] {
            let wrong = settings(&["--fonts", folder]);
            assert_eq!(wrong.check(), Ok(()), "nobody else prints");
            let error = wrong.check_fonts().unwrap_err();
            assert_eq!((error.name, error.value.as_str()), ("fonts", folder));
            assert!(error.to_string().contains("expected a folder with BIZUDPGothic-Regular.ttf"), "{error}");
        }
    }

    #[test]
    fn addresses_that_work_are_taken() {
        for (name, value) in [
            ("database-url", "postgres://jiso:secret@db/jiso"),
            ("database-url", "postgresql://db.example:5432"),
            ("database-url", "postgres:///jiso?host=/run/postgresql"),
            ("public-url", "https://a.example:8443"),
            ("public-url", "http://[::1]:3000"),
            ("files-url", "s3://key:se%2Fcret@s3.ap-northeast-1.amazonaws.com/jiso?region=ap-northeast-1"),
            ("files-url", "s3+http://minio:secret@127.0.0.1:9000/jiso/files"),
        ] {
            assert_eq!(settings(&[&format!("--{name}"), value]).check(), Ok(()), "{value}");
        }
    }

    #[test]
    fn yes_or_no_says_what_it_should_be() {
        assert_eq!(yes_or_no("perhaps"), Err("expected true or false".into()));
        assert_eq!((yes_or_no("On"), yes_or_no("0"), yes_or_no("")), (Ok(true), Ok(false), Ok(false)));
        assert!(settings(&["--demo"]).demo && !settings(&[]).demo);
    }

    #[test]
    fn an_address_says_what_it_should_be() {
        let error = Line::try_parse_from(["jiso", "--listen", "3000"]).err().unwrap().to_string();
        assert!(error.contains("--listen") && error.contains("'3000'") && error.contains("127.0.0.1:3000"), "{error}");
    }

    #[test]
    fn secure_only_behind_https() {
        assert!(!settings(&[]).is_secure());
        assert!(settings(&["--public-url", "https://a.example"]).is_secure());
    }

    #[test]
    fn localhost_is_this_machine_only() {
        for host in ["localhost", "localhost:3000", "127.0.0.1:80", "[::1]:3000", "[::1]"] {
            assert!(is_localhost(host), "{host}");
        }
        for host in ["localhost.evil.example", "192.0.2.1:3000", "portal.example", "127.0.0.1.evil.example:80", ""] {
            assert!(!is_localhost(host), "{host}");
        }
    }

    #[test]
    fn plain_http_for_others_is_noticed() {
        for (args, plain) in [
            (&[][..], false),
            (&["--listen", "0.0.0.0:3000"], true),
            (&["--listen", "[::1]:3000"], false),
            (&["--listen", "0.0.0.0:3000", "--public-url", "https://a.example"], false),
            (&["--public-url", "http://a.example"], true),
            (&["--listen", "0.0.0.0:3000", "--public-url", "http://localhost:3000"], false),
            (&["--public-url", "http://[::1]:3000"], false),
            (&["--public-url", "http://127.0.0.1"], false),
            (&["--public-url", "http://127.0.0.1.evil.example"], true),
        ] {
            assert_eq!(settings(args).is_plain_beyond_localhost(), plain, "{args:?}");
        }
    }
}
