//! Proposals: made for a deal, written, printed and sent.

pub mod api;
mod beside;
mod deal_sheet;
mod new_page;
mod proposal_page;
mod read_page;
mod write;

pub use deal_sheet::ProposalsSheet;
pub use new_page::NewProposalPage;
pub use proposal_page::ProposalPage;
pub use read_page::ReadProposalPage;
