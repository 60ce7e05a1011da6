//! The store on both databases; one file a slice, named as its statements.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod deals;
mod goals;
mod key_persons;
mod learning;
mod notifications;
mod packed;
mod proposals;
mod publishing;
mod questions;
mod recognition;
mod standing;
mod statements;
mod tiers;
mod trace;
mod transactions;
