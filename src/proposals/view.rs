use serde::{Deserialize, Serialize};

use super::SaveForm;
use crate::{
    activity::closed_set,
    id::{DealId, ProposalId},
    lang::Lang,
    time::{Day, Timestamp},
};

/// How somebody opened a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    Page,
    Pdf,
    Docx,
}

closed_set!(Way { Page = "page", Pdf = "pdf", Docx = "docx" });

/// Who opened it last, which version and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// None for whoever has the customer's link.
    pub who: Option<String>,
    /// None while it is being written.
    pub version: Option<u32>,
    pub way: Way,
    pub at: Timestamp,
}

/// What stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    pub number: u32,
    pub by: String,
    pub at: Timestamp,
    /// To whom it was handed over, and on which day.
    pub sent: Vec<(String, Day)>,
    /// The customer's, where one works.
    pub link: Option<LinkView>,
}

/// A link by which the customer opens a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    /// The address, for those who may write the proposal.
    pub address: Option<String>,
    pub by: String,
    pub until: Timestamp,
}

/// A part of a proposal that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProposalPart {
    /// As HTML, and what its headings say.
    Locked(String, Vec<String>),
    /// The place among the form's regions, the heading above it, and its lines.
    Editable(u32, String, u32),
    Bundle,
}

/// `/proposals/:id`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalSheet {
    pub id: ProposalId,
    pub deal: DealId,
    /// For the vendor's eyes only.
    pub company_name: Option<String>,
    pub template: String,
    /// The proposal's own, whatever the reader's is.
    pub lang: Lang,
    pub parts: Vec<ProposalPart>,
    pub form: SaveForm,
    pub saved_at: Timestamp,
    pub saved_by: String,
    /// Numbers that are still the template's.
    pub gaps: u32,
    /// The fields that the text names and that say nothing.
    pub blanks: Vec<String>,
    /// Signs that the faces of the PDF lack.
    pub unprintable: Vec<char>,
    /// The reader may write.
    pub may: bool,
    /// Newest first.
    pub versions: Vec<VersionLine>,
    /// What is written now is the newest version.
    pub kept: bool,
    pub openings: Vec<Opening>,
    /// The address of the company's logo.
    pub logo: Option<String>,
    pub today: Day,
    /// The key of the next sending.
    pub key: String,
}

/// A proposal as the customer will read it: `/proposals/:id/read`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalText {
    pub id: ProposalId,
    pub version: Option<u32>,
    /// `ja` or `en`.
    pub lang: String,
    pub title: String,
    pub addressee: Vec<String>,
    pub sender: Vec<String>,
    pub date: String,
    pub logo: Option<String>,
    pub html: String,
    /// Signs that the faces of the PDF lack.
    pub unprintable: Vec<char>,
}

/// A version as the customer reads it: `/letters/:secret`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerLetter {
    /// `ja` or `en`.
    pub lang: String,
    pub title: String,
    pub addressee: Vec<String>,
    pub sender: Vec<String>,
    pub date: String,
    pub logo: Option<String>,
    pub html: String,
    pub until: Day,
}

/// What came of saving while somebody types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Autosaved {
    pub at: Timestamp,
    /// Signs that the faces of the PDF lack.
    pub unprintable: Vec<char>,
}

/// A template that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChoice {
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// It is meant for the customer's industry.
    pub fits: bool,
    /// Its last day has passed.
    pub stale: bool,
    /// The only language there is of it; none where it is there in both.
    pub only: Option<Lang>,
}

/// `/proposals/new?deal=…`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewProposalSheet {
    pub deal: DealId,
    pub customer: String,
    pub key: String,
    /// What fits best first; what is past its last day after all others.
    pub templates: Vec<TemplateChoice>,
}

/// A proposal among those of a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalLine {
    pub id: ProposalId,
    pub title: String,
    pub saved_at: Timestamp,
    pub by: String,
    pub version: Option<u32>,
    pub sent_on: Option<Day>,
}

/// On a deal's page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealProposals {
    /// Newest first.
    pub lines: Vec<ProposalLine>,
    /// The reader may make one.
    pub may: bool,
}

/// A file to hand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalFile {
    /// Without the ending.
    pub name: String,
    pub bytes: Vec<u8>,
}
