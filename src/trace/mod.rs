//! From content to revenue: which lesson, which branch of a script and which version of a template stood before which deals, how far
//! those came, and how many were won.
//!
//! Invariants
//! * What counts for which deal is one rule, [`counts`]; the page says it in a sentence with the rule's own numbers.
//! * Nothing is said in percent of fewer than [`crate::scripts::SAMPLE_MIN`] deals that ended won or lost.
//! * A difference to all deals is marked only where chance alone would hardly make it, [`Funnel::stands_out`].
//! * Everything is counted from what happened; nothing is typed or kept.

mod chance;
mod form;
mod funnel;
mod rule;
mod trace;
mod view;

pub use form::{ALL_DEALS, Reached, TraceForm, TraceKind, TracePeriod, TraceQuery};
pub use funnel::{Counted, Funnel, TracedDeals};
pub use rule::{Ended, TAP_DAYS, TracedDeal, Use, counts};
pub use trace::Trace;
pub use view::{Behind, BehindDeal, NamedDeal, TraceRow, TraceSheet};
