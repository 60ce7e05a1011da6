//! Which capability is done by whom. Everything is done by the office.

use std::sync::Arc;

use jiso::portal::Portal;

use crate::office::Office;

/// The portal as the screens see it.
pub fn portal(office: &Office) -> Portal {
    let office = Arc::new(office.clone());
    Portal { accounts: office.clone(), kits: office.clone(), learning: office }
}
