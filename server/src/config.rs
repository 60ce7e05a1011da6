//! Every setting of the portal in one struct; `jiso serve --help` is its documentation.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::Args;
use jiso_store::StoreOptions;

/// How the portal is run. Each setting is a flag or an environment variable.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Address and port to listen on
    #[arg(long, env = "JISO_LISTEN", default_value = "127.0.0.1:3000", value_name = "ADDR")]
    pub listen: SocketAddr,
    /// Folder for the embedded database, the search index and mail that is not sent
    #[arg(long, env = "JISO_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// PostgreSQL address (postgres://user:password@host/database); without it, SQLite in the data folder
    #[arg(long, env = "JISO_DATABASE_URL", value_name = "URL")]
    pub database_url: Option<String>,
    /// Public address of the portal, as in links of mails; `https` also turns on HSTS and secure cookies
    #[arg(long, env = "JISO_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Folder with the built site (wasm, CSS, icons)
    #[arg(long, env = "JISO_SITE", default_value = "target/site", value_name = "DIR")]
    pub site: PathBuf,
    /// Folder with the starter programme, imported into an empty database
    #[arg(long, env = "JISO_CONTENT", default_value = "content", value_name = "DIR")]
    pub content: PathBuf,
    /// SMTP server for mail (smtp://user:password@host:587); without it, mail is written to the data folder
    #[arg(long, env = "JISO_SMTP_URL", value_name = "URL")]
    pub smtp_url: Option<String>,
    /// Sender of mail
    #[arg(long, env = "JISO_MAIL_FROM", default_value = "Jiso <no-reply@localhost>", value_name = "MAILBOX")]
    pub mail_from: String,
    /// Trust the X-Forwarded-For header of a proxy in front of the portal
    #[arg(long, env = "JISO_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Fill an empty database with a demo world, and let everybody become one of five demo personas
    #[arg(long, env = "JISO_DEMO")]
    pub demo: bool,
    /// Write logs as JSON
    #[arg(long, env = "JISO_LOG_JSON")]
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

fn wrong(name: &'static str, value: &str, allowed: &'static str) -> WrongSetting {
    WrongSetting { name, value: value.to_owned(), allowed }
}

impl Settings {
    /// Looks at every setting that clap cannot judge.
    ///
    /// # Errors
    /// The first wrong one, with what is allowed.
    pub fn check(&self) -> Result<(), WrongSetting> {
        if let Some(url) = &self.database_url
            && !url.starts_with("postgres://")
            && !url.starts_with("postgresql://")
        {
            return Err(wrong("database-url", url, "expected postgres://user:password@host/database"));
        }
        if let Some(url) = &self.public_url {
            let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            if host.is_none_or(|host| host.is_empty() || host.contains('/')) {
                return Err(wrong("public-url", url, "expected https://host without a path"));
            }
        }
        if let Some(url) = &self.smtp_url
            && !url.starts_with("smtp://")
            && !url.starts_with("smtps://")
        {
            return Err(wrong("smtp-url", url, "expected smtp://user:password@host:587 or smtps://…"));
        }
        if self.mail_from.parse::<lettre::message::Mailbox>().is_err() {
            return Err(wrong("mail-from", &self.mail_from, "expected Name <address@host>"));
        }
        if self.data.exists() && !self.data.is_dir() {
            return Err(wrong("data", &self.data.display().to_string(), "expected a folder"));
        }
        Ok(())
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

    /// Cookies are `Secure` and HSTS is sent, except on plain localhost.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
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

    fn settings(args: &[&str]) -> Settings {
        Line::parse_from(std::iter::once("jiso").chain(args.iter().copied())).settings
    }

    #[test]
    fn a_wrong_setting_names_itself() {
        let error = settings(&["--database-url", "mysql://x"]).check().unwrap_err();
        assert_eq!(error.name, "database-url");
        assert!(error.to_string().contains("mysql://x"));
        assert!(settings(&["--public-url", "https://a.example/path"]).check().is_err());
        assert!(settings(&["--mail-from", "nobody"]).check().is_err());
        assert_eq!(settings(&[]).check(), Ok(()));
    }

    #[test]
    fn secure_only_behind_https() {
        assert!(!settings(&[]).is_secure());
        assert!(settings(&["--public-url", "https://a.example"]).is_secure());
    }
}
