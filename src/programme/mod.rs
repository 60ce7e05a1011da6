//! The vendor's programme as data: tiers, incentive rules, campaigns, phases, promises, business calendar. One text file,
//! `content/programme.toml`, holds all of it; nothing here knows a vendor's numbers.

mod calendar;
mod campaign;
mod check;
mod diff;
mod flaw;
mod form;
mod numbers;
mod offers;
mod programme;
mod programmes;
mod promises;
mod run;
#[cfg(test)]
pub(crate) mod sample;
mod tally;
mod text;
mod toml_fault;
mod versions;
mod view;
mod what_if;
mod what_if_view;

pub use calendar::{BusinessCalendar, Holiday, MonthDay, YearEnd};
pub use campaign::Campaign;
pub use check::{Expected, Mistake, ProgrammeFile};
pub use diff::{Change, HealthChange, PhaseNumber, Section, StallChange, TierChange, diff};
pub use flaw::{Misfit, Wrong};
pub use form::{Draft, DraftForm, Release, ReleaseForm, RunForm, TEXT_MAX};
pub use numbers::{Number, NumberField, NumberForm, NumberOf, changed_numbers, numbers};
pub use offers::{IndustryName, PartnerTerms, Product, Vendor};
pub use programme::Programme;
pub use programmes::Programmes;
pub use promises::Promises;
pub use run::{RunLine, RunState};
pub use tally::{Mover, RuleCost, Tally, WhatIf};
pub use toml_fault::TomlFault;
pub use versions::{Version, Versions, in_force, next_after, state_of, superseded};
pub use view::{
    Checked, DraftSheet, Flaw, Meanwhile, Part, PartLine, ProgrammeSheet, ReleaseSheet, VersionDiff, VersionLine, VersionState,
};
pub use what_if::{Course, Period, Record, live};
pub use what_if_view::{MOVERS_SHOWN, MoverLine, Pair, ShownRun, Way, WhatIfSheet, WhatIfTold};
