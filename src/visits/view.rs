use serde::{Deserialize, Serialize};

use super::{VisitAction, VisitState};
use crate::{
    goals::Side,
    id::{CompanyId, DealId, VisitId},
    plays::{PlayMark, PlayRow},
    time::{Day, Timestamp},
};

/// A visit as the pages of its deal show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitView {
    pub id: VisitId,
    pub on: Day,
    pub starts_at: Option<Timestamp>,
    pub state: VisitState,
    pub note: Option<String>,
    /// Who asked for it or reported it.
    pub asked_by: String,
    pub asked_at: Timestamp,
    /// Who had the last word, unless nobody has answered.
    pub moved_by: String,
    pub moved_at: Timestamp,
    pub host: Option<String>,
    /// By when the vendor answers, where it has to.
    pub due: Option<Timestamp>,
    /// The reader may say whether it took place.
    pub may_say: bool,
}

/// A deal's visits, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealVisits {
    pub visits: Vec<VisitView>,
    /// The reader may ask for one.
    pub may_request: bool,
    /// The partner may report one that took place.
    pub may_report: bool,
    /// What a report brings; 0 when nothing.
    pub points: i64,
    pub today: Day,
}

/// A visit that waits for the vendor's word, on its desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitLine {
    pub id: VisitId,
    pub deal: DealId,
    pub customer: String,
    pub company: CompanyId,
    pub company_name: String,
    pub state: VisitState,
    pub on: Day,
    pub asked_by: String,
    /// By when the vendor answers, and whether that has passed.
    pub due: Timestamp,
    pub late: bool,
}

/// A visit in a list of many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitRow {
    pub id: VisitId,
    pub customer: String,
    /// For the vendor's eyes only.
    pub company_name: Option<String>,
    pub state: VisitState,
    pub on: Day,
    pub starts_at: Option<Timestamp>,
    pub host: Option<String>,
    /// By when the vendor answers, and whether that has passed.
    pub due: Option<Timestamp>,
    pub late: bool,
}

/// `/visits`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitList {
    pub side: Side,
    /// What waits for the reader's side, what has waited longest at the head.
    pub yours: Vec<VisitRow>,
    /// And for the other side.
    pub theirs: Vec<VisitRow>,
    /// Agreed on, the next one at the head: for the vendor those of the next two weeks.
    pub ahead: Vec<VisitRow>,
    /// The newest at the head.
    pub past: Vec<VisitRow>,
    /// Plays that somebody's word is waited for, the reader's first.
    pub plays: Vec<PlayRow>,
}

/// One side's word on whether a visit took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordView {
    pub held: bool,
    pub by: String,
    pub at: Timestamp,
}

/// Three lines of one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebriefView {
    pub side: Side,
    pub by: String,
    pub wish: String,
    pub obstacle: String,
    pub next_step: String,
}

/// `/visits/:id`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitSheet {
    pub id: VisitId,
    pub deal: DealId,
    pub customer: String,
    /// For the vendor's eyes only.
    pub company_name: Option<String>,
    /// On which side the reader is.
    pub reader: Side,
    pub state: VisitState,
    pub side: Side,
    /// None of it where the visit was reported after the fact.
    pub purpose: String,
    pub meets: String,
    pub partner_role: String,
    pub vendor_role: String,
    pub place: String,
    pub minutes: u16,
    pub slots: Vec<Timestamp>,
    pub starts_at: Option<Timestamp>,
    pub on: Day,
    pub note: Option<String>,
    pub asked_by: String,
    pub asked_at: Timestamp,
    pub moved_by: String,
    pub moved_at: Timestamp,
    pub host: Option<String>,
    pub due: Option<Timestamp>,
    pub late: bool,
    pub partner_said: Option<WordView>,
    pub vendor_said: Option<WordView>,
    pub debriefs: Vec<DebriefView>,
    pub actions: Vec<VisitAction>,
    /// Once both sides have summed it up.
    pub play: Option<PlayMark>,
    pub today: Day,
}

/// `/visits/new`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitRequestSheet {
    pub deal: DealId,
    pub customer: String,
    pub reader: Side,
    /// For the form that asks.
    pub key: String,
    /// The first day that the vendor can promise.
    pub first_day: Day,
    pub notice_days: u16,
    /// By when the other side's answer comes, where it is the vendor's.
    pub answer_days: u16,
}
