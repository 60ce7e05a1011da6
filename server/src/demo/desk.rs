//! The demo's door: who one may be, and the mail that was written.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use async_trait::async_trait;
use jiso::{
    demo::{Demo, Persona, PersonaKey, SentMail},
    failure::{Answer, Failure},
    id::JobId,
};
use jiso_store::accounts::User;

use super::cast::persona_email;
use crate::{jobs::mail::Mail, office::Office};

/// A page of mail; older ones stay in the folder.
const MAILS: usize = 50;

/// Shows the demo's people and mails.
pub struct DemoDesk {
    pub office: Office,
    /// Where mail is written.
    pub mail: PathBuf,
}

#[async_trait]
impl Demo for DemoDesk {
    async fn personas(&self) -> Answer<Vec<Persona>> {
        let mut personas = Vec::new();
        for key in PersonaKey::ALL.iter().copied() {
            if let Some(user) = self.office.persona(key).await? {
                personas.push(Persona { key, name: user.name, company_name: user.company_name });
            }
        }
        Ok(personas)
    }

    async fn mails(&self) -> Answer<Vec<SentMail>> {
        let folder = self.mail.clone();
        let read = tokio::task::spawn_blocking(move || newest(&folder)).await.map_err(io::Error::other);
        read.flatten().map_err(|error| {
            tracing::error!(reference = "demo-mail", %error, folder = %self.mail.display(), "mails");
            Failure::Unavailable { reference: "demo-mail".into() }
        })
    }
}

impl Office {
    /// The person behind a persona: the one of the demo world, or in another world whoever came first in that role.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn persona(&self, key: PersonaKey) -> Answer<Option<User>> {
        let mut tx = self.store.read().await?;
        match tx.user_by_email(persona_email(key)).await? {
            Some(user) => Ok(Some(user)),
            None => Ok(tx.first_user_of_role(key.role()).await?),
        }
    }
}

/// A mail's file is named by its job, whose id tells when it was written.
fn newest(folder: &Path) -> io::Result<Vec<SentMail>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files: Vec<(JobId, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let id = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
        files.extend(id.map(|id| (id, path)));
    }
    files.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
    // A file that is just being written is read the next time.
    let mails = files.iter().take(MAILS).filter_map(|(id, path)| {
        let mail: Mail = serde_json::from_str(&fs::read_to_string(path).ok()?).ok()?;
        Some(SentMail { at: id.made_at(), to: mail.to, subject: mail.subject, text: mail.text })
    });
    Ok(mails.collect())
}
