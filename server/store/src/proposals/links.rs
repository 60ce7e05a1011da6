//! Links by which customers open what was sent, and when they were opened.

use jiso::{
    id::{ProposalId, UserId},
    proposals::Way,
    time::Timestamp,
};
use uuid::Uuid;

use super::number;
use crate::{StoreError, Tx};

/// A link to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    pub number: u32,
    pub secret: String,
    pub by: UserId,
    pub at: Timestamp,
    pub until: Timestamp,
}

/// A link that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkLine {
    pub number: u32,
    pub secret: String,
    pub by_name: String,
    pub until: Timestamp,
}

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    pub id: ProposalId,
    pub number: u32,
    pub until: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLine {
    pub number: u32,
    pub way: Way,
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    number: i64,
    secret: String,
    by_name: String,
    works_until: i64,
}

#[derive(sqlx::FromRow)]
struct ReadRow {
    number: i64,
    way: String,
    opened_at: i64,
}

sql! {
    PUT_LINK = "INSERT INTO proposal_links (proposal_id, number, secret, made_by, made_at, works_until)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (proposal_id, number) DO UPDATE SET secret = excluded.secret, made_by = excluded.made_by,
            made_at = excluded.made_at, works_until = excluded.works_until";
    WITHDRAW_LINK = "DELETE FROM proposal_links WHERE proposal_id = $1 AND number = $2";
    LINKS = "SELECT k.number, k.secret, u.name AS by_name, k.works_until FROM proposal_links k JOIN users u ON u.id = k.made_by
        WHERE k.proposal_id = $1 AND k.works_until > $2 ORDER BY k.number";
    BY_SECRET = "SELECT proposal_id, number, works_until FROM proposal_links WHERE secret = $1 AND works_until > $2";
    LAST_READ = "SELECT opened_at FROM proposal_reads WHERE proposal_id = $1 AND number = $2 AND way = $3
        ORDER BY opened_at DESC LIMIT 1";
    NOTE_READ = "INSERT INTO proposal_reads (proposal_id, number, way, opened_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (proposal_id, number, way, opened_at) DO NOTHING";
    READS = "SELECT number, way, opened_at FROM proposal_reads WHERE proposal_id = $1 ORDER BY opened_at DESC LIMIT $2";
}

impl Tx {
    /// The one before of this version works no more.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn put_proposal_link(&mut self, id: ProposalId, new: &NewLink) -> Result<(), StoreError> {
        let (number, by) = (i64::from(new.number), new.by.uuid());
        execute!(self, q::PUT_LINK, id.uuid(), number, &new.secret, by, new.at.micros(), new.until.micros()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn withdraw_proposal_link(&mut self, id: ProposalId, number: u32) -> Result<(), StoreError> {
        execute!(self, q::WITHDRAW_LINK, id.uuid(), i64::from(number)).map(drop)
    }

    /// Those that work now.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn proposal_links(&mut self, id: ProposalId, now: Timestamp) -> Result<Vec<LinkLine>, StoreError> {
        let rows = fetch_all!(self, LinkRow, q::LINKS, id.uuid(), now.micros())?.into_iter();
        let line = |row: LinkRow| LinkLine {
            number: number(row.number),
            secret: row.secret,
            by_name: row.by_name,
            until: Timestamp::from_micros(row.works_until),
        };
        Ok(rows.map(line).collect())
    }

    /// What a link that works now leads to.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn proposal_by_secret(&mut self, secret: &str, now: Timestamp) -> Result<Option<Linked>, StoreError> {
        let row = fetch_optional!(self, (Uuid, i64, i64), q::BY_SECRET, secret, now.micros())?;
        Ok(row.map(|(id, version, until)| Linked {
            id: ProposalId::from_uuid(id),
            number: number(version),
            until: Timestamp::from_micros(until),
        }))
    }

    /// When a version was last opened by its link in this way.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn last_read(&mut self, id: ProposalId, version: u32, way: Way) -> Result<Option<Timestamp>, StoreError> {
        let row = fetch_optional!(self, (i64,), q::LAST_READ, id.uuid(), i64::from(version), way.as_str())?;
        Ok(row.map(|(at,)| Timestamp::from_micros(at)))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn note_read(&mut self, id: ProposalId, version: u32, way: Way, at: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::NOTE_READ, id.uuid(), i64::from(version), way.as_str(), at.micros()).map(drop)
    }

    /// The last first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn proposal_reads(&mut self, id: ProposalId, limit: i64) -> Result<Vec<ReadLine>, StoreError> {
        let rows = fetch_all!(self, ReadRow, q::READS, id.uuid(), limit)?.into_iter();
        // A way that a later version may know is not listed.
        let line = |row: ReadRow| {
            let at = Timestamp::from_micros(row.opened_at);
            Some(ReadLine { number: number(row.number), way: Way::parse(&row.way)?, at })
        };
        Ok(rows.filter_map(line).collect())
    }
}
