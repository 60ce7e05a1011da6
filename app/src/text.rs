//! The texts of the portal in both languages, made from `locales/` by `build.rs`: one module a file, one function a text.

#![allow(clippy::all, clippy::pedantic)]

include!(concat!(env!("OUT_DIR"), "/text.rs"));
