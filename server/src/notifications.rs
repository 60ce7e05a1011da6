//! Use cases: what the portal tells people, in itself and by mail.

mod act;
mod digest;
pub mod live;
mod reminders;
mod zone;

use async_trait::async_trait;
use jiso::{
    caller::Caller,
    failure::{Answer, Failure},
    goals::Side,
    id::UserId,
    notifications::{
        ActForm, ActSheet, NoticeForm, NoticeText, NoticesSheet, Notifications, Preferences, PreferencesForm, ReadAllForm, When,
        delivery,
    },
    time::{Day, Timestamp},
};
use jiso_app::{notifications::notice_words, text::mail as t};
use jiso_store::{Tx, accounts::User, notifications::NewNotice};

use self::zone::ZoneOfPlace;
use crate::{jobs::mail::Mail, office::Office};

/// So many are shown; of the unread ones the older come up when the newer are read.
const UNREAD_SHOWN: i64 = 50;
const READ_SHOWN: i64 = 20;
/// What was told and read stays this long.
const READ_KEPT_DAYS: i64 = 366;
/// A link of a mail says this long after its end whether it was used.
const LINKS_KEPT_DAYS: i64 = 90;

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

impl Letter {
    /// For what is said in two sentences: the same words as in the portal.
    pub fn short(to: &User, text: &NoticeText, address: &str, today: Day) -> Self {
        let (subject, detail) = notice_words(to.lang, text, Some(today));
        let text = t::notice_text(to.lang, &to.name, &subject, detail, address);
        Self { subject, text }
    }
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
        self.commit_read(tx, caller.user).await?;
        Ok(link)
    }

    async fn read_all(&self, caller: &Caller, form: ReadAllForm) -> Answer<()> {
        let newest = form.read()?;
        let mut tx = self.store.write().await?;
        tx.read_notices_until(caller.user, newest, self.now()).await?;
        self.commit_read(tx, caller.user).await
    }

    async fn preferences(&self, caller: &Caller) -> Answer<Preferences> {
        Ok(self.store.glance().await?.notice_preferences(caller.user).await?.unwrap_or_default())
    }

    async fn act_sheet(&self, token: &str) -> Answer<ActSheet> {
        self.sheet_of_link(token).await
    }

    async fn act(&self, form: ActForm) -> Answer<()> {
        self.act_by_link(&form).await
    }

    async fn change_preferences(&self, caller: &Caller, form: PreferencesForm) -> Answer<()> {
        let wish = form.read(Side::of(caller.role))?;
        let mut tx = self.store.write().await?;
        tx.save_notice_preferences(caller.user, &wish).await?;
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
        if to.role.is_partner() && tx.has_left(to.id).await? {
            return Ok(false);
        }
        let at = self.now();
        let preferences = tx.notice_preferences(to.id).await?.unwrap_or_default();
        let when = delivery(text.kind(), &preferences, at, &ZoneOfPlace::named(&preferences.zone));
        let (id, in_digest) = (self.chance.id(at), when == When::InDigest);
        let new = NewNotice { id, to: to.id, text: &text, link: &link, once_key: &once_key, in_digest, at };
        if !tx.insert_notice(&new).await? {
            return Ok(false);
        }
        let mail = Mail { to: to.email.clone(), subject: letter.subject, text: letter.text };
        match when {
            When::AtOnce => self.enqueue_mail(tx, &mail).await?,
            When::At(moment) => self.enqueue_mail_at(tx, &mail, moment).await?,
            When::InDigest | When::Never => {}
        }
        Ok(true)
    }

    /// How many notifications somebody has not read.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn count_unread(&self, user: UserId) -> Answer<u32> {
        Ok(self.store.glance().await?.count_unread(user).await?)
    }

    /// Other pages that the reader has open are told, too.
    async fn commit_read(&self, mut tx: Tx, user: UserId) -> Answer<()> {
        let unread = tx.count_unread(user).await?;
        tx.commit().await?;
        self.live.tell(user, unread);
        Ok(())
    }

    /// Throws away what was told and read long ago, and links that nobody has used.
    pub(crate) async fn forget_old_notices(&self, tx: &mut Tx, now: Timestamp) -> Answer<()> {
        tx.delete_act_links(now.plus_days(-LINKS_KEPT_DAYS)).await?;
        Ok(tx.delete_read_notices(now.plus_days(-READ_KEPT_DAYS)).await?)
    }
}
