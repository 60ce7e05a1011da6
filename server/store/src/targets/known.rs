//! What is known of a company when targets are put in order for it, and the hashes of its own customers.

use jiso::{
    deals::{CompanySize, Industry, Territory},
    id::{CompanyId, DocumentId, UserId},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// Hashes of a partner's own customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    pub company: CompanyId,
    pub hashes: Vec<u8>,
    pub at: Timestamp,
}

/// What a company has done, as far as targets are put in order by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    pub won: Vec<(Industry, CompanySize, u32)>,
    pub areas: Vec<(Territory, u32)>,
    /// Kits its people have opened.
    pub opened: Vec<DocumentId>,
}

#[derive(sqlx::FromRow)]
struct OverlapRow {
    company_id: Uuid,
    hashes: Vec<u8>,
    kept_at: i64,
}

sql! {
    ORDERS_BY_INDUSTRY = "SELECT industry, size, CAST(COUNT(*) AS BIGINT) FROM deal_registrations
        WHERE company_id = $1 AND status = 'won' GROUP BY industry, size";
    DEALS_BY_AREA = "SELECT territory, CAST(COUNT(*) AS BIGINT) FROM deal_registrations
        WHERE company_id = $1 AND territory IS NOT NULL GROUP BY territory";
    KITS_OPENED = "SELECT DISTINCT subject_id FROM activities WHERE company_id = $1 AND kind = 'kit_opened' AND subject_id IS NOT NULL";
    KEEP_OVERLAP = "INSERT INTO customer_overlaps (company_id, hashes, kept_by, kept_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (company_id) DO UPDATE SET hashes = excluded.hashes, kept_by = excluded.kept_by, kept_at = excluded.kept_at";
    FORGET_OVERLAP = "DELETE FROM customer_overlaps WHERE company_id = $1";
    OVERLAP_OF = "SELECT company_id, hashes, kept_at FROM customer_overlaps WHERE company_id = $1";
    OVERLAPS = "SELECT company_id, hashes, kept_at FROM customer_overlaps ORDER BY company_id";
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn done_by_company(&mut self, company: CompanyId) -> Result<Done, StoreError> {
        let id = company.uuid();
        let broken = |column| move |value: String| StoreError::broken("deal_registrations", column, value);
        let mut done = Done::default();
        for (industry, size, orders) in fetch_all!(self, (String, String, i64), q::ORDERS_BY_INDUSTRY, id)? {
            let industry = Industry::try_from(industry).map_err(broken("industry"))?;
            done.won.push((industry, CompanySize::try_from(size).map_err(broken("size"))?, count(orders)));
        }
        for (area, deals) in fetch_all!(self, (String, i64), q::DEALS_BY_AREA, id)? {
            done.areas.push((Territory::try_from(area).map_err(broken("territory"))?, count(deals)));
        }
        done.opened =
            fetch_all!(self, (Uuid,), q::KITS_OPENED, id)?.into_iter().map(|(kit,)| DocumentId::from_uuid(kit)).collect();
        Ok(done)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn keep_overlap(&mut self, overlap: &Overlap, by: UserId) -> Result<(), StoreError> {
        let (company, at) = (overlap.company.uuid(), overlap.at.micros());
        execute!(self, q::KEEP_OVERLAP, company, overlap.hashes.as_slice(), by.uuid(), at).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn forget_overlap(&mut self, company: CompanyId) -> Result<(), StoreError> {
        execute!(self, q::FORGET_OVERLAP, company.uuid()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn overlap_of(&mut self, company: CompanyId) -> Result<Option<Overlap>, StoreError> {
        Ok(fetch_optional!(self, OverlapRow, q::OVERLAP_OF, company.uuid())?.map(overlap))
    }

    /// Of every partner that lets it be counted.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn overlaps(&mut self) -> Result<Vec<Overlap>, StoreError> {
        Ok(fetch_all!(self, OverlapRow, q::OVERLAPS)?.into_iter().map(overlap).collect())
    }
}

fn overlap(row: OverlapRow) -> Overlap {
    let (company, at) = (CompanyId::from_uuid(row.company_id), Timestamp::from_micros(row.kept_at));
    Overlap { company, hashes: row.hashes, at }
}
