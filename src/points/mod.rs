//! The ledger: what an activity earns under the programme's rules, and what becomes of it.
//!
//! Entries are only ever added. A grant that waits for a decision stands in the provisional column; the decision moves it
//! to the confirmed one or takes it back, as a further entry. A balance is the plain sum of the two columns.
//!
//! What became known too late is judged as if it had been known in time: lines that would then be others are cancelled in their
//! own month, and the right ones are added ([`correct`]).

mod books;
mod correct;
mod earn;
mod entry;
mod expected;
mod hold;
mod quality;
mod reviews;
mod rule;

pub use books::Books;
pub use correct::{Correction, correct, in_effect, needs_correction};
pub use earn::{MonthNeeded, Needed, Past, earn, needed};
pub use entry::{Balance, Entry, EntryState, PointEntry};
pub use expected::{ExpectedPoints, Payment, expected, paying};
pub use hold::Hold;
pub use quality::{ApprovalRecord, QualityCut, QualityRule, QualityStep};
pub use reviews::{Reviewed, Reviews, last_day};
pub use rule::{Axis, Earner, IncentiveRule, OncePer, PointAxis};
