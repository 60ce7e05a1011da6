//! Target accounts, who passed on them, and the hashes of partners' own customers.

mod known;

use std::collections::HashMap;

use jiso::{
    deals::{CompanySize, CustomerCard, CustomerIdentity, CustomerKey, Domain, Industry, RivalClaim, Sameness, Territory},
    id::{CompanyId, TargetId, TargetListId, UserId},
    targets::{PassReason, Passing, TargetAccount, TargetFacts, TargetList},
    time::{Day, Timestamp},
};
use uuid::Uuid;

pub(crate) use self::known::q as known_statements;
pub use self::known::{Done, Overlap};
use crate::{
    StoreError, Tx,
    deals::rows::{RivalRow, domain, number},
};

const TABLE: &str = "target_accounts";

/// That a partner passed on a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    pub target: TargetId,
    pub company_name: String,
    pub by: String,
    pub reason: PassReason,
    pub note: Option<String>,
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ListRow {
    id: Uuid,
    name: String,
    made_at: i64,
}

#[derive(sqlx::FromRow)]
struct TargetRow {
    id: Uuid,
    list_id: Uuid,
    customer: String,
    customer_key: String,
    corporate_number: Option<String>,
    domain: Option<String>,
    industry: String,
    size: String,
    territory: Option<String>,
    reason: String,
    kit: Option<String>,
    added_at: i64,
}

#[derive(sqlx::FromRow)]
struct PassRow {
    target_id: Uuid,
    company_name: String,
    by_name: String,
    reason: String,
    note: Option<String>,
    passed_at: i64,
}

#[derive(sqlx::FromRow)]
struct TargetRivalRow {
    target_id: Uuid,
    #[sqlx(flatten)]
    rival: RivalRow,
}

sql! {
    LISTS = "SELECT id, name, made_at FROM target_lists ORDER BY made_at DESC, id DESC";
    LIST_COMPANIES = "SELECT list_id, company_id FROM target_list_companies ORDER BY company_id";
    INSERT_LIST = "INSERT INTO target_lists (id, name, made_by, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING";
    INSERT_LIST_COMPANY = "INSERT INTO target_list_companies (list_id, company_id) VALUES ($1, $2)
        ON CONFLICT (list_id, company_id) DO NOTHING";
    TARGETS = "SELECT id, list_id, customer, customer_key, corporate_number, domain, industry, size, territory, reason, kit, added_at
        FROM target_accounts ORDER BY added_at, id";
    TARGET = "SELECT id, list_id, customer, customer_key, corporate_number, domain, industry, size, territory, reason, kit, added_at
        FROM target_accounts WHERE id = $1";
    // One search an index.
    SAME_CUSTOMER = "SELECT id, list_id, customer, customer_key, corporate_number, domain, industry, size, territory, reason, kit, added_at
        FROM target_accounts WHERE id IN (
            SELECT id FROM target_accounts WHERE customer_key = $1
            UNION SELECT id FROM target_accounts WHERE corporate_number = $2
            UNION SELECT id FROM target_accounts WHERE domain_family = $3) ORDER BY added_at, id";
    // Who added it, and when, stays.
    SAVE_TARGET = "INSERT INTO target_accounts (id, list_id, customer, customer_key, customer_beginning, corporate_number, domain,
        domain_family, industry, size, territory, reason, kit, added_by, added_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
        ON CONFLICT (id) DO UPDATE SET list_id = excluded.list_id, customer = excluded.customer, customer_key = excluded.customer_key,
        customer_beginning = excluded.customer_beginning, corporate_number = excluded.corporate_number, domain = excluded.domain,
        domain_family = excluded.domain_family, industry = excluded.industry, size = excluded.size, territory = excluded.territory,
        reason = excluded.reason, kit = excluded.kit, changed_at = excluded.changed_at";
    DELETE_PASSES = "DELETE FROM target_passes WHERE target_id = $1";
    DELETE_TARGET = "DELETE FROM target_accounts WHERE id = $1";
    // Registrations of the very customers that are targets; what only resembles them is looked at when it is registered. Targets are
    // few and deals many: CROSS JOIN keeps SQLite from going through the deals.
    TARGET_RIVALS = "SELECT c.target_id, d.id, d.company_id, d.customer_key, d.corporate_number, d.domain, d.product, d.submitted_at,
        d.status_data FROM (
            SELECT t.id AS target_id, d.id AS deal_id FROM target_accounts t CROSS JOIN deal_registrations d
                WHERE d.customer_beginning = t.customer_beginning AND d.customer_key = t.customer_key AND d.claims_until >= $1
            UNION SELECT t.id, d.id FROM target_accounts t CROSS JOIN deal_registrations d
                WHERE d.corporate_number = t.corporate_number AND d.claims_until >= $1
            UNION SELECT t.id, d.id FROM target_accounts t CROSS JOIN deal_registrations d
                WHERE d.domain_family = t.domain_family AND d.claims_until >= $1) c
        CROSS JOIN deal_registrations d WHERE d.id = c.deal_id";
    SAVE_PASS = "INSERT INTO target_passes (target_id, company_id, reason, note, passed_by, passed_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (target_id, company_id) DO UPDATE SET reason = excluded.reason, note = excluded.note,
        passed_by = excluded.passed_by, passed_at = excluded.passed_at";
    DELETE_PASS = "DELETE FROM target_passes WHERE target_id = $1 AND company_id = $2";
    PASSES = "SELECT p.target_id, c.name AS company_name, u.name AS by_name, p.reason, p.note, p.passed_at FROM target_passes p
        JOIN companies c ON c.id = p.company_id JOIN users u ON u.id = p.passed_by ORDER BY p.passed_at DESC, p.company_id";
    PASSES_OF_COMPANY = "SELECT p.target_id, c.name AS company_name, u.name AS by_name, p.reason, p.note, p.passed_at
        FROM target_passes p JOIN companies c ON c.id = p.company_id JOIN users u ON u.id = p.passed_by
        WHERE p.company_id = $1 ORDER BY p.passed_at DESC, p.target_id";
}

impl TryFrom<TargetRow> for TargetAccount {
    type Error = StoreError;
    fn try_from(row: TargetRow) -> Result<Self, StoreError> {
        let broken = |column| move |value: String| StoreError::broken(TABLE, column, value);
        let identity = CustomerIdentity {
            key: CustomerKey::kept(row.customer_key),
            corporate_number: number(row.corporate_number)?,
            domain: domain(row.domain)?,
        };
        let facts = TargetFacts {
            customer: CustomerCard { name: row.customer, identity },
            industry: Industry::try_from(row.industry).map_err(broken("industry"))?,
            size: CompanySize::try_from(row.size).map_err(broken("size"))?,
            territory: row.territory.map(Territory::try_from).transpose().map_err(broken("territory"))?,
            reason: row.reason,
            kit: row.kit,
        };
        let (id, list) = (TargetId::from_uuid(row.id), TargetListId::from_uuid(row.list_id));
        Ok(Self { id, list, facts, added_at: Timestamp::from_micros(row.added_at) })
    }
}

impl TryFrom<PassRow> for Pass {
    type Error = StoreError;
    fn try_from(row: PassRow) -> Result<Self, StoreError> {
        let reason = PassReason::try_from(row.reason);
        Ok(Self {
            target: TargetId::from_uuid(row.target_id),
            company_name: row.company_name,
            by: row.by_name,
            reason: reason.map_err(|value| StoreError::broken("target_passes", "reason", value))?,
            note: row.note,
            at: Timestamp::from_micros(row.passed_at),
        })
    }
}

fn targets(rows: Vec<TargetRow>) -> Result<Vec<TargetAccount>, StoreError> {
    rows.into_iter().map(TargetAccount::try_from).collect()
}

impl Tx {
    /// The last made first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn target_lists(&mut self) -> Result<Vec<TargetList>, StoreError> {
        let mut companies: HashMap<Uuid, Vec<CompanyId>> = HashMap::new();
        for (list, company) in fetch_all!(self, (Uuid, Uuid), q::LIST_COMPANIES)? {
            companies.entry(list).or_default().push(CompanyId::from_uuid(company));
        }
        let rows = fetch_all!(self, ListRow, q::LISTS)?;
        Ok(rows
            .into_iter()
            .map(|row| TargetList {
                companies: companies.remove(&row.id).unwrap_or_default(),
                id: TargetListId::from_uuid(row.id),
                name: row.name,
                made_at: Timestamp::from_micros(row.made_at),
            })
            .collect())
    }

    /// `false` when it was made before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_target_list(&mut self, list: &TargetList, by: UserId) -> Result<bool, StoreError> {
        let id = list.id.uuid();
        if execute!(self, q::INSERT_LIST, id, &list.name, by.uuid(), list.made_at.micros())? == 0 {
            return Ok(false);
        }
        for company in &list.companies {
            execute!(self, q::INSERT_LIST_COMPANY, id, company.uuid())?;
        }
        Ok(true)
    }

    /// Of all lists, the first added first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn targets(&mut self) -> Result<Vec<TargetAccount>, StoreError> {
        targets(fetch_all!(self, TargetRow, q::TARGETS)?)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn target(&mut self, id: TargetId) -> Result<Option<TargetAccount>, StoreError> {
        fetch_optional!(self, TargetRow, q::TARGET, id.uuid())?.map(TargetAccount::try_from).transpose()
    }

    /// The target that means this customer.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn target_of_customer(&mut self, customer: &CustomerIdentity) -> Result<Option<TargetAccount>, StoreError> {
        let (key, number) = (customer.key.as_str(), customer.corporate_number.as_ref().map(ToString::to_string));
        let family = customer.domain.as_ref().and_then(Domain::family);
        let found = targets(fetch_all!(self, TargetRow, q::SAME_CUSTOMER, key, number, family)?)?;
        let mut same: Vec<TargetAccount> =
            found.into_iter().filter(|target| target.facts.customer.identity.sameness(customer) == Sameness::Same).collect();
        // The number is the surest.
        let by_number = customer.corporate_number.is_some();
        same.sort_by_key(|target| !(by_number && target.facts.customer.identity.corporate_number == customer.corporate_number));
        Ok(same.into_iter().next())
    }

    /// Adds it, or changes the one of its id.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn save_target(&mut self, target: &TargetAccount, by: UserId, at: Timestamp) -> Result<(), StoreError> {
        let (facts, identity) = (&target.facts, &target.facts.customer.identity);
        execute!(
            self,
            q::SAVE_TARGET,
            target.id.uuid(),
            target.list.uuid(),
            &facts.customer.name,
            identity.key.as_str(),
            identity.key.beginning(),
            identity.corporate_number.as_ref().map(ToString::to_string),
            identity.domain.as_ref().map(ToString::to_string),
            identity.domain.as_ref().and_then(Domain::family),
            facts.industry.as_str(),
            facts.size.as_str(),
            facts.territory.map(Territory::as_str),
            &facts.reason,
            facts.kit.as_deref(),
            by.uuid(),
            at.micros(),
        )
        .map(drop)
    }

    /// With what partners said of it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn delete_target(&mut self, id: TargetId) -> Result<(), StoreError> {
        execute!(self, q::DELETE_PASSES, id.uuid())?;
        execute!(self, q::DELETE_TARGET, id.uuid()).map(drop)
    }

    /// Registrations that mean the very customers that are targets and stand in somebody's way.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn target_rivals(&mut self, today: Day) -> Result<HashMap<TargetId, Vec<RivalClaim>>, StoreError> {
        let mut found: HashMap<TargetId, Vec<RivalClaim>> = HashMap::new();
        for row in fetch_all!(self, TargetRivalRow, q::TARGET_RIVALS, i64::from(today.0))? {
            if let Some(claim) = row.rival.claim()? {
                found.entry(TargetId::from_uuid(row.target_id)).or_default().push(claim);
            }
        }
        Ok(found)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn save_pass(
        &mut self,
        passing: &Passing,
        company: CompanyId,
        by: UserId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let (target, reason) = (passing.target.uuid(), passing.reason.as_str());
        execute!(self, q::SAVE_PASS, target, company.uuid(), reason, passing.note.as_deref(), by.uuid(), at.micros()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn delete_pass(&mut self, target: TargetId, company: CompanyId) -> Result<(), StoreError> {
        execute!(self, q::DELETE_PASS, target.uuid(), company.uuid()).map(drop)
    }

    /// The last first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn passes(&mut self) -> Result<Vec<Pass>, StoreError> {
        fetch_all!(self, PassRow, q::PASSES)?.into_iter().map(Pass::try_from).collect()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn passes_of_company(&mut self, company: CompanyId) -> Result<Vec<Pass>, StoreError> {
        fetch_all!(self, PassRow, q::PASSES_OF_COMPANY, company.uuid())?.into_iter().map(Pass::try_from).collect()
    }
}
