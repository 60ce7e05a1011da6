//! What happened. Append-only; points, tier, phase and ranks are derived from nothing else.

mod event;

pub use event::{Activity, ActivityKind, Origin, Subject};
pub(crate) use event::closed_set;
