//! `jiso explain`

use std::error::Error;

use clap::Subcommand;
use jiso::time::Day;
use jiso_app::progress::explanation_text;

use crate::{
    config::Settings,
    office::Office,
    programme::command::Tongue,
    progress::{explain, find},
    serve,
};

#[derive(Subcommand)]
pub enum Explain {
    /// Print a company's tier, points and phase with the events behind each of them
    Company {
        /// Its id, its name, or a part of its name that no other company has
        company: String,
        /// As it was at the end of this day, 2026-11-23; without it, as it is now
        #[arg(long, value_name = "DATE")]
        at: Option<String>,
        /// How many lines of the ledger are printed at most, the newest first
        #[arg(long, value_name = "N", default_value_t = 20)]
        lines: usize,
        #[arg(long, value_enum, default_value = "ja")]
        lang: Tongue,
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

impl Explain {
    /// # Errors
    /// When the company or the day is none, or the store cannot be read.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        let Self::Company { company, at, lines, lang, settings } = self;
        let on = at.map(|text| text.parse::<Day>().map_err(|_| format!("--at: {text} is no day; expected one like 2026-11-23")));
        let on = on.transpose()?;
        let office = serve::open(&settings).await?;
        let told = told(&office, &company, on, lines, lang).await;
        office.store.close().await;
        println!("{}", told?);
        Ok(())
    }
}

async fn told(office: &Office, company: &str, on: Option<Day>, lines: usize, lang: Tongue) -> Result<String, Box<dyn Error>> {
    let company = find(&mut office.store.read().await?, company).await?;
    let found = explain(office, &company, on.unwrap_or_else(|| office.now().day()), lang.into()).await?;
    Ok(explanation_text(lang.into(), &found, lines))
}
