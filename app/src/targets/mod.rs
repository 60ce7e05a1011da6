//! Target accounts: the partner's ranked list, and the vendor's desk.

pub mod api;
mod desk_page;
mod kit_page;
mod line_form;
mod list_page;
mod overlap;
pub(crate) mod parts;
mod target_row;
mod targets_page;
mod upload_form;

pub use desk_page::TargetDeskPage;
pub use kit_page::TargetKitPage;
pub use list_page::TargetListPage;
pub(crate) use target_row::fit_text;
pub use targets_page::TargetsPage;
