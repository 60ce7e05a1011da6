//! The portal without its pages: the command line, the content folder, what is kept through a kill, what follows from the events.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod commands;
mod content;
mod durability;
mod explain;
mod programme;
mod replay;
mod seed;
