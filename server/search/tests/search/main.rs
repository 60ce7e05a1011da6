//! The index from outside: who finds what, and what no input can break.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests stop at once, and measure")]

mod damage;
mod feed;
mod headings;
mod lists;
mod meant;
mod mistakes;
mod parted;
mod portal;
mod questions;
mod ranking;
mod shelf;
mod starter;
mod suggestions;
mod synonyms;
mod writing;
