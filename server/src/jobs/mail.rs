//! Mail leaves by SMTP, or is written into a folder where the demo shows it.

use std::path::PathBuf;

use jiso::{failure::Answer, id::JobId, time::Timestamp};
use jiso_store::Tx;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use serde::{Deserialize, Serialize};

use crate::{config::Settings, office::Office};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
}

impl Mail {
    pub const KIND: &'static str = "mail";
}

/// The way mail leaves.
pub enum Outbox {
    Smtp {
        transport: Box<AsyncSmtpTransport<Tokio1Executor>>,
        from: Mailbox,
    },
    /// One JSON file a mail, named by its job: sent twice, it is still one file.
    Folder(PathBuf),
}

impl Outbox {
    /// # Errors
    /// When the SMTP address cannot be understood.
    pub fn from_settings(settings: &Settings) -> Result<Self, String> {
        let Some(url) = &settings.smtp_url else { return Ok(Self::Folder(settings.data.join("mail"))) };
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|e| format!("setting --smtp-url: {e}"))?.build();
        let from = settings.mail_from.parse().map_err(|e| format!("setting --mail-from: {e}"))?;
        Ok(Self::Smtp { transport: Box::new(transport), from })
    }

    /// # Errors
    /// What the mail server or the folder said.
    pub async fn send(&self, job: JobId, mail: &Mail) -> Result<(), String> {
        match self {
            Self::Smtp { transport, from } => {
                let message = Message::builder()
                    .from(from.clone())
                    .to(mail.to.parse().map_err(|e| format!("recipient: {e}"))?)
                    .subject(&mail.subject)
                    .message_id(Some(format!("<{job}@jiso>")))
                    .header(ContentType::TEXT_PLAIN)
                    .body(mail.text.clone())
                    .map_err(|e| e.to_string())?;
                transport.send(message).await.map(drop).map_err(|e| e.to_string())
            }
            Self::Folder(folder) => {
                // Mails hold links that let people in.
                tokio::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).await.map_err(|e| e.to_string())?;
                let text = serde_json::to_string_pretty(mail).map_err(|e| e.to_string())?;
                tokio::fs::write(folder.join(format!("{job}.json")), text).await.map_err(|e| e.to_string())
            }
        }
    }
}

impl Office {
    /// Enqueues a mail in the transaction that is its reason.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn enqueue_mail(&self, tx: &mut Tx, mail: &Mail) -> Answer<()> {
        self.enqueue_mail_at(tx, mail, self.now()).await
    }

    /// The same, to leave later.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn enqueue_mail_at(&self, tx: &mut Tx, mail: &Mail, at: Timestamp) -> Answer<()> {
        let payload = serde_json::to_string(mail).unwrap_or_default();
        Ok(tx.enqueue(self.new_id(), Mail::KIND, &payload, at).await?)
    }
}
