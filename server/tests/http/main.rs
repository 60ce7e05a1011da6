//! The whole router with a real store, a standing clock and captured mail; one file a slice, named as its URLs.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accounts;
mod boards;
mod deal_files;
mod deals;
mod demo;
mod goals;
mod guard;
mod home;
mod key_persons;
mod kits;
mod leaderboards;
mod leads;
mod learning;
mod news;
mod notifications;
mod partners;
mod plays;
mod points;
mod port;
mod programme;
mod progress;
mod proposals;
mod publishing;
mod questions;
mod recognition;
mod scripts;
mod search;
mod targets;
mod tiers;
mod trace;
mod trouble;
mod visits;
