//! Proposals: made for a deal, written, printed and sent.

pub mod api;
mod autosave;
mod beside;
mod customer_link;
mod deal_sheet;
mod letter_page;
mod line;
mod new_page;
mod paper;
mod proposal_page;
mod question;
mod read_page;
mod write;

pub use deal_sheet::ProposalsSheet;
pub use letter_page::LetterPage;
pub use new_page::NewProposalPage;
pub use proposal_page::ProposalPage;
pub use read_page::ReadProposalPage;
