//! What companies have used of what their tiers grant.

use jiso::{
    id::{ActivityId, CompanyId, Id},
    time::Day,
};
use uuid::Uuid;

use super::day;
use crate::{StoreError, Tx};

/// A use that was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BenefitUse {
    pub activity: ActivityId,
    /// Key of an allowance.
    pub benefit: String,
    pub day: Day,
    /// The activity that took it back, for a use that never was.
    pub returned: Option<ActivityId>,
}

/// A company that still has something to claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    pub company: CompanyId,
    pub name: String,
    pub used: i64,
}

type UseRow = (Uuid, String, i64, Option<Uuid>);

sql! {
    INSERT_USE = "INSERT INTO benefit_uses (activity_id, company_id, benefit, day, form_key) VALUES ($1, $2, $3, $4, $5)";
    NOTED = "SELECT CAST(COUNT(*) AS BIGINT) FROM benefit_uses WHERE company_id = $1 AND form_key = $2";
    USES = "SELECT u.activity_id, u.benefit, u.day, r.activity_id FROM benefit_uses u
        LEFT JOIN benefit_returns r ON r.use_id = u.activity_id
        WHERE u.company_id = $1 AND u.day >= $2 ORDER BY u.day, u.activity_id";
    INSERT_RETURN = "INSERT INTO benefit_returns (activity_id, use_id) VALUES ($1, $2)";
    UNUSED = "SELECT s.company_id, c.name, CAST(COUNT(u.activity_id) AS BIGINT) FROM tier_standings s
        JOIN companies c ON c.id = s.company_id
        LEFT JOIN benefit_uses u ON u.company_id = s.company_id AND u.benefit = $2 AND u.day >= $3 AND u.day <= $4
            AND NOT EXISTS (SELECT 1 FROM benefit_returns r WHERE r.use_id = u.activity_id)
        WHERE s.tier = $1 GROUP BY s.company_id, c.name HAVING COUNT(u.activity_id) < $5 ORDER BY c.name, s.company_id LIMIT $6";
}

impl Tx {
    /// `form` is the key of the form that notes it.
    ///
    /// # Errors
    /// [`StoreError::is_taken`] when the form was sent before.
    pub async fn insert_benefit_use(
        &mut self,
        activity: ActivityId,
        company: CompanyId,
        benefit: &str,
        on: Day,
        form: Id<()>,
    ) -> Result<(), StoreError> {
        execute!(self, q::INSERT_USE, activity.uuid(), company.uuid(), benefit, i64::from(on.0), form.uuid()).map(drop)
    }

    /// Whether a form has noted a use of a company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn benefit_use_is_noted(&mut self, company: CompanyId, form: Id<()>) -> Result<bool, StoreError> {
        Ok(fetch_one!(self, (i64,), q::NOTED, company.uuid(), form.uuid())?.0 > 0)
    }

    /// The uses noted for a company since a day, the oldest first; also those taken back.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn benefit_uses(&mut self, company: CompanyId, since: Day) -> Result<Vec<BenefitUse>, StoreError> {
        let rows = fetch_all!(self, UseRow, q::USES, company.uuid(), i64::from(since.0))?;
        let line = |(activity, benefit, on, returned): UseRow| BenefitUse {
            activity: ActivityId::from_uuid(activity),
            benefit,
            day: day(on),
            returned: returned.map(ActivityId::from_uuid),
        };
        Ok(rows.into_iter().map(line).collect())
    }

    /// # Errors
    /// [`StoreError::is_taken`] when the use was taken back before.
    pub async fn insert_benefit_return(&mut self, activity: ActivityId, used: ActivityId) -> Result<(), StoreError> {
        execute!(self, q::INSERT_RETURN, activity.uuid(), used.uuid()).map(drop)
    }

    /// Companies of a tier that have used fewer than `granted` of a benefit from one day to another, by name.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn unused_benefits(
        &mut self,
        tier: &str,
        benefit: &str,
        (first, last): (Day, Day),
        granted: u32,
        limit: i64,
    ) -> Result<Vec<Unused>, StoreError> {
        let (first, last) = (i64::from(first.0), i64::from(last.0));
        let rows = fetch_all!(self, (Uuid, String, i64), q::UNUSED, tier, benefit, first, last, i64::from(granted), limit)?;
        let line = |(company, name, used)| Unused { company: CompanyId::from_uuid(company), name, used };
        Ok(rows.into_iter().map(line).collect())
    }
}
