use async_trait::async_trait;

use super::{ActForm, ActSheet, NoticeForm, NoticesSheet, Preferences, PreferencesForm, ReadAllForm};
use crate::{caller::Caller, failure::Answer};

/// What the portal can do about what it has told somebody.
#[async_trait]
pub trait Notifications: Send + Sync {
    async fn mine(&self, caller: &Caller) -> Answer<NoticesSheet>;
    /// Marks it read and answers the path of what it is about.
    async fn open(&self, caller: &Caller, form: NoticeForm) -> Answer<String>;
    async fn read_all(&self, caller: &Caller, form: ReadAllForm) -> Answer<()>;
    /// How the caller is told by mail.
    async fn preferences(&self, caller: &Caller) -> Answer<Preferences>;
    /// What the link of a mail does. Whoever has the link may look.
    async fn act_sheet(&self, token: &str) -> Answer<ActSheet>;
    /// Does it, once, as the person to whom the link was sent, who is not signed in by it.
    async fn act(&self, form: ActForm) -> Answer<()>;
    async fn change_preferences(&self, caller: &Caller, form: PreferencesForm) -> Answer<()>;
}
