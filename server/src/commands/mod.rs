//! The commands besides `serve`, one file a command.

pub mod admin;
pub mod doctor;
pub mod explain;
pub mod migrate;
pub mod reindex;
pub mod search;
pub mod seed;
