//! Partner companies: signing one, finding one, and handing one over on a single page.

mod filter;
mod form;
mod kind;
mod partners;
mod view;

pub use filter::{ON_THEIR_WAY, PartnerFilter, PartnerFilterForm};
pub use form::{BenefitForm, BenefitReturnForm, BoardNameForm, MeasureForm, NewCompany, NewCompanyForm, NewMeasure};
pub use kind::PartnerType;
pub use partners::Partners;
pub use view::{
    ActivityLine, BenefitUseLine, MeasureLine, MyCompanySheet, NewPartnerSheet, PartnerDealLine, PartnerLine, PartnerList,
    PartnerSheet, PendingInvitation, PersonLine,
};
