//! Proposals (提案書): made from a template for a deal. What the vendor claims is locked, what the customer said is the partner's to
//! write; one Markdown text becomes the page, the PDF and the DOCX. What was sent stays as it was sent.

mod again;
mod compose;
mod form;
mod gaps;
mod honorific;
mod links;
mod proposal;
mod proposals;
mod view;

pub use again::is_untouched;
pub use compose::{compose, suggested_title};
pub use form::{LOGO_MAX, LogoForm, MakeForm, OWN_MAX, OwnForm, ProposalForm, SaveForm, Saving, SendForm, Sending};
pub use gaps::{GapPlace, SectionGaps, Unfinished, gaps, section_gaps};
pub use links::{LINK_DAYS, LetterAsked, LinkForm, counts_as_new};
pub use proposal::{OwnProduct, ProposalFacts, VendorProduct};
pub use proposals::Proposals;
pub use view::{
    Autosaved, CustomerLetter, DealProposals, LinkView, NewProposalSheet, Opening, ProposalFile, ProposalLine, ProposalPart,
    ProposalSheet, ProposalText, TemplateChoice, VersionLine, Way,
};
