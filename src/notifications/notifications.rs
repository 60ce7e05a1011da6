use async_trait::async_trait;

use super::{NoticeForm, NoticesSheet, ReadAllForm};
use crate::{caller::Caller, failure::Answer};

/// What the portal can do about what it has told somebody.
#[async_trait]
pub trait Notifications: Send + Sync {
    async fn mine(&self, caller: &Caller) -> Answer<NoticesSheet>;
    /// Marks it read and answers the path of what it is about.
    async fn open(&self, caller: &Caller, form: NoticeForm) -> Answer<String>;
    async fn read_all(&self, caller: &Caller, form: ReadAllForm) -> Answer<()>;
}
