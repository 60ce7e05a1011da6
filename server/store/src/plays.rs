//! Plays: the text that both sides of a visit consent to, and every move that led there.

use jiso::{
    goals::{Said, Side},
    id::{CompanyId, DealId, DocumentId, PlayId, UserId, VisitId},
    lang::Lang,
    plays::{Play, PlayAction, PlayMove, PlayState, PlayText},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

#[derive(sqlx::FromRow)]
struct PlayRow {
    id: Uuid,
    visit_id: Uuid,
    deal_id: Uuid,
    company_id: Uuid,
    version: i64,
    state: String,
    from_vendor: bool,
    by_vendor: bool,
    lang: String,
    text: String,
    named: bool,
    proposed_by: Uuid,
    proposed_at: i64,
    moved_by: Uuid,
    moved_at: i64,
    note: Option<String>,
    partner_consent_by: Option<Uuid>,
    partner_consent_at: Option<i64>,
    vendor_consent_by: Option<Uuid>,
    vendor_consent_at: Option<i64>,
    document_id: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct MoveRow {
    version: i64,
    action: String,
    by_vendor: bool,
    said_by: Uuid,
    said_at: i64,
    note: Option<String>,
    named: bool,
    text: String,
}

const fn side(by_vendor: bool) -> Side {
    if by_vendor { Side::Vendor } else { Side::Partner }
}

fn said(by: Uuid, at: i64) -> Said {
    Said { by: UserId::from_uuid(by), at: Timestamp::from_micros(at) }
}

fn consent(by: Option<Uuid>, at: Option<i64>) -> Option<Said> {
    Some(said(by?, at?))
}

fn read(table: &'static str, text: &str) -> Result<PlayText, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::broken(table, "text", error.to_string()))
}

fn written(table: &'static str, text: &PlayText) -> Result<String, StoreError> {
    serde_json::to_string(text).map_err(|error| StoreError::broken(table, "text", error.to_string()))
}

impl TryFrom<PlayRow> for Play {
    type Error = StoreError;
    fn try_from(row: PlayRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: PlayId::from_uuid(row.id),
            visit: VisitId::from_uuid(row.visit_id),
            deal: DealId::from_uuid(row.deal_id),
            company: CompanyId::from_uuid(row.company_id),
            version: row.version,
            state: PlayState::try_from(row.state).map_err(|v| StoreError::broken("plays", "state", v))?,
            from: side(row.from_vendor),
            side: side(row.by_vendor),
            lang: Lang::try_from(row.lang).map_err(|v| StoreError::broken("plays", "lang", v))?,
            text: read("plays", &row.text)?,
            named: row.named,
            proposed: said(row.proposed_by, row.proposed_at),
            moved: said(row.moved_by, row.moved_at),
            note: row.note,
            partner_consent: consent(row.partner_consent_by, row.partner_consent_at),
            vendor_consent: consent(row.vendor_consent_by, row.vendor_consent_at),
            document: row.document_id.map(DocumentId::from_uuid),
        })
    }
}

impl TryFrom<MoveRow> for PlayMove {
    type Error = StoreError;
    fn try_from(row: MoveRow) -> Result<Self, StoreError> {
        Ok(Self {
            version: row.version,
            action: PlayAction::try_from(row.action).map_err(|v| StoreError::broken("play_moves", "action", v))?,
            side: side(row.by_vendor),
            said: said(row.said_by, row.said_at),
            note: row.note,
            named: row.named,
            text: read("play_moves", &row.text)?,
        })
    }
}

sql! {
    INSERT_PLAY = "INSERT INTO plays (id, visit_id, deal_id, company_id, version, state, from_vendor, by_vendor, lang, text, named,
        proposed_by, proposed_at, moved_by, moved_at)
        VALUES ($1, $2, $3, $4, 0, 'proposed', $5, $5, $6, $7, $8, $9, $10, $9, $10) ON CONFLICT DO NOTHING";
    CHANGE_PLAY = "UPDATE plays SET version = version + 1, state = $3, by_vendor = $4, text = $5, named = $6, moved_by = $7,
        moved_at = $8, note = $9, partner_consent_by = $10, partner_consent_at = $11, vendor_consent_by = $12, vendor_consent_at = $13,
        document_id = $14 WHERE id = $1 AND version = $2";
    KEEP_PLAY_MOVE = "INSERT INTO play_moves (play_id, version, action, by_vendor, said_by, said_at, note, named, text)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    PLAY = "SELECT p.* FROM plays p WHERE p.id = $1";
    PLAY_OF_VISIT = "SELECT p.* FROM plays p WHERE p.visit_id = $1";
    PLAY_OF_DOCUMENT = "SELECT p.* FROM plays p WHERE p.document_id = $1";
    OPEN_PLAYS = "SELECT p.* FROM plays p WHERE p.state IN ('proposed', 'change_asked', 'agreed') ORDER BY p.moved_at, p.id LIMIT $1";
    OPEN_PLAYS_OF = "SELECT p.* FROM plays p WHERE p.state IN ('proposed', 'change_asked', 'agreed') AND p.company_id = $1
        ORDER BY p.moved_at, p.id LIMIT $2";
    PLAY_MOVES = "SELECT version, action, by_vendor, said_by, said_at, note, named, text FROM play_moves
        WHERE play_id = $1 ORDER BY version DESC";
}

impl Tx {
    /// `false` when there is one of this visit.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_play(&mut self, play: &Play) -> Result<bool, StoreError> {
        let made = execute!(
            self,
            q::INSERT_PLAY,
            play.id.uuid(),
            play.visit.uuid(),
            play.deal.uuid(),
            play.company.uuid(),
            play.from == Side::Vendor,
            play.lang.as_str(),
            written("plays", &play.text)?,
            play.named,
            play.proposed.by.uuid(),
            play.proposed.at.micros(),
        )?;
        if made == 0 {
            return Ok(false);
        }
        self.change_play(&Play { version: 0, ..play.clone() }, PlayAction::Change).await
    }

    /// Keeps a move and what it changed; `false` when somebody else was faster.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn change_play(&mut self, play: &Play, action: PlayAction) -> Result<bool, StoreError> {
        let text = written("plays", &play.text)?;
        let (partner, vendor) = (play.partner_consent, play.vendor_consent);
        let changed = execute!(
            self,
            q::CHANGE_PLAY,
            play.id.uuid(),
            play.version,
            play.state.as_str(),
            play.side == Side::Vendor,
            &text,
            play.named,
            play.moved.by.uuid(),
            play.moved.at.micros(),
            play.note.as_deref(),
            partner.map(|said| said.by.uuid()),
            partner.map(|said| said.at.micros()),
            vendor.map(|said| said.by.uuid()),
            vendor.map(|said| said.at.micros()),
            play.document.map(DocumentId::uuid),
        )?;
        if changed != 1 {
            return Ok(false);
        }
        execute!(
            self,
            q::KEEP_PLAY_MOVE,
            play.id.uuid(),
            play.version + 1,
            action.as_str(),
            play.side == Side::Vendor,
            play.moved.by.uuid(),
            play.moved.at.micros(),
            play.note.as_deref(),
            play.named,
            &text,
        )?;
        Ok(true)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn play(&mut self, id: PlayId) -> Result<Option<Play>, StoreError> {
        fetch_optional!(self, PlayRow, q::PLAY, id.uuid())?.map(Play::try_from).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn play_of_visit(&mut self, visit: VisitId) -> Result<Option<Play>, StoreError> {
        fetch_optional!(self, PlayRow, q::PLAY_OF_VISIT, visit.uuid())?.map(Play::try_from).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn play_of_document(&mut self, document: DocumentId) -> Result<Option<Play>, StoreError> {
        fetch_optional!(self, PlayRow, q::PLAY_OF_DOCUMENT, document.uuid())?.map(Play::try_from).transpose()
    }

    /// Those that somebody's word is waited for, of one company or of all; what has waited longest at the head.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_plays(&mut self, company: Option<CompanyId>, limit: i64) -> Result<Vec<Play>, StoreError> {
        let rows = match company {
            Some(company) => fetch_all!(self, PlayRow, q::OPEN_PLAYS_OF, company.uuid(), limit)?,
            None => fetch_all!(self, PlayRow, q::OPEN_PLAYS, limit)?,
        };
        rows.into_iter().map(Play::try_from).collect()
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn play_moves(&mut self, play: PlayId) -> Result<Vec<PlayMove>, StoreError> {
        fetch_all!(self, MoveRow, q::PLAY_MOVES, play.uuid())?.into_iter().map(PlayMove::try_from).collect()
    }
}
