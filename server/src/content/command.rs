//! `jiso content …`

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use jiso::lang::Lang;
use jiso_app::{format::day, text::content as t};
use jiso_store::{Store, StoreOptions};

use super::{
    Refused,
    check::check,
    export::export,
    import::{NotImported, Taken, import},
};
use crate::{
    config::Settings,
    office::{Chance, Clock},
    programme::command::Answering,
};

#[derive(Subcommand)]
pub enum Content {
    /// Look at every file of a content folder and name every mistake with its line
    Check {
        #[arg(default_value = "content")]
        dir: PathBuf,
        #[command(flatten)]
        answering: Answering,
    },
    /// Bring a content folder into the database; nothing is taken when anything in it is wrong
    Import {
        #[arg(default_value = "content")]
        dir: PathBuf,
        #[command(flatten)]
        answering: Answering,
        #[command(flatten)]
        settings: Settings,
    },
    /// Write the published texts and the programme into a folder
    Export {
        dir: PathBuf,
        #[command(flatten)]
        answering: Answering,
        #[command(flatten)]
        settings: Settings,
    },
}

impl Content {
    /// # Errors
    /// Every mistake, a line each; or why the database or the folder cannot be used.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Check { dir, answering } => look(&dir, answering.lang()),
            Self::Import { dir, answering, settings } => bring(&dir, answering.lang(), &settings).await,
            Self::Export { dir, answering, settings } => write(&dir, answering.lang(), &settings).await,
        }
    }
}

fn look(dir: &Path, l: Lang) -> Result<(), Box<dyn Error>> {
    let checked = check(dir).map_err(|refused| several(l, &refused))?;
    for note in &checked.notes {
        println!("{}", t::note(l, note.text(l)));
    }
    println!("{}", t::in_order(l, checked.folder.documents.len(), checked.folder.programme.version));
    Ok(())
}

async fn bring(dir: &Path, l: Lang, settings: &Settings) -> Result<(), Box<dyn Error>> {
    let checked = check(dir).map_err(|refused| several(l, &refused))?;
    let store = open(settings).await?;
    let (mut tx, now) = (store.write().await?, Clock::System.now());
    let done = match import(&mut tx, &checked.folder, now, &Chance::from_system()).await {
        Ok(done) => done,
        Err(NotImported::Refused(refused)) => return Err(several(l, &refused).into()),
        Err(NotImported::Store(error)) => return Err(error.into()),
    };
    tx.commit().await?;
    store.close().await;
    println!("{}", t::imported(l, done.new, done.changed, done.same));
    let programme = match done.programme {
        Some(Taken { version, valid_from }) if valid_from > now => t::programme_from(l, version, day(l, valid_from.day())),
        Some(Taken { version, .. }) => t::programme_now(l, version),
        None => t::programme_same(l).to_owned(),
    };
    println!("{programme}");
    Ok(())
}

async fn write(dir: &Path, l: Lang, settings: &Settings) -> Result<(), Box<dyn Error>> {
    if let StoreOptions::Sqlite { file } = settings.store()
        && !file.exists()
    {
        return Err(t::no_database(l, settings.data.display()).into());
    }
    let store = open(settings).await?;
    let done = export(&mut store.read().await?, dir).await?;
    store.close().await;
    println!("{}", t::exported(l, done.documents, dir.display()));
    for file in &done.others {
        println!("{}", t::other_file(l, file.display()));
    }
    if done.drafts > 0 {
        println!("{}", t::drafts(l, done.drafts));
    }
    Ok(())
}

/// The folder is the command's own, so the setting for `serve` does not matter here.
async fn open(settings: &Settings) -> Result<Store, Box<dyn Error>> {
    if let Some(wrong) = settings.mistakes().into_iter().find(|wrong| wrong.name != "content") {
        return Err(wrong.into());
    }
    std::fs::create_dir_all(&settings.data)?;
    Ok(Store::open(&settings.store()).await.map_err(|error| settings.not_opened(&error))?)
}

fn several(l: Lang, refused: &Refused) -> String {
    let mistakes = i64::try_from(refused.0.len()).unwrap_or(i64::MAX);
    format!("{}\n{}", t::mistakes(l, mistakes), refused.text(l))
}
