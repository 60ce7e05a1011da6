//! The store: every SQL text of the portal, once, for SQLite and PostgreSQL.
//!
//! A use case takes one transaction object, [`Tx`], from [`Store::write`] or [`Store::read`], calls plain methods on it and
//! commits. Each slice's SQL and methods are in the file of its name.
//!
//! Invariants
//! * SQL is a `&'static str`; nothing builds it from strings.
//! * Every statement is in its module's `q::ALL`, `pairs::ALL` or `together::ALL`, and a test prepares all of them on both databases.
//! * A write transaction holds no slow work: SQLite has one writer.

#[macro_use]
mod sql;
pub mod accounts;
pub mod activity;
pub mod boards;
pub mod changes;
mod db;
pub mod deal_files;
pub mod deals;
mod error;
pub mod goals;
pub mod jobs;
pub mod key_persons;
pub mod kits;
mod lane;
pub mod leaderboards;
pub mod leads;
pub mod learning;
mod migrations;
pub mod news;
pub mod notifications;
pub mod packed;
pub mod partners;
pub mod plays;
pub mod points;
pub mod programmes;
pub mod progress;
pub mod proposals;
pub mod published;
pub mod publishing;
pub mod questions;
pub mod recognition;
pub mod scripts;
pub mod search;
pub mod seed;
pub mod sessions;
mod soundness;
pub mod standings;
pub mod targets;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod tiers;
pub mod trace;
pub mod visits;
pub mod what_ifs;
mod writer;

pub use db::{Store, StoreOptions, Tx};
pub use error::StoreError;
pub use migrations::Migrations;
use sql::Pair;

/// What differs between the databases, with its name.
fn pairs() -> Vec<(&'static str, Pair)> {
    [
        activity::together::ALL,
        deals::pairs::ALL,
        jobs::pairs::ALL,
        packed::pairs::ALL,
        points::together::ALL,
        search::named_pairs::ALL,
        trace::pairs::ALL,
    ]
    .concat()
}

/// Every statement that both databases are sent, with its name.
fn statements() -> Vec<(&'static str, &'static str)> {
    [
        accounts::q::ALL,
        activity::q::ALL,
        boards::q::ALL,
        changes::q::ALL,
        deal_files::q::ALL,
        deals::q::ALL,
        deals::pipeline::q::ALL,
        deals::questions::q::ALL,
        deals::split::q::ALL,
        deals::team::q::ALL,
        goals::q::ALL,
        jobs::q::ALL,
        key_persons::q::ALL,
        kits::q::ALL,
        leads::q::ALL,
        learning::q::ALL,
        leaderboards::q::ALL,
        migrations::q::ALL,
        news::q::ALL,
        notifications::q::ALL,
        notifications::reminders::q::ALL,
        packed::q::ALL,
        partners::q::ALL,
        plays::q::ALL,
        points::q::ALL,
        programmes::q::ALL,
        progress::q::ALL,
        proposals::link_statements::ALL,
        proposals::q::ALL,
        published::q::ALL,
        publishing::q::ALL,
        questions::q::ALL,
        recognition::q::ALL,
        recognition::award_statements::ALL,
        recognition::gift_statements::ALL,
        scripts::q::ALL,
        search::q::ALL,
        search::kept_statements::ALL,
        search::named_statements::ALL,
        seed::q::ALL,
        sessions::q::ALL,
        soundness::q::ALL,
        standings::q::ALL,
        targets::known_statements::ALL,
        targets::q::ALL,
        tiers::benefits::q::ALL,
        tiers::measures::q::ALL,
        tiers::q::ALL,
        trace::q::ALL,
        visits::q::ALL,
        what_ifs::q::ALL,
    ]
    .concat()
}
