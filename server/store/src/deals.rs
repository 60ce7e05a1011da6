//! Deal registrations, drafts of them, and the registrations that may mean the same customer.

pub mod pipeline;
pub mod questions;
pub(crate) mod rows;
pub mod split;
pub mod team;

use jiso::{
    deals::{Claim, CustomerIdentity, DealNumber, DealRegistration, RegistrationForm, RivalClaim, StatusKey, Territory},
    id::{CompanyId, DealId, UserId},
    time::{Day, Timestamp},
};
use uuid::Uuid;

use self::rows::{NamedRow, RivalRow, claims_until, status_data};
use crate::{StoreError, Tx, activity::Basis};

/// A registration with the names that belong to its ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDeal {
    pub deal: DealRegistration,
    pub company_name: String,
    pub owner_name: String,
}

/// What a registration looks at before it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BeforeRegistering {
    /// The next one, which is the deal's.
    pub number: DealNumber,
    /// The deal that the company registered with this key.
    pub sent_before: Option<DealId>,
    /// Registrations of the company that are open.
    pub open: u32,
    /// The person has a draft.
    pub drafted: bool,
    /// There is something for [`Tx::rivals`] to find.
    pub rivalled: bool,
    /// What of the company was read until now still holds if it was read on this.
    pub basis: Basis,
}

/// A form that was begun and not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub form: RegistrationForm,
    pub saved_at: Timestamp,
}

sql! {
    NEXT_DEAL_NUMBER = "UPDATE deal_counter SET number = number + 1 RETURNING number";
    WAIT_FOR_CLAIMS = "UPDATE deal_counter SET number = number";
    INSERT_DEAL = "INSERT INTO deal_registrations (id, number, company_id, owner_id, idempotency_key, customer, customer_key,
        customer_beginning, corporate_number, domain, domain_family, industry, size, product, amount, currency, expected_close,
        need, next_step, next_step_on, stage, status, status_data, appeal, appealed_at, submitted_at, respond_by, decide_by,
        due_at, claims_until, changed_by, changed_at, version, territory)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
        $25, $26, $27, $28, $29, $30, $31, $32, $33, $34) ON CONFLICT (company_id, idempotency_key) DO NOTHING";
    UPDATE_DEAL = "UPDATE deal_registrations SET customer = $3, customer_key = $4, customer_beginning = $5, corporate_number = $6,
        domain = $7, domain_family = $8, industry = $9, size = $10, product = $11, amount = $12, currency = $13,
        expected_close = $14, need = $15, next_step = $16, next_step_on = $17, stage = $18, status = $19, status_data = $20,
        appeal = $21, appealed_at = $22, respond_by = $23, decide_by = $24, due_at = $25, claims_until = $26, changed_by = $27,
        changed_at = $28, version = $29, owner_id = $30, territory = $31 WHERE id = $1 AND version = $2";
    DEAL = "SELECT d.*, c.name AS company_name, u.name AS owner_name FROM deal_registrations d
        JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id WHERE d.id = $1";
    DEAL_BY_KEY = "SELECT id FROM deal_registrations WHERE company_id = $1 AND idempotency_key = $2";
    OPEN_DEALS_OF_COMPANY = "SELECT d.*, c.name AS company_name, u.name AS owner_name FROM deal_registrations d
        JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id
        WHERE d.company_id = $1 AND d.status IN ('submitted', 'in_review', 'needs_info', 'approved') ORDER BY d.number";
    OPEN_DEALS_FOR_PERSON = "SELECT d.*, c.name AS company_name, u.name AS owner_name FROM deal_registrations d
        JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id
        WHERE d.company_id = $1 AND d.status IN ('submitted', 'in_review', 'needs_info', 'approved')
        AND (d.owner_id = $2 OR d.due_at IS NOT NULL) ORDER BY d.number";
    OPEN_AMOUNTS = "SELECT id, customer, amount FROM deal_registrations
        WHERE company_id = $1 AND status IN ('submitted', 'in_review', 'needs_info', 'approved') ORDER BY amount DESC, number";
    COUNT_OPEN_DEALS = "SELECT COUNT(*) FROM deal_registrations
        WHERE company_id = $1 AND status IN ('submitted', 'in_review', 'needs_info', 'approved')";
    DEALS_WAITING = "SELECT d.*, c.name AS company_name, u.name AS owner_name FROM deal_registrations d
        JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id
        WHERE d.due_at IS NOT NULL ORDER BY d.due_at, d.number LIMIT $1 OFFSET $2";
    DEALS_BY_CHANGE = "SELECT d.*, c.name AS company_name, u.name AS owner_name FROM deal_registrations d
        JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id
        WHERE (CAST($1 AS TEXT) IS NULL OR d.status = $1) ORDER BY d.changed_at DESC, d.number DESC LIMIT $2 OFFSET $3";
    OVERDUE_BY_COMPANY = "SELECT company_id, COUNT(*) FROM deal_registrations WHERE due_at < $1 GROUP BY company_id";
    COUNT_WAITING = "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN due_at < $1 THEN 1 ELSE 0 END), 0) AS BIGINT)
        FROM deal_registrations WHERE due_at IS NOT NULL";
    // One search an index: with an OR, SQLite reads the whole table.
    RIVALS = "SELECT id, company_id, customer_key, corporate_number, domain, product, submitted_at, status_data FROM deal_registrations
        WHERE id IN (
            SELECT id FROM deal_registrations WHERE customer_beginning = $2 AND claims_until >= $1
            UNION SELECT id FROM deal_registrations WHERE corporate_number = $3 AND claims_until >= $1
            UNION SELECT id FROM deal_registrations WHERE domain_family = $4 AND claims_until >= $1)";
    STALE_DEALS = "SELECT d.*, c.name AS company_name, u.name AS owner_name FROM deal_registrations d
        JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id
        WHERE d.status = 'approved' AND d.changed_at < $1 AND (d.next_step_on IS NULL OR d.next_step_on < $2) AND d.due_at IS NULL
        ORDER BY d.changed_at, d.number LIMIT $3 OFFSET $4";
    PROTECTIONS_ENDING = "SELECT d.*, c.name AS company_name, u.name AS owner_name FROM deal_registrations d
        JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id
        WHERE d.status = 'approved' AND d.claims_until < $1 ORDER BY d.claims_until, d.number LIMIT $2";
    DRAFT = "SELECT form, saved_at FROM deal_drafts WHERE user_id = $1";
    SAVE_DRAFT = "INSERT INTO deal_drafts (user_id, form, saved_at) VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE SET form = excluded.form, saved_at = excluded.saved_at";
    DELETE_DRAFT = "DELETE FROM deal_drafts WHERE user_id = $1";
}

pairs! {
    // The number's row is held until the end of the transaction: of two people who claim a customer at once, the second sees the
    // first's claim. On SQLite nobody else writes meanwhile, so that all is asked at once; PostgreSQL must look after it has waited.
    NEXT_DEAL = {
        sqlite: "UPDATE deal_counter SET number = number + 1 RETURNING number,
            (SELECT id FROM deal_registrations WHERE company_id = $1 AND idempotency_key = $2),
            (SELECT COUNT(*) FROM deal_registrations
            WHERE company_id = $1 AND status IN ('submitted', 'in_review', 'needs_info', 'approved')),
            EXISTS (SELECT 1 FROM deal_drafts WHERE user_id = $3),
            EXISTS (SELECT 1 FROM deal_registrations WHERE customer_beginning = $5 AND claims_until >= $4)
            OR EXISTS (SELECT 1 FROM deal_registrations WHERE corporate_number = $6 AND claims_until >= $4)
            OR EXISTS (SELECT 1 FROM deal_registrations WHERE domain_family = $7 AND claims_until >= $4),
            COALESCE((SELECT version FROM standings WHERE company_id = $1), 0),
            COALESCE((SELECT MAX(number) FROM programme_versions), 0)",
        postgres: "SELECT (SELECT number FROM deal_counter),
            (SELECT id FROM deal_registrations WHERE company_id = $1 AND idempotency_key = $2),
            (SELECT COUNT(*) FROM deal_registrations
            WHERE company_id = $1 AND status IN ('submitted', 'in_review', 'needs_info', 'approved')),
            EXISTS (SELECT 1 FROM deal_drafts WHERE user_id = $3),
            EXISTS (SELECT 1 FROM deal_registrations WHERE customer_beginning = $5 AND claims_until >= $4)
            OR EXISTS (SELECT 1 FROM deal_registrations WHERE corporate_number = $6 AND claims_until >= $4)
            OR EXISTS (SELECT 1 FROM deal_registrations WHERE domain_family = $7 AND claims_until >= $4),
            COALESCE((SELECT version FROM standings WHERE company_id = $1), 0),
            COALESCE((SELECT MAX(number) FROM programme_versions), 0)"
    };
}

fn named(rows: Vec<NamedRow>) -> Result<Vec<NamedDeal>, StoreError> {
    rows.into_iter().map(NamedDeal::try_from).collect()
}

impl Tx {
    /// Takes the next number. Whoever claims a customer after this, waits until this transaction ends.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn next_deal_number(&mut self) -> Result<DealNumber, StoreError> {
        Ok(DealNumber(fetch_one!(self, (i64,), q::NEXT_DEAL_NUMBER)?.0))
    }

    /// [`Tx::next_deal_number`], with what a registration looks at then.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn begin_registering(
        &mut self,
        company: CompanyId,
        idempotency_key: &str,
        user: UserId,
        customer: &CustomerIdentity,
        today: Day,
    ) -> Result<BeforeRegistering, StoreError> {
        type Row = (i64, Option<Uuid>, i64, bool, bool, i64, i64);
        if self.is_postgres() {
            self.next_deal_number().await?;
        }
        let next = self.own(pairs::NEXT_DEAL);
        let row = fetch_one!(
            self,
            Row,
            next,
            company.uuid(),
            idempotency_key,
            user.uuid(),
            i64::from(today.0),
            customer.key.beginning(),
            customer.corporate_number.as_ref().map(jiso::deals::CorporateNumber::as_str),
            customer.domain.as_ref().and_then(|domain| domain.family()),
        )?;
        let (number, sent_before, open, drafted, rivalled, standing, programme) = row;
        let (number, sent_before) = (DealNumber(number), sent_before.map(DealId::from_uuid));
        let (open, basis) = (u32::try_from(open).unwrap_or(u32::MAX), Basis { standing, programme });
        Ok(BeforeRegistering { number, sent_before, open, drafted, rivalled, basis })
    }

    /// Waits for everybody who claims a customer at this moment, so that [`Self::rivals`] sees what they did.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn wait_for_claims(&mut self) -> Result<(), StoreError> {
        execute!(self, q::WAIT_FOR_CLAIMS).map(drop)
    }

    /// `false` when the company has registered with this key before; then nothing is written.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_deal(&mut self, deal: &DealRegistration, idempotency_key: &str) -> Result<bool, StoreError> {
        let (facts, customer) = (&deal.facts, &deal.facts.customer.identity);
        let rows = execute!(
            self,
            q::INSERT_DEAL,
            deal.id.uuid(),
            deal.number.0,
            deal.company.uuid(),
            deal.owner.uuid(),
            idempotency_key,
            &facts.customer.name,
            customer.key.as_str(),
            customer.key.beginning(),
            customer.corporate_number.as_ref().map(jiso::deals::CorporateNumber::as_str),
            customer.domain.as_ref().map(jiso::deals::Domain::as_str),
            customer.domain.as_ref().and_then(|domain| domain.family()),
            facts.industry.as_str(),
            facts.size.as_str(),
            &facts.product,
            facts.amount.minor,
            &facts.amount.currency,
            i64::from(facts.expected_close.0),
            &facts.need,
            facts.next_step.as_ref().map(|step| step.text.as_str()),
            facts.next_step.as_ref().and_then(|step| step.on).map(|day| i64::from(day.0)),
            deal.stage.as_str(),
            deal.status.key().as_str(),
            status_data(deal)?,
            deal.appeal.as_ref().map(|appeal| appeal.text.as_str()),
            deal.appeal.as_ref().map(|appeal| appeal.at.micros()),
            deal.submitted_at.micros(),
            deal.deadlines.respond_by.micros(),
            deal.deadlines.decide_by.micros(),
            deal.promise().map(|(_, due)| due.micros()),
            claims_until(deal),
            deal.changed_by.map(UserId::uuid),
            deal.changed_at.micros(),
            deal.version,
            facts.territory.map(Territory::as_str),
        )?;
        Ok(rows == 1)
    }

    /// Writes a registration over the version that was read; `false` when somebody else was faster.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn update_deal(&mut self, deal: &DealRegistration, read_version: i64) -> Result<bool, StoreError> {
        let (facts, customer) = (&deal.facts, &deal.facts.customer.identity);
        let rows = execute!(
            self,
            q::UPDATE_DEAL,
            deal.id.uuid(),
            read_version,
            &facts.customer.name,
            customer.key.as_str(),
            customer.key.beginning(),
            customer.corporate_number.as_ref().map(jiso::deals::CorporateNumber::as_str),
            customer.domain.as_ref().map(jiso::deals::Domain::as_str),
            customer.domain.as_ref().and_then(|domain| domain.family()),
            facts.industry.as_str(),
            facts.size.as_str(),
            &facts.product,
            facts.amount.minor,
            &facts.amount.currency,
            i64::from(facts.expected_close.0),
            &facts.need,
            facts.next_step.as_ref().map(|step| step.text.as_str()),
            facts.next_step.as_ref().and_then(|step| step.on).map(|day| i64::from(day.0)),
            deal.stage.as_str(),
            deal.status.key().as_str(),
            status_data(deal)?,
            deal.appeal.as_ref().map(|appeal| appeal.text.as_str()),
            deal.appeal.as_ref().map(|appeal| appeal.at.micros()),
            deal.deadlines.respond_by.micros(),
            deal.deadlines.decide_by.micros(),
            deal.promise().map(|(_, due)| due.micros()),
            claims_until(deal),
            deal.changed_by.map(UserId::uuid),
            deal.changed_at.micros(),
            deal.version,
            deal.owner.uuid(),
            facts.territory.map(Territory::as_str),
        )?;
        Ok(rows == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn deal(&mut self, id: DealId) -> Result<Option<NamedDeal>, StoreError> {
        fetch_optional!(self, NamedRow, q::DEAL, id.uuid())?.map(NamedDeal::try_from).transpose()
    }

    /// The deal that a company registered with this key.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deal_by_key(&mut self, company: CompanyId, idempotency_key: &str) -> Result<Option<DealId>, StoreError> {
        let row = fetch_optional!(self, (Uuid,), q::DEAL_BY_KEY, company.uuid(), idempotency_key)?;
        Ok(row.map(|(id,)| DealId::from_uuid(id)))
    }

    /// What is going on at a company, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_deals_of_company(&mut self, company: CompanyId) -> Result<Vec<NamedDeal>, StoreError> {
        named(fetch_all!(self, NamedRow, q::OPEN_DEALS_OF_COMPANY, company.uuid())?)
    }

    /// Of what is going on at a company, the person's own and all that waits for the vendor, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_deals_for(&mut self, company: CompanyId, person: UserId) -> Result<Vec<NamedDeal>, StoreError> {
        named(fetch_all!(self, NamedRow, q::OPEN_DEALS_FOR_PERSON, company.uuid(), person.uuid())?)
    }

    /// What is going on at a company, with its customers and amounts, the largest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_amounts(&mut self, company: CompanyId) -> Result<Vec<(DealId, String, i64)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, String, i64), q::OPEN_AMOUNTS, company.uuid())?;
        Ok(rows.into_iter().map(|(id, customer, minor)| (DealId::from_uuid(id), customer, minor)).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn count_open_deals(&mut self, company: CompanyId) -> Result<u32, StoreError> {
        let (count,) = fetch_one!(self, (i64,), q::COUNT_OPEN_DEALS, company.uuid())?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// What waits for the vendor, the first due first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deals_waiting(&mut self, limit: i64, offset: i64) -> Result<Vec<NamedDeal>, StoreError> {
        named(fetch_all!(self, NamedRow, q::DEALS_WAITING, limit, offset)?)
    }

    /// All registrations of a status, or all, the last changed first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deals_by_change(
        &mut self,
        status: Option<StatusKey>,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<NamedDeal>, StoreError> {
        let status = status.map(StatusKey::as_str);
        named(fetch_all!(self, NamedRow, q::DEALS_BY_CHANGE, status, limit, offset)?)
    }

    /// Protected registrations of which nothing was heard for `days` and for which nothing is planned, the longest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn stale_deals(&mut self, today: Day, days: u16, limit: i64, offset: i64) -> Result<Vec<NamedDeal>, StoreError> {
        let before = today.plus(1 - i32::from(days)).start().micros();
        named(fetch_all!(self, NamedRow, q::STALE_DEALS, before, i64::from(today.0), limit, offset)?)
    }

    /// How many wait for the vendor, and how many of them are overdue.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn count_waiting_deals(&mut self, now: Timestamp) -> Result<(u32, u32), StoreError> {
        let (waiting, overdue) = fetch_one!(self, (i64, i64), q::COUNT_WAITING, now.micros())?;
        Ok((u32::try_from(waiting).unwrap_or(u32::MAX), u32::try_from(overdue).unwrap_or(u32::MAX)))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn overdue_deals_by_company(&mut self, now: Timestamp) -> Result<Vec<(CompanyId, u32)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, i64), q::OVERDUE_BY_COMPANY, now.micros())?;
        Ok(rows.into_iter().map(|(id, count)| (CompanyId::from_uuid(id), u32::try_from(count).unwrap_or(u32::MAX))).collect())
    }

    /// Registrations that may mean the same customer: of the same number or domain, or with a name that begins alike. How much
    /// alike, [`jiso::deals::verdict`] decides.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn rivals(&mut self, claim: &Claim, today: Day) -> Result<Vec<RivalClaim>, StoreError> {
        let customer = &claim.customer;
        let rows = fetch_all!(
            self,
            RivalRow,
            q::RIVALS,
            i64::from(today.0),
            customer.key.beginning(),
            customer.corporate_number.as_ref().map(jiso::deals::CorporateNumber::as_str),
            customer.domain.as_ref().and_then(|domain| domain.family()),
        )?;
        rows.into_iter().filter_map(|row| row.claim().transpose()).collect()
    }

    /// Approved registrations whose protection ended before `today`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deals_to_expire(&mut self, today: Day, limit: i64) -> Result<Vec<NamedDeal>, StoreError> {
        named(fetch_all!(self, NamedRow, q::PROTECTIONS_ENDING, i64::from(today.0), limit)?)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn deal_draft_of(&mut self, user: UserId) -> Result<Option<Draft>, StoreError> {
        let row = fetch_optional!(self, (String, i64), q::DRAFT, user.uuid())?;
        row.map(|(form, saved_at)| {
            let form = serde_json::from_str(&form).map_err(|e| StoreError::broken("deal_drafts", "form", e.to_string()))?;
            Ok(Draft { form, saved_at: Timestamp::from_micros(saved_at) })
        })
        .transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn save_deal_draft(&mut self, user: UserId, draft: &Draft) -> Result<(), StoreError> {
        let form = serde_json::to_string(&draft.form).map_err(|e| StoreError::broken("deal_drafts", "form", e.to_string()))?;
        execute!(self, q::SAVE_DRAFT, user.uuid(), form, draft.saved_at.micros()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn delete_deal_draft(&mut self, user: UserId) -> Result<(), StoreError> {
        execute!(self, q::DELETE_DRAFT, user.uuid()).map(drop)
    }
}
