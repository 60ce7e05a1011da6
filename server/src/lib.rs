//! The server: use cases, jobs, HTTP and the command line. The only crate that wires the others together.
//!
//! A use case is a method of [`office::Office`] in the file of its slice: load, decide (a pure function of `jiso`), save, enqueue
//! the consequence, commit, all in one transaction.

pub mod accounts;
mod activity;
mod boards;
mod bucket;
pub mod commands;
pub mod config;
pub mod content;
pub mod deal_files;
mod deals;
pub mod demo;
mod goals;
mod home;
pub mod http;
pub mod jobs;
mod key_persons;
pub mod kits;
mod leaderboards;
mod leads;
pub mod learning;
pub mod limits;
pub mod line;
pub mod markdown;
mod news;
pub mod notifications;
pub mod objects;
pub mod office;
mod partners;
pub mod password;
mod phases;
mod places;
mod plain_text;
mod plays;
mod points;
pub mod programme;
pub mod progress;
mod proposals;
mod published;
mod publishing;
mod questions;
mod reader;
mod recognition;
mod scripts;
mod search;
pub mod seed;
pub mod serve;
pub mod standings;
mod targets;
#[cfg(feature = "testing")]
pub mod testing;
pub mod tiers;
mod trace;
mod visits;
pub mod wiring;
