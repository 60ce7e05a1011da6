//! `jiso reindex`

use std::{error::Error, sync::Arc};

use jiso_search::{SearchError, SearchIndex};

use crate::{config::Settings, jobs::follower::Follower, serve};

/// Builds the search index anew from every text. A running portal never needs it: it follows by itself.
///
/// # Errors
/// When a portal is running on the same data folder.
pub async fn reindex(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let office = serve::open(settings).await?;
    let index = SearchIndex::open(&settings.data.join("search")).map_err(|error| match error {
        SearchError::Busy(_) => "a portal that is running here holds the index; stop it first".to_owned(),
        other => other.to_string(),
    })?;
    let index = Arc::new(index);
    let follower = Follower { store: office.store.clone(), index: index.clone() };
    follower.rebuild().await.map_err(|error| error.to_string())?;
    office.store.close().await;
    println!("The index holds {} texts.", index.documents());
    Ok(())
}
