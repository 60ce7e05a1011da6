//! Who works on a deal beside its owner, and what they note of it.

use std::collections::BTreeSet;

use jiso::{
    id::{CompanyId, DealId, Id, UserId},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// What somebody noted of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub author_name: String,
    pub at: Timestamp,
    pub text: String,
}

sql! {
    ADD_COLLEAGUE = "INSERT INTO deal_colleagues (deal_id, user_id, added_by, added_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (deal_id, user_id) DO NOTHING";
    REMOVE_COLLEAGUE = "DELETE FROM deal_colleagues WHERE deal_id = $1 AND user_id = $2";
    COLLEAGUES_OF = "SELECT k.user_id, u.name FROM deal_colleagues k JOIN users u ON u.id = k.user_id
        WHERE k.deal_id = $1 ORDER BY k.added_at, u.name";
    IS_COLLEAGUE = "SELECT deal_id FROM deal_colleagues WHERE deal_id = $1 AND user_id = $2";
    DEALS_AS_COLLEAGUE = "SELECT k.deal_id FROM deal_colleagues k JOIN deal_registrations d ON d.id = k.deal_id
        WHERE k.user_id = $1 AND d.company_id = $2";
    ADD_NOTE = "INSERT INTO deal_notes (id, deal_id, author_id, written_at, text, once_key) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (deal_id, once_key) DO NOTHING";
    NOTES_OF = "SELECT u.name, n.written_at, n.text FROM deal_notes n JOIN users u ON u.id = n.author_id
        WHERE n.deal_id = $1 ORDER BY n.written_at DESC, n.id DESC LIMIT $2";
}

impl Tx {
    /// `false` when they are on it already.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn add_colleague(&mut self, deal: DealId, user: UserId, by: UserId, at: Timestamp) -> Result<bool, StoreError> {
        Ok(execute!(self, q::ADD_COLLEAGUE, deal.uuid(), user.uuid(), by.uuid(), at.micros())? == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn remove_colleague(&mut self, deal: DealId, user: UserId) -> Result<(), StoreError> {
        execute!(self, q::REMOVE_COLLEAGUE, deal.uuid(), user.uuid()).map(drop)
    }

    /// With their names, the first added first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn colleagues_of(&mut self, deal: DealId) -> Result<Vec<(UserId, String)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, String), q::COLLEAGUES_OF, deal.uuid())?;
        Ok(rows.into_iter().map(|(id, name)| (UserId::from_uuid(id), name)).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn is_colleague(&mut self, deal: DealId, user: UserId) -> Result<bool, StoreError> {
        Ok(fetch_optional!(self, (Uuid,), q::IS_COLLEAGUE, deal.uuid(), user.uuid())?.is_some())
    }

    /// The deals of a company on which somebody is a colleague.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deals_as_colleague(&mut self, company: CompanyId, user: UserId) -> Result<BTreeSet<DealId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), q::DEALS_AS_COLLEAGUE, user.uuid(), company.uuid())?;
        Ok(rows.into_iter().map(|(id,)| DealId::from_uuid(id)).collect())
    }

    /// `false` when the deal has a note of this key.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn add_note(
        &mut self,
        id: Id<()>,
        deal: DealId,
        author: UserId,
        at: Timestamp,
        text: &str,
        once_key: &str,
    ) -> Result<bool, StoreError> {
        Ok(execute!(self, q::ADD_NOTE, id.uuid(), deal.uuid(), author.uuid(), at.micros(), text, once_key)? == 1)
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn notes_of(&mut self, deal: DealId, limit: i64) -> Result<Vec<Note>, StoreError> {
        let rows = fetch_all!(self, (String, i64, String), q::NOTES_OF, deal.uuid(), limit)?;
        let note = |(author_name, at, text)| Note { author_name, at: Timestamp::from_micros(at), text };
        Ok(rows.into_iter().map(note).collect())
    }
}
