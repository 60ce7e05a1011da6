//! The world is made once, in an empty database, all of it or none: it is made in a hurry, and what a killed start left behind
//! is thrown away by the next.

use std::{error::Error, fs, io, path::PathBuf};

use jiso_store::StoreOptions;

use super::world::{self, Made};
use crate::{config::Settings, office::Office};

/// Stands in the data folder while the world is being made.
fn mark(settings: &Settings) -> PathBuf {
    settings.data.join("demo-world-unfinished")
}

/// Takes away a world that was left half made.
///
/// # Errors
/// When its files cannot be deleted, or it is not in a file.
pub fn clear_unfinished(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let mark = mark(settings);
    if !settings.demo || !mark.exists() {
        return Ok(());
    }
    let StoreOptions::Sqlite { file } = settings.store() else {
        return Err("the demo world in this database was left half made; empty the database and start again".into());
    };
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.clone().into_os_string();
        name.push(ending);
        match fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    match fs::remove_dir_all(settings.files_folder()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    Ok(fs::remove_file(mark)?)
}

/// Makes the world, if nobody is in the database yet.
///
/// # Errors
/// When it cannot be made.
pub async fn found(office: &Office, settings: &Settings) -> Result<Option<Made>, Box<dyn Error>> {
    if !settings.demo || !office.store.read().await?.is_empty().await? {
        return Ok(None);
    }
    let mark = mark(settings);
    fs::write(&mark, "")?;
    println!("Making the demo world: forty companies and their last two years.");
    office.store.hurry(true).await?;
    let made = world::make(office, office.now(), &world::everybody(), |percent| println!("  {percent:>3} %")).await?;
    office.store.hurry(false).await?;
    fs::remove_file(mark)?;
    Ok(Some(made))
}
