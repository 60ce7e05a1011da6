//! Who asked whether a customer is free.

use jiso::{
    id::{CompanyId, UserId},
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// Somebody who asked about many customers on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    pub name: String,
    pub company: CompanyId,
    pub company_name: String,
    pub day: Day,
    /// Different ones.
    pub customers: u32,
}

sql! {
    NOTE_QUESTION = "INSERT INTO verdict_questions (user_id, day, customer, verdict, times, asked_at) VALUES ($1, $2, $3, $4, 1, $5)
        ON CONFLICT (user_id, day, customer) DO UPDATE SET times = verdict_questions.times + 1, verdict = excluded.verdict,
        asked_at = excluded.asked_at";
    MANY_QUESTIONS = "SELECT u.name, u.company_id, c.name, q.day, q.customers
        FROM (SELECT user_id, day, COUNT(*) AS customers FROM verdict_questions WHERE day >= $1 GROUP BY user_id, day) q
        JOIN users u ON u.id = q.user_id JOIN companies c ON c.id = u.company_id
        WHERE q.customers >= $2 ORDER BY q.customers DESC, q.day DESC, u.name LIMIT $3";
    FORGET_QUESTIONS = "DELETE FROM verdict_questions WHERE day < $1";
    KEEP_VERDICT_KEY = "INSERT INTO verdict_key (one, key) VALUES (1, $1) ON CONFLICT (one) DO NOTHING";
    VERDICT_KEY = "SELECT key FROM verdict_key";
}

impl Tx {
    /// `customer`: a keyed hash. The same question of one day is one row.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn note_question(
        &mut self,
        user: UserId,
        customer: [u8; 32],
        answer: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let day = i64::from(at.day().0);
        execute!(self, q::NOTE_QUESTION, user.uuid(), day, customer.as_slice(), answer, at.micros()).map(drop)
    }

    /// Who asked about at least `least` customers on one day since `from`, the most first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn many_questions(&mut self, from: Day, least: u32, limit: i64) -> Result<Vec<Asker>, StoreError> {
        type Row = (String, Uuid, String, i64, i64);
        let rows = fetch_all!(self, Row, q::MANY_QUESTIONS, i64::from(from.0), i64::from(least), limit)?;
        let asker = |(name, company, company_name, day, customers): Row| Asker {
            name,
            company: CompanyId::from_uuid(company),
            company_name,
            day: Day(i32::try_from(day).unwrap_or_default()),
            customers: u32::try_from(customers).unwrap_or(u32::MAX),
        };
        Ok(rows.into_iter().map(asker).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn forget_questions(&mut self, before: Day) -> Result<(), StoreError> {
        execute!(self, q::FORGET_QUESTIONS, i64::from(before.0)).map(drop)
    }

    /// The key of the hashes, once there is one.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn known_verdict_key(&mut self) -> Result<Option<String>, StoreError> {
        Ok(fetch_optional!(self, (String,), q::VERDICT_KEY)?.map(|(key,)| key))
    }

    /// The key of the hashes: `fresh`, when there was none before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn verdict_key(&mut self, fresh: &str) -> Result<String, StoreError> {
        if let Some((key,)) = fetch_optional!(self, (String,), q::VERDICT_KEY)? {
            return Ok(key);
        }
        execute!(self, q::KEEP_VERDICT_KEY, fresh)?;
        Ok(fetch_one!(self, (String,), q::VERDICT_KEY)?.0)
    }
}
