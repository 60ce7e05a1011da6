//! The vendor's programme as data: tiers, incentive rules, campaigns, phases, promises, business calendar. One text file,
//! `content/programme.toml`, holds all of it; nothing here knows a vendor's numbers.

mod calendar;
mod campaign;
mod check;
mod diff;
mod offers;
mod programme;
mod promises;
#[cfg(test)]
pub(crate) mod sample;
mod text;
mod versions;

pub use calendar::{BusinessCalendar, Holiday, MonthDay, YearEnd};
pub use campaign::Campaign;
pub use check::{Expected, Mistake, ProgrammeFile};
pub use diff::{Change, HealthChange, PhaseNumber, Section, StallChange, TierChange, diff};
pub use offers::{IndustryName, PartnerTerms, Product, Vendor};
pub use programme::Programme;
pub use promises::Promises;
pub use versions::{Version, Versions, in_force, superseded};
