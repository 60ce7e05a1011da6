//! The ledger: what an activity earns under the programme's rules, and what becomes of it.
//!
//! Entries are only ever added. A grant that waits for a decision stands in the provisional column; the decision moves it
//! to the confirmed one or takes it back, as a further entry. A balance is the plain sum of the two columns.

mod books;
mod earn;
mod entry;
mod expected;
mod rule;

pub use books::Books;
pub use earn::{MonthNeeded, Needed, Past, earn, needed};
pub use entry::{Balance, Entry, EntryState, PointEntry};
pub use expected::{ExpectedPoints, expected, paying};
pub use rule::{Axis, Earner, IncentiveRule, OncePer, PointAxis};
