//! What finds: Jiso's own search, and what a portal could use instead.

use std::error::Error;

use tokio::runtime::Runtime;

use crate::{
    Started,
    jiso::Own,
    postgres::{Kind, Postgres},
    sqlite::{Sqlite, Tokens},
    texts::Text,
};

/// Texts in, questions answered. Each lives in a folder or database that goes away with it.
pub trait Engine {
    fn build(&mut self, texts: &[Text]) -> Result<(), Box<dyn Error>>;
    /// On disk.
    fn bytes(&mut self) -> Result<u64, Box<dyn Error>>;
    /// The ids of the ten best.
    fn ask(&mut self, typed: &str) -> Result<Vec<String>, Box<dyn Error>>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    Jiso,
    SqliteTrigrams,
    SqliteBigrams,
    SqliteWords,
    PostgresWords,
    PostgresBigrams,
    PostgresTrigrams,
    PostgresBigm,
}

impl Given {
    pub const ALL: [Self; 8] = [
        Self::Jiso,
        Self::SqliteTrigrams,
        Self::SqliteBigrams,
        Self::SqliteWords,
        Self::PostgresWords,
        Self::PostgresBigrams,
        Self::PostgresTrigrams,
        Self::PostgresBigm,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Jiso => "jiso",
            Self::SqliteTrigrams => "sqlite fts5 trigram",
            Self::SqliteBigrams => "sqlite fts5 over bigrams",
            Self::SqliteWords => "sqlite fts5 unicode61",
            Self::PostgresWords => "postgres english",
            Self::PostgresBigrams => "postgres simple over bigrams",
            Self::PostgresTrigrams => "postgres pg_trgm",
            Self::PostgresBigm => "postgres pg_bigm",
        }
    }

    /// An empty one.
    pub fn start(self, runtime: &Runtime) -> Result<Started<'_>, Box<dyn Error>> {
        let sqlite = |tokens| Ok(Ok(Box::new(Sqlite::start(runtime, tokens)?) as Box<dyn Engine>));
        let postgres = |kind| Postgres::start(runtime, kind).map(|started| started.map(|one| Box::new(one) as Box<dyn Engine>));
        match self {
            Self::Jiso => Ok(Ok(Box::new(Own::start()?))),
            Self::SqliteTrigrams => sqlite(Tokens::Trigrams),
            Self::SqliteBigrams => sqlite(Tokens::Bigrams),
            Self::SqliteWords => sqlite(Tokens::Words),
            Self::PostgresWords => postgres(Kind::Words),
            Self::PostgresBigrams => postgres(Kind::Bigrams),
            Self::PostgresTrigrams => postgres(Kind::Trigrams),
            Self::PostgresBigm => postgres(Kind::Bigm),
        }
    }
}
