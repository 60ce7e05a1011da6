//! **The partner programme itself**: what a company, a deal registration, a lesson, a point, a tier or a phase *is*, what may
//! happen to it, and what one may ask of the portal.
//!
//! Everything here is pure: no I/O, no clock, no randomness, and the same code on the server and in the browser.
//!
//! | to read first | holds |
//! |---|---|
//! | [`activity`] | what happened: the append-only events from which all standing is derived |
//! | [`programme`] | the vendor's rules as data: tiers, incentive rules, promises, business calendar |
//! | [`deals`] | a slice; all slices look alike: the thing, its form, its rules, its views, its capability trait |
//! | [`accounts::access`] | who may do what, in one table |
//! | [`portal`] | everything one may ask, in one struct |
//!
//! Invariants of the whole project
//! * A capability takes a [`caller::Caller`]; whoever asks is an argument, never ambient.
//! * Time and chance are handed in as [`time::Timestamp`] and [`id::Id`]; nothing here takes them.
//! * Points, tier, phase and ranks are functions of activities and the programme, and can be computed again from zero.

pub mod accounts;
pub mod activity;
pub mod address;
pub mod boards;
pub mod caller;
pub mod deal_files;
pub mod deals;
pub mod demo;
pub mod failure;
mod failure_wire;
pub mod goals;
pub mod home;
pub mod id;
pub mod key_persons;
pub mod kits;
pub mod lang;
pub mod leaderboards;
pub mod leads;
pub mod learning;
pub mod money;
pub mod news;
pub mod notifications;
pub mod page;
pub mod partners;
pub mod percent;
pub mod phases;
pub mod plays;
pub mod points;
pub mod portal;
pub mod programme;
pub mod progress;
pub mod proposals;
pub mod publishing;
pub mod questions;
pub mod recognition;
pub mod scripts;
pub mod search;
pub mod targets;
pub mod tiers;
pub mod time;
pub mod trace;
pub mod visits;
