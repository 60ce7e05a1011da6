//! PostgreSQL: full text over words or over pairs, and the extensions for trigrams and bigrams.

use std::error::Error;

use jiso_store::testing;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::runtime::Runtime;

use crate::{
    engine::Engine,
    pieces::{bigrams, distinct, normal, words},
    texts::Text,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Words,
    Bigrams,
    Trigrams,
    Bigm,
}

pub struct Postgres<'r> {
    runtime: &'r Runtime,
    connection: PgConnection,
    kind: Kind,
}

impl<'r> Postgres<'r> {
    /// Or what has to be installed for it.
    pub fn start(runtime: &'r Runtime, kind: Kind) -> Result<Result<Self, &'static str>, Box<dyn Error>> {
        let Some(server) = testing::postgres_server() else { return Ok(Err("the package postgresql")) };
        runtime.block_on(async {
            let mut first = PgConnection::connect(&format!("{server}/postgres")).await?;
            let name = format!("peer_{}_{}", std::process::id(), kind as u8);
            first.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name}"))).await?;
            // In the locale `C`, Japanese signs are no letters, and have no trigrams.
            let create = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'");
            first.execute(AssertSqlSafe(create)).await?;
            first.close().await?;
            let mut connection = PgConnection::connect(&format!("{server}/{name}")).await?;
            let (extension, missing) = match kind {
                Kind::Words | Kind::Bigrams => (None, ""),
                Kind::Trigrams => (Some("pg_trgm"), "the extension pg_trgm (package postgresql-contrib)"),
                Kind::Bigm => (Some("pg_bigm"), "the extension pg_bigm (package postgresql-NN-pg-bigm or its sources)"),
            };
            if let Some(extension) = extension
                && connection.execute(AssertSqlSafe(format!("CREATE EXTENSION {extension}"))).await.is_err()
            {
                return Ok(Err(missing));
            }
            connection
                .execute("CREATE TABLE texts (id TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, words TSVECTOR)")
                .await?;
            Ok(Ok(Self { runtime, connection, kind }))
        })
    }

    const fn words(&self) -> &'static str {
        match self.kind {
            Kind::Words => "english",
            _ => "simple",
        }
    }

    fn given(&self, text: &str) -> String {
        if self.kind == Kind::Bigrams { bigrams(text).join(" ") } else { normal(text) }
    }
}

impl Engine for Postgres<'_> {
    fn build(&mut self, texts: &[Text]) -> Result<(), Box<dyn Error>> {
        let given: Vec<[String; 4]> = texts
            .iter()
            .map(|text| [text.id.clone(), self.given(&text.title), self.given(&text.lead), self.given(&text.body)])
            .collect();
        let (kind, language) = (self.kind, self.words());
        self.runtime.block_on(async {
            let mut tx = self.connection.begin().await?;
            let insert = match kind {
                Kind::Words | Kind::Bigrams => format!(
                    "INSERT INTO texts (id, title, body, words) VALUES ($1, $2, '', \
                     setweight(to_tsvector('{language}', $2), 'A') || setweight(to_tsvector('{language}', $3), 'B') \
                     || setweight(to_tsvector('{language}', left($4, 200000)), 'D'))"
                ),
                Kind::Trigrams | Kind::Bigm => {
                    // Every text is compared with the question: whole bodies would take seconds.
                    "INSERT INTO texts (id, title, body) VALUES ($1, $2, $2 || ' ' || $3 || left($4, 0))".to_owned()
                }
            };
            for [id, title, lead, body] in given {
                let insert = sqlx::query(AssertSqlSafe(insert.clone()));
                insert.bind(id).bind(title).bind(lead).bind(body).execute(&mut *tx).await?;
            }
            let index = match kind {
                Kind::Words | Kind::Bigrams => "CREATE INDEX by_words ON texts USING gin (words)",
                Kind::Trigrams => "CREATE INDEX by_trigrams ON texts USING gin (body gin_trgm_ops)",
                Kind::Bigm => "CREATE INDEX by_bigrams ON texts USING gin (body gin_bigm_ops)",
            };
            tx.execute(index).await?;
            tx.commit().await?;
            self.connection.execute("VACUUM ANALYZE texts").await
        })?;
        Ok(())
    }

    fn bytes(&mut self) -> Result<u64, Box<dyn Error>> {
        let size = sqlx::query_scalar::<_, i64>("SELECT pg_total_relation_size('texts')");
        Ok(u64::try_from(self.runtime.block_on(size.fetch_one(&mut self.connection))?)?)
    }

    fn ask(&mut self, typed: &str) -> Result<Vec<String>, Box<dyn Error>> {
        let (statement, given) = match self.kind {
            Kind::Words | Kind::Bigrams => {
                let pieces = distinct(if self.kind == Kind::Words { words(typed) } else { bigrams(typed) });
                let any = pieces.iter().map(|piece| format!("'{piece}'")).collect::<Vec<_>>().join(" | ");
                let statement = format!(
                    "SELECT id FROM texts, to_tsquery('{}', $1) asked WHERE words @@ asked \
                     ORDER BY ts_rank('{{0.5, 0.5, 0.75, 1.0}}', words, asked, 1) DESC, id LIMIT 10",
                    self.words()
                );
                (statement, any)
            }
            Kind::Trigrams => {
                ("SELECT id FROM texts ORDER BY word_similarity($1, body) DESC, id LIMIT 10".to_owned(), normal(typed))
            }
            Kind::Bigm => ("SELECT id FROM texts ORDER BY bigm_similarity($1, body) DESC, id LIMIT 10".to_owned(), normal(typed)),
        };
        if given.trim().is_empty() {
            return Ok(Vec::new());
        }
        let best = sqlx::query_scalar(AssertSqlSafe(statement)).bind(given);
        Ok(self.runtime.block_on(best.fetch_all(&mut self.connection))?)
    }
}
