//! Files on a deal.

pub mod api;
mod file_sheet;

use leptos::server_fn::ServerFn;

pub use file_sheet::{FilesForVendor, FilesSheet};

/// The action of the one form that carries a file which is not a text.
pub const ATTACH: &str = <api::AttachDealFile as ServerFn>::PATH;
