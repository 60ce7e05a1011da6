//! `jiso seed`

use std::error::Error;

use clap::Args;

use crate::{
    config::Settings,
    seed::{self, Size},
    serve,
};

#[derive(Args)]
pub struct Seed {
    #[arg(long, default_value_t = 1_000)]
    companies: usize,
    #[arg(long, default_value_t = 10_000)]
    users: usize,
    #[arg(long, default_value_t = 100_000)]
    deals: usize,
    /// Activities at least; a deal alone brings about four
    #[arg(long, default_value_t = 1_000_000)]
    events: usize,
    /// Another number, another world; the same number, the same
    #[arg(long = "seed", default_value_t = 1)]
    number: u64,
    #[command(flatten)]
    settings: Box<Settings>,
}

impl Seed {
    /// # Errors
    /// When the database is not empty.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        let Self { companies, users, deals, events, number, settings } = self;
        if companies == 0 || users < companies {
            return Err("--companies and --users: expected at least one company, and one user for each".into());
        }
        let office = serve::open(&settings).await?;
        let size = Size { companies, users, deals, events, seed: number };
        office.store.hurry(true).await?;
        let step = (companies / 10).max(1);
        let heard = |done: usize| {
            if done == companies || done % step < 25 {
                eprintln!("  {done} of {companies} companies");
            }
        };
        let loaded = seed::load(&office, size, office.now(), heard).await;
        office.store.hurry(false).await?;
        office.store.close().await;
        let loaded = loaded?;
        println!(
            "{} companies, {} users, {} deals, {} events, {} lines in the ledger.",
            loaded.companies, loaded.users, loaded.deals, loaded.events, loaded.entries
        );
        Ok(())
    }
}
