//! The web: from a request to a caller, from a failure to a page.

mod alone;
pub mod api;
mod assets;
mod body;
mod calendar;
mod deal_files;
mod demo;
mod effects;
mod export;
mod guard;
mod health;
mod listen;
mod live;
mod named;
mod offline;
mod pages;
mod plain;
mod proposals;
mod router;
mod session;
mod signed_out;
mod trail;
mod upload;
mod visitor;

pub use assets::built_site;
pub use listen::{Patience, listen};
pub use router::{Web, router};
