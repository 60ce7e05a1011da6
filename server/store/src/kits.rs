//! What is done with kits: used for deals, kept at hand.

use jiso::{
    id::{CompanyId, DealId, DocumentId, UserId},
    kits::{KitUses, UsedHow},
    lang::Lang,
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A kit that was used for a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KitUse {
    pub document: DocumentId,
    pub deal: DealId,
    pub how: UsedHow,
    pub company: CompanyId,
    pub user: UserId,
    pub lang: Lang,
    pub version: u32,
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct UsesRow {
    document_id: Uuid,
    deals: i64,
    won: i64,
    lost: i64,
}

sql! {
    INSERT_USE = "INSERT INTO kit_uses (document_id, deal_id, how, company_id, user_id, lang, version, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (document_id, deal_id, how) DO NOTHING";
    USES = "SELECT u.document_id, CAST(COUNT(*) AS BIGINT) AS deals,
        CAST(SUM(CASE WHEN d.status = 'won' THEN 1 ELSE 0 END) AS BIGINT) AS won,
        CAST(SUM(CASE WHEN d.status = 'lost' THEN 1 ELSE 0 END) AS BIGINT) AS lost
        FROM (SELECT DISTINCT document_id, deal_id FROM kit_uses) u JOIN deal_registrations d ON d.id = u.deal_id
        GROUP BY u.document_id";
    USED_FOR = "SELECT DISTINCT document_id FROM kit_uses WHERE deal_id = $1";
    FAVOURITES = "SELECT document_id FROM kit_favourites WHERE user_id = $1";
    ADD_FAVOURITE = "INSERT INTO kit_favourites (user_id, document_id, at) VALUES ($1, $2, $3)
        ON CONFLICT (user_id, document_id) DO NOTHING";
    DROP_FAVOURITE = "DELETE FROM kit_favourites WHERE user_id = $1 AND document_id = $2";
}

impl Tx {
    /// `false` when it was noted before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_kit_use(&mut self, used: &KitUse) -> Result<bool, StoreError> {
        let (document, deal, how) = (used.document.uuid(), used.deal.uuid(), used.how.as_str());
        let (company, user, lang) = (used.company.uuid(), used.user.uuid(), used.lang.as_str());
        let (version, at) = (i64::from(used.version), used.at.micros());
        Ok(execute!(self, q::INSERT_USE, document, deal, how, company, user, lang, version, at)? == 1)
    }

    /// For how many deals each kit was used, of all companies, and what became of those.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn kit_uses(&mut self) -> Result<Vec<(DocumentId, KitUses)>, StoreError> {
        let small = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        let read = |row: UsesRow| {
            (
                DocumentId::from_uuid(row.document_id),
                KitUses { deals: small(row.deals), won: small(row.won), lost: small(row.lost) },
            )
        };
        Ok(fetch_all!(self, UsesRow, q::USES)?.into_iter().map(read).collect())
    }

    /// The kits that were used for a deal.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn kits_used_for(&mut self, deal: DealId) -> Result<Vec<DocumentId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), q::USED_FOR, deal.uuid())?;
        Ok(rows.into_iter().map(|(id,)| DocumentId::from_uuid(id)).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn favourite_kits(&mut self, user: UserId) -> Result<Vec<DocumentId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), q::FAVOURITES, user.uuid())?;
        Ok(rows.into_iter().map(|(id,)| DocumentId::from_uuid(id)).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn keep_favourite(&mut self, user: UserId, kit: DocumentId, wanted: bool, at: Timestamp) -> Result<(), StoreError> {
        if wanted {
            execute!(self, q::ADD_FAVOURITE, user.uuid(), kit.uuid(), at.micros()).map(drop)
        } else {
            execute!(self, q::DROP_FAVOURITE, user.uuid(), kit.uuid()).map(drop)
        }
    }
}
