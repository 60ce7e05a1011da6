//! What the portal has told people.

pub mod reminders;

use std::collections::BTreeMap;

use jiso::{
    id::{NoticeId, UserId},
    notifications::{MailChoice, NoticeKind, NoticeText, NoticeView, Preferences, QuietHours},
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
    pub in_digest: bool,
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

#[derive(sqlx::FromRow)]
struct PreferencesRow {
    choices: String,
    quiet_from: Option<i64>,
    quiet_until: Option<i64>,
    zone: String,
    digest_at: i64,
}

impl PreferencesRow {
    /// A kind that only a later version knows is left out.
    fn preferences(self) -> Preferences {
        let minute = |minute: i64| u16::try_from(minute).unwrap_or_default();
        let chosen: BTreeMap<String, String> = serde_json::from_str(&self.choices).unwrap_or_default();
        let choice = |(kind, choice): (String, String)| Some((NoticeKind::parse(&kind)?, MailChoice::parse(&choice)?));
        let quiet = self.quiet_from.zip(self.quiet_until);
        Preferences {
            choices: chosen.into_iter().filter_map(choice).collect(),
            quiet: quiet.map(|(from, until)| QuietHours { from: minute(from), until: minute(until) }),
            zone: self.zone,
            digest_at: minute(self.digest_at),
        }
    }
}

sql! {
    INSERT_NOTICE = "INSERT INTO notices (id, user_id, kind, facts, link, once_key, at, in_digest)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (user_id, once_key) DO NOTHING";
    UNREAD_NOTICES = "SELECT id, facts, at FROM notices WHERE user_id = $1 AND read_at IS NULL ORDER BY id DESC LIMIT $2";
    READ_NOTICES = "SELECT id, facts, at FROM notices WHERE user_id = $1 AND read_at IS NOT NULL ORDER BY id DESC LIMIT $2";
    COUNT_UNREAD = "SELECT CAST(COUNT(*) AS BIGINT) FROM notices WHERE user_id = $1 AND read_at IS NULL";
    DIGESTS_WAITING = "SELECT user_id, MIN(at) FROM notices WHERE in_digest = TRUE AND read_at IS NULL GROUP BY user_id";
    // What two nodes take at once, one of them gets.
    TAKE_DIGEST = "UPDATE notices SET in_digest = FALSE WHERE user_id = $1 AND in_digest = TRUE AND read_at IS NULL
        RETURNING id, facts, at";
    NOTICE_PREFERENCES = "SELECT choices, quiet_from, quiet_until, zone, digest_at FROM notice_preferences WHERE user_id = $1";
    SAVE_NOTICE_PREFERENCES = "INSERT INTO notice_preferences (user_id, choices, quiet_from, quiet_until, zone, digest_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (user_id) DO UPDATE SET choices = excluded.choices,
        quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, zone = excluded.zone, digest_at = excluded.digest_at";
    NOTICES_SINCE = "SELECT id, user_id, at FROM notices WHERE at >= $1";
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
            notice.in_digest,
        )?;
        self.noticed |= inserted == 1;
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

    /// What was told to anybody from a moment on: its id, to whom, and when.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn notices_since(&mut self, since: Timestamp) -> Result<Vec<(NoticeId, UserId, Timestamp)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, Uuid, i64), q::NOTICES_SINCE, since.micros())?;
        let told = |(id, user, at)| (NoticeId::from_uuid(id), UserId::from_uuid(user), Timestamp::from_micros(at));
        Ok(rows.into_iter().map(told).collect())
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

    /// For whom something waits for a digest, and since when.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn digests_waiting(&mut self) -> Result<Vec<(UserId, Timestamp)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, i64), q::DIGESTS_WAITING)?;
        Ok(rows.into_iter().map(|(user, at)| (UserId::from_uuid(user), Timestamp::from_micros(at))).collect())
    }

    /// What waits for somebody's digest, which it then does no more; the oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn take_digest(&mut self, user: UserId) -> Result<Vec<NoticeView>, StoreError> {
        let mut rows = fetch_all!(self, NoticeRow, q::TAKE_DIGEST, user.uuid())?;
        rows.sort_by_key(|row| row.id);
        Ok(rows.into_iter().filter_map(NoticeRow::view).collect())
    }

    /// `None` for whoever has not chosen.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn notice_preferences(&mut self, user: UserId) -> Result<Option<Preferences>, StoreError> {
        let row = fetch_optional!(self, PreferencesRow, q::NOTICE_PREFERENCES, user.uuid())?;
        Ok(row.map(PreferencesRow::preferences))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn save_notice_preferences(&mut self, user: UserId, wish: &Preferences) -> Result<(), StoreError> {
        let chosen: BTreeMap<&str, &str> = wish.choices.iter().map(|(kind, choice)| (kind.as_str(), choice.as_str())).collect();
        let chosen = serde_json::to_string(&chosen).unwrap_or_default();
        let (from, until) = (wish.quiet.map(|quiet| i64::from(quiet.from)), wish.quiet.map(|quiet| i64::from(quiet.until)));
        let digest_at = i64::from(wish.digest_at);
        execute!(self, q::SAVE_NOTICE_PREFERENCES, user.uuid(), &chosen, from, until, &wish.zone, digest_at).map(drop)
    }
}
