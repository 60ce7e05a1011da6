//! What happened. Append-only; points, tier, phase and ranks are derived from nothing else.

mod event;

pub(crate) use event::closed_set;
pub use event::{About, Activity, ActivityKind, Origin, Subject};
