//! SQLite's FTS5, any of the question's pieces, by BM25.

use std::error::Error;

use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::{
    engine::Engine,
    pieces::{bigrams, distinct, normal, trigrams, words},
    texts::Text,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tokens {
    Trigrams,
    /// The text is cut before SQLite gets it.
    Bigrams,
    Words,
}

pub struct Sqlite<'r> {
    runtime: &'r Runtime,
    connection: SqliteConnection,
    tokens: Tokens,
    folder: TempDir,
}

impl<'r> Sqlite<'r> {
    pub fn start(runtime: &'r Runtime, tokens: Tokens) -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let options = SqliteConnectOptions::new().filename(folder.path().join("peer.db")).create_if_missing(true);
        let tokenizer = match tokens {
            Tokens::Trigrams => "trigram",
            Tokens::Bigrams => "unicode61 remove_diacritics 2",
            Tokens::Words => "porter unicode61 remove_diacritics 2",
        };
        let table = format!("CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, title, lead, body, tokenize = '{tokenizer}')");
        let connection = runtime.block_on(async {
            let mut connection = SqliteConnection::connect_with(&options).await?;
            connection.execute(AssertSqlSafe(table)).await?;
            Ok::<_, sqlx::Error>(connection)
        })?;
        Ok(Self { runtime, connection, tokens, folder })
    }

    fn given(&self, text: &str) -> String {
        match self.tokens {
            Tokens::Bigrams => bigrams(text).join(" "),
            Tokens::Trigrams | Tokens::Words => normal(text),
        }
    }
}

impl Engine for Sqlite<'_> {
    fn build(&mut self, texts: &[Text]) -> Result<(), Box<dyn Error>> {
        let given: Vec<[String; 4]> = texts
            .iter()
            .map(|text| [text.id.clone(), self.given(&text.title), self.given(&text.lead), self.given(&text.body)])
            .collect();
        self.runtime.block_on(async {
            let mut tx = self.connection.begin().await?;
            for [id, title, lead, body] in given {
                let insert = sqlx::query("INSERT INTO texts (id, title, lead, body) VALUES (?, ?, ?, ?)");
                insert.bind(id).bind(title).bind(lead).bind(body).execute(&mut *tx).await?;
            }
            tx.execute("INSERT INTO texts (texts) VALUES ('optimize')").await?;
            tx.commit().await
        })?;
        Ok(())
    }

    fn bytes(&mut self) -> Result<u64, Box<dyn Error>> {
        Ok(std::fs::metadata(self.folder.path().join("peer.db"))?.len())
    }

    fn ask(&mut self, typed: &str) -> Result<Vec<String>, Box<dyn Error>> {
        let pieces = distinct(match self.tokens {
            Tokens::Trigrams => trigrams(typed),
            Tokens::Bigrams => bigrams(typed),
            Tokens::Words => words(typed),
        });
        if pieces.is_empty() {
            return Ok(Vec::new());
        }
        let any = pieces.iter().map(|piece| format!("\"{}\"", piece.replace('"', "\"\""))).collect::<Vec<_>>().join(" OR ");
        let best = "SELECT id FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 0.0, 1.0, 0.5, 1.0) LIMIT 10";
        Ok(self.runtime.block_on(sqlx::query_scalar(best).bind(any).fetch_all(&mut self.connection))?)
    }
}
