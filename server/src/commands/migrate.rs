//! `jiso migrate`

use std::error::Error;

use jiso_store::Store;

use crate::{config::Settings, serve};

/// Brings the schema up to date and says what it did.
///
/// # Errors
/// When the database cannot be reached, or was migrated by a newer program.
pub async fn migrate(settings: &Settings) -> Result<(), Box<dyn Error>> {
    serve::prepare(settings)?;
    let before = match Store::open_as_is(&settings.store()).await {
        Ok(store) => store.migrations().await.map_or(0, |migrations| migrations.applied),
        Err(_) => 0,
    };
    let store = Store::open(&settings.store()).await.map_err(|error| settings.not_opened(&error))?;
    let after = store.migrations().await?.applied;
    store.close().await;
    println!("The schema is up to date: {} of {after} migrations were applied just now.", after.saturating_sub(before));
    Ok(())
}
