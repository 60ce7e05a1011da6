//! Words that mean the same, and what was searched for and not found.

mod kept;
mod named;

use jiso::{
    id::{CompanyId, UserId},
    search::{ClosedMissView, MissAsker, MissOutcome, MissView, SynonymText},
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

pub use kept::Kept;
pub(crate) use kept::q as kept_statements;
pub(crate) use named::pairs as named_pairs;
pub(crate) use named::q as named_statements;
pub use named::{DealsFor, NamedDeal, NamedPerson, PeopleFor, WORDS_MAX};

/// What the change feed calls the synonyms; they are one thing.
pub const SYNONYMS: &str = "synonyms";

/// Somebody did not find something.
#[derive(Clone, Copy, Debug)]
pub struct Asker {
    pub user: UserId,
    pub company: CompanyId,
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct SynonymRow {
    version: i64,
    text: String,
    by_name: String,
    at: i64,
}

#[derive(sqlx::FromRow)]
struct MissRow {
    key: String,
    text: String,
    last_at: i64,
    near: bool,
    before_as: Option<String>,
    asked: i64,
    people: i64,
}

#[derive(sqlx::FromRow)]
struct ClosedRow {
    text: String,
    closed_as: String,
    closed_by: String,
    closed_at: i64,
}

sql! {
    SYNONYM_TEXT = "SELECT version, text, by_name, at FROM synonym_texts ORDER BY version DESC LIMIT 1";
    SYNONYM_TEXT_OF = "SELECT version, text, by_name, at FROM synonym_texts WHERE version = $1";
    INSERT_SYNONYMS = "INSERT INTO synonym_texts (version, text, by_name, at) VALUES ($1, $2, $3, $4) ON CONFLICT (version) DO NOTHING";
    ASKED_ON = "SELECT EXISTS (SELECT 1 FROM search_askers WHERE key = $1 AND user_id = $2 AND day = $3)";
    MISSES_ON = "SELECT CAST(COUNT(*) AS BIGINT) FROM search_askers WHERE user_id = $1 AND day = $2";
    INSERT_MISS = "INSERT INTO search_misses (key, text, since, last_at, near) VALUES ($1, $2, $3, $3, $4)
        ON CONFLICT (key) DO UPDATE SET text = $2, last_at = $3, near = $4";
    INSERT_ASKER = "INSERT INTO search_askers (key, user_id, day, company_id, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (key, user_id, day) DO NOTHING";
    OPEN_MISS_AGAIN = "UPDATE search_misses SET before_as = closed_as, closed_as = NULL, closed_by = NULL, closed_at = NULL, since = $2
        WHERE key = $1 AND closed_as <> 'not_ours'";
    OPEN_MISSES = "SELECT m.key, m.text, m.last_at, m.near, m.before_as, CAST(COUNT(*) AS BIGINT) AS asked,
        CAST(COUNT(DISTINCT a.user_id) AS BIGINT) AS people
        FROM search_misses m JOIN search_askers a ON a.key = m.key AND a.at >= m.since WHERE m.closed_as IS NULL
        GROUP BY m.key, m.text, m.last_at, m.near, m.before_as ORDER BY asked DESC, m.last_at DESC, m.key LIMIT $1";
    // Who has asked from two companies is one person.
    ASKERS = "SELECT u.name, MAX(c.name) AS company FROM search_misses m JOIN search_askers a ON a.key = m.key AND a.at >= m.since
        JOIN users u ON u.id = a.user_id JOIN companies c ON c.id = a.company_id WHERE m.key = $1
        GROUP BY u.id, u.name ORDER BY MAX(a.at) DESC, u.id LIMIT $2";
    COUNT_OPEN_MISSES = "SELECT CAST(COUNT(*) AS BIGINT) FROM search_misses WHERE closed_as IS NULL";
    CLOSE_MISS = "UPDATE search_misses SET closed_as = $2, closed_by = $3, closed_at = $4 WHERE key = $1 AND closed_as IS NULL";
    CLOSED_MISS = "SELECT text, closed_as, closed_by, closed_at FROM search_misses WHERE key = $1 AND closed_as IS NOT NULL";
    CLOSED_MISSES = "SELECT text, closed_as, closed_by, closed_at FROM search_misses WHERE closed_as IS NOT NULL
        ORDER BY closed_at DESC, key LIMIT $1";
    FORGET_ASKERS = "DELETE FROM search_askers WHERE at < $1";
    FORGET_MISSES = "DELETE FROM search_misses WHERE last_at < $1";
}

impl ClosedRow {
    /// None for a word that a later version may know.
    fn view(self) -> Option<ClosedMissView> {
        Some(ClosedMissView {
            text: self.text,
            outcome: MissOutcome::parse(&self.closed_as)?,
            by: self.closed_by,
            at: Timestamp::from_micros(self.closed_at),
        })
    }
}

impl From<SynonymRow> for SynonymText {
    fn from(row: SynonymRow) -> Self {
        Self { version: row.version, text: row.text, by: row.by_name, at: Timestamp::from_micros(row.at) }
    }
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn synonym_text(&mut self) -> Result<SynonymText, StoreError> {
        let row = fetch_optional!(self, SynonymRow, q::SYNONYM_TEXT)?;
        Ok(row.map(SynonymText::from).unwrap_or_default())
    }

    /// An earlier one; empty where there is none of this version.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn synonym_text_of(&mut self, version: i64) -> Result<SynonymText, StoreError> {
        let row = fetch_optional!(self, SynonymRow, q::SYNONYM_TEXT_OF, version)?;
        Ok(row.map(SynonymText::from).unwrap_or_default())
    }

    /// `false` when somebody else wrote this version. Every node searches by it soon.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_synonyms(&mut self, new: &SynonymText) -> Result<bool, StoreError> {
        let inserted = execute!(self, q::INSERT_SYNONYMS, new.version, &new.text, &new.by, new.at.micros())?;
        if inserted == 1 {
            self.note_change(SYNONYMS, Uuid::nil());
        }
        Ok(inserted == 1)
    }

    /// Whether it is noted that this person did not find it on that day, and how much else of theirs is.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn missed_on(&mut self, key: &str, user: UserId, day: Day) -> Result<(bool, u32), StoreError> {
        let (known,) = fetch_one!(self, (bool,), q::ASKED_ON, key, user.uuid(), i64::from(day.0))?;
        let (all,) = fetch_one!(self, (i64,), q::MISSES_ON, user.uuid(), i64::from(day.0))?;
        Ok((known, count(all)))
    }

    /// Notes it; what was closed as done is open again. `near`: something was shown that has a part of the words.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn note_miss(&mut self, key: &str, text: &str, asker: Asker, near: bool) -> Result<(), StoreError> {
        let Asker { user, company, at } = asker;
        execute!(self, q::INSERT_MISS, key, text, at.micros(), near)?;
        let day = i64::from(at.day().0);
        if execute!(self, q::INSERT_ASKER, key, user.uuid(), day, company.uuid(), at.micros())? == 1 {
            execute!(self, q::OPEN_MISS_AGAIN, key, at.micros())?;
        }
        Ok(())
    }

    /// Asked most often first, each with at most `askers` of those who asked, the latest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_misses(&mut self, limit: i64, askers: i64) -> Result<Vec<MissView>, StoreError> {
        let rows = fetch_all!(self, MissRow, q::OPEN_MISSES, limit)?;
        let mut out = Vec::with_capacity(rows.len());
        for row in rows {
            let named = fetch_all!(self, (String, String), q::ASKERS, &row.key, askers)?;
            out.push(MissView {
                key: row.key,
                text: row.text,
                count: count(row.asked),
                people: count(row.people),
                askers: named.into_iter().map(|(name, company)| MissAsker { name, company }).collect(),
                near: row.near,
                last_at: Timestamp::from_micros(row.last_at),
                before: row.before_as.as_deref().and_then(MissOutcome::parse),
            });
        }
        Ok(out)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn count_open_misses(&mut self) -> Result<u32, StoreError> {
        Ok(count(fetch_one!(self, (i64,), q::COUNT_OPEN_MISSES)?.0))
    }

    /// `false` when there is no open one of this key.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn close_miss(&mut self, key: &str, outcome: MissOutcome, by: &str, at: Timestamp) -> Result<bool, StoreError> {
        Ok(execute!(self, q::CLOSE_MISS, key, outcome.as_str(), by, at.micros())? == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn closed_miss(&mut self, key: &str) -> Result<Option<ClosedMissView>, StoreError> {
        Ok(fetch_optional!(self, ClosedRow, q::CLOSED_MISS, key)?.and_then(ClosedRow::view))
    }

    /// Closed last first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn closed_misses(&mut self, limit: i64) -> Result<Vec<ClosedMissView>, StoreError> {
        let rows = fetch_all!(self, ClosedRow, q::CLOSED_MISSES, limit)?;
        Ok(rows.into_iter().filter_map(ClosedRow::view).collect())
    }

    /// Who did not find what before a moment, and what nobody looked for since.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn forget_misses(&mut self, before: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::FORGET_ASKERS, before.micros())?;
        execute!(self, q::FORGET_MISSES, before.micros())?;
        Ok(())
    }
}
