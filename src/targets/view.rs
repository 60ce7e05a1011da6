use serde::{Deserialize, Serialize};

use super::{FitReason, MailDraft, PassReason};
use crate::{
    deals::{CompanySize, Industry, Territory},
    id::{CompanyId, DealId, TargetId, TargetListId},
    lang::Lang,
    publishing::DocumentKind,
    time::{Day, MonthKey, Timestamp},
};

/// A published kit, by its address and in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitName {
    pub slug: String,
    pub title: String,
}

/// A target as a partner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetView {
    pub id: TargetId,
    pub customer: String,
    pub industry: Industry,
    pub size: CompanySize,
    pub territory: Option<Territory>,
    /// The vendor's word why it should be won.
    pub reason: String,
    pub kit: Option<KitName>,
    /// Why it fits this partner, what weighs most first.
    pub fits: Vec<FitReason>,
    /// The company's own registration.
    pub deal: Option<DealId>,
    /// It is another registration's until the end of this month.
    pub until: Option<MonthKey>,
}

/// A target that was said to be none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedView {
    pub id: TargetId,
    pub customer: String,
    pub reason: PassReason,
    pub by: String,
    pub at: Timestamp,
}

/// That hashes of the partner's customers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverlapKept {
    pub at: Timestamp,
    pub hashes: u32,
    /// Targets among them.
    pub targets: u32,
}

/// `/targets`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetsSheet {
    pub open: Vec<TargetView>,
    pub pipeline: Vec<TargetView>,
    pub taken: Vec<TargetView>,
    pub passed: Vec<PassedView>,
    pub overlap: Option<OverlapKept>,
}

/// A list among all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListLine {
    pub id: TargetListId,
    pub name: String,
    pub accounts: u32,
    /// Registered by a partner.
    pub registered: u32,
    /// How often a partner said that one is none for it.
    pub passes: u32,
    /// Whom it is for; empty: every partner.
    pub companies: Vec<String>,
}

/// `/console/targets`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetDesk {
    pub lists: Vec<ListLine>,
    /// For the next list.
    pub key: String,
    pub companies: Vec<(CompanyId, String)>,
}

/// How many partners gave a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassCount {
    pub reason: PassReason,
    pub times: u32,
}

/// A target as the vendor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetLine {
    pub id: TargetId,
    pub customer: String,
    pub corporate_number: Option<String>,
    pub domain: Option<String>,
    pub industry: Industry,
    pub size: CompanySize,
    pub territory: Option<Territory>,
    pub reason: String,
    pub kit: Option<KitName>,
    /// Companies that have registered it, with the registration.
    pub registered: Vec<(DealId, String)>,
    pub passes: Vec<PassCount>,
    /// What was said beside a reason, with who said it.
    pub notes: Vec<(String, String)>,
}

/// `/console/targets/:id`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetListSheet {
    pub id: TargetListId,
    pub name: String,
    pub companies: Vec<String>,
    pub lines: Vec<TargetLine>,
    pub kits: Vec<KitName>,
    /// How often a target is a partner's customer already, of all partners that let it be counted.
    pub overlap: u32,
    /// How many partners those are.
    pub counted: u32,
}

/// What came of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    pub list: TargetListId,
    pub new: u32,
    pub changed: u32,
    pub left_out: u32,
}

/// `/targets/:id/kit`: what is needed to win a target, with its name in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetKit {
    pub target: TargetId,
    pub customer: String,
    pub parts: Vec<KitPart>,
    pub mail: MailDraft,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitPart {
    pub kind: DocumentKind,
    pub slug: String,
    pub title: String,
    pub lang: Lang,
    pub html: String,
    /// The same without any marks, to be copied.
    pub plain: String,
    /// A script that can be played step by step.
    pub plays: bool,
    /// Its last day, `valid_until`, has passed.
    pub stale: bool,
    pub valid_until: Day,
    pub owner: String,
}
