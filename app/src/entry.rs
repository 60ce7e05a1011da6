//! How a server function reaches the portal: [`enter`] for signed-in people, [`lobby`] for everybody else.
//!
//! The server provides the context through one closure for pages and server functions alike. Read it before the first `.await`.

use jiso::{caller::Caller, failure::Failure, lang::Lang, portal::Portal};
use leptos::prelude::*;

use crate::{
    frame::Visit,
    wire::{Fault, Reply},
};

/// What a signed-in person's request carries.
pub struct Desk {
    pub portal: Portal,
    pub caller: Caller,
}

/// # Errors
/// [`Failure::SignedOut`]
pub fn enter() -> Reply<Desk> {
    let portal = lobby()?;
    let caller = use_context::<Caller>().ok_or(Fault(Failure::SignedOut))?;
    Ok(Desk { portal, caller })
}

/// The portal, whoever asks.
///
/// # Errors
/// [`Failure::Unavailable`] outside a request.
pub fn lobby() -> Reply<Portal> {
    use_context::<Portal>().ok_or(Fault(Failure::Unavailable { reference: "context".into() }))
}

/// The language of the page that asks.
pub fn asked_in() -> Lang {
    use_context::<Visit>().map(|visit| visit.lang).unwrap_or_default()
}

/// The network address a request came from, for rate limits only.
#[derive(Clone, Debug)]
pub struct CameFrom(pub String);

pub fn came_from() -> String {
    use_context::<CameFrom>().map(|from| from.0).unwrap_or_default()
}

/// Whether a request wants to read what it asks for: one that only looks whether it is there does not.
#[derive(Clone, Copy, Debug)]
pub struct Reads(pub bool);

/// Somebody who is not signed in reads the page that asks.
pub fn a_stranger_reads() -> bool {
    use_context::<Reads>().is_some_and(|reads| reads.0) && use_context::<Caller>().is_none()
}
