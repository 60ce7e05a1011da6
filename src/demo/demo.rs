use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::Persona;
use crate::{failure::Answer, time::Timestamp};

/// What a demo shows to everybody.
#[async_trait]
pub trait Demo: Send + Sync {
    /// Those of the five that exist, in the order of [`super::PersonaKey`].
    async fn personas(&self) -> Answer<Vec<Persona>>;
    /// The newest mails first, of all people.
    async fn mails(&self) -> Answer<Vec<SentMail>>;
}

/// A mail that was written to a folder instead of being sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentMail {
    pub at: Timestamp,
    pub to: String,
    pub subject: String,
    pub text: String,
}
