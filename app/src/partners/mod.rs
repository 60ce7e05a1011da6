//! Partner companies: the vendor's list and hand-over, and a partner's own company.

pub mod api;
mod benefits;
mod company_page;
mod filters;
mod invite;
mod measures;
mod new_partner_page;
mod partner_page;
mod partners_page;
mod parts;

pub use company_page::CompanyPage;
pub use invite::{InviteSheet, STAFF};
pub use new_partner_page::NewPartnerPage;
pub use partner_page::PartnerPage;
pub use partners_page::PartnersPage;
pub use parts::Invitations;
