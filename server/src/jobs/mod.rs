//! Slow and fallible work, one file a job. A job may run twice; each is written so that this does no harm.

pub mod clock;
pub mod follower;
pub mod mail;
mod runner;

pub use runner::{Work, run};
