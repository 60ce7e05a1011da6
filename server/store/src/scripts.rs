//! Talks along scripts, tap by tap.

use jiso::{
    id::{CompanyId, DealId, DocumentId, TalkId, UnansweredId, UserId},
    lang::Lang,
    scripts::{Ending, Talk, Tap, Told},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A talk as it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BegunTalk {
    pub id: TalkId,
    pub document: DocumentId,
    pub lang: Lang,
    pub version: u32,
    pub company: CompanyId,
    pub user: UserId,
    pub deal: Option<DealId>,
    pub began_at: Timestamp,
}

/// A tap to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTap<'a> {
    pub talk: TalkId,
    pub place: u32,
    pub tap: &'a Tap,
    pub at: Timestamp,
}

/// A talk with its taps, and what was on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastTalk {
    pub document: DocumentId,
    pub lang: Lang,
    pub version: u32,
    pub talk: Talk,
}

/// What a customer said that no script answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    pub id: UnansweredId,
    pub document: DocumentId,
    pub step: String,
    pub said: String,
    pub company: String,
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct BeganRow {
    id: Uuid,
    document_id: Uuid,
    lang: String,
    version: i64,
    company_id: Uuid,
    user_id: Uuid,
    deal_id: Option<Uuid>,
    began_at: i64,
}

#[derive(sqlx::FromRow)]
struct TapRow {
    id: Uuid,
    document_id: Uuid,
    lang: String,
    version: i64,
    step: String,
    went_to: Option<String>,
    ending: Option<String>,
}

#[derive(sqlx::FromRow)]
struct UnansweredRow {
    id: Uuid,
    document_id: Uuid,
    step: String,
    said: String,
    company: String,
    at: i64,
}

sql! {
    INSERT_TALK = "INSERT INTO script_talks (id, document_id, lang, version, company_id, user_id, deal_id, began_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
    TALK = "SELECT id, document_id, lang, version, company_id, user_id, deal_id, began_at FROM script_talks WHERE id = $1";
    SET_DEAL = "UPDATE script_talks SET deal_id = $2 WHERE id = $1 AND deal_id IS NULL";
    INSERT_TAP = "INSERT INTO script_taps (talk_id, place, step, went_to, ending, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (talk_id, place) DO NOTHING";
    INSERT_UNANSWERED = "INSERT INTO script_unanswered (id, talk_id, document_id, step, said, at) VALUES ($1, $2, $3, $4, $5, $6)";
    TAPS = "SELECT t.id, t.document_id, t.lang, t.version, p.step, p.went_to, p.ending
        FROM script_talks t JOIN script_taps p ON p.talk_id = t.id WHERE t.began_at >= $1 ORDER BY t.id, p.place";
    UNANSWERED = "SELECT u.id, u.document_id, u.step, u.said, c.name AS company, u.at FROM script_unanswered u
        JOIN script_talks t ON t.id = u.talk_id JOIN companies c ON c.id = t.company_id
        WHERE u.settled_at IS NULL ORDER BY u.at DESC, u.id DESC";
    SETTLE = "UPDATE script_unanswered SET settled_by = $2, settled_at = $3 WHERE id = $1 AND settled_at IS NULL";
    HAS_UNANSWERED = "SELECT CAST(COUNT(*) AS BIGINT) FROM script_unanswered WHERE id = $1";
    BODY_NUMBERED = "SELECT body FROM revisions WHERE document_id = $1 AND number = $2";
}

fn lang(text: &str) -> Result<Lang, StoreError> {
    Lang::parse(text).ok_or_else(|| StoreError::broken("script_talks", "lang", text))
}

impl Tx {
    /// The talk of this id, begun now unless it was before; whoever asks compares whose it is.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn begun_talk(&mut self, talk: &BegunTalk) -> Result<BegunTalk, StoreError> {
        execute!(
            self,
            q::INSERT_TALK,
            talk.id.uuid(),
            talk.document.uuid(),
            talk.lang.as_str(),
            i64::from(talk.version),
            talk.company.uuid(),
            talk.user.uuid(),
            talk.deal.map(DealId::uuid),
            talk.began_at.micros()
        )?;
        let row = fetch_one!(self, BeganRow, q::TALK, talk.id.uuid())?;
        Ok(BegunTalk {
            id: TalkId::from_uuid(row.id),
            document: DocumentId::from_uuid(row.document_id),
            lang: lang(&row.lang)?,
            version: u32::try_from(row.version).unwrap_or(u32::MAX),
            company: CompanyId::from_uuid(row.company_id),
            user: UserId::from_uuid(row.user_id),
            deal: row.deal_id.map(DealId::from_uuid),
            began_at: Timestamp::from_micros(row.began_at),
        })
    }

    /// Says which deal a talk is about that was about none; the deal of a talk never changes.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn set_deal_of_talk(&mut self, talk: TalkId, deal: DealId) -> Result<(), StoreError> {
        execute!(self, q::SET_DEAL, talk.uuid(), deal.uuid()).map(drop)
    }

    /// `false` when it was kept before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_tap(&mut self, new: &NewTap<'_>) -> Result<bool, StoreError> {
        let (to, ending) = match &new.tap.told {
            Told::Answer { to, ending } => (Some(to.as_str()), ending.map(Ending::as_str)),
            Told::Else => (None, None),
        };
        let (talk, place) = (new.talk.uuid(), i64::from(new.place));
        Ok(execute!(self, q::INSERT_TAP, talk, place, &new.tap.step, to, ending, new.at.micros())? == 1)
    }

    /// What the customer said at a tap that was kept just now.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_unanswered(
        &mut self,
        id: UnansweredId,
        new: &NewTap<'_>,
        document: DocumentId,
        said: &str,
    ) -> Result<(), StoreError> {
        let (talk, step, at) = (new.talk.uuid(), &new.tap.step, new.at.micros());
        execute!(self, q::INSERT_UNANSWERED, id.uuid(), talk, document.uuid(), step, said, at).map(drop)
    }

    /// All talks that began since then.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn talks_since(&mut self, since: Timestamp) -> Result<Vec<PastTalk>, StoreError> {
        let mut talks: Vec<(Uuid, PastTalk)> = Vec::new();
        for row in fetch_all!(self, TapRow, q::TAPS, since.micros())? {
            if talks.last().is_none_or(|(id, _)| *id != row.id) {
                let (document, version) =
                    (DocumentId::from_uuid(row.document_id), u32::try_from(row.version).unwrap_or(u32::MAX));
                talks.push((row.id, PastTalk { document, lang: lang(&row.lang)?, version, talk: Talk::default() }));
            }
            let told = match row.went_to {
                Some(to) => Told::Answer { to, ending: row.ending.as_deref().and_then(Ending::parse) },
                None => Told::Else,
            };
            if let Some((_, told_so_far)) = talks.last_mut() {
                told_so_far.talk.taps.push(Tap { step: row.step, told });
            }
        }
        Ok(talks.into_iter().map(|(_, talk)| talk).collect())
    }

    /// What waits for an editor, the newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn unanswered(&mut self) -> Result<Vec<Unanswered>, StoreError> {
        let rows = fetch_all!(self, UnansweredRow, q::UNANSWERED)?;
        let read = |row: UnansweredRow| Unanswered {
            id: UnansweredId::from_uuid(row.id),
            document: DocumentId::from_uuid(row.document_id),
            step: row.step,
            said: row.said,
            company: row.company,
            at: Timestamp::from_micros(row.at),
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// `false` when there is none; settled twice, the first editor stays.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn settle_unanswered(&mut self, id: UnansweredId, by: UserId, at: Timestamp) -> Result<bool, StoreError> {
        execute!(self, q::SETTLE, id.uuid(), by.uuid(), at.micros())?;
        Ok(fetch_one!(self, (i64,), q::HAS_UNANSWERED, id.uuid())?.0 > 0)
    }

    /// The body of a document's revision of this number.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn body_numbered(&mut self, document: DocumentId, number: u32) -> Result<Option<String>, StoreError> {
        Ok(fetch_optional!(self, (String,), q::BODY_NUMBERED, document.uuid(), i64::from(number))?.map(|(body,)| body))
    }
}
