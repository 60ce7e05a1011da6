//! Leads: what is offered to a partner and by what rule, and the course of each for the vendor.

pub mod api;
mod desk_page;
mod leads_page;
mod offer_row;
mod words;

pub use desk_page::LeadDeskPage;
pub use leads_page::LeadsPage;
