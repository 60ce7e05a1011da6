//! `jiso search …`

use std::{error::Error, path::PathBuf};

use clap::Subcommand;
use jiso_search::Synonyms;

use crate::content;

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
        /// Lines of words that mean the same, such as content/synonyms.txt
        #[arg(long, value_name = "FILE")]
        synonyms: Option<PathBuf>,
    },
}

impl Search {
    /// # Errors
    /// When a file cannot be read.
    pub fn run(self) -> Result<(), Box<dyn Error>> {
        let Self::Evaluate { corpus, queries, synonyms } = self;
        for file in [&corpus, &queries] {
            std::fs::metadata(file).map_err(|e| format!("{}: {e}", file.display()))?;
        }
        let synonyms = synonyms.map_or_else(|| Ok(Vec::new()), |file| content::synonyms(&file))?;
        println!("{}", serde_json::to_string(&jiso_search::evaluate(&corpus, &queries, Synonyms::of(synonyms))?)?);
        Ok(())
    }
}
