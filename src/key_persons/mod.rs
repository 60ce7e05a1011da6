//! Key persons (キーマン): who carries a partnership in a company and who backs it, what is agreed with the champion for ninety days,
//! whether everything hangs on one person, and what becomes of the work of somebody who leaves.

mod form;
mod key_persons;
mod pact;
mod signs;
mod view;

pub use form::{LeaveForm, PactAnswerForm, PactForm, PactTerms, RoleForm, company_of};
pub use key_persons::KeyPersons;
pub use pact::{CounterPromise, KeyRole, PACT_DAYS, PROMISES, Pact, PactNews};
pub use signs::{BusFactor, ChampionSign, SIGNS_DAYS, Signs, bus_factor, suggest};
pub use view::{DepartureView, KeyPersonView, PactView, PeopleSheet, SuggestionView, WarningView};
