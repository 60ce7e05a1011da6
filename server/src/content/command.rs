//! `jiso content …`

use std::{error::Error, path::PathBuf};

use clap::Subcommand;
use jiso_store::{Store, StoreOptions};

use super::{
    check::check,
    export::export,
    import::{Taken, import},
};
use crate::{
    config::Settings,
    office::{Chance, Clock},
};

#[derive(Subcommand)]
pub enum Content {
    /// Look at every file of a content folder and name every mistake with its line
    Check {
        #[arg(default_value = "content")]
        dir: PathBuf,
    },
    /// Bring a content folder into the database; nothing is taken when anything in it is wrong
    Import {
        #[arg(default_value = "content")]
        dir: PathBuf,
        #[command(flatten)]
        settings: Settings,
    },
    /// Write the published texts and the programme into a folder
    Export {
        dir: PathBuf,
        #[command(flatten)]
        settings: Settings,
    },
}

impl Content {
    /// # Errors
    /// Every mistake, a line each; or why the database or the folder cannot be used.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Check { dir } => {
                let checked = check(&dir).map_err(|refused| several(&refused))?;
                for note in &checked.notes {
                    println!("note: {note}");
                }
                let (documents, version) = (checked.folder.documents.len(), checked.folder.programme.version);
                println!("In order: {documents} documents and version {version} of the programme.");
                Ok(())
            }
            Self::Import { dir, settings } => {
                let checked = check(&dir).map_err(|refused| several(&refused))?;
                let store = open(&settings).await?;
                let (mut tx, now) = (store.write().await?, Clock::System.now());
                let done = import(&mut tx, &checked.folder, now, &Chance::from_system()).await?;
                tx.commit().await?;
                store.close().await;
                println!("{} documents are new, {} changed, {} are as before.", done.new, done.changed, done.same);
                match done.programme {
                    Some(Taken { version, valid_from }) if valid_from > now => {
                        println!("Version {version} of the programme holds from {} on.", valid_from.day());
                    }
                    Some(Taken { version, .. }) => println!("Version {version} of the programme holds from now on."),
                    None => println!("The programme is as before."),
                }
                Ok(())
            }
            Self::Export { dir, settings } => {
                if let StoreOptions::Sqlite { file } = settings.store()
                    && !file.exists()
                {
                    return Err(format!("setting --data: {} has no database to export from", settings.data.display()).into());
                }
                let store = open(&settings).await?;
                let done = export(&mut store.read().await?, &dir).await?;
                store.close().await;
                println!("{} documents and the programme are in {}.", done.documents, dir.display());
                for file in &done.others {
                    println!("note: {} was there before and is no published text.", file.display());
                }
                if done.drafts > 0 {
                    println!("{} drafts were never published and have no file.", done.drafts);
                }
                Ok(())
            }
        }
    }
}

/// The folder is the command's own, so the setting for `serve` does not matter here.
async fn open(settings: &Settings) -> Result<Store, Box<dyn Error>> {
    if let Some(wrong) = settings.mistakes().into_iter().find(|wrong| wrong.name != "content") {
        return Err(wrong.into());
    }
    std::fs::create_dir_all(&settings.data)?;
    Ok(Store::open(&settings.store()).await.map_err(|error| settings.not_opened(&error))?)
}

fn several(refused: &super::Refused) -> String {
    match refused.0.len() {
        1 => format!("one mistake; nothing was changed\n{refused}"),
        n => format!("{n} mistakes; nothing was changed\n{refused}"),
    }
}
