//! What the portal has told people.

use jiso::{
    id::{NoticeId, UserId},
    notifications::{NoticeText, NoticeView},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// Something to tell somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice<'a> {
    pub id: NoticeId,
    pub to: UserId,
    pub text: &'a NoticeText,
    /// A path of the portal.
    pub link: &'a str,
    /// What is told under the same key again, is told once.
    pub once_key: &'a str,
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct NoticeRow {
    id: Uuid,
    facts: String,
    at: i64,
}

impl NoticeRow {
    /// None for what only a later version knows how to say.
    fn view(self) -> Option<NoticeView> {
        let text = serde_json::from_str(&self.facts).ok()?;
        Some(NoticeView { id: NoticeId::from_uuid(self.id), text, at: Timestamp::from_micros(self.at) })
    }
}

sql! {
    INSERT_NOTICE = "INSERT INTO notices (id, user_id, kind, facts, link, once_key, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (user_id, once_key) DO NOTHING";
    UNREAD_NOTICES = "SELECT id, facts, at FROM notices WHERE user_id = $1 AND read_at IS NULL ORDER BY id DESC LIMIT $2";
    READ_NOTICES = "SELECT id, facts, at FROM notices WHERE user_id = $1 AND read_at IS NOT NULL ORDER BY id DESC LIMIT $2";
    COUNT_UNREAD = "SELECT CAST(COUNT(*) AS BIGINT) FROM notices WHERE user_id = $1 AND read_at IS NULL";
    NOTICE_LINK = "SELECT link FROM notices WHERE id = $1 AND user_id = $2";
    READ_NOTICE = "UPDATE notices SET read_at = $3 WHERE id = $1 AND user_id = $2 AND read_at IS NULL";
    READ_NOTICES_UNTIL = "UPDATE notices SET read_at = $3 WHERE user_id = $1 AND id <= $2 AND read_at IS NULL";
    READ_NOTICES_BEFORE = "UPDATE notices SET read_at = at WHERE at < $1 AND read_at IS NULL";
    DELETE_NOTICES_BEFORE = "DELETE FROM notices WHERE id IN
        (SELECT id FROM notices WHERE read_at IS NOT NULL AND at < $1 LIMIT 1000)";
}

impl Tx {
    /// `false` when it was told before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_notice(&mut self, notice: &NewNotice<'_>) -> Result<bool, StoreError> {
        let facts = serde_json::to_string(notice.text).unwrap_or_default();
        let inserted = execute!(
            self,
            q::INSERT_NOTICE,
            notice.id.uuid(),
            notice.to.uuid(),
            notice.text.kind().as_str(),
            &facts,
            notice.link,
            notice.once_key,
            notice.at.micros(),
        )?;
        Ok(inserted == 1)
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn unread_notices(&mut self, user: UserId, limit: i64) -> Result<Vec<NoticeView>, StoreError> {
        let rows = fetch_all!(self, NoticeRow, q::UNREAD_NOTICES, user.uuid(), limit)?;
        Ok(rows.into_iter().filter_map(NoticeRow::view).collect())
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn read_notices(&mut self, user: UserId, limit: i64) -> Result<Vec<NoticeView>, StoreError> {
        let rows = fetch_all!(self, NoticeRow, q::READ_NOTICES, user.uuid(), limit)?;
        Ok(rows.into_iter().filter_map(NoticeRow::view).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn count_unread(&mut self, user: UserId) -> Result<u32, StoreError> {
        let (count,) = fetch_one!(self, (i64,), q::COUNT_UNREAD, user.uuid())?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// What a notification of this reader is about; `None` where it is somebody else's.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn notice_link(&mut self, id: NoticeId, user: UserId) -> Result<Option<String>, StoreError> {
        Ok(fetch_optional!(self, (String,), q::NOTICE_LINK, id.uuid(), user.uuid())?.map(|(link,)| link))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn read_notice(&mut self, id: NoticeId, user: UserId, at: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::READ_NOTICE, id.uuid(), user.uuid(), at.micros()).map(drop)
    }

    /// All of a reader up to `newest`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn read_notices_until(&mut self, user: UserId, newest: NoticeId, at: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::READ_NOTICES_UNTIL, user.uuid(), newest.uuid(), at.micros()).map(drop)
    }

    /// Everybody's, as if each had been read when it came.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn read_notices_before(&mut self, before: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::READ_NOTICES_BEFORE, before.micros()).map(drop)
    }

    /// Throws away what was told before and has been read, a thousand at a time.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn delete_read_notices(&mut self, before: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::DELETE_NOTICES_BEFORE, before.micros()).map(drop)
    }
}
