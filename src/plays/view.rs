use serde::{Deserialize, Serialize};

use super::{PlayAction, PlayState, PlayText};
use crate::{
    goals::Side,
    id::{DocumentId, PlayId, VisitId},
    lang::Lang,
    time::Timestamp,
};

/// A play as the page of its visit shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayMark {
    /// None where nobody has proposed one.
    pub play: Option<(PlayId, PlayState)>,
    pub waits_for: Option<Side>,
    /// Where it is read, once it is published.
    pub href: Option<String>,
}

/// A play that somebody's word is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayRow {
    pub id: PlayId,
    pub title: String,
    pub customer: String,
    /// For the vendor's eyes only.
    pub company_name: Option<String>,
    pub state: PlayState,
    /// It is the reader's side.
    pub yours: bool,
    pub moved_at: Timestamp,
}

/// Who consents to the text, and since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentView {
    pub side: Side,
    pub by: String,
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayMoveView {
    pub action: PlayAction,
    pub side: Side,
    pub by: String,
    pub at: Timestamp,
    pub note: Option<String>,
}

/// `/plays/:id`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaySheet {
    pub id: PlayId,
    /// The visit and its customer: for the two sides only.
    pub visit: Option<(VisitId, String)>,
    pub reader: Side,
    pub state: PlayState,
    /// Which side made the last move.
    pub side: Side,
    pub version: i64,
    /// Of the text.
    pub lang: Lang,
    pub text: PlayText,
    pub named: bool,
    /// The partner's name, for the two sides, and for others where it is credited.
    pub company: Option<String>,
    pub consents: Vec<ConsentView>,
    /// What happened, the newest first; for the two sides only.
    pub moves: Vec<PlayMoveView>,
    pub actions: Vec<PlayAction>,
    /// Where it is read.
    pub href: Option<String>,
    /// Among the vendor's texts; for those who edit them.
    pub document: Option<DocumentId>,
    /// What the partner's person gets when it is published; 0 when nothing, or not told.
    pub points: i64,
}

/// `/plays/new`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayDraftSheet {
    pub visit: VisitId,
    pub customer: String,
    pub company: String,
    pub reader: Side,
    /// For the form that proposes.
    pub key: String,
    pub text: PlayText,
    pub points: i64,
}
