//! Use cases: what the portal tells people, in itself and by mail.

use async_trait::async_trait;
use jiso::{
    caller::Caller,
    failure::{Answer, Failure},
    notifications::{MailChoice, NoticeForm, NoticeText, NoticesSheet, Notifications, ReadAllForm},
    time::Timestamp,
};
use jiso_store::{Tx, accounts::User, notifications::NewNotice};

use crate::{jobs::mail::Mail, office::Office};

/// So many are shown; of the unread ones the older come up when the newer are read.
const UNREAD_SHOWN: i64 = 50;
const READ_SHOWN: i64 = 20;
/// What was told and read stays this long.
const READ_KEPT_DAYS: i64 = 366;

/// Something to tell somebody.
pub struct Notice<'a> {
    pub to: &'a User,
    pub text: NoticeText,
    /// A path of the portal.
    pub link: String,
    /// What it is about, exactly: what is told under the same key again, is told once.
    pub once_key: String,
    pub letter: Letter,
}

/// The same as a mail, which says more.
pub struct Letter {
    pub subject: String,
    pub text: String,
}

#[async_trait]
impl Notifications for Office {
    async fn mine(&self, caller: &Caller) -> Answer<NoticesSheet> {
        let mut tx = self.store.read().await?;
        Ok(NoticesSheet {
            unread: tx.unread_notices(caller.user, UNREAD_SHOWN).await?,
            read: tx.read_notices(caller.user, READ_SHOWN).await?,
            count: tx.count_unread(caller.user).await?,
        })
    }

    async fn open(&self, caller: &Caller, form: NoticeForm) -> Answer<String> {
        let id = form.read()?;
        let mut tx = self.store.write().await?;
        let link = tx.notice_link(id, caller.user).await?.ok_or(Failure::NotFound)?;
        tx.read_notice(id, caller.user, self.now()).await?;
        tx.commit().await?;
        Ok(link)
    }

    async fn read_all(&self, caller: &Caller, form: ReadAllForm) -> Answer<()> {
        let newest = form.read()?;
        let mut tx = self.store.write().await?;
        tx.read_notices_until(caller.user, newest, self.now()).await?;
        Ok(tx.commit().await?)
    }
}

impl Office {
    /// Tells somebody something in the transaction that is its reason: it stands in the portal, and a mail goes out where that is
    /// wanted of its kind. `false` when it was told before.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub(crate) async fn tell(&self, tx: &mut Tx, notice: Notice<'_>) -> Answer<bool> {
        let Notice { to, text, link, once_key, letter } = notice;
        let at = self.now();
        let new = NewNotice { id: self.chance.id(at), to: to.id, text: &text, link: &link, once_key: &once_key, at };
        if !tx.insert_notice(&new).await? {
            return Ok(false);
        }
        if text.kind().by_mail() == MailChoice::AtOnce {
            self.enqueue_mail(tx, &Mail { to: to.email.clone(), subject: letter.subject, text: letter.text }).await?;
        }
        Ok(true)
    }

    /// Throws away what was told and read long ago.
    pub(crate) async fn forget_old_notices(&self, tx: &mut Tx, now: Timestamp) -> Answer<()> {
        Ok(tx.delete_read_notices(now.plus_days(-READ_KEPT_DAYS)).await?)
    }
}
