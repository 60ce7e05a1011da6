//! Proposals, their versions, who opened them, and the logos on them.

mod links;

use jiso::{
    id::{CompanyId, DealId, LogoId, ProposalId, RevisionId, UserId},
    lang::Lang,
    proposals::{ProposalFacts, Way},
    time::{Day, Timestamp},
};
use uuid::Uuid;

pub(crate) use self::links::q as link_statements;
pub use self::links::{LinkLine, Linked, NewLink, ReadLine};
use crate::{StoreError, Tx};

/// A proposal as it is being written.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub id: ProposalId,
    pub deal: DealId,
    pub company: CompanyId,
    pub revision: RevisionId,
    pub template: String,
    pub lang: Lang,
    pub title: String,
    pub facts: ProposalFacts,
    /// What was written for each editable part of the template.
    pub regions: Vec<String>,
    pub made_by: UserId,
    pub made_at: Timestamp,
    pub changed_by: UserId,
    pub changed_by_name: String,
    pub changed_at: Timestamp,
}

/// What was kept or sent.
#[derive(Clone, Debug)]
pub struct Version {
    pub number: u32,
    pub title: String,
    pub facts: ProposalFacts,
    pub markdown: String,
    pub logo: Option<LogoId>,
    pub by_name: String,
    pub at: Timestamp,
}

#[derive(Clone, Debug)]
pub struct SendingLine {
    pub number: u32,
    pub to: String,
    pub on: Day,
}

#[derive(Clone, Debug)]
pub struct OpeningLine {
    pub number: u32,
    pub user_name: String,
    pub way: Way,
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ProposalRow {
    id: Uuid,
    deal_id: Uuid,
    company_id: Uuid,
    revision_id: Uuid,
    template: String,
    #[sqlx(try_from = "String")]
    lang: Lang,
    title: String,
    facts: String,
    regions: String,
    made_by: Uuid,
    made_at: i64,
    changed_by: Uuid,
    changed_by_name: String,
    changed_at: i64,
}

impl TryFrom<ProposalRow> for Proposal {
    type Error = StoreError;

    fn try_from(row: ProposalRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: ProposalId::from_uuid(row.id),
            deal: DealId::from_uuid(row.deal_id),
            company: CompanyId::from_uuid(row.company_id),
            revision: RevisionId::from_uuid(row.revision_id),
            template: row.template,
            lang: row.lang,
            title: row.title,
            facts: read_json("facts", &row.facts)?,
            regions: read_json("regions", &row.regions)?,
            made_by: UserId::from_uuid(row.made_by),
            made_at: Timestamp::from_micros(row.made_at),
            changed_by: UserId::from_uuid(row.changed_by),
            changed_by_name: row.changed_by_name,
            changed_at: Timestamp::from_micros(row.changed_at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    number: i64,
    title: String,
    facts: String,
    markdown: String,
    logo_id: Option<Uuid>,
    by_name: String,
    made_at: i64,
}

fn number(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

impl TryFrom<VersionRow> for Version {
    type Error = StoreError;

    fn try_from(row: VersionRow) -> Result<Self, StoreError> {
        Ok(Self {
            number: number(row.number),
            title: row.title,
            facts: read_json("facts", &row.facts)?,
            markdown: row.markdown,
            logo: row.logo_id.map(LogoId::from_uuid),
            by_name: row.by_name,
            at: Timestamp::from_micros(row.made_at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct SendingRow {
    number: i64,
    sent_to: String,
    sent_on: i64,
}

#[derive(sqlx::FromRow)]
struct OpeningRow {
    number: i64,
    name: String,
    way: String,
    opened_at: i64,
}

sql! {
    INSERT_PROPOSAL = "INSERT INTO proposals (id, deal_id, company_id, revision_id, template, lang, title, facts, regions, made_by,
        made_at, changed_by, changed_at, idempotency_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10, $11, $12)";
    PROPOSAL_BY_KEY = "SELECT id FROM proposals WHERE made_by = $1 AND idempotency_key = $2";
    PROPOSAL = "SELECT p.id, p.deal_id, p.company_id, p.revision_id, p.template, p.lang, p.title, p.facts, p.regions, p.made_by,
        p.made_at, p.changed_by, u.name AS changed_by_name, p.changed_at FROM proposals p JOIN users u ON u.id = p.changed_by
        WHERE p.id = $1";
    PROPOSALS_OF_DEAL = "SELECT p.id, p.deal_id, p.company_id, p.revision_id, p.template, p.lang, p.title, p.facts, p.regions,
        p.made_by, p.made_at, p.changed_by, u.name AS changed_by_name, p.changed_at
        FROM proposals p JOIN users u ON u.id = p.changed_by WHERE p.deal_id = $1 ORDER BY p.made_at DESC, p.id DESC LIMIT $2";
    LAST_FACTS = "SELECT facts FROM proposals WHERE company_id = $1 AND lang = $2 ORDER BY changed_at DESC, id DESC LIMIT 1";
    WRITE_PROPOSAL = "UPDATE proposals SET title = $2, facts = $3, regions = $4, changed_by = $5, changed_at = $6 WHERE id = $1";
    INSERT_VERSION = "INSERT INTO proposal_versions (proposal_id, number, title, facts, markdown, logo_id, made_by, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    VERSIONS = "SELECT v.number, v.title, v.facts, v.markdown, v.logo_id, u.name AS by_name, v.made_at
        FROM proposal_versions v JOIN users u ON u.id = v.made_by WHERE v.proposal_id = $1 ORDER BY v.number DESC";
    INSERT_SENDING = "INSERT INTO proposal_sendings (proposal_id, number, sent_to, sent_on, noted_by, noted_at, idempotency_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (proposal_id, idempotency_key) DO NOTHING";
    SENDING_BY_KEY = "SELECT number, sent_to, sent_on FROM proposal_sendings WHERE proposal_id = $1 AND idempotency_key = $2";
    SENDINGS = "SELECT number, sent_to, sent_on FROM proposal_sendings WHERE proposal_id = $1 ORDER BY sent_on, noted_at";
    OPENED = "INSERT INTO proposal_openings (proposal_id, number, user_id, way, on_day, opened_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (proposal_id, number, user_id, way, on_day) DO NOTHING";
    WAS_OPENED = "SELECT opened_at FROM proposal_openings
        WHERE proposal_id = $1 AND number = $2 AND user_id = $3 AND way = $4 AND on_day = $5";
    OPENINGS = "SELECT o.number, u.name, o.way, CAST(MAX(o.opened_at) AS BIGINT) AS opened_at
        FROM proposal_openings o JOIN users u ON u.id = o.user_id WHERE o.proposal_id = $1
        GROUP BY o.number, o.user_id, u.name, o.way ORDER BY 4 DESC LIMIT $2";
    INSERT_LOGO = "INSERT INTO company_logos (id, company_id, bytes, put_by, put_at) VALUES ($1, $2, $3, $4, $5)";
    LOGO_OF = "SELECT id, company_id, bytes FROM company_logos WHERE company_id = $1 ORDER BY put_at DESC, id DESC LIMIT 1";
    LOGO = "SELECT id, company_id, bytes FROM company_logos WHERE id = $1";
}

fn read_json<T: serde::de::DeserializeOwned>(column: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::broken("proposals", column, e.to_string()))
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_proposal(&mut self, new: &Proposal, key: &str) -> Result<(), StoreError> {
        execute!(
            self,
            q::INSERT_PROPOSAL,
            new.id.uuid(),
            new.deal.uuid(),
            new.company.uuid(),
            new.revision.uuid(),
            &new.template,
            new.lang.as_str(),
            &new.title,
            json(&new.facts),
            json(&new.regions),
            new.made_by.uuid(),
            new.made_at.micros(),
            key,
        )
        .map(drop)
    }

    /// What somebody made with this key.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn proposal_by_key(&mut self, user: UserId, key: &str) -> Result<Option<ProposalId>, StoreError> {
        let row = fetch_optional!(self, (Uuid,), q::PROPOSAL_BY_KEY, user.uuid(), key)?;
        Ok(row.map(|(id,)| ProposalId::from_uuid(id)))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn proposal(&mut self, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
        fetch_optional!(self, ProposalRow, q::PROPOSAL, id.uuid())?.map(Proposal::try_from).transpose()
    }

    /// Newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn proposals_of_deal(&mut self, deal: DealId, limit: i64) -> Result<Vec<Proposal>, StoreError> {
        let rows = fetch_all!(self, ProposalRow, q::PROPOSALS_OF_DEAL, deal.uuid(), limit)?;
        rows.into_iter().map(Proposal::try_from).collect()
    }

    /// What a company's last proposal in a language was filled in with.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn last_proposal_facts(&mut self, company: CompanyId, lang: Lang) -> Result<Option<ProposalFacts>, StoreError> {
        let row = fetch_optional!(self, (String,), q::LAST_FACTS, company.uuid(), lang.as_str())?;
        // One that another version of the portal wrote is begun anew.
        Ok(row.and_then(|(facts,)| serde_json::from_str(&facts).ok()))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn write_proposal(&mut self, new: &Proposal) -> Result<(), StoreError> {
        let (facts, regions) = (json(&new.facts), json(&new.regions));
        let (by, at) = (new.changed_by.uuid(), new.changed_at.micros());
        execute!(self, q::WRITE_PROPOSAL, new.id.uuid(), &new.title, facts, regions, by, at).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn insert_proposal_version(&mut self, id: ProposalId, new: &Version, by: UserId) -> Result<(), StoreError> {
        execute!(
            self,
            q::INSERT_VERSION,
            id.uuid(),
            i64::from(new.number),
            &new.title,
            json(&new.facts),
            &new.markdown,
            new.logo.map(LogoId::uuid),
            by.uuid(),
            new.at.micros(),
        )
        .map(drop)
    }

    /// Newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn proposal_versions(&mut self, id: ProposalId) -> Result<Vec<Version>, StoreError> {
        fetch_all!(self, VersionRow, q::VERSIONS, id.uuid())?.into_iter().map(Version::try_from).collect()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn note_sending(
        &mut self,
        id: ProposalId,
        line: &SendingLine,
        by: UserId,
        at: Timestamp,
        key: &str,
    ) -> Result<(), StoreError> {
        let (number, on) = (i64::from(line.number), i64::from(line.on.0));
        execute!(self, q::INSERT_SENDING, id.uuid(), number, &line.to, on, by.uuid(), at.micros(), key).map(drop)
    }

    /// Whether a sending was noted with this key.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn is_sending_noted(&mut self, id: ProposalId, key: &str) -> Result<bool, StoreError> {
        Ok(fetch_optional!(self, SendingRow, q::SENDING_BY_KEY, id.uuid(), key)?.is_some())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn proposal_sendings(&mut self, id: ProposalId) -> Result<Vec<SendingLine>, StoreError> {
        let rows = fetch_all!(self, SendingRow, q::SENDINGS, id.uuid())?.into_iter();
        let line = |row: SendingRow| SendingLine {
            number: number(row.number),
            to: row.sent_to,
            on: Day(i32::try_from(row.sent_on).unwrap_or_default()),
        };
        Ok(rows.map(line).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn was_opened(
        &mut self,
        id: ProposalId,
        version: u32,
        user: UserId,
        way: Way,
        on: Day,
    ) -> Result<bool, StoreError> {
        let (number, on) = (i64::from(version), i64::from(on.0));
        Ok(fetch_optional!(self, (i64,), q::WAS_OPENED, id.uuid(), number, user.uuid(), way.as_str(), on)?.is_some())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn note_opening(
        &mut self,
        id: ProposalId,
        version: u32,
        user: UserId,
        way: Way,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let (number, on) = (i64::from(version), i64::from(at.day().0));
        execute!(self, q::OPENED, id.uuid(), number, user.uuid(), way.as_str(), on, at.micros()).map(drop)
    }

    /// The last first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn proposal_openings(&mut self, id: ProposalId, limit: i64) -> Result<Vec<OpeningLine>, StoreError> {
        let rows = fetch_all!(self, OpeningRow, q::OPENINGS, id.uuid(), limit)?.into_iter();
        // A way that a later version may know is not listed.
        let line = |row: OpeningRow| {
            let (user_name, at) = (row.name, Timestamp::from_micros(row.opened_at));
            Some(OpeningLine { number: number(row.number), user_name, way: Way::parse(&row.way)?, at })
        };
        Ok(rows.filter_map(line).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn put_logo(
        &mut self,
        id: LogoId,
        company: CompanyId,
        bytes: &[u8],
        by: UserId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(self, q::INSERT_LOGO, id.uuid(), company.uuid(), bytes, by.uuid(), at.micros()).map(drop)
    }

    /// The company's logo now.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn logo_of(&mut self, company: CompanyId) -> Result<Option<(LogoId, Vec<u8>)>, StoreError> {
        let row = fetch_optional!(self, (Uuid, Uuid, Vec<u8>), q::LOGO_OF, company.uuid())?;
        Ok(row.filter(|(_, _, bytes)| !bytes.is_empty()).map(|(id, _, bytes)| (LogoId::from_uuid(id), bytes)))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn logo(&mut self, id: LogoId) -> Result<Option<(CompanyId, Vec<u8>)>, StoreError> {
        let row = fetch_optional!(self, (Uuid, Uuid, Vec<u8>), q::LOGO, id.uuid())?;
        Ok(row.map(|(_, company, bytes)| (CompanyId::from_uuid(company), bytes)))
    }
}
