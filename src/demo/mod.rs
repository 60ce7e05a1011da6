//! The door of a demo: five people one may be, and the mail that would have been sent. Only there when the portal runs as a demo.

mod demo;
mod persona;

pub use demo::{Demo, SentMail};
pub use persona::{Persona, PersonaKey};
