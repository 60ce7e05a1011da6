//! The screens. They show what the capabilities of [`jiso::portal::Portal`] answer, and decide nothing.
//!
//! | to read first | holds |
//! |---|---|
//! | [`routes`] | every page and its URL |
//! | [`entry`] | how a server function reaches the portal and knows who asks |
//! | [`forms`] | one way for all forms: with and without JavaScript, typed values kept, messages beside their fields |
//! | [`frame`] | header, navigation, the page frame, the loading and error states of a page |
//! | [`ui`] | widgets without business words |
//!
//! Invariant: no SQL, no axum, no `cfg`; no user-visible literal outside `locales/`.

// The bounds of nested views are deep even with erased components.
// Components own what they are given, and the macro of lazy routes uses the page it is given, whatever its name.
#![allow(clippy::needless_pass_by_value, clippy::used_underscore_binding)]
#![recursion_limit = "256"]

pub mod accounts;
pub mod boards;
pub mod deal_files;
pub mod deals;
pub mod demo;
pub mod document;
pub mod entry;
pub mod format;
pub mod forms;
pub mod frame;
pub mod goals;
pub mod home;
pub mod key_persons;
pub mod kits;
pub mod leaderboards;
pub mod leads;
pub mod learning;
pub mod news;
pub mod notifications;
pub mod partners;
pub mod phases;
pub mod plays;
pub mod points;
pub mod programme;
pub mod progress;
pub mod proposals;
pub mod publishing;
pub mod questions;
pub mod recognition;
pub mod reply;
pub mod routes;
pub mod scripts;
pub mod search;
pub mod targets;
pub mod text;
pub mod trace;
pub mod ui;
pub mod visits;
pub mod wire;
