//! The demo: its door, and the world behind it.

mod desk;

pub use desk::DemoDesk;
