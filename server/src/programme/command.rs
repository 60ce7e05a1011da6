//! `jiso programme …`

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use jiso::{lang::Lang, programme::diff};
use jiso_app::{
    format,
    programme::{change_text, faller_text},
    text::{content, programme as t},
};

pub use super::tongue::{Answering, Tongue};

use super::{dated, fallers, read_text, replay};
use crate::{config::Settings, content::Refused, office::Clock, serve};

#[derive(Subcommand)]
pub enum Programme {
    /// Name every mistake in a programme's file, each with its line
    Check {
        /// The file; without it, `programme.toml` of the content folder
        file: Option<PathBuf>,
        /// The file that this one changes: then the date of the change is looked at, too
        #[arg(long, value_name = "OLD")]
        against: Option<PathBuf>,
        /// Folder with the programme
        #[arg(long, env = "JISO_CONTENT", default_value = "content", value_name = "DIR")]
        content: PathBuf,
        #[command(flatten)]
        answering: Answering,
    },
    /// Say in sentences what changes from one file to another
    Diff {
        old: PathBuf,
        new: PathBuf,
        #[arg(long, value_enum, default_value = "ja")]
        lang: Tongue,
    },
    /// Name the companies that would lose their tier if a changed file held today
    Fallers {
        new: PathBuf,
        #[arg(long, value_enum, default_value = "ja")]
        lang: Tongue,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Compute every company's standing and points again from what happened, and compare them with what is stored
    Replay {
        /// Fail when anything differs
        #[arg(long)]
        verify: bool,
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

impl Programme {
    /// # Errors
    /// Every mistake, a line each.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Check { file, against, content, answering } => {
                check(&file.unwrap_or_else(|| content.join("programme.toml")), against.as_deref(), answering.lang())
            }
            Self::Fallers { new, lang, settings } => fall(&new, lang.into(), &settings).await,
            Self::Replay { verify, settings } => replayed(verify, &settings).await,
            Self::Diff { old, new, lang } => differ(&old, &new, lang.into()),
        }
    }
}

fn check(file: &Path, against: Option<&Path>, l: Lang) -> Result<(), Box<dyn Error>> {
    let counted = |refused| counted(l, &refused);
    let (programme, text) = read_text(file).map_err(counted)?;
    if let Some(old) = against {
        let (before, old_text) = read_text(old).map_err(counted)?;
        if old_text != text {
            let today = Clock::System.now().day();
            dated(&file.display().to_string(), &text, &programme, &before, today).map_err(counted)?;
        }
    }
    let (tiers, rules, campaigns) = (programme.tiers.len(), programme.incentives.len(), programme.campaigns.len());
    println!("{}", content::programme_in_order(l, programme.version, tiers, rules, campaigns));
    Ok(())
}

async fn fall(new: &Path, l: Lang, settings: &Settings) -> Result<(), Box<dyn Error>> {
    let (new, _) = read_text(new).map_err(|refused| counted(l, &refused))?;
    let office = serve::open(settings).await?;
    let found = fallers(&office, &new).await;
    office.store.close().await;
    let (found, all) = found?;
    for faller in &found {
        println!("{}", faller_text(l, &faller.company, (&faller.from, &faller.to), &faller.criteria));
    }
    println!("{}", t::fallers(l, all, found.len()));
    if let Some(day) = new.effective_from.filter(|_| !found.is_empty()) {
        println!("{}", t::spared(l, format::day(l, new.tier_review.grace_from(day))));
    }
    Ok(())
}

async fn replayed(verify: bool, settings: &Settings) -> Result<(), Box<dyn Error>> {
    let office = serve::open(settings).await?;
    let began = office.now();
    let found = replay(&office.store, |difference| println!("{difference}")).await;
    office.store.close().await;
    let found = found?;
    let milliseconds = (Clock::System.now().micros() - began.micros()) / 1_000;
    println!(
        "{} companies, {} events, {} lines in the ledger: {} differences, in {}.{:03} s.",
        found.companies,
        found.events,
        found.entries,
        found.differences,
        milliseconds / 1_000,
        milliseconds % 1_000,
    );
    if found.overtaken > 0 {
        println!("No difference: {} tiers were decided before something earlier was known.", found.overtaken);
    }
    if verify && found.differences > 0 {
        return Err("what is stored is not what follows from the events".into());
    }
    Ok(())
}

fn counted(l: Lang, refused: &Refused) -> String {
    let mistakes = i64::try_from(refused.0.len()).unwrap_or(i64::MAX);
    format!("{}\n{}", t::flaws(l, mistakes), refused.text(l))
}

fn differ(old: &Path, new: &Path, l: Lang) -> Result<(), Box<dyn Error>> {
    let (from, _) = read_text(old).map_err(|refused| counted(l, &refused))?;
    let (to, _) = read_text(new).map_err(|refused| counted(l, &refused))?;
    let changes = diff(&from, &to);
    if changes.is_empty() {
        println!("{}", t::same(l));
    }
    for change in &changes {
        println!("{}", change_text(l, &from, &to, change));
    }
    Ok(())
}
