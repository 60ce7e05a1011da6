//! `jiso search …`

use std::{error::Error, path::PathBuf};

use clap::Subcommand;

#[derive(Subcommand)]
pub enum Search {
    /// Measure how well known documents are found; prints one JSON object
    Evaluate {
        /// Lines of {"id", "title", "body"}; may be packed (.gz)
        #[arg(long, value_name = "FILE")]
        corpus: PathBuf,
        /// Lines of {"id", "query"}; may be packed (.gz)
        #[arg(long, value_name = "FILE")]
        queries: PathBuf,
    },
}

impl Search {
    /// # Errors
    /// When a file cannot be read.
    pub fn run(self) -> Result<(), Box<dyn Error>> {
        let Self::Evaluate { corpus, queries } = self;
        for file in [&corpus, &queries] {
            std::fs::metadata(file).map_err(|e| format!("{}: {e}", file.display()))?;
        }
        println!("{}", serde_json::to_string(&jiso_search::evaluate(&corpus, &queries)?)?);
        Ok(())
    }
}
