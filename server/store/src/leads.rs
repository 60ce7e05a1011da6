//! Leads, their offers, and the credits of the queue.

use std::collections::{HashMap, HashSet};

use jiso::{
    deals::{CompanySize, CustomerCard, CustomerIdentity, CustomerKey, Industry, Territory},
    id::{CompanyId, LeadId, UserId},
    leads::{DeclineReason, Lead, LeadFacts, LeadState, Offer, OfferState},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{
    StoreError, Tx,
    deals::rows::{domain, number},
};

/// How an offer ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferEnd {
    pub state: OfferState,
    /// Nobody when its time was over.
    pub by: Option<UserId>,
    pub at: Timestamp,
    pub reason: Option<DeclineReason>,
    pub note: Option<String>,
}

/// What the queue remembers of a company.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queued {
    pub credit: i64,
    pub last_offer: Option<Timestamp>,
}

/// Where every company sells, as its registrations say, and which have people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sold {
    pub industries: HashSet<(CompanyId, Industry)>,
    pub areas: HashSet<(CompanyId, Territory)>,
    pub peopled: HashSet<CompanyId>,
}

#[derive(sqlx::FromRow)]
struct LeadRow {
    id: Uuid,
    customer: String,
    customer_key: String,
    corporate_number: Option<String>,
    domain: Option<String>,
    industry: String,
    size: String,
    territory: Option<String>,
    note: String,
    contact: String,
    state: String,
    made_by: Uuid,
    made_at: i64,
}

#[derive(sqlx::FromRow)]
struct OfferRow {
    lead_id: Uuid,
    place: i64,
    company_id: Uuid,
    offered_at: i64,
    due_at: i64,
    state: String,
    weight: i64,
    credit: i64,
    among: i64,
    widened: bool,
    answered_by: Option<Uuid>,
    answered_at: Option<i64>,
    reason: Option<String>,
    answer_note: Option<String>,
}

sql! {
    INSERT_LEAD = "INSERT INTO leads (id, customer, customer_key, corporate_number, domain, industry, size, territory, note, contact,
        state, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING";
    LEAD = "SELECT id, customer, customer_key, corporate_number, domain, industry, size, territory, note, contact, state, made_by, made_at
        FROM leads WHERE id = $1";
    LEADS = "SELECT id, customer, customer_key, corporate_number, domain, industry, size, territory, note, contact, state, made_by, made_at
        FROM leads ORDER BY made_at DESC, id DESC LIMIT $1";
    LEAD_STATE = "UPDATE leads SET state = $2 WHERE id = $1";
    INSERT_OFFER = "INSERT INTO lead_offers (lead_id, place, company_id, offered_at, due_at, state, weight, credit, among, widened)
        VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9)";
    OFFERS_OF_LEAD = "SELECT lead_id, place, company_id, offered_at, due_at, state, weight, credit, among, widened, answered_by,
        answered_at, reason, answer_note FROM lead_offers WHERE lead_id = $1 ORDER BY place";
    OFFERS_OF_COMPANY = "SELECT lead_id, place, company_id, offered_at, due_at, state, weight, credit, among, widened, answered_by,
        answered_at, reason, answer_note FROM lead_offers WHERE company_id = $1 ORDER BY offered_at DESC, lead_id DESC LIMIT $2";
    OFFERS_DUE = "SELECT lead_id, place, company_id, offered_at, due_at, state, weight, credit, among, widened, answered_by,
        answered_at, reason, answer_note FROM lead_offers WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at, lead_id";
    END_OFFER = "UPDATE lead_offers SET state = $3, answered_by = $4, answered_at = $5, reason = $6, answer_note = $7
        WHERE lead_id = $1 AND company_id = $2 AND state = 'waiting'";
    CREDITS = "SELECT company_id, credit FROM lead_credits";
    LAST_OFFERS = "SELECT company_id, MAX(offered_at) FROM lead_offers GROUP BY company_id";
    KEEP_CREDIT = "INSERT INTO lead_credits (company_id, credit) VALUES ($1, $2)
        ON CONFLICT (company_id) DO UPDATE SET credit = excluded.credit";
    SOLD_INDUSTRIES = "SELECT DISTINCT company_id, industry FROM deal_registrations";
    SOLD_AREAS = "SELECT DISTINCT company_id, territory FROM deal_registrations WHERE territory IS NOT NULL";
    PEOPLED = "SELECT DISTINCT company_id FROM users WHERE company_id IS NOT NULL";
}

fn broken(table: &'static str, column: &'static str) -> impl Fn(String) -> StoreError {
    move |value| StoreError::broken(table, column, value)
}

impl TryFrom<LeadRow> for Lead {
    type Error = StoreError;
    fn try_from(row: LeadRow) -> Result<Self, StoreError> {
        let identity = CustomerIdentity {
            key: CustomerKey::kept(row.customer_key),
            corporate_number: number(row.corporate_number)?,
            domain: domain(row.domain)?,
        };
        let facts = LeadFacts {
            customer: CustomerCard { name: row.customer, identity },
            industry: Industry::try_from(row.industry).map_err(broken("leads", "industry"))?,
            size: CompanySize::try_from(row.size).map_err(broken("leads", "size"))?,
            territory: row.territory.map(Territory::try_from).transpose().map_err(broken("leads", "territory"))?,
            note: row.note,
            contact: row.contact,
        };
        Ok(Self {
            id: LeadId::from_uuid(row.id),
            facts,
            state: LeadState::try_from(row.state).map_err(broken("leads", "state"))?,
            made_by: UserId::from_uuid(row.made_by),
            made_at: Timestamp::from_micros(row.made_at),
        })
    }
}

impl TryFrom<OfferRow> for Offer {
    type Error = StoreError;
    fn try_from(row: OfferRow) -> Result<Self, StoreError> {
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(Self {
            lead: LeadId::from_uuid(row.lead_id),
            place: count(row.place),
            company: CompanyId::from_uuid(row.company_id),
            at: Timestamp::from_micros(row.offered_at),
            due: Timestamp::from_micros(row.due_at),
            state: OfferState::try_from(row.state).map_err(broken("lead_offers", "state"))?,
            weight: count(row.weight),
            credit: row.credit,
            among: count(row.among),
            widened: row.widened,
            answered_by: row.answered_by.map(UserId::from_uuid),
            answered_at: row.answered_at.map(Timestamp::from_micros),
            reason: row.reason.map(DeclineReason::try_from).transpose().map_err(broken("lead_offers", "reason"))?,
            note: row.answer_note,
        })
    }
}

fn offers(rows: Vec<OfferRow>) -> Result<Vec<Offer>, StoreError> {
    rows.into_iter().map(Offer::try_from).collect()
}

impl Tx {
    /// `false` when it was offered before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_lead(&mut self, lead: &Lead) -> Result<bool, StoreError> {
        let (facts, identity) = (&lead.facts, &lead.facts.customer.identity);
        let inserted = execute!(
            self,
            q::INSERT_LEAD,
            lead.id.uuid(),
            &facts.customer.name,
            identity.key.as_str(),
            identity.corporate_number.as_ref().map(ToString::to_string),
            identity.domain.as_ref().map(ToString::to_string),
            facts.industry.as_str(),
            facts.size.as_str(),
            facts.territory.map(Territory::as_str),
            &facts.note,
            &facts.contact,
            lead.state.as_str(),
            lead.made_by.uuid(),
            lead.made_at.micros(),
        )?;
        Ok(inserted == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn lead(&mut self, id: LeadId) -> Result<Option<Lead>, StoreError> {
        fetch_optional!(self, LeadRow, q::LEAD, id.uuid())?.map(Lead::try_from).transpose()
    }

    /// The last offered first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn leads(&mut self, limit: i64) -> Result<Vec<Lead>, StoreError> {
        fetch_all!(self, LeadRow, q::LEADS, limit)?.into_iter().map(Lead::try_from).collect()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn set_lead_state(&mut self, id: LeadId, state: LeadState) -> Result<(), StoreError> {
        execute!(self, q::LEAD_STATE, id.uuid(), state.as_str()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn insert_offer(&mut self, offer: &Offer) -> Result<(), StoreError> {
        execute!(
            self,
            q::INSERT_OFFER,
            offer.lead.uuid(),
            i64::from(offer.place),
            offer.company.uuid(),
            offer.at.micros(),
            offer.due.micros(),
            i64::from(offer.weight),
            offer.credit,
            i64::from(offer.among),
            offer.widened,
        )
        .map(drop)
    }

    /// In their order.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn offers_of_lead(&mut self, lead: LeadId) -> Result<Vec<Offer>, StoreError> {
        offers(fetch_all!(self, OfferRow, q::OFFERS_OF_LEAD, lead.uuid())?)
    }

    /// The last first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn offers_of_company(&mut self, company: CompanyId, limit: i64) -> Result<Vec<Offer>, StoreError> {
        offers(fetch_all!(self, OfferRow, q::OFFERS_OF_COMPANY, company.uuid(), limit)?)
    }

    /// Those whose time is over.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn offers_due(&mut self, now: Timestamp) -> Result<Vec<Offer>, StoreError> {
        offers(fetch_all!(self, OfferRow, q::OFFERS_DUE, now.micros())?)
    }

    /// `false` when it has ended already.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn end_offer(&mut self, lead: LeadId, company: CompanyId, end: &OfferEnd) -> Result<bool, StoreError> {
        let ended = execute!(
            self,
            q::END_OFFER,
            lead.uuid(),
            company.uuid(),
            end.state.as_str(),
            end.by.map(UserId::uuid),
            end.at.micros(),
            end.reason.map(DeclineReason::as_str),
            end.note.as_deref(),
        )?;
        Ok(ended == 1)
    }

    /// What the queue remembers; who is not in it has nothing.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn lead_queue(&mut self) -> Result<HashMap<CompanyId, Queued>, StoreError> {
        let mut queue: HashMap<CompanyId, Queued> = HashMap::new();
        for (company, credit) in fetch_all!(self, (Uuid, i64), q::CREDITS)? {
            queue.entry(CompanyId::from_uuid(company)).or_default().credit = credit;
        }
        for (company, at) in fetch_all!(self, (Uuid, i64), q::LAST_OFFERS)? {
            queue.entry(CompanyId::from_uuid(company)).or_default().last_offer = Some(Timestamp::from_micros(at));
        }
        Ok(queue)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn keep_lead_credit(&mut self, company: CompanyId, credit: i64) -> Result<(), StoreError> {
        execute!(self, q::KEEP_CREDIT, company.uuid(), credit).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn sold(&mut self) -> Result<Sold, StoreError> {
        let mut sold = Sold::default();
        for (company, industry) in fetch_all!(self, (Uuid, String), q::SOLD_INDUSTRIES)? {
            let industry = Industry::try_from(industry).map_err(broken("deal_registrations", "industry"))?;
            sold.industries.insert((CompanyId::from_uuid(company), industry));
        }
        for (company, area) in fetch_all!(self, (Uuid, String), q::SOLD_AREAS)? {
            let area = Territory::try_from(area).map_err(broken("deal_registrations", "territory"))?;
            sold.areas.insert((CompanyId::from_uuid(company), area));
        }
        sold.peopled =
            fetch_all!(self, (Uuid,), q::PEOPLED)?.into_iter().map(|(company,)| CompanyId::from_uuid(company)).collect();
        Ok(sold)
    }
}
